from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.server.assets import Asset, Assets, slim
from tests.fakes.page_server import Client, serving


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with serving(Assets().routes()) as client:
        yield client


async def test_the_script_is_served_to_every_origin(client: Client) -> None:
    answer = await client.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "max-age=" in answer.headers["Cache-Control"]
    assert "Content-Encoding" not in answer.headers
    body = await answer.text()
    assert "frontdesk-chat" in body
    assert len(body.encode()) < 40_000


@pytest.mark.parametrize(
    ("accepted", "compressed"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("deflate, *", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("br", False),
        ("", False),
        (";;,,=", False),
    ],
)
async def test_it_is_compressed_for_who_takes_it(
    client: Client, accepted: str, compressed: bool
) -> None:
    answer = await client.get(
        "/widget.js", headers={"Accept-Encoding": accepted}, auto_decompress=False
    )
    body = await answer.read()
    assert (answer.headers.get("Content-Encoding") == "gzip") is compressed
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert (gzip.decompress(body) if compressed else body) == Assets().widget.body


async def test_a_browser_that_holds_it_gets_nothing(client: Client) -> None:
    first = await client.get("/widget.js")
    tag = first.headers["ETag"]
    for held in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = await client.get("/widget.js", headers={"If-None-Match": held})
        assert again.status == 304
        assert await again.read() == b""
        assert again.headers["ETag"] == tag
    for held in ('"other"', "nonsense", '"'):
        assert (await client.get("/widget.js", headers={"If-None-Match": held})).status == 200


async def test_head_and_other_methods(client: Client) -> None:
    head = await client.head("/widget.js")
    assert (head.status, await head.read()) == (200, b"")
    assert (await client.post("/widget.js")).status == 405


def test_the_etag_follows_the_content() -> None:
    one, same, other = (Asset.of(body, "text/css") for body in (b"a", b"a", b"b"))
    assert one.etag == same.etag != other.etag
    # what is small is not worth compressing
    assert one.compressed is None


def test_only_known_kinds_of_file_are_served(tmp_path: Path) -> None:
    file = tmp_path / "secret.yml"
    file.write_text("a: 1")
    with pytest.raises(ValueError, match=r"secret\.yml: files that end with '\.yml'"):
        Asset.read(file)
    with pytest.raises(OSError, match=r"gone\.css"):
        Asset.read(tmp_path / "gone.css")


async def test_an_assets_own_headers_are_sent() -> None:
    asset = Asset.of(b"<svg/>", "image/svg+xml", {"Content-Security-Policy": "sandbox"})

    async def show(request: web.Request) -> web.Response:
        return asset.answer(request)

    async with serving([web.get("/x", show)]) as client:
        answer = await client.get("/x")
        assert answer.headers["Content-Security-Policy"] == "sandbox"
        assert answer.headers["Content-Type"] == "image/svg+xml"


SCRIPT = """/* what it is */
(() => {
  // why
  const a = "// not a comment", b = 1;

  /** Does it,
      over two lines. */
  function f() {
    return a
      + b;
  }
  const CSS = `
.a > .b { color: red; margin: 0 -1px; }
@media (max-width: 10px) {
  .c:hover, .c :is(ul, ol) { width: calc(1px + 2px); }
}`;
})();
"""


def test_a_script_is_slimmed_without_a_change_of_meaning() -> None:
    assert slim(SCRIPT) == (
        '/* what it is */\n(() => {const a = "// not a comment", b = 1;function f() {return a\n'
        "+ b;}\nconst CSS = `.a > .b{color:red;margin:0 -1px}@media (max-width:10px){"
        ".c:hover,.c :is(ul,ol){width:calc(1px + 2px)}}`;})();\n"
    )


@given(st.text(alphabet="abc \n{};,/*`", max_size=60))
def test_slimming_never_fails(text: str) -> None:
    assert slim(f"/* x */\n{text}").startswith("/* x */\n")
