"""What an action dispatched, in rasa-sdk's JSON, as a reply.

As in Rasa a named response is written first, with what came along as its variables; buttons are
added to its own, and everything else that came along and is not empty replaces its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.answers.responses import reply_from_template
from bot.domain.message import Evidence, Reply

# The keys of a message; all others are variables of the response, and metadata.
MESSAGE_KEYS = frozenset({"text", "buttons", "elements", "custom", "image", "attachment"})
OWN_KEYS = frozenset({"template", "response", "evidence"})


def response_of(dispatched: Mapping[str, Any]) -> str:
    """Return the name of the response that a dispatched message wants written, "" for none."""
    return str(dispatched.get("response") or dispatched.get("template") or "")


def variables_of(dispatched: Mapping[str, Any]) -> dict[str, Any]:
    """Return what came along with a message and is no part of it."""
    return {
        key: value
        for key, value in dispatched.items()
        if key not in MESSAGE_KEYS | OWN_KEYS and value is not None
    }


def reply_of(dispatched: Mapping[str, Any], written: Reply | None = None) -> Reply:
    """Return the reply of one dispatched message; `written` is the response that it names."""
    extras = variables_of(dispatched)
    said = reply_from_template(dispatched, extras)
    evidence = _evidence(dispatched.get("evidence"))
    if written is None:
        return replace(said, evidence=evidence)
    return replace(
        written,
        text=said.text or written.text,
        buttons=written.buttons + said.buttons,
        cards=said.cards or written.cards,
        image=said.image or written.image,
        attachment=said.attachment or written.attachment,
        custom=said.custom or written.custom,
        evidence=evidence,
        metadata={**extras, **written.metadata},
    )


def _evidence(items: Any) -> tuple[Evidence, ...]:
    """Return the evidence that our own actions give; what others call so is left out."""
    rows = items if isinstance(items, list) else []
    return tuple(
        Evidence(str(row["kind"]), str(row["id"]), str(row.get("title") or ""))
        for row in rows
        if isinstance(row, Mapping) and "kind" in row and "id" in row
    )
