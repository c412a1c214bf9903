"""Attributes of products as customers read them: `waterproof_mm` 3000 is `waterproof: 3000 mm`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.answers.phrase import listed, number_text
from retrieval.types import Range

# How keys with a unit at their end are read out; the longest ending counts.
_UNITS = {
    "_mm": "mm", "_cm": "cm", "_m": "m", "_in": "inch", "_micron": "µm",
    "_g": "g", "_kg": "kg", "_gsm": "g/m²", "_l": "l", "_ml": "ml", "_l_min": "l/min",
    "_c": "°C", "_w": "W", "_mah": "mAh", "_db": "dB", "_lumens": "lumens",
    "_h": "h", "_hours": "h", "_min": "min", "_days": "days", "_years": "years",
}  # fmt: skip
# Keys that read badly as they are.
_LABELS = {
    "kind": "type", "ip_rating": "IP rating", "r_value": "R-value", "upf": "UPF",
    "minutes_per_l": "minutes per litre", "pore_micron": "pore size",
    "boil_min": "boiling time", "fabric_gsm": "fabric weight", "flow_l_min": "flow rate",
    "comfort_c": "comfort temperature", "limit_c": "limit temperature", "drop_mm": "heel drop",
    "lug_mm": "lug depth", "min_cm": "shortest", "max_cm": "longest", "weight_is": "weight of",
}  # fmt: skip
ABSENT = "–"
_OWN_UNITS = {"minutes_per_l": "", "breathability_g": "g/m² in 24 h", "pore_micron": "µm"}


def attribute_label(key: str) -> str:
    """Return what an attribute is called: `waterproof` for `waterproof_mm`."""
    if key in _LABELS:
        return _LABELS[key]
    ending = _ending(key)
    return (key.removesuffix(ending) if ending else key).replace("_", " ")


def attribute_value(key: str, value: Any) -> str:
    """Return an attribute's value with its unit: `3000 mm`, `yes`, `bacteria and viruses`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return listed([_plain(one) for one in value])
    unit = _OWN_UNITS.get(key, _UNITS.get(_ending(key), ""))
    return f"{_plain(value)} {unit}".rstrip() if isinstance(value, int | float) else _plain(value)


def attribute_phrase(key: str, value: Any) -> str:
    """Return `waterproof: yes`, `comfort temperature: -5 °C`, `capacity: 2`."""
    return f"{attribute_label(key)}: {attribute_value(key, value)}"


def wish_phrase(key: str, value: Any) -> str:
    """Return a wish for an attribute: `waterproof`, `not freestanding`, `volume 40 to 60 l`."""
    label = attribute_label(key)
    if value is True:
        return label
    if value is False:
        return f"not {label}"
    if isinstance(value, Range):
        return f"{label} {range_phrase(value, _OWN_UNITS.get(key, _UNITS.get(_ending(key), '')))}"
    return _plain(value) if key == "kind" else f"{label} {attribute_value(key, value)}"


def range_phrase(reach: Range, unit: str) -> str:
    """Return `up to 2 kg`, `at least 3 l`, `40 to 60 l` or `4`."""
    low = None if reach.low is None else number_text(reach.low)
    high = None if reach.high is None else number_text(reach.high)
    if low is None or high is None:
        words = f"up to {high}" if high is not None else f"at least {low}"
    else:
        words = low if low == high else f"{low} to {high}"
    return f"{words} {unit}".rstrip()


def told_attributes(attributes: Mapping[str, Any]) -> dict[str, str]:
    """Return label and value of each attribute, in the catalogue's order."""
    return {attribute_label(key): attribute_value(key, value) for key, value in attributes.items()}


def _ending(key: str) -> str:
    fitting = [ending for ending in _UNITS if key.endswith(ending)]
    return max(fitting, key=len, default="")


def _plain(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_text(value)
    return ABSENT if value is None else str(value).replace("_", " ")
