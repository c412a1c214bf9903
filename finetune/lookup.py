"""Known words of an entity in a text: exact, joined or split differently, or slightly mistyped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from finetune.words import Word, split_words

# Typing errors that are forgiven, by the letters of the entry: a short word with one letter
# changed is usually another word.
_ONE_ERROR_LETTERS = 5
_TWO_ERRORS_LETTERS = 9
# A customer may write one word as two ("back pack") or put a hyphen into it.
_EXTRA_WORDS = 1
_MAX_WORDS = 200


@dataclass(frozen=True, slots=True)
class LookupMatch:
    """An entry found at characters [start, end); similarity 1 is exact."""

    entity: str
    start: int
    end: int
    value: str
    similarity: float


class Lookup:
    """The entries of all entities, ready to be found in texts. Immutable and thread-safe.

    `is_word` says whether a word is an ordinary one; only others may be typing errors.
    """

    def __init__(
        self, entries: Mapping[str, Sequence[str]], is_word: Callable[[str], bool]
    ) -> None:
        self._is_word = is_word
        self._entries: dict[str, list[tuple[str, str]]] = {}
        self._longest = 0
        for entity in sorted(entries):
            for value in entries[entity]:
                words = split_words(value)
                if words:
                    self._entries.setdefault(_key(words), []).append((entity, value))
                    self._longest = max(self._longest, len(words))
        self._fuzzy = [key for key in self._entries if len(key) >= _ONE_ERROR_LETTERS]

    def find(self, text: str) -> list[LookupMatch]:
        """Return all matches, overlapping ones too, in order of place."""
        words = split_words(text)[:_MAX_WORDS]
        known = [self._is_ordinary(word) for word in words]
        matches: list[LookupMatch] = []
        for first in range(len(words)):
            last = min(first + self._longest + _EXTRA_WORDS, len(words))
            for end in range(first + 1, last + 1):
                run = words[first:end]
                found = self._lookup(_key(run), fuzzy=not all(known[first:end]))
                matches.extend(
                    LookupMatch(entity, run[0].start, run[-1].end, value, similarity)
                    for entity, value, similarity in found
                )
        return [match for match in matches if not _has_core(match, matches)]

    def nearest(self, text: str, entity: str | None = None) -> str | None:
        """Return the value of the entry that a whole text is or misspells; None if of none."""
        words = split_words(text)
        fuzzy = not all(self._is_ordinary(word) for word in words)
        for name, value, _ in self._lookup(_key(words), fuzzy=fuzzy):
            if entity is None or name == entity:
                return value
        return None

    def _is_ordinary(self, word: Word) -> bool:
        return not word.text.isalpha() or self._is_word(word.text)

    def _lookup(self, key: str, *, fuzzy: bool) -> list[tuple[str, str, float]]:
        if key in self._entries:
            return [(entity, value, 1.0) for entity, value in self._entries[key]]
        allowed = _allowed_errors(len(key))
        if not fuzzy or not allowed:
            return []
        best = process.extractOne(
            key, self._fuzzy, scorer=OSA.distance, processor=None, score_cutoff=allowed
        )
        if best is None or best[1] > _allowed_errors(len(best[0])):
            return []
        similarity = 1.0 - float(best[1]) / max(len(key), len(best[0]))
        return [(entity, value, similarity) for entity, value in self._entries[best[0]]]


def _has_core(match: LookupMatch, matches: Sequence[LookupMatch]) -> bool:
    """Whether fewer words match the same entry as well: "a bakcpack" is "bakcpack" and a word."""
    return match.similarity < 1.0 and any(
        other is not match
        and (other.entity, other.value) == (match.entity, match.value)
        and match.start <= other.start
        and other.end <= match.end
        and other.similarity >= match.similarity
        for other in matches
    )


def _key(words: Sequence[Word]) -> str:
    """Return the words without blanks and hyphens, in lower case."""
    return "".join(word.text for word in words if word.text != "-").casefold()


def _allowed_errors(letters: int) -> int:
    if letters >= _TWO_ERRORS_LETTERS:
        return 2
    return 1 if letters >= _ONE_ERROR_LETTERS else 0
