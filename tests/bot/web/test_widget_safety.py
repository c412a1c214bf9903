"""Hostile words do nothing, strict pages are no obstacle, and the script is small."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.bot.web.chat import ROOT, Chat
from tests.bot.web.conftest import Visit
from tests.fakes.hostile_markup import ADDRESSES, MARKUP
from tests.fakes.widget_server import WidgetServer, host_page

MAX_SCRIPT_BYTES = 40_000
TRAP = "<script>window.hits = 0; window.hit = window.alert = () => { window.hits++; };</script>"
# Everything in the widget that could act, load, or lead somewhere.
_SCAN = f"""
(() => {{
  const bad = [];
  for (const element of {ROOT}.querySelectorAll('*')) {{
    if (/^(script|iframe|object|embed|style|link|meta|base|template)$/i.test(element.localName))
      bad.push(element.outerHTML);
    for (const {{ name, value }} of element.attributes) {{
      if (/^(on.*|srcdoc|formaction)$/.test(name)) bad.push(name + value);
      if (name === 'style' && !/^(height|--)/.test(value)) bad.push(value);
      if (/^(href|src)$/.test(name) && !/^(https:|mailto:|tel:|http:\\/\\/127.0.0.1:)/.test(value))
        bad.push(value);
    }}
    for (const kind of ['mouseover', 'focus', 'blur', 'toggle', 'pointerenter'])
      element.dispatchEvent(new Event(kind, {{ bubbles: true }}));
  }}
  return bad;
}})()
"""


def expect_harmless(chat: Chat) -> None:
    chat.page.run("new Promise(done => setTimeout(done, 150))")
    assert chat.page.run(_SCAN) == []
    assert chat.page.run("window.hits") == 0
    assert [address for address in chat.page.requests if "evil" in address] == []


def reply(text: str, address: str = "") -> dict[str, Any]:
    button = {"title": text, "payload": text}
    card = {
        "title": text, "subtitle": text, "price": text, "image": address or text,
        "url": address or text, "product_id": text, "buttons": [button],
    }  # fmt: skip
    return {
        "text": text,
        "buttons": [button],
        "cards": [card, card],
        "image": address or text,
        "evidence": [{"kind": "faq", "id": text, "title": text}],
    }


@pytest.fixture
def trapped(server: WidgetServer, visit: Visit) -> Chat:
    server.pages["trap"] = host_page(body=TRAP)
    return visit("trap")


def test_hostile_text_in_every_field(trapped: Chat, server: WidgetServer) -> None:
    assert len(MARKUP) > 100
    server.answer = lambda frame: [reply(text) for text in MARKUP]
    trapped.send("go")
    trapped.wait_count(".bot", len(MARKUP), 20)
    assert trapped.texts(".bot .bubble") == list(MARKUP)
    assert trapped.texts(".bot .name")[::2] == list(MARKUP)
    expect_harmless(trapped)


def test_hostile_addresses(trapped: Chat, server: WidgetServer) -> None:
    server.answer = lambda frame: [reply("x", address) for address in ADDRESSES]
    trapped.send("go")
    trapped.wait_count(".bot", len(ADDRESSES))
    expect_harmless(trapped)
    assert trapped.texts(".bot a, .bot img") == []


def test_hostile_html_even_from_the_server(trapped: Chat, server: WidgetServer) -> None:
    server.answer = lambda frame: [{"text": "t", "html": f"<p>{text}</p>"} for text in MARKUP]
    trapped.send("go")
    trapped.wait_count(".bot", len(MARKUP), 20)
    expect_harmless(trapped)


def test_hostile_words_of_the_customer_and_of_the_shop(
    trapped: Chat, server: WidgetServer, visit: Visit
) -> None:
    texts = [text for text in MARKUP if "\n" not in text][:60]
    for text in texts:
        trapped.page.run(f"Frontdesk.send({json.dumps(text)}); 0")
    trapped.wait_count(".bot", len(texts), 20)
    assert trapped.texts(".customer .bubble") == texts
    expect_harmless(trapped)
    trapped.page.reload()
    trapped.wait_count(".bot", len(texts), 20)
    expect_harmless(trapped)
    keys = ("title", "subtitle", "greeting", "starters", "open", "placeholder", "sent", "cards")
    server.texts = dict.fromkeys(keys, MARKUP[-1]) | {"__proto__": "x", "send": {"a": 1}}
    other = visit("trap")
    assert other.text("h2") == MARKUP[-1]
    expect_harmless(other)


def test_frames_out_of_shape_break_nothing(trapped: Chat, server: WidgetServer) -> None:
    trapped.send("hi")
    trapped.wait_shown(".bot")
    for frame in (
        {"type": "message", "position": 50, "author": "<b>", "text": 7, "at": "never"},
        {"type": "message", "position": 51, "author": "bot", "html": 5, "at": 0},
        {"type": "message", "position": 52, "author": "bot", "text": "x", "image": {}, "at": 0,
         "cards": [{"title": None, "image": 1, "url": []}], "buttons": [{}]},
        {"type": "ack", "client_id": None, "position": None},
        {"type": "error", "code": "bad_frame", "message": "x"},
        {"type": "error"},
        {"type": "feedback"},
        {"type": "__proto__"},
    ):  # fmt: skip
        server.show(frame)
    server.say(text="end")
    trapped.wait_text(".items", "end")
    expect_harmless(trapped)


STRICT = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'nonce-n'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "style-src 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    )
)


@pytest.mark.parametrize(
    ("types", "formatted"),
    [("", True), ("; trusted-types frontdesk", True), ("; trusted-types other", False)],
)
def test_a_strict_page_is_no_obstacle(
    visit: Visit, server: WidgetServer, types: str, formatted: bool
) -> None:
    server.page_headers = {"Content-Security-Policy": STRICT + types}
    server.pages["strict"] = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>'
        '<link rel="icon" href="data:,"></head><body>'
        '<script src="/widget.js" data-widget="default" async></script></body></html>'
    )
    server.answer = lambda _: [
        {**reply("x", "/picture.svg"), "text": "**bold**", "html": "<p><strong>bold</strong></p>"}
    ]
    chat = visit("strict")
    chat.write("hi")
    chat.wait_shown(".bot .bubble")
    assert chat.text(".bot .bubble") == ("bold" if formatted else "**bold**")
    assert chat.style(".panel", "display") == "flex"
    assert chat.style(".root", "position") == "fixed"
    assert chat.on("li img", "e => e.decode().then(() => true)")
    # a page that lets no policy of ours in hears of it, and of nothing else
    about_policy = [error for error in chat.page.errors if "Trusted" in error or "policy" in error]
    assert chat.page.errors == ([] if formatted else about_policy)


def test_the_script_twice_is_one_widget(visit: Visit, server: WidgetServer) -> None:
    server.pages["twice"] = host_page(body='<script src="/widget.js"></script>')
    chat = visit("twice")
    assert chat.page.run("document.querySelectorAll('frontdesk-chat').length") == 1
    assert chat.page.errors == []


def test_the_script_is_small(server: WidgetServer, visit: Visit) -> None:
    chat = visit(opened=False)
    size = chat.page.run("fetch('/widget.js').then(a => a.arrayBuffer()).then(b => b.byteLength)")
    assert size < MAX_SCRIPT_BYTES


def test_names_of_the_page_do_not_get_in_the_way(visit: Visit, server: WidgetServer) -> None:
    server.pages["globals"] = host_page(
        body="<script>var open, close, send, t, h, root, memory = 1, options = 2;</script>"
    )
    chat = visit("globals")
    chat.write("hi")
    chat.wait_shown(".bot")
    assert chat.page.run("[memory, options]") == [1, 2]
    assert chat.page.run("Object.keys(window).filter(k => /frontdesk/i.test(k))") == ["Frontdesk"]
