"""The nouns of search. All frozen; an encoder is only a Protocol here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Rows of unit vectors, shape (count, width)."""
Vectors1d = NDArray[np.float32]
"""One unit vector, shape (width,)."""


class Encoder(Protocol):
    """Turns texts into unit vectors; `fingerprint` names the weights that made them."""

    @property
    def fingerprint(self) -> str:
        """Hash of weights and tokenizer: an index is valid for exactly one fingerprint."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one L2-normalised float32 row for each text, shape (len(texts), width)."""
        ...


class ItemKind(StrEnum):
    """What a hit points at."""

    PRODUCT = "product"
    FAQ = "faq"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Relations:
    """Links of a product to others, by product id."""

    accessory_of: tuple[str, ...] = ()
    compatible_with: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """One product of the catalogue; `stock` counts pieces by size ("one size" if it has none)."""

    id: str
    name: str
    brand: str
    category: tuple[str, ...]
    description: str
    price: float
    currency: str
    colours: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    weight_g: int | None = None
    material: str = ""
    rating: float | None = None
    reviews: int = 0
    stock: Mapping[str, int] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)
    relations: Relations = Relations()
    image: str = ""
    url: str = ""

    @property
    def in_stock(self) -> bool:
        """Whether any size can be bought now."""
        return any(count > 0 for count in self.stock.values())


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """One answered question with its phrasings; the first question is the canonical one."""

    id: str
    topic: str
    questions: tuple[str, ...]
    answer: str
    buttons: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of a policy document, with the headings that lead to it."""

    id: str
    document: str
    path: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Need:
    """What customers say when they need things of a category, or of one kind in it.

    `kind` is empty if any of the category's things would do. The examples need not name anything.
    Without a category they are what tells of no need: "something cheap".
    """

    category: str
    kind: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included; None leaves that side open."""

    low: float | None = None
    high: float | None = None

    def holds(self, number: float) -> bool:
        """Whether the number lies in the range."""
        return (self.low is None or number >= self.low) and (
            self.high is None or number <= self.high
        )


@dataclass(frozen=True, slots=True)
class Filters:
    """Exact constraints on products; None or empty means no constraint. Words are lower case.

    Within one field any of the words suffices; all fields must hold. A size must be in stock. A
    value in `attributes` is a word, a number, True ("has it"), False or a `Range`. The exact
    meaning is `retrieval.filters.ProductTable.accepts`.
    """

    price_min: float | None = None
    price_max: float | None = None
    colours: tuple[str, ...] = ()
    not_colours: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    not_categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    not_brands: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    not_materials: tuple[str, ...] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    not_attributes: Mapping[str, Any] = field(default_factory=dict)
    weight_g: Range | None = None
    rating_min: float | None = None
    in_stock: bool = False


class Sort(StrEnum):
    """Order a customer asked for; relevance when nothing was said."""

    RELEVANCE = "relevance"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"
    LIGHTEST = "lightest"
    BEST_RATED = "best_rated"


@dataclass(frozen=True, slots=True)
class Query:
    """A product query as read: the text that is matched, the filters, the order.

    `kind` says what is looked for within a category; such products come first.
    """

    text: str
    filters: Filters = Filters()
    sort: Sort = Sort.RELEVANCE
    kind: str = ""

    @property
    def names_things(self) -> bool:
        """Whether it names a category or a kind of thing, and not only what one should be like."""
        return bool(self.kind or self.filters.categories or "kind" in self.filters.attributes)


@dataclass(frozen=True, slots=True)
class Hit:
    """One found item. `score` is the fused rank score; `cosine` is None if only words matched."""

    kind: ItemKind
    id: str
    score: float
    cosine: float | None = None
    dense_rank: int | None = None
    lexical_rank: int | None = None
    matched: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommended product with a reason that is true of this customer or conversation."""

    product_id: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Interaction:
    """One view, cart or purchase of a customer, in time order (`at` is an ISO date-time)."""

    customer_id: str
    product_id: str
    kind: str
    at: str
