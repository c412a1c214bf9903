"""Masks personal data in texts: each find becomes a mark that says what stood there.

Numbers are taken for cards and accounts only when their check digits are right, and for phone
numbers when they are possible in one of the given regions. Names and addresses are masked where
they are known (the conversation's own slots and entities), since guessing at names would eat
product names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import phonenumbers
from stdnum import iban, luhn

_EMAIL = re.compile(r"[^\s@<>,;:()\[\]]{1,64}@[^\s@<>,;:()\[\]]{1,190}\.[A-Za-z]{2,24}")
_URL_SECRET = re.compile(r"(?i)\b(https?://[^\s?]+)\?[^\s]+")
_IP = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]{2,4}){3,8}\b")
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)")
_MIN_KNOWN_CHARS = 3
_MIN_IBAN_CHARS = 15
DEFAULT_REGIONS = ("AT", "DE", "FR", "GB", "US")


@dataclass(frozen=True, slots=True)
class Masker:
    """Masks texts; `regions` are where phone numbers without a country code may be from."""

    regions: tuple[str, ...] = DEFAULT_REGIONS

    def mask(self, text: str, known: Iterable[str] = ()) -> str:
        """Return `text` with personal data replaced by marks such as `[email]`.

        `known` are values that are personal in this conversation: a name, a street.
        """
        text = _EMAIL.sub("[email]", text)
        text = _URL_SECRET.sub(r"\1?[hidden]", text)
        text = _IBAN.sub(_iban_or_same, text)
        text = _CARD.sub(_card_or_same, text)
        text = _IP.sub("[ip]", text)
        text = self._mask_phones(text)
        for value in sorted({one.strip() for one in known}, key=len, reverse=True):
            if len(value) >= _MIN_KNOWN_CHARS:
                text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", "[personal]", text, flags=re.I)
        return text

    def _mask_phones(self, text: str) -> str:
        spans: set[tuple[int, int]] = set()
        for region in self.regions:
            for match in phonenumbers.PhoneNumberMatcher(text, region):
                spans.add((match.start, match.end))
        end = len(text) + 1
        for start, stop in sorted(spans, reverse=True):
            if stop <= end:
                text, end = f"{text[:start]}[phone]{text[stop:]}", start
        return text


def _iban_or_same(match: re.Match[str]) -> str:
    """Replace the longest beginning of the match that is an account number."""
    found = match.group(0)
    for end in range(len(found), _MIN_IBAN_CHARS - 1, -1):
        whole_words = found[end - 1].isalnum() and not found[end : end + 1].isalnum()
        if whole_words and iban.is_valid(found[:end], check_country=False):
            return f"[iban]{found[end:]}"
    return found


def _card_or_same(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group(0))
    return "[card]" if luhn.is_valid(digits) else match.group(0)
