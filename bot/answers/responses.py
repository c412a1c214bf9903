"""Response templates of the domain: choosing a variation and filling it in.

Rules are Rasa's: variations for the channel come first, conditions on slots must hold, and one
of what remains is chosen; here the choice follows from the conversation and its turn, so that an
interrupted turn says the same again. A missing variable leaves the text as it is. A variation
with an empty slot in it ("Hello {name}") is only said if there is no other, and leaves nothing
there rather than the word None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from bot.domain.domain import Domain
from bot.domain.message import Button, Card, Reply

_VARIABLE = re.compile(r"\{\{.*?\}\}|\{([^\n{}]+?)\}")
Template = Mapping[str, Any]


class UnknownResponse(LookupError):
    """The domain has no response of this name, or none whose conditions hold."""


def write_response(
    name: str,
    domain: Domain,
    slots: Mapping[str, Any],
    *,
    channel: str,
    seed: str,
    values: Mapping[str, Any] | None = None,
) -> Reply:
    """Return the reply that response `name` makes.

    `values` are variables that win over slots; `seed` decides between equal variations. Raises
    UnknownResponse.
    """
    variables = {**slots, **(values or {})}
    fitting = _fitting(domain.responses.get(name, ()), slots, channel, variables)
    if not fitting:
        raise UnknownResponse(f"no variation of response '{name}' fits")
    digest = blake2b(f"{seed}/{name}".encode("utf-8", "replace"), digest_size=4).digest()
    template = fitting[int.from_bytes(digest) % len(fitting)]
    return reply_from_template(fill(template, variables), {"utter_action": name})


def fill(value: Any, variables: Mapping[str, Any]) -> Any:
    """Return `value` with `{name}` replaced in all its strings, however deep."""
    if isinstance(value, str):
        return _VARIABLE.sub(lambda match: _replacement(match, variables), value)
    if isinstance(value, Mapping):
        return {key: fill(one, variables) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [fill(one, variables) for one in value]
    return value


def reply_from_template(template: Template, metadata: Mapping[str, Any]) -> Reply:
    """Return the reply of a filled template in Rasa's shape."""
    text = template.get("text")
    return Reply(
        text=None if text is None else str(text),
        buttons=_buttons(template.get("buttons")),
        quick_replies=_buttons(template.get("quick_replies")),
        cards=tuple(card_from_element(one) for one in template.get("elements") or ()),
        image=template.get("image"),
        attachment=template.get("attachment") or None,
        custom=template.get("custom") or None,
        metadata={**(template.get("metadata") or {}), **metadata},
    )


def card_from_element(element: Mapping[str, Any]) -> Card:
    """Return the card of a Rasa element (a generic template's)."""
    link = element.get("default_action") or {}
    return Card(
        title=str(element.get("title") or ""),
        subtitle=str(element.get("subtitle") or ""),
        image=str(element.get("image_url") or ""),
        url=str(link.get("url") or element.get("item_url") or ""),
        price=str(element.get("price") or ""),
        product_id=str(element.get("product_id") or ""),
        buttons=_buttons(element.get("buttons")),
    )


def _buttons(buttons: Sequence[Mapping[str, Any]] | None) -> tuple[Button, ...]:
    return tuple(
        Button(str(one.get("title") or ""), str(one.get("payload") or one.get("url") or ""))
        for one in buttons or ()
    )


def _fitting(
    templates: Sequence[Template],
    slots: Mapping[str, Any],
    channel: str,
    variables: Mapping[str, Any],
) -> list[Template]:
    """Return the variations to choose from.

    Those for this channel come before others, those whose condition holds before those without
    one, and before all that those without a gap.
    """
    candidates = [
        one
        for one in templates
        if one.get("channel") in (None, channel)
        and (not one.get("condition") or _holds(one, slots))
    ]
    whole = [one for one in candidates if not _has_gap(one, variables)] or candidates
    for pool in ([one for one in whole if one.get("channel") == channel], whole):
        conditional = [one for one in pool if one.get("condition")]
        if pool:
            return conditional or pool
    return []


def _has_gap(template: Template, variables: Mapping[str, Any]) -> bool:
    """Whether the text has a variable whose value is empty."""
    names = (match.group(1) for match in _VARIABLE.finditer(str(template.get("text") or "")))
    return any(name in variables and variables[name] is None for name in names if name)


def _holds(template: Template, slots: Mapping[str, Any]) -> bool:
    return all(
        _same(slots.get(condition.get("name")), condition.get("value"))
        for condition in template["condition"]
    )


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return value.casefold() == wanted.casefold()
    return bool(value == wanted)


def _replacement(match: re.Match[str], variables: Mapping[str, Any]) -> str:
    name = match.group(1)
    if name is None:
        return match.group(0)[1:-1]
    if name not in variables:
        return match.group(0)
    value = variables[name]
    return "" if value is None else str(value)
