"""Words that say nothing by themselves: articles, conjunctions, prepositions, hesitation.

An encoder finds an intent in anything, and "uh" is dangerously near to "yes". A text of nothing
but such words is doubt, unless the project taught it.
"""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[^\W\d_]+")

# Answers ("no", "I do", "this", "uh huh", "mm hmm"), sizes ("L"), abbreviations ("ty") and
# question words ("why") say something: they are not here.
_EMPTY_LINES = (
    "a an the its of in on at to for from by with as and or but if so then than also just well",
    "i it you we they me my your his her our their",
    "eh er erm ehm uh uhm um umm ah oh hm hmm hmmm",
    "der die das ein eine und oder aber von mit äh ähm öh",
    "le la les un une et ou mais de du des euh el los las pero il lo gli ma di",
)
_EMPTY = frozenset(word for line in _EMPTY_LINES for word in line.split())


def says_nothing(text: str) -> bool:
    """Whether a text has words and all of them are empty.

    A text with a digit says something, and so does one without any letter: see `sign_texts`.
    """
    if any(character.isdigit() for character in text):
        return False
    words = _LETTERS.findall(text.casefold())
    return bool(words) and all(word in _EMPTY for word in words)
