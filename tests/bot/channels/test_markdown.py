from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.markdown import ALLOWED_TAGS, is_safe_link, render_html, to_html

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil.example)",
    "[x](/relative)",
    "[x](http://plain.example)",
    "[x](https:evil)",
    "![x](https://evil.example/track.png)",
    "![x](javascript:alert(1))",
    "<a href='javascript:alert(1)'>x</a>",
    '<https://ok.example/"onmouseover=alert(1)>',
    '[x](https://e.example "onclick=alert(1)")',
    "`<script>alert(1)</script>`",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "```html onload=alert(1)\nx\n```",
    "<iframe src=//evil></iframe>",
    "<style>*{display:none}</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[x]: javascript:alert(1)\n\n[x]",
    "<form action=https://evil><input name=p></form>",
    "https://e.example/<script>",
]


class Auditor(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def audit(html: str) -> Auditor:
    auditor = Auditor()
    auditor.feed(html)
    auditor.close()
    assert auditor.tags <= ALLOWED_TAGS
    for tag, name, value in auditor.attributes:
        assert (tag, name) in {
            ("a", "href"),
            ("a", "rel"),
            ("a", "target"),
            ("ol", "start"),
        }, html
        if name == "href":
            assert re.match(r"(https://|mailto:|tel:)", value), value
    return auditor


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_active_or_remote_survives(text: str) -> None:
    audit(to_html(text))


def test_what_a_reply_needs_is_rendered() -> None:
    html = to_html("## Sizes\n**Bold** and *soft*\nnext\n\n1. one\n2. two\n\n- a\n\n> said")
    assert "<p><strong>Sizes</strong></p>" in html
    assert "<strong>Bold</strong> and <em>soft</em><br>" in html
    assert "<ol>" in html
    assert "<ul>" in html
    assert "<blockquote>" in html


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[shop](https://shop.example/a?b=1&c=2)", "https://shop.example/a?b=1&amp;c=2"),
        ("<https://shop.example>", "https://shop.example"),
        ("see https://shop.example/x.", "https://shop.example/x"),
        ("[mail](mailto:help@shop.example)", "mailto:help@shop.example"),
        ("[call](tel:+43512123)", "tel:+43512123"),
    ],
)
def test_good_links_open_elsewhere_without_a_way_back(text: str, href: str) -> None:
    assert f'<a href="{href}" target="_blank" rel="noopener noreferrer nofollow">' in to_html(text)


def test_a_refused_link_leaves_its_words() -> None:
    assert to_html("[read](//evil.example)") == "<p>read</p>"


@pytest.mark.parametrize("address", ["https://a", "mailto:a@b", "tel:+1", "HTTPS://A/b"])
def test_safe_links(address: str) -> None:
    assert is_safe_link(address)


@pytest.mark.parametrize("address", ["https:///a", "//a", "/a", "a", "mailto:", "https://a b", ""])
def test_unsafe_links(address: str) -> None:
    assert not is_safe_link(address)


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        st.sampled_from("<>&\"'[]()!*_`#-\n \\:/javscriptdhe=onlk1.x"), min_size=1, max_size=60
    )
)
def test_no_text_gets_past_the_allow_list(text: str) -> None:
    audit(to_html(text))


@settings(max_examples=500, deadline=None)
@given(st.text(st.sampled_from("abcZ 019,.;:?'()%€$£/+=-"), min_size=1, max_size=40))
def test_the_short_way_of_plain_words_says_the_same(text: str) -> None:
    assert to_html(text) == render_html(text)
