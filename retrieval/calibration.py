"""Fits the confidence of a knowledge search on its own phrasings. See `retrieval.confidence`."""

from __future__ import annotations

from retrieval.confidence import Confidence, Observation
from retrieval.knowledge import KnowledgeSearch, observed
from retrieval.knowledge_rows import View
from retrieval.types import ItemKind

MAX_QUESTIONS = 500
"""Enough for four weights; more would only make building slower."""
LOOKED_AT = 3
"""How many found items are observed: the weights must also hold for the second and third."""
ABSENT_EVERY = 2
"""Every so many questions are also asked with their entry left out: of what customers ask a shop,
about two thirds is assumed to be in its FAQ. It also makes up for phrasings being written to
differ, which makes a left-out one harder than a customer's question."""


def calibrate(search: KnowledgeSearch) -> Confidence:
    """Return the confidence that fits the phrasings of the FAQ, the defaults if they are few."""
    asked = [
        number
        for number, row in enumerate(search.rows)
        # the canonical question also leads the answer, so it cannot be hidden
        if row.kind is ItemKind.FAQ
        and row.view is View.QUESTION
        and number != search.spans[search.item_of[number]].start
    ]
    step = max(1, -(-len(asked) // MAX_QUESTIONS))
    observations: list[Observation] = []
    for place, number in enumerate(asked[::step]):
        observations.extend(_ask(search, number, slice(number, number + 1)))
        if place % ABSENT_EVERY == 0:
            observations.extend(_ask(search, number, search.spans[search.item_of[number]]))
    return Confidence.fit(observations)


def _ask(search: KnowledgeSearch, number: int, hidden: slice) -> list[Observation]:
    """Ask a phrasing with some rows hidden, itself among them."""
    item = search.item_of[number]
    terms = search.analyzer.terms(search.rows[number].text)
    found = search.candidates(search.dense.vectors[number], terms, hidden=hidden)
    return [
        observed(found, place, right=found[place].item == item)
        for place in range(min(LOOKED_AT, len(found)))
    ]
