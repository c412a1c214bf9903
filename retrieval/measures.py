"""What an amount limits: the price, the weight, the rating, an attribute or a size."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from retrieval.amount import Amount, Mode, read_amounts
from retrieval.analyzer import Analyzer, Token
from retrieval.draft import Limit
from retrieval.filters import ProductTable
from retrieval.schema import MAX_COUNT, AttributeSchema, Column
from retrieval.size_words import SizeWords
from retrieval.types import Range
from retrieval.units import UNITS, Family

ABOUT = 0.1
"""What "around 200" allows to either side: 180 to 220."""
NEAR = 0.1
"""What "45 litres" allows if nothing has exactly 45: products are made in steps of about that."""
NAME_REACH = 3
"""How many tokens may stand between a name and its number ("R-value of at least 4")."""

PLAUSIBLE = 4.0
"""A number so many times beyond all that an attribute has is about something else."""

LOAD = ("load",)
"""The name of the attribute that says what a thing carries (`load_kg`)."""
_CARRYING = frozenset({"take", "carry", "carries", "carri", "hold", "support", "bear", "load"})

_DIMENSIONS = {"high": "height", "tall": "height", "long": "length"}
_NAMED_ONLY = frozenset({Family.LENGTH, Family.TIME})
"""Many things have a length or take a time; these need the attribute's name in the text."""
_PAYING = frozenset({"spend", "pay", "afford"})
_BUDGET_WORDS = frozenset({"for", "have", "got"}) | _PAYING
_RATING_WORDS = frozenset({"rate", "star", "review"})


class Measures:
    """Reads amounts as limits, by the attributes and sizes that a category has."""

    def __init__(self, table: ProductTable, schema: AttributeSchema, sizes: SizeWords) -> None:
        self._schema = schema
        self._sizes = sizes
        self._analyzer = table.analyzer
        labels = sorted(sizes.labels(()))
        self._measured = {label: _measured(label, table.analyzer) for label in labels}

    def readings(
        self, amount: Amount, tokens: Sequence[Token], leaves: Collection[str], since: int = 0
    ) -> list[Limit]:
        """Return the ways to read an amount, the strictest first; none if it limits nothing.

        Words before the token `since` belong to the amount before.
        """
        stems = [token.stem for token in tokens]
        family = amount.unit.family if amount.unit else None
        if family is Family.STARS or self._is_rating(amount, stems):
            return [Limit("rating_min", amount.low)]
        if family is Family.PRICE:
            if self._is_european_size(amount, tokens, leaves):
                return []
            before = tokens[amount.start - 1].text if amount.start else ""
            return _price(amount, limited=before in _BUDGET_WORDS)
        if family is None:
            return self._without_unit(amount, tokens, leaves, since)
        if family is Family.TIME and stems[max(0, amount.start - 1) : amount.start] == ["in"]:
            amount = replace(amount, mode=Mode.AT_MOST)
        if family is Family.PERSONS and not leaves:
            return []  # "we are four people" says nothing of what they look for
        return self._measured_as(amount, stems, leaves)

    def _measured_as(
        self, amount: Amount, stems: Sequence[str], leaves: Collection[str]
    ) -> list[Limit]:
        """Return the readings of an amount whose unit measures something."""
        family = amount.unit.family if amount.unit else None
        # "70 cm high" names the height
        after = stems[amount.end : amount.end + 1]
        stems = [*stems, *(_DIMENSIONS[one] for one in after if one in _DIMENSIONS)]
        limits = list(self._by_size(amount, leaves))
        columns = [one for one in self._schema.numeric(leaves, family) if _plausible(amount, one)]
        # where only one thing is measured so, it needs no name: a headlamp that "shines 100 m"
        if family in _NAMED_ONLY and (not leaves or len(columns) > 1):
            columns = [column for column in columns if _told(amount, column, stems)]
        column = self._column(columns, stems)
        if family is Family.MASS and _is_load(amount, stems):
            carried = next((one for one in columns if one.name == LOAD), None)
            if carried:
                return list(_by_attribute(replace(amount, mode=Mode.AT_LEAST), carried))
        if family is Family.MASS and (column is None or not _named(column, stems)):
            weight = _range(amount, amount.unit.factor if amount.unit else 1.0)
            return [*_by_content(amount, columns, leaves), Limit("weight_g", weight)]
        return [*limits, *(_by_attribute(amount, column) if column else ())]

    def _without_unit(
        self,
        amount: Amount,
        tokens: Sequence[Token],
        leaves: Collection[str],
        since: int,
    ) -> list[Limit]:
        stems = [token.stem for token in tokens]
        if amount.low < 0:
            warm = self._column(self._schema.numeric(leaves, Family.TEMPERATURE), stems)
            return list(_by_attribute(amount, warm)) if warm else []
        if amount.mode is Mode.BETWEEN and _span(amount) in self._sizes.labels(leaves):
            return []  # "knee socks 39-42"
        # a hyphen within a name is no word between the name and its number
        before = [stem for stem in stems[since : amount.start] if stem.isalnum()]
        after = [stem for stem in stems[amount.end :] if stem.isalnum()]
        named = [
            column
            for column in self._schema.numeric(leaves, None)
            if any(
                _stands_in(name, before[-NAME_REACH:]) or tuple(after[: len(name)]) == name
                for name in column.names
            )
        ]
        if named:
            return list(_by_attribute(amount, max(named, key=lambda column: len(column.name))))
        if self._is_for_people(amount, stems, leaves):
            return self.readings(replace(amount, unit=UNITS["people"]), tokens, leaves)
        limited = tokens[amount.start - 1].text in _PAYING if amount.start else False
        return _price(amount, limited=limited) if limited or amount.mode is not Mode.EXACT else []

    def _is_for_people(
        self, amount: Amount, stems: Sequence[str], leaves: Collection[str]
    ) -> bool:
        """Whether "for two" counts people: only where the category counts them."""
        return (
            amount.mode is Mode.EXACT
            and 0 < amount.low <= MAX_COUNT
            and (
                list(stems[max(0, amount.start - 1) : amount.start]) == ["for"]
                or list(stems[amount.end : amount.end + 2]) == ["of", "us"]
            )
            and bool(leaves)
            and bool(self._schema.numeric(leaves, Family.PERSONS))
        )

    def _is_european_size(
        self, amount: Amount, tokens: Sequence[Token], leaves: Collection[str]
    ) -> bool:
        """Whether "eur 42" is a shoe's size: only before a number that is one."""
        said = {token.text for token in tokens[amount.start : amount.number]}
        return (
            amount.mode is Mode.EXACT
            and said == {"eur"}
            and bool(leaves)
            and f"{amount.low:g}" in self._sizes.labels(leaves)
        )

    def _by_size(self, amount: Amount, leaves: Collection[str]) -> Iterator[Limit]:
        """Yield the size label that an exact amount names: "2 person" is the size 2-person."""
        if amount.mode is not Mode.EXACT or amount.unit is None:
            return
        wanted = (amount.low * amount.unit.factor, amount.unit.family)
        fitting = tuple(
            label
            for label in sorted(self._sizes.labels(leaves))
            if self._measured[label] == wanted
        )
        if fitting:
            yield Limit("sizes", fitting)

    @staticmethod
    def _column(columns: Sequence[Column], stems: Sequence[str]) -> Column | None:
        """Return the column whose name the text says, else one that is also a property."""
        named = [column for column in columns if _named(column, stems)]
        for choice in (
            # "seat height" is more than "height"
            sorted(named, key=lambda column: -len(column.name)),
            [column for column in columns if column.is_property],
            columns,
        ):
            if choice:
                return choice[0]
        return None

    @staticmethod
    def _is_rating(amount: Amount, stems: Sequence[str]) -> bool:
        near = stems[max(0, amount.start - NAME_REACH) : amount.end + 1]
        return (
            amount.unit is None and 0 < amount.low <= 5 and bool(_RATING_WORDS.intersection(near))
        )


def _is_load(amount: Amount, stems: Sequence[str]) -> bool:
    """Whether a weight is what a thing carries: "a chair that can take 120 kg"."""
    near = stems[max(0, amount.start - NAME_REACH) : amount.start]
    return bool(_CARRYING.intersection(near))


def _by_content(
    amount: Amount, columns: Sequence[Column], leaves: Collection[str]
) -> Iterator[Limit]:
    """Yield the content that an exact weight names: a cartridge of 230 g weighs more itself."""
    if amount.mode is not Mode.EXACT or amount.unit is None:
        return
    for column in columns:
        number = amount.low * amount.unit.factor / (column.unit.factor if column.unit else 1.0)
        if any(number in column.numbers.get(leaf, ()) for leaf in leaves):
            yield Limit("attributes", Range(number, number), column.key)


def _span(amount: Amount) -> str:
    return f"{amount.low:g}-{amount.high:g}"


def _price(amount: Amount, *, limited: bool = False) -> list[Limit]:
    limit = amount
    if amount.mode is Mode.EXACT:
        limit = replace(amount, mode=Mode.AT_MOST if limited else Mode.ABOUT)
    reach = _range(limit, 1.0)
    return [Limit("price", reach)] if (reach.high is None or reach.high > 0) else []


def _by_attribute(amount: Amount, column: Column) -> Iterator[Limit]:
    """Yield the ways to read an amount of an attribute, the strictest first."""
    family = column.unit.family if column.unit else None
    factor = amount.unit.factor / column.unit.factor if amount.unit and column.unit else 1.0
    if family is Family.TEMPERATURE and amount.mode in (Mode.EXACT, Mode.AT_LEAST, Mode.ABOUT):
        # "at least -10" asks for warmth down to there, whatever the words say
        amount = replace(amount, mode=Mode.AT_MOST)
    if family is Family.FINENESS and amount.mode is Mode.EXACT:
        amount = replace(amount, mode=Mode.AT_MOST)  # a filter of 0.1 micron holds back more
    if amount.mode is not Mode.EXACT:
        yield Limit("attributes", _range(amount, factor), column.key)
        return
    number = amount.low * factor
    if family is Family.VOLUME or column.counts_things:
        yield Limit("attributes", Range(number, number), column.key)
    if family is Family.VOLUME:
        yield Limit("attributes", _around(number, NEAR), column.key)
    elif not column.counts_things:
        yield Limit("attributes", Range(low=number), column.key)


def _range(amount: Amount, factor: float) -> Range:
    """Return the numbers that an amount allows, converted; a bare number is the most allowed."""
    low, high = amount.low * factor, amount.high * factor
    if amount.mode is Mode.BETWEEN:
        return Range(low, high)
    if amount.mode is Mode.AT_LEAST:
        return Range(low=low)
    if amount.mode is Mode.ABOUT:
        return _around(low, ABOUT)
    return Range(high=low)


def _around(number: float, share: float) -> Range:
    # rounded so that a limit of 0.1 * 45 does not lose 49.5 to binary fractions
    return Range(round(number - share * abs(number), 6), round(number + share * abs(number), 6))


def _told(amount: Amount, column: Column, stems: Sequence[str]) -> bool:
    """Whether the text tells of this column, or is in the very unit of a property (20000 mm)."""
    return _named(column, stems) or (column.is_property and amount.unit == column.unit)


def _plausible(amount: Amount, column: Column) -> bool:
    """Whether a number could be of this column: nobody seeks a mat 190 cm thick."""
    if amount.unit is None or column.unit is None or column.unit.family is Family.TEMPERATURE:
        return True
    number = abs(amount.low * amount.unit.factor / column.unit.factor)
    values = [abs(value) for values in column.numbers.values() for value in values]
    return min(values) / PLAUSIBLE <= number <= max(values) * PLAUSIBLE


def _named(column: Column, stems: Sequence[str]) -> bool:
    return any(set(name) <= set(stems) for name in column.names)


def _stands_in(name: Sequence[str], stems: Sequence[str]) -> bool:
    """Whether a name stands in the stems as one phrase."""
    return any(
        tuple(stems[at : at + len(name)]) == tuple(name)
        for at in range(len(stems) - len(name) + 1)
    )


def _measured(label: str, analyzer: Analyzer) -> tuple[float, Family] | None:
    """Return the number of a size label in its family's base unit: "0.75 l", "2-person"."""
    amounts = read_amounts(analyzer.tokens(label))
    if len(amounts) != 1 or amounts[0].unit is None or amounts[0].mode is not Mode.EXACT:
        return None
    unit = amounts[0].unit
    return amounts[0].low * unit.factor, unit.family
