"""Numbers in a text with what is said about them: "under 300", "50-100 euros", "2 kg or less"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz.distance import OSA

from retrieval.analyzer import Token
from retrieval.company import company_at
from retrieval.number_words import number_at
from retrieval.units import UNITS, Family, Unit

NEGATION_REACH = 5
"""How many tokens before "more than" a "don't" still turns it round."""


class Mode(StrEnum):
    """How a number limits: "300", "around 300", "under 300", "over 300", "200 to 300"."""

    EXACT = "exact"
    ABOUT = "about"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in tokens [start, end). `low` is the number; `high` differs only in a range.

    `number` is the token of the (first) number. Values are as written, not yet converted.
    """

    mode: Mode
    low: float
    high: float
    unit: Unit | None
    start: int
    number: int
    end: int


_BEFORE: Mapping[Mode, str] = {
    Mode.AT_MOST: (
        "under|below|beneath|less than|less then|cheaper than|cheaper then|lower than|lighter than"
        "|smaller than|shorter than|fewer than|up to|down to|sub|sub -|max|maximum|at most|at max"
        "|not more than|no more than|not more then|no more then|not over|nothing over|not above"
        "|nothing above|no higher than|no pricier than|not exceeding|not to exceed|limit|limit of"
        "|not heavier than|nothing dearer than|nothing more expensive than|nothing pricier than"
        "|within|until|till|til|budget|budget of|budget is|spend|limit is|cap of|ceiling of"
        "|price cap|price limit|top price|<|≤|< ="
    ),
    Mode.AT_LEAST: (
        "over|above|more than|more then|at least|min|minimum|starting at|starting from|from"
        "|no less than|not less than|not under|not below|heavier than|bigger than|larger than"
        "|greater than|longer than|warmer than|higher than|brighter than|dearer than|pricier than"
        "|more expensive than|upwards of|exceeding|>|≥|> ="
    ),
    Mode.ABOUT: "around|about|approx|approximately|roughly|circa|ca|~|near|some|close to",
}
_AFTER: Mapping[Mode, str] = {
    Mode.AT_MOST: "or less|or under|or below|or cheaper|or lighter|or fewer|max|maximum|tops"
    "|at most|at max|at the most|budget|to spend|is my limit|is the limit|is my max|is my maximum"
    "|is the max|is the most|is my budget",
    Mode.AT_LEAST: "or more|or above|or over|or higher|or bigger|or larger|or better|and up"
    "|and above|and more|plus|+|minimum|min|upwards|at least",
    Mode.ABOUT: "or so|ish|ca|roughly|approx|give or take",
}
_OFTEN_MISTYPED = ("under", "below", "between", "around", "cheaper", "maximum")
_JOINTS = frozenset({"and", "to", "-", "–", "—", "until", "till", "or"})
_FILLERS = frozenset(
    {"a", "of", "the", "is", "my", ":", ".", "=", "about", "around", "price", "s", "only"}
    | {"roughly", "approximately", "approx"}
)
_NOT = frozenset({"not", "no", "dont", "cannot", "cant", "wont", "never", "nothing", "none"})
_GROUPS = (["family", "of"], ["group", "of"], ["party", "of"])
_PACKS = (["pack", "of"], ["set", "of"], ["packs", "of"], ["bundle", "of"], ["box", "of"])


def _phrases(table: Mapping[Mode, str]) -> list[tuple[tuple[str, ...], Mode]]:
    pairs = [
        (tuple(phrase.split()), mode)
        for mode, phrases in table.items()
        for phrase in phrases.split("|")
    ]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_BEFORE_PHRASES = _phrases(_BEFORE)
_AFTER_PHRASES = _phrases(_AFTER)


def read_amounts(tokens: Sequence[Token]) -> list[Amount]:
    """Return the amounts of a text from left to right; they never overlap."""
    tokens = [_spelt(token) for token in tokens]
    texts = [token.text for token in tokens]
    found: list[Amount] = []
    place = 0
    while place < len(tokens):
        amount = _company_at(texts, place) or _pack_at(tokens, place) or _amount_at(tokens, place)
        if amount is None:
            place += 1
        else:
            found.append(amount)
            place = amount.end
    return found


def _company_at(texts: Sequence[str], place: int) -> Amount | None:
    people = company_at(texts, place)
    if people is None:
        return None
    count, end = float(people[0]), people[1]
    return Amount(Mode.EXACT, count, count, UNITS["people"], place, place, end)


def _pack_at(tokens: Sequence[Token], place: int) -> Amount | None:
    """Read "a pack of three" as three pieces."""
    count = number_at(tokens, place + 2)
    if count is None or [token.text for token in tokens[place : place + 2]] not in _PACKS:
        return None
    return Amount(Mode.EXACT, count[0], count[0], UNITS["pieces"], place, place + 2, count[1])


def _spelt(token: Token) -> Token:
    """Return the token with a limit's word put right: "undr 50" and "udner 50" are limits too."""
    if token.kind != "word" or not 4 <= len(token.text) <= 8:
        return token
    for word in _OFTEN_MISTYPED:
        # a letter that is wrong, and not missing or swapped, makes another word: udder, bellow
        swapped = len(token.text) < len(word) or sorted(token.text) == sorted(word)
        if swapped and OSA.distance(word, token.text, score_cutoff=1) == 1:
            return replace(token, text=word)
    return token


def _amount_at(tokens: Sequence[Token], start: int) -> Amount | None:
    before = _phrase_at(tokens, start, _BEFORE_PHRASES)
    opened = tokens[start].text == "between"
    place = start + 1 if opened else before[1] if before else start
    if before or opened:
        while place < len(tokens) and tokens[place].text in _FILLERS:
            place += 1
    place, currency = _unit_at(tokens, place, only=Family.PRICE)
    first = number_at(tokens, place) or (_one_of_unit(tokens, place) if before else None)
    if first is None:
        return None
    number = place
    low, place = first
    place, unit = _unit_at(tokens, place)
    if unit is None and (_counts_people(tokens, number) or _counts_people(tokens, start)):
        unit = UNITS["people"]
    ranged = _second_number(tokens, place, low)
    if ranged and (
        opened or not before or before[0] is Mode.AT_LEAST or tokens[place].text == "-"
    ):
        high, place, second_unit = ranged
        unit = second_unit or unit or currency
        return Amount(Mode.BETWEEN, low, high, unit, start, number, place)
    after = None if _joins(tokens, place) else _phrase_at(tokens, place, _AFTER_PHRASES)
    if before is not None and not (after and before[0] is Mode.ABOUT):
        mode = _turned(tokens, start, before[0])
    else:
        mode = after[0] if after else Mode.EXACT
        place = after[1] if after else place
    return Amount(mode, low, low, unit or currency, start, number, place)


def _joins(tokens: Sequence[Token], place: int) -> bool:
    """Whether a "plus" adds something else: "for two plus a dog"."""
    words = tokens[place : place + 2]
    return len(words) == 2 and words[0].text == "plus" and words[1].kind == "word"


def _one_of_unit(tokens: Sequence[Token], place: int) -> tuple[float, int] | None:
    """Read the kilo of "under a kilo" as one."""
    article = place > 0 and tokens[place - 1].text in ("a", "an")
    return (1.0, place) if article and _unit_at(tokens, place)[1] is not None else None


def _counts_people(tokens: Sequence[Token], number: int) -> bool:
    """Whether the words before a number make it people: "a family of four", "sleeps three"."""
    before = [token.text for token in tokens[max(0, number - 2) : number]]
    return before in _GROUPS or before[-1:] == ["sleeps"]


def _second_number(
    tokens: Sequence[Token], place: int, low: float
) -> tuple[float, int, Unit | None] | None:
    """Return the upper end of a range whose joint stands at `place`."""
    if place >= len(tokens) or tokens[place].text not in _JOINTS:
        return None
    after, currency = _unit_at(tokens, place + 1, only=Family.PRICE)
    second = number_at(tokens, after)
    if second is None or second[0] <= low:
        return None
    joint = tokens[place]
    place, unit = _unit_at(tokens, second[1])
    if joint.text == "or" and unit is None and currency is None:
        return None  # "42 or 43" are two sizes
    return second[0], place, unit or currency


def _unit_at(
    tokens: Sequence[Token], place: int, only: Family | None = None
) -> tuple[int, Unit | None]:
    """Return the unit at `place` and where it ends; "2-person" has a hyphen, "10 °C" two signs."""
    at = place
    if at + 1 < len(tokens) and tokens[at].text == "-" and only is None:
        at += 1
    unit = UNITS.get(tokens[at].text) if at < len(tokens) else None
    if unit is None or (only is not None and unit.family is not only):
        return place, None
    at += 1
    if at < len(tokens) and unit.family is Family.TEMPERATURE:
        at += tokens[at].text in ("c", "celsius")
    return at, unit


def _phrase_at(
    tokens: Sequence[Token], place: int, phrases: Sequence[tuple[tuple[str, ...], Mode]]
) -> tuple[Mode, int] | None:
    for words, mode in phrases:
        end = place + len(words)
        if end <= len(tokens) and tuple(token.text for token in tokens[place:end]) == words:
            return mode, end
    return None


def _turned(tokens: Sequence[Token], start: int, mode: Mode) -> Mode:
    """Turn "I do not want to spend more than" into a limit from above."""
    if mode not in (Mode.AT_LEAST, Mode.AT_MOST):
        return mode
    before = [token.text for token in tokens[max(0, start - NEGATION_REACH) : start]]
    turned = any(word in _NOT or word.replace("’", "'").endswith("n't") for word in before)
    if not turned or before[-1:] in ([","], ["."]):
        return mode
    return Mode.AT_MOST if mode is Mode.AT_LEAST else mode
