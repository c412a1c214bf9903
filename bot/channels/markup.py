"""Markdown of replies in the markup of messaging platforms, cut to their lengths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from markdown_it.token import Token

from bot.channels.markdown import parse_markdown

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one platform writes text: its escaping, its marks around words, its links.

    `marks` goes from HTML tag (strong, em, del, code, pre, blockquote) to opening and closing.
    """

    escape: Callable[[str], str]
    marks: Mapping[str, Pair]
    link: Callable[[str], Pair]
    quote_prefix: str = ""


def escape_slack(text: str) -> str:
    """Return text in which Slack sees no mention, channel or link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _slack_link(address: str) -> Pair:
    # "|" and ">" would end the address
    return f"<{escape_slack(quote(address, safe=_URL_CHARACTERS))}|", ">"


def _escape_telegram(text: str) -> str:
    return escape(text, quote=False)


def _telegram_link(address: str) -> Pair:
    return f'<a href="{escape(quote(address, safe=_URL_CHARACTERS))}">', "</a>"


_URL_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"

SLACK = Dialect(
    escape=escape_slack,
    marks={
        "strong": ("*", "*"),
        "em": ("_", "_"),
        "del": ("~", "~"),
        "code": ("`", "`"),
        "pre": ("```\n", "```"),
    },
    link=_slack_link,
    quote_prefix="> ",
)

TELEGRAM = Dialect(
    escape=_escape_telegram,
    marks={
        "strong": ("<b>", "</b>"),
        "em": ("<i>", "</i>"),
        "del": ("<s>", "</s>"),
        "code": ("<code>", "</code>"),
        "pre": ("<pre>", "</pre>"),
    },
    link=_telegram_link,
    quote_prefix="&gt; ",
)


def render(text: str, dialect: Dialect) -> str:
    """Return Markdown as one text in the platform's markup."""
    return _Writer(dialect).write(parse_markdown(text))


def render_parts(
    text: str, dialect: Dialect, limit: int, length: Callable[[str], int] = len
) -> list[str]:
    """Return the rendered text in parts of at most `limit`, cut between paragraphs or words."""
    if not text.strip():
        return []
    rendered = render(text, dialect)
    if length(rendered) <= limit or len(text) < 2:
        return [rendered]
    cut = _best_cut(text)
    return [
        part
        for half in (text[:cut], text[cut:])
        for part in render_parts(half.strip(), dialect, limit, length)
    ]


def _best_cut(text: str) -> int:
    """Return the place nearest to the middle where a cut hurts least."""
    middle = len(text) // 2
    for separator in ("\n\n", "\n", ". ", " "):
        before = text.rfind(separator, 1, middle + len(separator))
        after = text.find(separator, middle)
        places = [at + len(separator) for at in (before, after) if at > 0]
        places = [at for at in places if 0 < at < len(text)]
        if places:
            return min(places, key=lambda at: abs(at - middle))
    return middle


@dataclass(slots=True)
class _Writer:
    dialect: Dialect
    lines: list[str] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    quotes: int = 0
    marker: str = ""

    def write(self, tokens: Iterable[Token]) -> str:
        for token in tokens:
            self._block(token)
        return "\n".join(self.lines).strip()

    def _block(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            self._paragraph(self._inline(token.children or ()))
        elif kind in {"fence", "code_block"}:
            opening, closing = self.dialect.marks["pre"]
            self._paragraph(opening + self.dialect.escape(token.content) + closing)
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            first = int(token.attrs.get("start", 1))
            self.lists.append(first - 1 if kind.startswith("ordered") else None)
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self.lists.pop()
            self._gap()
        elif kind == "list_item_open":
            self._item()
        elif kind in {"blockquote_open", "blockquote_close"}:
            self.quotes += token.nesting
        elif kind == "paragraph_close" and not token.hidden:
            self._gap()

    def _item(self) -> None:
        indent = "    " * (len(self.lists) - 1)
        number = self.lists[-1]
        if number is None:
            self.marker = f"{indent}• "
        else:
            self.lists[-1] = number + 1
            self.marker = f"{indent}{number + 1}. "

    def _paragraph(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            marker = self.marker if number == 0 else ""
            self.lines.append(self.dialect.quote_prefix * self.quotes + marker + line)
        self.marker = ""

    def _gap(self) -> None:
        if not self.lists and self.lines and self.lines[-1]:
            self.lines.append("")

    def _inline(self, tokens: Iterable[Token]) -> str:
        parts: list[str] = []
        link: Pair = ("", "")
        for token in tokens:
            if token.type == "link_open":
                link = self.dialect.link(str(token.attrs["href"]))
                parts.append(link[0])
            elif token.type == "link_close":
                parts.append(link[1])
            elif token.type in {"softbreak", "hardbreak"}:
                parts.append("\n")
            elif token.type == "code_inline":
                opening, closing = self.dialect.marks["code"]
                parts.append(opening + self.dialect.escape(token.content) + closing)
            elif token.tag in self.dialect.marks:
                parts.append(self.dialect.marks[token.tag][token.nesting < 0])
            else:
                parts.append(self.dialect.escape(token.content))
        return "".join(parts)
