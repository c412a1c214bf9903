"""Files that browsers load: read once, compressed once, answered from memory with an ETag."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from aiohttp import web

CONTENT_TYPES: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
# Short enough that a shop's pages follow an upgrade within minutes; the ETag makes asking cheap.
CACHE_CONTROL = "public, max-age=300, stale-while-revalidate=86400"
# Pages of any origin may load these, also pages that isolate themselves (COEP).
CROSS_ORIGIN: Mapping[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
GZIP_LEVEL = 9
# Below this the header of the encoding costs what it saves.
MIN_COMPRESSED_BYTES = 512

_REFUSED = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")


@dataclass(frozen=True, slots=True)
class Asset:
    """One file in memory, plain and compressed."""

    body: bytes
    compressed: bytes | None
    content_type: str
    etag: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, body: bytes, content_type: str, headers: Mapping[str, str] | None = None) -> Asset:
        """Make an asset of bytes; `headers` are sent with every answer."""
        compressed = None
        if len(body) >= MIN_COMPRESSED_BYTES and not content_type.startswith("image/p"):
            smaller = gzip.compress(body, GZIP_LEVEL, mtime=0)
            compressed = smaller if len(smaller) < len(body) else None
        return cls(body, compressed, content_type, sha256(body).hexdigest()[:32], headers or {})

    @classmethod
    def read(cls, file: Traversable | Path, headers: Mapping[str, str] | None = None) -> Asset:
        """Read a file; raises OSError, and ValueError for a kind of file that is not served."""
        suffix = Path(file.name).suffix.lower()
        if suffix not in CONTENT_TYPES:
            raise ValueError(f"{file}: files that end with '{suffix}' are not served")
        return cls.of(file.read_bytes(), CONTENT_TYPES[suffix], headers)

    def answer(self, request: web.Request) -> web.Response:
        """Answer with the file, or 304 when the browser holds this very version."""
        headers = {
            "Cache-Control": CACHE_CONTROL,
            "Vary": "Accept-Encoding",
            # weak: the plain and the compressed form share it
            "ETag": f'W/"{self.etag}"',
            **self.headers,
        }
        held = request.if_none_match or ()
        if any(tag.value in {self.etag, "*"} for tag in held):
            return web.Response(status=304, headers=headers)
        headers["Content-Type"] = self.content_type
        if self.compressed is not None and _accepts_gzip(request):
            headers["Content-Encoding"] = "gzip"
            return web.Response(body=self.compressed, headers=headers)
        return web.Response(body=self.body, headers=headers)


class Assets:
    """Serves the widget's script to the pages of any shop."""

    def __init__(self) -> None:
        """Read the script; raises OSError when the installation lacks it."""
        source = web_file("widget.js").read_text(encoding="utf-8")
        self.widget = Asset.of(slim(source).encode(), CONTENT_TYPES[".js"], CROSS_ORIGIN)

    def routes(self) -> list[web.RouteDef]:
        """Return the route of the script."""
        return [web.get("/widget.js", self.script)]

    async def script(self, request: web.Request) -> web.Response:
        """Answer with the script."""
        return self.widget.answer(request)


def web_file(name: str) -> Traversable:
    """Return a file of the folder `bot/web`, which is installed with the package."""
    return files("bot").joinpath("web", *name.split("/"))


def slim(script: str) -> str:
    """Return a script without indentation, comments on lines of their own, and idle blanks.

    Only for scripts without comments at the end of a line, and in which no text spans lines but
    the styles (``const CSS = `...`;``) and such where neither indentation nor a break after a
    semicolon, a comma or an opening brace matters. The first comment stays.
    """
    head, end, rest = script.partition("*/\n")
    without_blocks = re.sub(r"^ *\/\*.*?\*\/\n", "", rest, flags=re.MULTILINE | re.DOTALL)
    lines = (line.strip() for line in without_blocks.split("\n"))
    kept = "\n".join(line for line in lines if line and not line.startswith("//"))
    styles = re.sub(r"(?<=const CSS = `)[^`]*", _slim_styles, kept)
    joined = re.sub(r"(?<=[;,{])\n", "", styles)
    return f"{head}{end}{joined}\n"


def _slim_styles(styles: re.Match[str]) -> str:
    # a blank before a colon or a selector has a meaning, one after a sign has none
    return re.sub(r"([{};:,])\s+|\s+(?=[{}])", r"\1", styles[0].strip()).replace(";}", "}")


def _accepts_gzip(request: web.Request) -> bool:
    for part in request.headers.get("Accept-Encoding", "").split(","):
        coding, _, parameter = part.partition(";")
        if coding.strip().lower() in {"gzip", "*"}:
            return _REFUSED.fullmatch(parameter) is None
    return False
