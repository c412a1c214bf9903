"""Texts that were taught: whoever writes an example word for word is understood as it says.

A network only comes near to its examples. A shop that adds "nah" under `deny`, or corrects a
transcript, expects exactly that text to be understood from then on. Texts are kept as hashes, so
that a model does not carry its training data along.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_HASH_BYTES = 8
_NO_DIFFERENCE = re.compile(r"[\s.,;:!?…]+")
_DIGIT = re.compile(r"\d")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"'})

OUTSIDE = ""
"""What a text is known as that no intent fits."""


def text_key(text: str) -> str:
    """Return what identifies a text.

    Case, blanks and punctuation make no difference, nor which digits a number has: "and 10101?" is
    as good as "and 10317".
    """
    plain = _NO_DIFFERENCE.sub(" ", text.translate(_QUOTES).casefold()).strip()
    plain = _DIGIT.sub("0", plain)
    return hashlib.blake2b(plain.encode(), digest_size=_HASH_BYTES).hexdigest()


@dataclass(frozen=True, slots=True)
class KnownTexts:
    """The intent of each taught text, by its key."""

    intents: Mapping[str, str]

    @classmethod
    def of(cls, taught: Iterable[tuple[str, str]]) -> KnownTexts:
        """Take texts with their intents; a text with several intents is not known."""
        intents: dict[str, str] = {}
        doubtful = set()
        for text, intent in taught:
            key = text_key(text)
            if intents.setdefault(key, intent) != intent:
                doubtful.add(key)
        return cls({key: intent for key, intent in intents.items() if key not in doubtful})

    def intent_of(self, text: str) -> str | None:
        """Return the intent a text was taught with, OUTSIDE if it has none, None if unknown."""
        return self.intents.get(text_key(text))
