"""Finding the name of a country or a town in a text, as the shop writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")


def named_in(text: str, names: Iterable[str]) -> str | None:
    """Return the first of the names that stands in the text as whole words, None if none does."""
    padded = f" {' '.join(_WORD.findall(text.casefold()))} "
    return next(
        (name for name in names if f" {' '.join(_WORD.findall(name.casefold()))} " in padded),
        None,
    )
