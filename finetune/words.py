"""Words of a text with their places: the units that entity spans never split."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Scripts written without spaces: every character is a word of its own there, else a whole
# sentence would be one word. Han, kana, Thai, Lao, Khmer, Myanmar.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0002fa1f"
)
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits, or one other sign, at characters [start, end)."""

    text: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    """Return the words of a text in order; blanks belong to none."""
    return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def readable(text: str) -> str:
    """Return the text with lone surrogates as "?", so that it can be encoded; length is kept."""
    return text.encode("utf-8", "replace").decode("utf-8")
