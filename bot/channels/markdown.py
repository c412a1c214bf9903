"""Markdown of replies as sanitised HTML, safe to put into a page.

Raw HTML is text (`html=False`), then everything outside of the allow-list is removed once more.
Links are absolute `https:`, `mailto:` or `tel:` addresses; a page-relative or protocol-relative
one loses its target. Images are dropped: whoever can make the bot repeat an image address can
make the reader's browser fetch it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

ALLOWED_TAGS = frozenset(
    {"p", "br", "strong", "em", "del", "code", "pre", "ul", "ol", "li", "blockquote", "a"}
)
# The transcript of a page is rendered again at each reload; templates repeat across visitors.
RENDERED_TEXTS = 1024

# One line of words and ordinary punctuation, in which Markdown has nothing to find; most replies.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.;:?'()%€$£/+=-]*")

_SAFE_LINK = re.compile(r"(https://[^/\s]|mailto:[^/\s]|tel:[+0-9])[^\s]*", re.IGNORECASE)
_BARE_LINK = re.compile(r"https://[^\s<>\"']*[^\s<>\"'.,;:!?)\]}]")


def to_html(text: str) -> str:
    """Return `text` as HTML with nothing in it that acts, loads or misleads."""
    if _PLAIN.fullmatch(text) and "://" not in text:
        return f"<p>{text.rstrip(' ')}</p>"
    return render_html(text)


@lru_cache(maxsize=RENDERED_TEXTS)
def render_html(text: str) -> str:
    """Return what `to_html` does, by the whole way: parsed, rendered, sanitised."""
    parser = _parser()
    tokens = parse_markdown(text)
    html = parser.renderer.render(tokens, parser.options, {})
    return nh3.clean(
        html,
        tags=set(ALLOWED_TAGS),
        attributes={"a": {"href", "target"}, "ol": {"start"}},
        attribute_filter=_keep_attribute,
        url_schemes={"https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    ).strip()


def parse_markdown(text: str) -> list[Token]:
    """Return the tokens of `text` in the few forms that channels render.

    Headings become bold paragraphs, images their description, bare https addresses links, and
    links that are not safe plain words.
    """
    tokens = _parser().parse(text)
    in_heading = False
    for token in tokens:
        if token.type.startswith("heading"):
            in_heading = token.nesting > 0
            token.type = token.type.replace("heading", "paragraph")
            token.tag = "p"
        if token.type != "ordered_list_open":  # whose only attribute is its first number
            token.attrs = {}
        if token.children:
            inline = list(_inline(token.children))
            token.children = [_strong(1), *inline, _strong(-1)] if in_heading else inline
    return tokens


def is_safe_link(address: str) -> bool:
    """Return whether an address may be a link: absolute https, mailto or tel."""
    return _SAFE_LINK.fullmatch(address) is not None


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("js-default", {"html": False, "breaks": True}).disable(
        ["table", "html_block"]
    )


def _inline(children: list[Token]) -> Iterator[Token]:
    in_link, is_open = False, False
    for token in children:
        if token.type == "image":
            yield _text(token.content)
        elif token.type == "link_open":
            in_link, is_open = True, is_safe_link(str(token.attrs.get("href", "")))
            if is_open:
                yield _link_open(str(token.attrs["href"]))
        elif token.type == "link_close":
            in_link = False
            if is_open:
                yield token
        elif token.type == "text" and not in_link:
            yield from _link_bare_addresses(token.content)
        else:
            token.tag = "del" if token.tag == "s" else token.tag
            yield token


def _link_bare_addresses(text: str) -> Iterator[Token]:
    end = 0
    for match in _BARE_LINK.finditer(text):
        yield _text(text[end : match.start()])
        yield _link_open(match[0])
        yield _text(match[0])
        yield Token("link_close", "a", -1)
        end = match.end()
    yield _text(text[end:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _strong(nesting: Literal[1, -1]) -> Token:
    return Token("strong_open" if nesting > 0 else "strong_close", "strong", nesting)


def _link_open(address: str) -> Token:
    return Token("link_open", "a", 1, attrs={"href": address, "target": "_blank"})


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) == ("a", "href"):
        return value if is_safe_link(value) else None
    return "_blank" if (tag, attribute) == ("a", "target") else value
