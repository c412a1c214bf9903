"""Texts without a letter or digit: nothing to understand, unless the project taught them.

An encoder reads every emoji as the same unknown token. A project that lists "👍" under an intent
means that very sign, so such examples are remembered as they are and kept out of training.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from finetune.types import Example

_SKIN_TONES = range(0x1F3FB, 0x1F400)


def sign_key(text: str) -> str | None:
    """Return what identifies a text of signs alone, None for a text with letters or digits.

    Blanks, repetitions, skin tones and presentation marks make no difference; empty text has an
    empty key.
    """
    if any(character.isalnum() for character in text):
        return None
    kept = [
        character
        for character in text
        if not character.isspace()
        and ord(character) not in _SKIN_TONES
        and unicodedata.category(character) not in ("Mn", "Me", "Cf", "Cc", "Cs")
    ]
    return "".join(dict.fromkeys(kept))


def taught_signs(examples: Iterable[Example]) -> dict[str, str]:
    """Return the intent of each sign text in the examples; of two intents the first counts."""
    taught: dict[str, str] = {}
    for example in examples:
        if key := sign_key(example.text):
            taught.setdefault(key, example.label)
    return taught
