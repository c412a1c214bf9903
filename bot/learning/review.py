"""Which turns a person should look at before the bot is trained again.

Doubtful turns, turns that customers disliked and turns that ended with a person teach the most.
No visitor may teach more than a few examples, so that nobody can bend the bot alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.parse_data import FALLBACK_INTENT
from bot.learning.transcript import personal_values
from bot.privacy.mask import Masker
from bot.storage.records import TurnRow

MAX_PER_VISITOR = 3
MAX_PER_INTENT = 20
MIN_CHARS = 2
# A sure and liked turn teaches nothing new; below this the model was not sure.
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text with the intent it probably has; nothing is learned until a person approves it."""

    text: str
    intent: str
    confidence: float
    why: str
    source: str


def suggestions(turns: Iterable[TurnRow], masker: Masker, limit: int) -> list[Suggestion]:
    """Return up to `limit` suggestions, each text once, most instructive first."""
    per_visitor: Counter[str] = Counter()
    per_intent: Counter[str] = Counter()
    seen: set[str] = set()
    found: list[Suggestion] = []
    for turn in sorted(turns, key=_rank):
        why = _why(turn)
        text = masker.mask(turn.text, tuple(personal_values(turn.record.get("entities", []))))
        key = " ".join(text.casefold().split())
        if why is None or key in seen or len(key) < MIN_CHARS or key.startswith("/"):
            continue
        intent, confidence = _likely(turn)
        if per_visitor[turn.conversation_id] >= MAX_PER_VISITOR:
            continue
        if per_intent[intent] >= MAX_PER_INTENT:
            continue
        seen.add(key)
        per_visitor[turn.conversation_id] += 1
        per_intent[intent] += 1
        source = f"turn {turn.id}"
        found.append(Suggestion(text, intent, confidence, why, source))
        if len(found) == limit:
            break
    return found


def _why(turn: TurnRow) -> str | None:
    if any(one.value < 0 for one in turn.feedback):
        return "disliked"
    if turn.intent == FALLBACK_INTENT:
        return "not understood"
    confidence = turn.record.get("confidence")
    if isinstance(confidence, int | float) and confidence < SURE:
        return "not sure"
    return None


def _rank(turn: TurnRow) -> tuple[int, float, int]:
    order = {"disliked": 0, "not understood": 1, "not sure": 2, None: 3}
    confidence = turn.record.get("confidence")
    return order[_why(turn)], float(confidence or 0.0), turn.id


def _likely(turn: TurnRow) -> tuple[str, float]:
    """Return the model's own first choice, also where it ended as a fallback."""
    for one in turn.record.get("ranking", []):
        if one.get("name") not in (FALLBACK_INTENT, None):
            return str(one["name"]), round(float(one.get("confidence", 0.0)), 3)
    return turn.intent or "out_of_scope", 0.0
