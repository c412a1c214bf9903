"""Messages that name their intent: `/order_status{"order_number":"10042"}`, as buttons send."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.domain.domain import Domain

_SLASH = re.compile(r"^/(?P<name>[^{@]+)(?P<confidence>@[0-9.]+)?(?P<entities>{.+})?(?P<rest>.*)")
EXTRACTOR = "RegexMessageHandler"
MAX_ENTITIES = 100  # a button carries a few; a forged one must not carry thousands


def parse_slash(text: str, domain: Domain) -> dict[str, Any] | None:
    """Return the parse data of a message that names an intent of the domain, else None.

    A message with an unknown intent or with words after it stays plain text. Broken JSON leaves
    the intent and no entities.
    """
    stripped = text.strip()
    match = _SLASH.match(stripped) if stripped.startswith("/") else None
    if match is None or (match["rest"].strip() and not match["rest"].startswith("{")):
        return None
    name = match["name"].strip()
    if not domain.has_intent(name):
        return None
    intent = {"name": name, "confidence": _confidence(match["confidence"])}
    entities = _entities(match)
    return {
        "text": stripped,
        "intent": intent,
        "intent_ranking": [dict(intent)],
        "entities": entities,
    }


def _confidence(written: str | None) -> float:
    try:
        return min(float(written[1:]), 1.0) if written else 1.0
    except ValueError:
        return 1.0


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _entities(match: re.Match[str]) -> list[dict[str, Any]]:
    try:
        written = match["entities"] or "{}"
        data = json.loads(written, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return []
    if not isinstance(data, dict):
        return []
    found = [
        {
            "entity": entity,
            "value": value,
            "start": match.start("entities"),
            "end": match.end("entities"),
            "extractor": EXTRACTOR,
        }
        for entity, values in data.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    return found[:MAX_ENTITIES]
