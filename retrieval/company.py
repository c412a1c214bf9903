"""People named one by one: "for me and my wife", "my two kids and I", "a couple", "just me"."""

from __future__ import annotations

from collections.abc import Sequence

_ONE = frozenset(
    {"me", "myself", "wife", "husband", "girlfriend", "boyfriend", "partner", "fiance"}
    | {"friend", "mate", "buddy", "son", "daughter", "kid", "child", "boy", "girl", "toddler"}
    | {"mum", "mom", "dad", "mother", "father", "brother", "sister", "grandson", "granddaughter"}
    | {"colleague", "cousin", "uncle", "aunt", "adult"}
)
_MANY = frozenset(
    {"kids", "children", "boys", "girls", "sons", "daughters", "friends", "mates", "buddies"}
    | {"adults", "grown", "toddlers", "colleagues", "cousins", "sisters", "brothers", "parents"}
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}
_MAX_COUNTED = 12
"""Who names people one by one comes to no more."""
_BEFORE = frozenset({"my", "our", "a", "the", "his", "her", "their", "little", "small", "young"})
_ALONE = frozenset({"just", "only"})
_PARENTS = {"family": 2, "couple": 2}
"""How many "a family with three kids" has besides."""
_JOINTS = frozenset({"and", "&", "+", "plus", "with"})
_FOR = ("for", "a", "couple")


def company_at(texts: Sequence[str], place: int) -> tuple[int, int] | None:
    """Return how many people the words name from `place` on and where that ends.

    One person alone says whom a thing is for and not how many it must hold; only "just me" does.
    """
    word, after = texts[place], texts[place + 1 : place + 2]
    if word in _ALONE and after in (["me"], ["myself"]):
        return 1, place + 2
    if word in ("me", "myself") and after == ["alone"]:
        return 1, place + 2
    if word in _PARENTS and after == ["with"]:
        children = _people_at(texts, place + 2)
        if children is not None:
            return _PARENTS[word] + children[0], children[1]
    if word == "couple" and tuple(texts[max(0, place - 2) : place + 1]) == _FOR:
        # "for a couple days" counts days
        return (2, place + 1) if not after or not after[0].isalpha() else None
    return _list_at(texts, place)


def _list_at(texts: Sequence[str], place: int) -> tuple[int, int] | None:
    """Read a list of people: commas part it, but only with a joint is it one."""
    first = _people_at(texts, place)
    if first is None:
        return None
    counted, end = first
    pending, at = 0, end
    while counted + pending <= _MAX_COUNTED and at < len(texts):
        joined = False
        while at < len(texts) and (texts[at] in _JOINTS or texts[at] == ","):
            joined, at = joined or texts[at] != ",", at + 1
        one = (1, at + 1) if joined and texts[at : at + 1] == ["i"] else _people_at(texts, at)
        if one is None or texts[at - 1] not in (*_JOINTS, ","):
            break
        pending, at = pending + one[0], one[1]
        if joined:
            counted, pending, end = counted + pending, 0, at
    return (counted, end) if 1 < counted <= _MAX_COUNTED else None


def _people_at(texts: Sequence[str], place: int) -> tuple[int, int] | None:
    while place < len(texts) and texts[place] in _BEFORE:
        place += 1
    if place >= len(texts):
        return None
    if texts[place] in _ONE:
        return 1, place + 1
    count = _COUNTS.get(texts[place]) or (int(texts[place]) if texts[place].isdecimal() else 0)
    place += 1
    while place < len(texts) and texts[place] in _BEFORE:
        place += 1
    people = place < len(texts) and texts[place] in _MANY
    return (count, place + 1) if people and 0 < count <= _MAX_COUNTED else None
