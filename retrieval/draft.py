"""Filters while they are being put together from a query."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from retrieval.types import Filters, Range, Sort


@dataclass(frozen=True, slots=True)
class Limit:
    """One way to read an amount or a word.

    `name` is a field of `Filters`, "price" for both its ends, or "attributes" with a `key`.
    """

    name: str
    value: Any
    key: str = ""


@dataclass(slots=True)
class Draft:
    """Constraints found so far. `hopes` are kept only if products are left with them."""

    sort: Sort = Sort.RELEVANCE
    hopes: list[Limit] = field(default_factory=list)
    _filters: Filters = field(default_factory=Filters)

    def filters(self) -> Filters:
        """Return the constraints as they stand."""
        return self._filters

    def add(self, name: str, *words: str) -> None:
        """Add words to a list of the filters, each once."""
        have: tuple[str, ...] = getattr(self._filters, name)
        changed: dict[str, Any] = {name: tuple(dict.fromkeys((*have, *words)))}
        self._filters = replace(self._filters, **changed)

    def limit(self, limit: Limit) -> None:
        """Add a limit."""
        self._filters = with_limit(self._filters, limit)


def with_limit(filters: Filters, limit: Limit) -> Filters:
    """Return the filters with one more constraint; both ends of a price may come one by one."""
    if limit.name == "price":
        low, high = limit.value.low, limit.value.high
        return replace(
            filters,
            price_min=filters.price_min if low is None else low,
            price_max=filters.price_max if high is None else high,
        )
    if limit.name in ("attributes", "not_attributes"):
        have = getattr(filters, limit.name)
        value = _joined(have.get(limit.key), limit.value)
        changed: dict[str, Any] = {limit.name: {**have, limit.key: value}}
    else:
        changed = {limit.name: limit.value}
    return replace(filters, **changed)


def _joined(before: Any, after: Any) -> Any:
    """Join "over 40" and "under 60" of one attribute; else the later one counts."""
    if not (isinstance(before, Range) and isinstance(after, Range)):
        return after
    return Range(
        before.low if after.low is None else after.low,
        before.high if after.high is None else after.high,
    )
