"""The edge where a product row of any file format becomes a `Product` or a problem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
)
from pydantic_core import ErrorDetails
from rapidfuzz import process

from retrieval.source_problem import SourceProblem
from retrieval.types import Product, Relations

ONE_SIZE = "one size"
"""The key of `stock` for a product without sizes."""

MAX_SHOWN_CHARS = 60
"""How much of a wrong value a message repeats."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Identifier = Annotated[
    str, StringConstraints(max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
]
Link = Annotated[str, StringConstraints(max_length=2000, pattern=r"^(?:https?://\S+|/\S*)?$")]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
AttributeValue = bool | int | float | Text | list[Text]


@dataclass(frozen=True, slots=True)
class LocatedProduct:
    """A product with the line it was read from."""

    product: Product
    path: Path
    line: int


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class RelationsRow(_Row):
    """The relations of a row: ids of other products."""

    accessory_of: list[Identifier] = []
    compatible_with: list[Identifier] = []
    replaces: list[Identifier] = []


class ProductRow(_Row):
    """A product as written in a file; every key that is not here is refused."""

    id: Identifier
    name: Text
    brand: Text
    category: Annotated[list[Text], Field(min_length=1, max_length=8)]
    description: Annotated[str, StringConstraints(min_length=1, max_length=10_000)]
    price: Annotated[float, Field(ge=0, le=1_000_000_000)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    colours: list[Text] = []
    sizes: list[Text] = []
    weight_g: Count | None = None
    material: Annotated[str, StringConstraints(max_length=500)] = ""
    rating: Annotated[float, Field(ge=0, le=5)] | None = None
    reviews: Count = 0
    stock: dict[Text, Count] = {}
    attributes: dict[Text, AttributeValue] = {}
    relations: RelationsRow = RelationsRow()
    image: Link = ""
    url: Link = ""

    @field_validator("price")
    @classmethod
    def _two_decimals(cls, price: float) -> float:
        if round(price, 2) != price:
            raise ValueError("a price has at most two decimals")
        return price

    def product(self) -> Product:
        """Return the row as the frozen type used everywhere else."""
        return Product(
            **self.model_dump(exclude={"category", "colours", "sizes", "relations"}),
            category=tuple(self.category),
            colours=tuple(self.colours),
            sizes=tuple(self.sizes),
            relations=Relations(
                accessory_of=tuple(self.relations.accessory_of),
                compatible_with=tuple(self.relations.compatible_with),
                replaces=tuple(self.relations.replaces),
            ),
        )


def read_row(
    row: Mapping[str, Any], path: Path, line: int, column_of: Callable[[str], int]
) -> tuple[Product | None, list[SourceProblem]]:
    """Return the product of a row, or None with what is wrong with it.

    `column_of` gives the column where a key stands, 0 if it is not in the row.
    """
    name = row.get("id")
    who = f"product {name}" if isinstance(name, str) and name.isprintable() else "the product"
    unreadable = [key for key, value in row.items() if not is_readable(value)]
    if unreadable:
        message = f"{unreadable[0]!r} holds characters that are not text; {who[:80]} is left out"
        return None, [SourceProblem(path, line, message, column=column_of(unreadable[0]))]
    try:
        product = ProductRow.model_validate(row).product()
    except ValidationError as error:
        problems = [
            _problem(detail, who[:80], path, line, column_of)
            for detail in error.errors(include_url=False)
        ]
        return None, list(dict.fromkeys(problems))
    return _checked_stock(product, path, line, column_of("stock"))


def is_readable(value: Any) -> bool:
    """Whether all strings in a value are text: no lone surrogates, no control characters."""
    if isinstance(value, str):
        return not any(
            unicodedata.category(sign) in ("Cs", "Cc") and sign not in "\n\t\r" for sign in value
        )
    if isinstance(value, Mapping):
        return all(is_readable(key) and is_readable(item) for key, item in value.items())
    if isinstance(value, Sequence):
        return all(is_readable(item) for item in value)
    return True


def shown(value: Any) -> str:
    """Return a value as a message shows it: short and on one line."""
    text = re.sub(r"\s+", " ", repr(value))
    return text if len(text) <= MAX_SHOWN_CHARS else text[: MAX_SHOWN_CHARS - 3] + "..."


def unknown_key_remedy(key: str, known: Sequence[str]) -> str:
    """Return what to do about a key nobody knows, naming the nearest one that exists."""
    near = process.extractOne(key, known, score_cutoff=70)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known keys: {', '.join(known)}"


def _problem(
    detail: ErrorDetails, who: str, path: Path, line: int, column_of: Callable[[str], int]
) -> SourceProblem:
    # union branches add their own names to the location; only keys and positions are for people
    parts = [str(part) for part in detail["loc"]]
    key = parts[0] if parts else ""
    where = ".".join(parts[:2]) if key in ("stock", "attributes", "relations") else key
    remedy = ""
    if detail["type"] == "missing":
        message = f"the key {where!r} is missing"
    elif detail["type"] == "extra_forbidden":
        known = list(RelationsRow.model_fields if key == "relations" else ProductRow.model_fields)
        message = f"unknown key {where!r}"
        remedy = unknown_key_remedy(parts[-1], known)
    elif key == "attributes":
        message = f"{where!r} has a value that cannot be searched"
        remedy = "use a text, a number, true, false or a list of texts"
    else:
        wanted = detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
        message = f"{where!r} should be {wanted}, got {shown(detail['input'])}"
        if detail["type"] in ("string_pattern_mismatch", "value_error"):
            message = f"{where!r} cannot be {shown(detail['input'])}"
            remedy = wanted
    return SourceProblem(path, line, f"{message}; {who} is left out", remedy, column_of(key))


def _checked_stock(
    product: Product, path: Path, line: int, column: int
) -> tuple[Product | None, list[SourceProblem]]:
    """Refuse stock of sizes that the product does not have: it could never be sold."""
    sizes = product.sizes or (ONE_SIZE,)
    strange = [size for size in product.stock if size not in sizes]
    if not strange:
        return product, []
    message = (
        f"'stock' counts size {shown(strange[0])}, which is not in 'sizes'; "
        f"product {product.id} is left out"
    )
    remedy = f"use {', '.join(sizes)}"
    return None, [SourceProblem(path, line, message, remedy, column)]
