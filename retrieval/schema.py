"""What the attributes of a catalogue look like, category by category. Learned, never declared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from retrieval.analyzer import Analyzer, fold
from retrieval.filters import KIND, Facets, ProductTable
from retrieval.units import Family, Unit, name_of_attribute, unit_of_attribute

MAX_COUNT = 12
"""Whole numbers up to this count things ("3-season"); larger ones measure something."""

COMMONPLACE = 0.9
"""A text that this share of a category's products have tells nothing ("weight is per pair")."""


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute: its name as stems, its unit, and what values it has where.

    `others` are other words for the name. `numbers` and `texts` go by leaf category; `flags` are
    the leaves where it is yes or no. It `is_property` if its name without the unit is elsewhere a
    yes or no: `waterproof_mm`.
    """

    key: str
    name: tuple[str, ...]
    unit: Unit | None
    numbers: Mapping[str, tuple[float, ...]]
    texts: Mapping[str, Counter[str]]
    flags: Mapping[str, frozenset[bool]]
    listed: bool
    is_property: bool = False
    others: tuple[tuple[str, ...], ...] = ()

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """All that it is called; nothing if its name is only a unit."""
        return (self.name, *self.others) if self.name else self.others

    @property
    def counts_things(self) -> bool:
        """Whether its numbers are counts, so that "3" means three and not three or more."""
        if self.unit is not None:
            return self.unit.family in (Family.PERSONS, Family.PIECES)
        values = [value for numbers in self.numbers.values() for value in numbers]
        return all(value == int(value) and 0 <= value <= MAX_COUNT for value in values)

    def where(self, leaves: Collection[str]) -> int:
        """Return how many products have a number in it, in these leaves or, if none, anywhere."""
        return sum(
            len(numbers) for leaf, numbers in self.numbers.items() if not leaves or leaf in leaves
        )


class AttributeSchema:
    """The attributes of all products, and of each leaf category.

    `synonyms` may give other words for the names of attributes ("porches" for "vestibules").
    """

    def __init__(self, table: ProductTable, synonyms: Mapping[str, str] | None = None) -> None:
        self.sizes = Counter(leaf_of(facets) for facets in table.facets)
        seen: dict[str, list[tuple[str, Any]]] = defaultdict(list)
        for facets in table.facets:
            for key, value in facets.attributes.items():
                seen[key].append((leaf_of(facets), value))
        columns = [_column(key, seen[key], table.analyzer) for key in sorted(seen) if key != KIND]
        properties = {column.name for column in columns if column.flags}
        others: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        for surface, meant in sorted((synonyms or {}).items()):
            others[table.analyzer.phrase(meant)].append(table.analyzer.phrase(surface))
        self.columns = {
            column.key: replace(
                column,
                is_property=column.name in properties,
                others=tuple(filter(None, others[column.name])) if column.name else (),
            )
            for column in columns
        }

    def numeric(self, leaves: Collection[str], family: Family | None) -> list[Column]:
        """Return the number columns of a family in the leaves, the most filled first."""
        fitting = [
            column
            for column in self.columns.values()
            if column.where(leaves)
            and (family is None or (column.unit is not None and column.unit.family is family))
        ]
        return sorted(fitting, key=lambda column: (-column.where(leaves), column.key))

    def keys_of_text(self, text: str, leaves: Collection[str]) -> list[Column]:
        """Return the columns that have a text in the leaves, or anywhere if none are given.

        Columns where nearly every product has it are no help and are not returned.
        """
        return [
            column
            for column in self.columns.values()
            if any(
                0 < texts[text] < COMMONPLACE * self.sizes[leaf]
                for leaf, texts in column.texts.items()
                if not leaves or leaf in leaves
            )
        ]

    def flags(self, leaves: Collection[str]) -> list[str]:
        """Return the keys of what some product of these leaves has or has not."""
        return [
            key
            for key, column in self.columns.items()
            if any(leaf in leaves for leaf in column.flags)
        ]

    def says_no(self, key: str, leaves: Collection[str]) -> bool:
        """Whether some product in the leaves says False of an attribute."""
        column = self.columns.get(key)
        return column is not None and any(
            False in values
            for leaf, values in column.flags.items()
            if not leaves or leaf in leaves
        )


def leaf_of(facets: Facets) -> str:
    """Return the folded leaf category of a product."""
    return fold(facets.product.category[-1])


def _column(key: str, seen: Iterable[tuple[str, Any]], analyzer: Analyzer) -> Column:
    numbers: dict[str, list[float]] = defaultdict(list)
    texts: dict[str, Counter[str]] = defaultdict(Counter)
    flags: dict[str, set[bool]] = defaultdict(set)
    listed = False
    for leaf, value in seen:
        if isinstance(value, bool):
            flags[leaf].add(value)
        elif isinstance(value, int | float):
            numbers[leaf].append(float(value))
        elif isinstance(value, str):
            texts[leaf][value] += 1
        else:
            texts[leaf].update(value)
            listed = True
    return Column(
        key=key,
        name=analyzer.phrase(name_of_attribute(key)),
        unit=unit_of_attribute(key),
        numbers={leaf: tuple(values) for leaf, values in numbers.items()},
        texts=dict(texts),
        flags={leaf: frozenset(values) for leaf, values in flags.items()},
        listed=listed,
    )
