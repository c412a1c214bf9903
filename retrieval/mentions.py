"""Which known phrases a query contains, where, and which of them it turns down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from retrieval.analyzer import Token
from retrieval.vocabulary import Facet, Meaning, Vocabulary

REACH = 4
"""How many words may stand between a "no" and what it turns down ("no really bright red")."""

_NO = (
    "no|not|without|w / o|except|except for|excluding|other than|anything but|but not|nothing|non"
    "|free of|free from|apart from|instead of|rather than|avoid|hate|no more|not in|not made of"
    "|not from|don't want|dont want|do not want|don't like|dont like|do not like|isn't|aren't"
    "|doesn't|doesnt|does not|shouldn't|should not|mustn't"
)
_NO_PHRASES = sorted((tuple(phrase.split()) for phrase in _NO.split("|")), key=lambda p: -len(p))
_NO_CONSTRAINT = frozenset(
    {
        "sure",
        "only",
        "just",
        "problem",
        "idea",
        "matter",
        "necessarily",
        "too",
        "bad",
        "need",
        "yet",
    }
)
"""After "no" or "not" these make it no refusal: "not only black", "no need to be waterproof"."""
_WAIVERS = frozenset({"need", "necessarily", "have"})
"""Of these, those that waive what follows: it "does not have to be waterproof"."""
_DOING = frozenset({"doesn't", "doesnt", "does", "shouldn't", "should", "mustn't"})
_HAVING = frozenset(
    {"have", "has", "be", "contain", "include", "come", "with", "in", "look", "use", "need"}
    | {"made", "of", "a", "an", "any", "the", "too", "so", "very"}
)
_LISTING = frozenset({"or", "nor", "and", ",", "/", "&"})
_STOP = frozenset(
    {".", ",", ";", "!", "?", "but", "just", "instead", "though", "however", "please", "off"}
)
OWNERS = frozenset({"my", "our", "his", "her", "their"})
"""What follows these somebody has already; it is not what they look for."""
_THINGS = (Facet.CATEGORY, Facet.KIND)


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase in tokens [start, end) with all it can mean; `refused` if it is turned down.

    A refusal starts at the token `no_start`, which is `start` if nothing is refused. `inner`
    marks a word within another mention: the gas of a gas stove.
    """

    start: int
    end: int
    stems: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    refused: bool = False
    no_start: int = -1
    inner: bool = False

    def of(self, *facets: Facet) -> tuple[Meaning, ...]:
        """Return the meanings of these facets."""
        return tuple(meaning for meaning in self.meanings if meaning.facet in facets)


def find_mentions(
    tokens: Sequence[Token],
    vocabulary: Vocabulary,
    known: Collection[str],
    taken: Collection[int],
) -> list[Mention]:
    """Return the phrases of a text, the longest first wherever several could start.

    Tokens that are `taken` (amounts) belong to no phrase. Words in `known` are never corrected.
    """
    words = [place for place, token in enumerate(tokens) if token.kind != "sign"]
    stems = [_stem(tokens[place], vocabulary, known) for place in words]
    # "winter hiking boots" are hiking boots for the winter, not boots for winter hiking
    claimed = _scan(words, stems, vocabulary, set(taken), categories_only=True)
    busy = set(taken) | {place for one in claimed for place in range(one.start, one.end)}
    others = _scan(words, stems, vocabulary, busy, categories_only=False)
    found = sorted([*claimed, *others], key=lambda one: one.start)
    return _with_refusals(tokens, found)


def _scan(
    words: Sequence[int],
    stems: Sequence[str],
    vocabulary: Vocabulary,
    taken: Collection[int],
    *,
    categories_only: bool,
) -> list[Mention]:
    found: list[Mention] = []
    at = 0
    while at < len(words):
        mention, used = _longest_at(words, stems, at, vocabulary, taken, categories_only)
        if mention is not None:
            found.append(mention)
            found.extend(_inner(mention, words, stems, at, used, vocabulary))
        at += max(used, 1)
    return found


def _stem(token: Token, vocabulary: Vocabulary, known: Collection[str]) -> str:
    meanings = vocabulary.meanings((token.stem,))
    if meanings and token.text.endswith("ed") and all(one.facet in _THINGS for one in meanings):
        return token.text  # "40 cm when packed" is about no pack
    if token.stem in known or meanings:
        return token.stem
    return vocabulary.corrected(token.text) or token.stem


def _longest_at(
    words: Sequence[int],
    stems: Sequence[str],
    at: int,
    vocabulary: Vocabulary,
    taken: Collection[int],
    categories_only: bool,
) -> tuple[Mention | None, int]:
    """Return the longest phrase that starts at a word, of several words if it is a category."""
    shortest = 2 if categories_only else 1
    for length in range(min(vocabulary.longest, len(words) - at), shortest - 1, -1):
        if any(place in taken for place in words[at : at + length]):
            continue
        phrase = stems[at : at + length]
        # "head lamp" and "non-stick" are also written as one word
        joined = ("".join(phrase),) if length == 2 else ()
        for written in (tuple(phrase), joined):
            meanings = vocabulary.meanings(written)
            things = any(one.facet in _THINGS for one in meanings)
            if categories_only and not things:
                continue
            if meanings:
                end = words[at + length - 1] + 1
                return Mention(words[at], end, vocabulary.named(written), tuple(meanings)), length
    return None, 0


def _inner(
    mention: Mention,
    words: Sequence[int],
    stems: Sequence[str],
    at: int,
    used: int,
    vocabulary: Vocabulary,
) -> list[Mention]:
    """Return what the words of a loose phrase say besides: the gas of a gas stove."""
    named = mention.of(Facet.CATEGORY)
    # a phrase that is a kind of thing by itself says all in its own right ("map case")
    if used < 2 or not named or mention.of(Facet.KIND) or not all(one.loose for one in named):
        return []
    inner = []
    for offset in range(used):
        stem = (stems[at + offset],)
        telling = [
            meaning
            for meaning in vocabulary.meanings(stem)
            if meaning.facet in (Facet.TEXT, Facet.FLAG, Facet.MATERIAL)
        ]
        if telling:
            place = words[at + offset]
            inner.append(Mention(place, place + 1, stem, tuple(telling), inner=True))
    return inner


def _with_refusals(tokens: Sequence[Token], found: Sequence[Mention]) -> list[Mention]:
    """Mark what is turned down: the first mention after a "no", and those listed with it."""
    refused: dict[int, int] = {}
    dropped: set[int] = set()
    named = {place for one in found for place in range(one.start, one.end)}
    for start, end in _refusals(tokens):
        if start in named:
            continue  # the "no" of "no-show socks"
        have_to = [token.text for token in tokens[end : end + 2]] == ["have", "to"]
        if have_to or (end < len(tokens) and tokens[end].text in _NO_CONSTRAINT):
            first = _first_after(tokens, found, end + 1)
            if tokens[end].text in _WAIVERS and first is not None:
                dropped.add(first)
            continue
        place = _first_after(tokens, found, end)
        if place is not None and not _is_of_having(
            tokens[start:end], tokens[end : found[place].start]
        ):
            continue  # "so that it doesn't sink in sand"
        while place is not None:
            refused.setdefault(place, start)
            place = _listed_next(tokens, found, place)
    for number, mention in enumerate(found):
        after = [token.text for token in tokens[mention.end : mention.end + 2]]
        if after[:1] == ["free"] or after == ["-", "free"]:
            refused.setdefault(number, mention.start)
    return [
        replace(one, refused=number in refused, no_start=refused.get(number, one.start))
        for number, one in enumerate(found)
        if number not in dropped
    ]


def _is_of_having(no: Sequence[Token], between: Sequence[Token]) -> bool:
    """Whether a "doesn't" turns down what a thing has, not what it does."""
    if not _DOING.intersection(token.text.replace("’", "'") for token in no):
        return True
    return {token.text for token in between} <= _HAVING


def _refusals(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    texts = [token.text.replace("’", "'") for token in tokens]
    found = []
    place = 0
    while place < len(texts):
        for phrase in _NO_PHRASES:
            if tuple(texts[place : place + len(phrase)]) == phrase:
                found.append((place, place + len(phrase)))
                place += len(phrase) - 1
                break
        place += 1
    return found


def _first_after(tokens: Sequence[Token], found: Sequence[Mention], end: int) -> int | None:
    """Return the first mention within reach of a "no" that ends at `end`."""
    for number, mention in enumerate(found):
        if mention.start < end:
            continue
        between = [token.text for token in tokens[end : mention.start]]
        near = len(between) <= REACH and not any(map(_ends_refusal, between))
        return number if near else None
    return None


def _ends_refusal(word: str) -> bool:
    """Whether a "no" does not reach beyond a word: "without taking off", "not off my jacket"."""
    return word in _STOP or word in OWNERS or word.endswith("ing")


def _listed_next(tokens: Sequence[Token], found: Sequence[Mention], number: int) -> int | None:
    """Return the next mention if it is listed with this one and of the same sort."""
    after = number + 1
    if after >= len(found) or found[after].start < found[number].end:
        return None
    between = [token.text for token in tokens[found[number].end : found[after].start]]
    same = {meaning.facet for meaning in found[number].meanings} & {
        meaning.facet for meaning in found[after].meanings
    }
    return after if between and set(between) <= _LISTING and same else None
