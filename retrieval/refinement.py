"""Narrowing a product query by what the customer says next, and keeping it between turns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from retrieval.types import Filters, Query, Range, Sort

_CHEAPER = re.compile(
    r"\b(cheaper|less expensive|lower price|more affordable|costs? less|for less)\b", re.IGNORECASE
)
_DEARER = re.compile(r"\b(pricier|more expensive|higher end|more premium)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(more|else|other|others|next|different)\b", re.IGNORECASE)
CENT = 0.01


def refine(before: Query, addition: Query, *, shown_prices: Sequence[float] = ()) -> Query:
    """Return `before` narrowed by `addition`, which was read from the customer's next message.

    What the addition says replaces what was said before on the same point; exclusions add up.
    "Cheaper" and "more expensive" count from the prices shown. An addition without any
    constraint that asks for more ("show me others") leaves the query as it was.
    """
    filters = _merged(_kept(before.filters, addition.filters), addition.filters)
    if shown_prices and addition.filters.price_max is None and _CHEAPER.search(addition.text):
        filters = replace(filters, price_max=min(shown_prices) - CENT)
    if shown_prices and addition.filters.price_min is None and _DEARER.search(addition.text):
        filters = replace(filters, price_min=max(shown_prices) + CENT, price_max=None)
    sort = before.sort if addition.sort is Sort.RELEVANCE else addition.sort
    if filters == before.filters and sort is before.sort and _MORE.search(addition.text):
        return before
    same_thing = filters.categories == before.filters.categories
    return Query(
        text=f"{before.text} {addition.text}" if same_thing else addition.text,
        filters=filters,
        sort=sort,
        kind=addition.kind or (before.kind if same_thing else ""),
    )


def _kept(old: Filters, new: Filters) -> Filters:
    """Return what still holds: of another category the old sizes and attributes say nothing."""
    if not new.categories or new.categories == old.categories:
        return old
    return replace(old, sizes=(), attributes={}, not_attributes={}, materials=(), weight_g=None)


def _merged(old: Filters, new: Filters) -> Filters:
    empty = Filters()
    changed = {
        one.name: getattr(new, one.name)
        for one in fields(Filters)
        if getattr(new, one.name) != getattr(empty, one.name)
    }
    for name in ("not_colours", "not_brands", "not_materials", "not_categories"):
        changed[name] = tuple(dict.fromkeys((*getattr(old, name), *getattr(new, name))))
    changed["attributes"] = {**old.attributes, **new.attributes}
    changed["not_attributes"] = {**old.not_attributes, **new.not_attributes}
    if new.price_min is not None and new.price_max is None and old.price_max is not None:
        changed["price_max"] = old.price_max if old.price_max > new.price_min else None
    return replace(old, **changed)


def query_to_json(query: Query) -> dict[str, Any]:
    """Return the query as JSON values; a range is an object with `low` and `high`."""
    return {**asdict(query), "sort": query.sort.value}


def query_from_json(value: Mapping[str, Any]) -> Query:
    """Return the query that `query_to_json` wrote. Raises ValueError if it is none."""
    try:
        kept: dict[str, Any] = {key: _restored(one) for key, one in value["filters"].items()}
        for name in ("attributes", "not_attributes"):
            kept[name] = {key: _restored(one) for key, one in value["filters"][name].items()}
        return Query(
            text=str(value["text"]),
            filters=Filters(**kept),
            sort=Sort(value["sort"]),
            kind=str(value.get("kind", "")),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not a product query: {error}") from None


def _restored(value: Any) -> Any:
    """Return a tuple for a list and a range for its object; everything else as it is."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, Mapping) and value.keys() == {"low", "high"}:
        return Range(value["low"], value["high"])
    return value
