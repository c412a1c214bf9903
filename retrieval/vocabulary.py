"""The words a catalogue is asked for with: learned from its products, plus given synonyms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from rapidfuzz.distance import OSA

from retrieval.analyzer import Analyzer, fold
from retrieval.filters import KIND, ProductTable
from retrieval.schema import AttributeSchema, leaf_of

MIN_TYPO_CHARS = 5
"""Shorter words are not corrected: most of them are one letter from another word."""
TWO_SLIPS_CHARS = 8
"""From this length on a word may have two slips."""
SWAPPED_CHARS = 7
"""In shorter words letters may be missing, doubled or in the wrong order, but not others."""
MIN_MATERIAL_CHARS = 3

BASIC_COLOURS = (
    "black white grey red blue green yellow orange pink purple violet brown beige turquoise gold"
    " silver khaki"
)
"""Colours anyone may ask for, so that asking for one the shop lacks is understood as a colour."""
_SPELLINGS = {"gray": "grey", "coloured": "colour", "colored": "colour"}
_PEOPLE: Mapping[str, str] = {
    "women": "woman lady ladies female womens wife girlfriend mum mom mother grandma granny"
    " grandmother sister aunt",
    "men": "man male mens gents husband boyfriend dad father grandpa grandad grandfather brother"
    " uncle",
    "kids": "kid child children childrens junior toddler boy girl son daughter youth grandson"
    " granddaughter nephew niece teen teenager",
}
"""Whom a thing is for, in the words that catalogues use and those that customers use."""
_DIGITS: Mapping[str, str] = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}
_EMPTY_WORDS = frozenset(
    {"a", "an", "and", "or", "of", "the", "with", "free", "none", "no", "blend", "closed"}
)


class Facet(StrEnum):
    """What a phrase of a query can be about."""

    CATEGORY = "category"
    KIND = "kind"
    BRAND = "brand"
    COLOUR = "colour"
    MATERIAL = "material"
    TEXT = "text"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a phrase can mean. `values` are folded; `leaves` are where a kind is found.

    `loose` marks a synonym or a part of a name, whose words may say more ("gas stove").
    """

    facet: Facet
    values: tuple[str, ...]
    key: str = ""
    leaves: tuple[str, ...] = ()
    loose: bool = False


class Vocabulary:
    """Phrases, as stems, with what they can mean."""

    def __init__(
        self, table: ProductTable, schema: AttributeSchema, synonyms: Mapping[str, str]
    ) -> None:
        self.analyzer = table.analyzer
        self.phrases: dict[tuple[str, ...], list[Meaning]] = defaultdict(list)
        self.correctable: dict[str, str] = {}
        self._same_kind: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._add_categories(table)
        self._add_brands(table)
        self._add_colours(table)
        self._add_materials(table)
        self._add_kinds(table)
        self._add_attributes(schema)
        self._add_synonyms({word: fit for fit, said in _PEOPLE.items() for word in said.split()})
        self._add_synonyms(synonyms)
        self.longest = max((len(phrase) for phrase in self.phrases), default=0)

    def meanings(self, stems: Sequence[str]) -> list[Meaning]:
        """Return what a phrase can mean, nothing if it is not known."""
        spelt = tuple(_SPELLINGS.get(stem, stem) for stem in stems)
        return self.phrases.get(spelt, [])

    def named(self, stems: Sequence[str]) -> tuple[str, ...]:
        """Return the catalogue's own words for a kind of thing; any other phrase as it is."""
        return self._same_kind.get(tuple(stems), tuple(stems))

    def corrected(self, word: str) -> str | None:
        """Return the stem of the name or category word that `word` is a slip of, if one is near.

        The first letter must be right; of two equally near words none is taken.
        """
        if len(word) < MIN_TYPO_CHARS or not word.isalpha():
            return None
        slips = 2 if len(word) >= TWO_SLIPS_CHARS else 1
        near: dict[str, int] = {}
        for known, stem in self.correctable.items():
            if known[0] == word[0] and abs(len(known) - len(word)) <= slips:
                distance = OSA.distance(known, word, score_cutoff=slips)
                if distance <= slips and not _is_other_word(known, word):
                    near[stem] = min(distance, near.get(stem, distance))
        best = min(near.values(), default=0)
        nearest = [stem for stem, distance in near.items() if distance == best]
        return nearest[0] if len(nearest) == 1 else None

    def _add(self, phrase: Sequence[str], meaning: Meaning) -> None:
        key = tuple(phrase)
        if key and meaning not in self.phrases[key]:
            self.phrases[key].append(meaning)

    def _add_categories(self, table: ProductTable) -> None:
        """Each name of the path; of a leaf also its last words, which several leaves can share."""
        named = sorted({name for facets in table.facets for name in facets.product.category})
        leaves = sorted({facets.product.category[-1] for facets in table.facets})
        heads: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in named:
            self._add(self._phrase(name), Meaning(Facet.CATEGORY, (fold(name),)))
            self._correctable(name)
        for name in leaves:
            for part in fold(name).replace(" and ", "&").split("&"):
                stems = self._phrase(part)
                for start in range(len(stems)):
                    heads[stems[start:]].append(fold(name))
        for stems, values in heads.items():
            if not any(meaning.facet is Facet.CATEGORY for meaning in self.phrases.get(stems, [])):
                self._add(stems, Meaning(Facet.CATEGORY, tuple(values), loose=True))

    def _add_brands(self, table: ProductTable) -> None:
        words: dict[str, set[str]] = defaultdict(set)
        for brand in sorted({facets.product.brand for facets in table.facets}):
            stems = self._phrase(brand)
            self._add(stems, Meaning(Facet.BRAND, (fold(brand),)))
            words[stems[0] if stems else ""].add(fold(brand))
            self._correctable(brand)
        for first, brands in words.items():
            # "Glenmore" for Glenmore Works, unless two brands begin so
            if first and len(brands) == 1 and len(first) >= MIN_TYPO_CHARS:
                self._add((first,), Meaning(Facet.BRAND, tuple(brands)))

    def _add_colours(self, table: ProductTable) -> None:
        named = {fold(colour) for facets in table.facets for colour in facets.product.colours}
        for colour in sorted(named | set(BASIC_COLOURS.split())):
            stems = self._phrase(colour)
            self._add(stems, Meaning(Facet.COLOUR, (colour,)))
            if len(stems) > 1:
                self._add(stems[-1:], Meaning(Facet.COLOUR, (colour.split()[-1],)))

    def _add_materials(self, table: ProductTable) -> None:
        for material in sorted({fold(facets.product.material) for facets in table.facets}):
            if not material:
                continue
            self._add(self._phrase(material), Meaning(Facet.MATERIAL, (material,)))
            for token in self.analyzer.tokens(material):
                telling = token.kind == "word" and token.text not in _EMPTY_WORDS
                if telling and len(token.text) >= MIN_MATERIAL_CHARS:
                    self._add((token.stem,), Meaning(Facet.MATERIAL, (token.text,)))

    def _add_kinds(self, table: ProductTable) -> None:
        """What products are, by their last words: a camp chair is a chair."""
        ends: dict[tuple[str, ...], set[str]] = defaultdict(set)
        words: dict[tuple[str, ...], str] = {}
        for facets in table.facets:
            tokens = self.analyzer.tokens(str(facets.attributes.get(KIND, "")))
            named = [token.text for token in tokens if token.kind != "sign"]
            for start in range(len(facets.kind)):
                ends[facets.kind[start:]].add(leaf_of(facets))
                words.setdefault(facets.kind[start:], " ".join(named[start:]))
        for stems, leaves in ends.items():
            self._add(stems, Meaning(Facet.KIND, (words[stems],), leaves=tuple(sorted(leaves))))
            self._correctable(words[stems])

    def _add_attributes(self, schema: AttributeSchema) -> None:
        for column in schema.columns.values():
            if column.flags or (column.numbers and column.unit is None):
                self._add(column.name, Meaning(Facet.FLAG, (), key=column.key))
            for text in sorted({text for texts in column.texts.values() for text in texts}):
                if text not in _EMPTY_WORDS:
                    meaning = Meaning(Facet.TEXT, (text,), key=column.key)
                    stems = self._phrase(text)
                    self._add(stems, meaning)
                    # "three-season" is also written "3-season"
                    self._add([_DIGITS.get(stem, stem) for stem in stems], meaning)

    def _add_synonyms(self, synonyms: Mapping[str, str]) -> None:
        """Add other words for what is known; a synonym of anything else is not for a catalogue."""
        for surface in sorted(synonyms):
            stems, meant = self._phrase(surface), self._phrase(synonyms[surface])
            if stems == meant or not any(stem.isalpha() for stem in stems):
                continue
            known = self.phrases.get(meant, [])
            taken = {one.facet for one in self.phrases.get(stems, [])}
            meant_as = _meant_as(known)
            for meaning in known:
                if meaning.facet is meant_as and meaning.facet not in taken:
                    self._add(stems, replace(meaning, loose=True))
                    if meaning.facet in (Facet.CATEGORY, Facet.KIND):
                        self._correctable(surface)
                    if meaning.facet is Facet.KIND:
                        self._same_kind[stems] = meant

    def _phrase(self, text: str) -> tuple[str, ...]:
        return tuple(_SPELLINGS.get(stem, stem) for stem in self.analyzer.phrase(text))

    def _correctable(self, text: str) -> None:
        for token in self.analyzer.tokens(text):
            if token.kind == "word" and len(token.text) >= MIN_TYPO_CHARS - 1:
                self.correctable[token.text] = token.stem
                # catalogues name categories in the plural, customers miswrite the singular
                self.correctable[token.text.removesuffix("s")] = token.stem


def _meant_as(known: Sequence[Meaning]) -> Facet | None:
    """Return which sense of a phrase its synonyms share.

    A rucksack is a backpack, and that is not about the activity of backpacking; an undershirt is
    underwear, whatever category that word stands for besides.
    """
    strict = {one.facet for one in known if one.facet is not Facet.CATEGORY or not one.loose}
    if strict & {Facet.KIND, Facet.CATEGORY}:
        return Facet.CATEGORY if Facet.CATEGORY in strict else Facet.KIND
    # "waterproof" is a property first, though people also call jackets so
    facets = (Facet.BRAND, Facet.COLOUR, Facet.FLAG, Facet.TEXT, Facet.MATERIAL)
    loose = Facet.CATEGORY if any(one.facet is Facet.CATEGORY for one in known) else None
    return next((facet for facet in facets if facet in strict), loose)


def _is_other_word(known: str, word: str) -> bool:
    """Whether a short word differs in one letter only: books are no boots, a filler no filter."""
    same_length = len(known) == len(word) < SWAPPED_CHARS
    return same_length and sorted(known) != sorted(word)


def known_stems(texts: Iterable[str], analyzer: Analyzer) -> frozenset[str]:
    """Return all stems of some texts: words that are really used are never taken for slips."""
    return frozenset(stem for text in texts for stem in analyzer.phrase(text))
