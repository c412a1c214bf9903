"""Which answer of a retrieval intent a message asks for, as Rasa's parse JSON has it.

A retrieval intent ("faq") has many questions ("faq/shipping"), each with its own response
("utter_faq/shipping"); rules and stories only say `utter_faq`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from finetune.types import IntentScore

Templates: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
ALL = "all_retrieval_intents"
DEFAULT = "default"
UTTER = "utter_"


def response_selector(scores: Sequence[IntentScore], templates: Templates) -> dict[str, Any]:
    """Return what is selected of each retrieval intent, and of all of them as `default`.

    `scores` are the questions, best first; confidences are shares within the intent.
    """
    groups: dict[str, list[IntentScore]] = {}
    for one in scores:
        groups.setdefault(one.name.split("/", 1)[0], []).append(one)
    chosen = {name: _selected(group, templates) for name, group in groups.items()}
    return {ALL: sorted(groups), DEFAULT: _selected(scores, templates), **chosen}


def retrieved_response(action: str, parse: Mapping[str, Any]) -> str | None:
    """Return the response that a retrieval intent's action ("utter_faq") says to a message."""
    selected = (parse.get("response_selector") or {}).get(action.removeprefix(UTTER))
    response = selected.get("response") if isinstance(selected, Mapping) else None
    name = response.get("utter_action") if isinstance(response, Mapping) else None
    return name if isinstance(name, str) else None


def _selected(scores: Sequence[IntentScore], templates: Templates) -> dict[str, Any]:
    total = sum(one.confidence for one in scores) or 1.0
    ranking = [
        {"confidence": one.confidence / total, "intent_response_key": one.name} for one in scores
    ]
    name = f"{UTTER}{scores[0].name}"
    response = {
        "responses": [dict(one) for one in templates.get(name, ())],
        **ranking[0],
        "utter_action": name,
    }
    return {"response": response, "ranking": ranking}
