"""Texts to tokens: one analysis for the lexical index, the query reader and product names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

MAX_TEXT_CHARS = 20_000
"""Longer texts are cut before analysis: no product or answer is longer, an attack may be."""

MAX_STEMMED_CHARS = 60
"""Longer words keep their form; stemming a made-up megabyte word would only cost time."""

MIN_CODE_CHARS = 4
"""Shorter codes ("2x", "v8") are sizes and versions and say little without what is around them."""
MAX_CODE_CHARS = 24
"""Longer codes are addresses; their beginnings tell them apart."""
BEGINNING = "*"
"""Ends a term that is only the beginning of a code, so that no word is taken for one."""

_TOKEN = re.compile(
    r"(?P<code>[^\W\d_]{1,6}-?\d[\w]*)"  # TNT-101, col2, gtx3
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_DIGIT = re.compile(r"\d")
_SIGNS = re.compile(r"[\W_]+")
_CODE_PARTS = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text. `text` is folded, `raw` as written; `kind`: code, number, word, sign."""

    text: str
    raw: str
    stem: str
    kind: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return the text in lower case without accents, as it is compared."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return unicodedata.normalize("NFKC", bare).casefold()


def clean(text: str) -> str:
    """Return the text in compatibility form, cut to a sane length, lone surrogates removed."""
    cut = text[:MAX_TEXT_CHARS].encode("utf-8", "ignore").decode("utf-8")
    return unicodedata.normalize("NFKC", cut)


class Analyzer:
    """Splits texts into tokens and terms of one language. Safe to share between threads."""

    def __init__(self, language: str = "english") -> None:
        if language not in snowballstemmer.algorithms():
            known = ", ".join(sorted(snowballstemmer.algorithms()))
            raise ValueError(f"no stemmer for the language {language!r}; known are {known}")
        self.language = language
        # a stemmer object keeps state while it works, so each call makes its own
        self._stem = lru_cache(maxsize=20_000)(self._stem_word)

    def stem(self, word: str) -> str:
        """Return the stem of a folded word."""
        return self._stem(word) if len(word) <= MAX_STEMMED_CHARS else word

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return all tokens of a text, signs included; positions are in `clean(text)`."""
        return tuple(self._token(match) for match in _TOKEN.finditer(clean(text)))

    def terms(self, text: str) -> list[str]:
        """Return the terms that are indexed and matched: stems, numbers, codes and their parts."""
        found: list[str] = []
        for token in self.tokens(text):
            if token.kind == "sign":
                continue
            found.append(token.stem)
            if token.kind == "code":
                found.extend(self.stem(part) for part in _CODE_PARTS.findall(token.text))
        return found

    def code_terms(self, text: str) -> list[str]:
        """Return what is written with letters and digits, signs left out, and its beginnings.

        So `KX-TG9341T` is found as `kxtg9341t`, and `dcm290p` as `dcm290`.
        """
        found: list[str] = []
        for piece in filter(_DIGIT.search, fold(clean(text)).split()):
            code = _SIGNS.sub("", piece)[:MAX_CODE_CHARS]
            if len(code) < MIN_CODE_CHARS or code.isdigit():
                continue
            found.append(code)
            found.extend(
                f"{code[:length]}{BEGINNING}"
                for length in range(MIN_CODE_CHARS + 1, len(code) + 1)
                if any(sign.isdigit() for sign in code[:length])
            )
        return found

    def phrase(self, text: str) -> tuple[str, ...]:
        """Return the stems of a short text without its signs, to be matched as a sequence."""
        return tuple(token.stem for token in self.tokens(text) if token.kind != "sign")

    def _token(self, match: re.Match[str]) -> Token:
        kind, raw = match.lastgroup or "sign", match.group()
        text = fold(raw) or raw  # a lone accent folds to nothing
        if kind == "word":
            text = _POSSESSIVE.sub("", text)
            stem = self.stem(text)
        elif kind == "code":
            stem = text = text.replace("-", "")
        elif kind == "number":
            text = _plain_number(text)
            stem = text
        else:
            stem = text
        return Token(text, raw, stem, kind, match.start(), match.end())

    def _stem_word(self, word: str) -> str:
        return str(snowballstemmer.stemmer(self.language).stemWord(word))


def _plain_number(text: str) -> str:
    """Return a number as written in a catalogue: `1,000` is 1000, `2,5` is 2.5."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return text.replace(",", "")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        return text.replace(".", "").replace(",", ".")
    return text.replace(",", ".")


def sequence_at(stems: Sequence[str], start: int, phrase: Sequence[str]) -> bool:
    """Whether the phrase stands in the stems at `start`."""
    return tuple(stems[start : start + len(phrase)]) == tuple(phrase)
