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
    for number in asked[::step]:
        span = search.spans[search.item_of[number]]
        for hidden in (slice(number, number + 1), span):
            observations.extend(_ask(search, number, hidden))
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
