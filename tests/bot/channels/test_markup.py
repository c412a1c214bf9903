from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.markup import SLACK, TELEGRAM, Dialect, render, render_parts

RICH = (
    "# Title\n**b** *i* ~~s~~ `c<` [l](https://x.example/a|b?y=1&z=2)\nnext\n\n1. one\n2. two\n"
    "   - deep\n\n> said\n\n```\ncode & more\n```"
)


def test_slack() -> None:
    assert render(RICH, SLACK) == (
        "*Title*\n\n*b* _i_ ~s~ `c&lt;` <https://x.example/a%7Cb?y=1&amp;z=2|l>\nnext\n\n"
        "1. one\n2. two\n    • deep\n\n> said\n\n```\ncode &amp; more\n```"
    )


def test_telegram() -> None:
    assert render(RICH, TELEGRAM) == (
        "<b>Title</b>\n\n<b>b</b> <i>i</i> <s>s</s> <code>c&lt;</code> "
        '<a href="https://x.example/a%7Cb?y=1&amp;z=2">l</a>\nnext\n\n'
        "1. one\n2. two\n    • deep\n\n&gt; said\n\n<pre>code &amp; more\n</pre>"
    )


@pytest.mark.parametrize("text", ["<!channel> hi", "<@U123>", "<#C1|x>", "a <https://e|x> b", "&"])
def test_slack_sees_no_mention_in_what_the_bot_says(text: str) -> None:
    assert not re.search(r"<[!@#]", render(text, SLACK))


def test_a_list_that_starts_late_keeps_its_numbers() -> None:
    assert render("3. c\n4. d", SLACK) == "3. c\n4. d"


@pytest.mark.parametrize("dialect", [SLACK, TELEGRAM])
def test_long_texts_are_cut_between_words_and_nothing_is_lost(dialect: Dialect) -> None:
    words = [f"word{number}" for number in range(2000)]
    parts = render_parts(" ".join(words), dialect, 500)
    assert all(len(part) <= 500 for part in parts)
    assert " ".join(parts).split() == words


def test_escapes_count_towards_the_length() -> None:
    parts = render_parts("&" * 1000, SLACK, 300)
    assert all(len(part) <= 300 for part in parts)
    assert "".join(parts) == "&amp;" * 1000


def test_nothing_to_say_is_no_part() -> None:
    assert render_parts(" \n", SLACK, 100) == []


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("<>&[]()!*_`#-\n \\:/https.x1"), max_size=80))
def test_telegram_always_gets_balanced_tags(text: str) -> None:
    open_tags: list[str] = []
    rendered = render(text, TELEGRAM)
    for closing, tag in re.findall(r"<(/?)([a-z]+)[^>]*>", rendered):
        if closing:
            assert open_tags.pop() == tag
        else:
            open_tags.append(tag)
    assert open_tags == []
    assert "<" not in re.sub(r"</?(b|i|s|a|code|pre)( href=\"[^\"<>]*\")?>", "", rendered)
