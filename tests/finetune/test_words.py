from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finetune.words import readable, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Where is #10042?", ["Where", "is", "#", "10042", "?"]),
        ("2-person  tent\n", ["2", "-", "person", "tent"]),
        ("don't", ["don", "'", "t"]),
        ("我的包裹在哪里", list("我的包裹在哪里")),
        ("größe42 ç", ["größe42", "ç"]),
        ("", []),
        ("  ", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert [word.text for word in split_words(text)] == words


@given(st.text(max_size=60))
@settings(deadline=None)
def test_words_keep_their_places_and_cover_all_but_blanks(text: str) -> None:
    words = split_words(text)

    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(a.end <= b.start for a, b in pairwise(words))
    assert "".join(word.text for word in words) == "".join(text.split())


@given(st.text(st.characters(), max_size=30))
@settings(deadline=None)
def test_readable_text_can_be_encoded_and_keeps_its_length(text: str) -> None:
    broken = text + "\ud800" + text

    assert len(readable(broken)) == len(broken)
    readable(broken).encode("utf-8")
