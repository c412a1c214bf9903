"""Answers from the shop's FAQ and policies, and from nowhere else."""

from __future__ import annotations

from rasa_sdk.interfaces import Tracker

from bot.actions.context import current_turn
from bot.actions.shop_action import TALK_TO_HUMAN, EventDict, ShopAction, Speaker
from bot.domain.message import Button, Evidence
from retrieval.types import FaqEntry, Hit, ItemKind

# Below this nothing in the knowledge base is near enough to be called an answer.
LEAST_SCORE = 0.3
ALTERNATIVES = 2
TOPIC_QUESTIONS = 4
INTENT_PREFIX = "ask_"


class AnswerFaqAction(ShopAction):
    """Says the best entry for the question, with its neighbours as next questions."""

    NAME = "action_answer_faq"

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Answer from the hits of this message, or offer what the knowledge base has."""
        turn = current_turn()
        topic = topic_of(str(tracker.latest_message.get("intent", {}).get("name") or ""))
        hits = [hit for hit in turn.knowledge if hit.score >= LEAST_SCORE]
        if hits:
            self._answer(speaker, hits)
        elif (topic and not self._offer(speaker, topic)) or not topic:
            speaker.respond("utter_no_answer")
        return []

    def _answer(self, speaker: Speaker, hits: list[Hit]) -> None:
        catalog = current_turn().searcher.catalog
        best = hits[0]
        others = [catalog.faqs[hit.id] for hit in hits[1:] if hit.kind is ItemKind.FAQ]
        further = [question_button(one) for one in others[:ALTERNATIVES]]
        if best.kind is ItemKind.FAQ:
            entry = catalog.faqs[best.id]
            own = [Button(one["title"], one["payload"]) for one in entry.buttons]
            speaker.say(
                entry.answer,
                buttons=[*own, *further],
                evidence=[Evidence("faq", entry.id, entry.questions[0])],
            )
            return
        passage = catalog.passages[best.id]
        speaker.say(
            passage.text,
            buttons=[*further, TALK_TO_HUMAN],
            evidence=[Evidence("passage", passage.id, " > ".join(passage.path))],
        )

    @staticmethod
    def _offer(speaker: Speaker, topic: str) -> bool:
        """Offer the questions of a topic; False if it has none."""
        catalog = current_turn().searcher.catalog
        entries = [one for one in catalog.faqs.values() if one.topic == topic]
        if not entries:
            return False
        speaker.say(
            f"What would you like to know about {topic.replace('-', ' ')}?",
            buttons=[question_button(one) for one in entries[:TOPIC_QUESTIONS]],
            evidence=[Evidence("faq", one.id) for one in entries[:TOPIC_QUESTIONS]],
        )
        return True


def topic_of(intent: str) -> str:
    """Return the FAQ topic that an intent asks about: `ask_gift_cards` is `gift-cards`."""
    if not intent.startswith(INTENT_PREFIX):
        return ""
    return intent.removeprefix(INTENT_PREFIX).replace("_", "-")


def question_button(entry: FaqEntry) -> Button:
    """Return a button that asks the entry's own question."""
    return Button(entry.questions[0], entry.questions[0])
