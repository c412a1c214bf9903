"""People named one by one: "for me and my wife", "my two kids and I", "a couple", "just me"."""

from __future__ import annotations

from collections.abc import Sequence

_ONE = frozenset(
    {"me", "myself", "i", "wife", "husband", "girlfriend", "boyfriend", "partner", "fiance"}
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
_JOINTS = frozenset({"and", "&", "+", ",", "plus", "with"})


def company_at(texts: Sequence[str], place: int) -> tuple[int, int] | None:
    """Return how many people the words name from `place` on and where that ends.

    One person alone says whom a thing is for and not how many it must hold; only "just me" does.
    """
    if texts[place] in _ALONE and texts[place + 1 : place + 2] in (["me"], ["myself"]):
        return 1, place + 2
    if texts[place] in ("me", "myself") and texts[place + 1 : place + 2] == ["alone"]:
        return 1, place + 2
    if texts[place] in _PARENTS and texts[place + 1 : place + 2] == ["with"]:
        children = _people_at(texts, place + 2)
        if children is not None:
            return _PARENTS[texts[place]] + children[0], children[1]
    if texts[place] == "couple" and texts[place + 1 : place + 2] != ["of"]:
        return 2, place + 1
    counted, end, named = 0, place, 0
    while True:
        one = _people_at(texts, end)
        if one is None:
            break
        counted, end, named = counted + one[0], one[1], named + 1
        joint = end
        while joint < len(texts) and texts[joint] in _JOINTS:
            joint += 1
        if joint == end or _people_at(texts, joint) is None:
            break
        end = joint
    many = named > 1 or counted > 1
    return (counted, end) if many and counted <= _MAX_COUNTED else None


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
