"""One product as it is written down by hand, and the leaf category that it stands in.

Lists are comma-separated words here, because a person reads and edits these files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Attribute = bool | int | float | str | list[str]


def words(text: str) -> tuple[str, ...]:
    """Split a comma-separated list, without blanks around the words."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


@dataclass(frozen=True, slots=True)
class Item:
    """A product without the figures that the generator adds: stock, and most ratings.

    `price` is in euros, `weight_g` in grams (of a pair or set where the attribute `weight_is`
    says so). `colours`, `sizes`, `activities` and the relations are comma-separated.
    """

    id: str
    name: str
    price: float
    weight_g: int
    material: str
    activities: str
    text: str
    colours: str = ""
    sizes: str = ""
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    accessory_of: str = ""
    compatible_with: str = ""
    replaces: str = ""
    sold_out: bool = False
    rating: float | None = None
    reviews: int | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """A leaf category: `path` is (group, leaf), every id in it starts with `prefix`."""

    prefix: str
    path: tuple[str, str]
    items: tuple[Item, ...]

    @property
    def slug(self) -> str:
        """Name of the picture file, without its ending."""
        return self.path[1].lower().replace("&", "and").replace(" ", "-")
