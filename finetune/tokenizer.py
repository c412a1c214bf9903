"""Texts to token ids, with each token's place among the words of its text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from finetune.encoder import TOKENIZER
from finetune.errors import EncoderError
from finetune.words import Word, readable, split_words

# Longer texts are cut before tokenisation: no encoder reads past a few hundred tokens, and a
# megabyte of text must not hold the others of its batch up.
_MAX_CHARACTERS = 8_000
_MIN_TOKENS = 4
# How vocabularies mark the start of a word: WordPiece, SentencePiece, byte-level BPE.
_WORD_STARTS = ("", "\u2581", "\u0120")


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One text as token ids; `words` are its words, `token_words[i]` the word of token i or -1."""

    ids: tuple[int, ...]
    words: tuple[Word, ...]
    token_words: tuple[int, ...]


class TextTokenizer:
    """A fast tokenizer of a tokenizer.json, cut to `max_tokens` and never padded. Thread-safe."""

    def __init__(self, source: str, max_tokens: int) -> None:
        self.source = source
        self.max_tokens = max(max_tokens, _MIN_TOKENS)
        self._tokenizer = Tokenizer.from_str(source)
        self._tokenizer.no_padding()
        # "[SEP]" typed by a customer is text, not a separator
        self._tokenizer.encode_special_tokens = True
        self._tokenizer.enable_truncation(self.max_tokens)

    @staticmethod
    def load(folder: Path, max_tokens: int) -> TextTokenizer:
        """Read the tokenizer of an encoder's folder; an old vocabulary is converted."""
        path = folder / TOKENIZER
        try:
            source = path.read_text(encoding="utf-8") if path.is_file() else _converted(folder)
            return TextTokenizer(source, max_tokens)
        except EncoderError:
            raise
        except Exception as error:  # noqa: BLE001 - the library raises bare Exception
            raise EncoderError(f"{path} is not a readable tokenizer: {error}") from None

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the tokenizer's definition and its limit."""
        return hashlib.sha256(f"{self.max_tokens}\n{self.source}".encode()).hexdigest()

    def knows(self, word: str) -> bool:
        """Whether the vocabulary holds the word whole: a typing error is hardly ever in it."""
        lowered = word.lower()
        return any(
            self._tokenizer.token_to_id(mark + lowered) is not None for mark in _WORD_STARTS
        )

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, special tokens included."""
        cleaned = [readable(text[:_MAX_CHARACTERS]) for text in texts]
        encodings = self._tokenizer.encode_batch_fast(cleaned)
        return [encoding.ids for encoding in encodings]

    def rows(self, texts: Sequence[str]) -> list[TokenRow]:
        """Return token rows aligned to words by character offsets."""
        cleaned = [readable(text[:_MAX_CHARACTERS]) for text in texts]
        encodings = self._tokenizer.encode_batch(cleaned)
        return [
            _row(text, encoding.ids, encoding.offsets)
            for text, encoding in zip(cleaned, encodings, strict=True)
        ]


def _row(text: str, ids: list[int], offsets: list[tuple[int, int]]) -> TokenRow:
    words = split_words(text)
    token_words = []
    current = 0
    for start, end in offsets:
        while current < len(words) and words[current].end <= start:
            current += 1
        inside = end > start and current < len(words) and words[current].start < end
        token_words.append(current if inside else -1)
    return TokenRow(tuple(ids), tuple(words), tuple(token_words))


def _converted(folder: Path) -> str:
    """Return the tokenizer.json text for a folder that only has a vocabulary file."""
    from transformers import AutoTokenizer  # slow to import and needed for old folders only

    try:
        tokenizer = AutoTokenizer.from_pretrained(str(folder), use_fast=True)
        return str(tokenizer.backend_tokenizer.to_str())
    except (OSError, ValueError, AttributeError) as error:
        raise EncoderError(
            f"{folder} has no {TOKENIZER} and none could be made: {error}"
        ) from None
