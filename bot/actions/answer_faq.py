"""Answers from the shop's FAQ and policies, and from nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.said import said_in
from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.speaker import TALK_TO_HUMAN, Speaker
from bot.answers.phrase import shortened
from bot.domain.message import Button, Evidence
from retrieval.types import FaqEntry, Hit, ItemKind

# Below this nothing in the knowledge base is near enough to be called an answer.
LEAST_SCORE = 0.3
# From here on the best entry answers even a message that an action would answer otherwise. On the
# demo's held-out questions every best entry above it was a right one.
SURE_SCORE = 0.8
# Questions offered beside an answer, and of a topic when the question itself is not known.
ALTERNATIVES = 2
TOPIC_QUESTIONS = 4
# A section of a policy is said whole if a chat window shows it whole.
PASSAGE_CHARS = 900
INTENT_PREFIX = "ask_"
DATA_INTENT = "inform"


class AnswerFaqAction(SpeakingAction):
    """Says the best entry for the question, with its neighbours as next questions."""

    NAME = "action_answer_faq"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Answer from the hits of this message, or offer what the knowledge base has."""
        topic = topic_of(_intent(tracker))
        found = await current_turn().answers(said_in(tracker).text, (topic,) if topic else ())
        hits = [hit for hit in found if hit.score >= LEAST_SCORE]
        if hits:
            _answer(speaker, hits)
        elif not _offer(speaker, topic, found):
            speaker.respond("utter_no_answer")
        return []


async def answers_surely(speaker: Speaker, tracker: Tracker, *, own: Collection[str] = ()) -> bool:
    """Say the entry that surely answers the message; False if there is none.

    `own` are entries that say what the asking action says itself, only less to the point. Data in
    answer to a question ("in Grenoble") is no question itself.
    """
    if _intent(tracker) == DATA_INTENT:
        return False
    found = await current_turn().answers(said_in(tracker).text)
    if not found or found[0].score < SURE_SCORE or found[0].id in own:
        return False
    _answer(speaker, found)
    return True


def topic_of(intent: str) -> str:
    """Return the FAQ topic that an intent asks about: `ask_gift_cards` is `gift-cards`."""
    if not intent.startswith(INTENT_PREFIX):
        return ""
    return intent.removeprefix(INTENT_PREFIX).replace("_", "-")


def question_button(entry: FaqEntry) -> Button:
    """Return a button that asks the entry's own question."""
    return Button(entry.questions[0], entry.questions[0])


def faq_evidence(entry: FaqEntry) -> Evidence:
    """Return the evidence of an answer from the FAQ."""
    return Evidence("faq", entry.id, entry.questions[0])


def _intent(tracker: Tracker) -> str:
    return str(tracker.latest_message.get("intent", {}).get("name") or "")


def _answer(speaker: Speaker, hits: Sequence[Hit]) -> None:
    catalog = current_turn().searcher.catalog
    best, others = hits[0], hits[1:]
    near = [catalog.faqs[hit.id] for hit in others if hit.kind is ItemKind.FAQ]
    if best.kind is ItemKind.FAQ:
        entry = catalog.faqs[best.id]
        own = [Button(one["title"], one["payload"]) for one in entry.buttons]
        further = near or [one for one in _of_topic(entry.topic) if one.id != entry.id]
        speaker.say(
            entry.answer,
            buttons=[*own, *map(question_button, further[:ALTERNATIVES])] or [TALK_TO_HUMAN],
            evidence=[faq_evidence(entry)],
        )
        return
    passage = catalog.passages[best.id]
    speaker.say(
        shortened(passage.text, PASSAGE_CHARS),
        buttons=[*map(question_button, near[:ALTERNATIVES]), TALK_TO_HUMAN],
        evidence=[Evidence("passage", passage.id, " > ".join(passage.path))],
    )


def _offer(speaker: Speaker, topic: str, near: Sequence[Hit]) -> bool:
    """Offer questions of a topic, the nearest ones first; False if it has none."""
    of_topic = {one.id: one for one in _of_topic(topic)}
    ids = dict.fromkeys([*(hit.id for hit in near if hit.id in of_topic), *of_topic])
    entries = [of_topic[one] for one in ids][:TOPIC_QUESTIONS]
    if not entries:
        return False
    speaker.say(
        "Which of these would you like to know?",
        buttons=[*map(question_button, entries), TALK_TO_HUMAN],
        evidence=map(faq_evidence, entries),
    )
    return True


def _of_topic(topic: str) -> list[FaqEntry]:
    entries = current_turn().searcher.catalog.faqs.values()
    return [one for one in entries if one.topic == topic]
