"""Keyboard, screen readers, colours, directions, phones."""

from __future__ import annotations

import re

import pytest

from tests.bot.web.chat import ROOT, Chat
from tests.bot.web.conftest import Visit
from tests.chromium.browser import PHONE
from tests.fakes.widget_server import WidgetServer, host_page

CARD = {"title": "Tent", "subtitle": "light", "price": "€ 9", "image": "/picture.svg", "url": "/x",
        "buttons": [{"title": "Details", "payload": "/d"}]}  # fmt: skip
FULL = {
    "text": "A **text**",
    "html": "<p>A <strong>text</strong> with a <a href='https://a.example/'>link</a> "
    "and <code>code</code></p><blockquote>quoted</blockquote>",
    "buttons": [{"title": "Choose", "payload": "/c"}],
    "cards": [CARD, CARD],
    "evidence": [{"kind": "faq", "id": "f", "title": "How long?"}],
}
# WCAG 2.2 AA for text
CONTRAST = 4.5
_CONTRAST_OF_EACH_TEXT = """
() => {
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const numbers = text => text.match(/[\\d.]+/g).map(Number);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const root = document.querySelector('frontdesk-chat').shadowRoot;
  const found = [];
  for (const element of root.querySelectorAll('*')) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    const isField = element.localName === 'textarea';
    if ((!own && !isField) || !element.checkVisibility()) continue;
    const style = isField ? getComputedStyle(element, '::placeholder') : getComputedStyle(element);
    const pair = [light(numbers(style.color)), light(ground(element))].sort((a, b) => a - b);
    const ratio = (pair[1] + 0.05) / (pair[0] + 0.05);
    found.push([element.className + ' ' + element.textContent, ratio]);
  }
  return found;
}
"""


def test_enter_sends_and_shift_enter_breaks_the_line(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    chat.page.type("first")
    chat.page.press("Enter", shift=True)
    chat.page.type("second")
    chat.page.press("Enter")
    server.wait_until(lambda: len(server.turns) == 1)
    assert server.turns[0]["text"] == "first\nsecond"


def test_enter_that_ends_a_composition_does_not_send(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    chat.page.call(
        "Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3}
    )
    chat.on(
        ".composer textarea",
        "e => e.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))",
    )
    chat.page.press("Enter", shift=True)
    assert server.turns == []


def test_focus_goes_in_and_comes_back(visit: Visit) -> None:
    chat = visit()
    assert chat.focused() == "Write a message"
    chat.page.press("Escape")
    chat.wait_gone(".panel")
    assert chat.focused() == "Open chat"
    chat.page.press("Enter")
    chat.wait_shown(".panel")
    assert chat.focused() == "Write a message"


def test_everything_can_be_reached_by_tab(visit: Visit, server: WidgetServer) -> None:
    server.answer = lambda _: [FULL]
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".message .choices")
    reached = set()
    chat.on(".panel", "e => e.focus()")
    for _ in range(24):
        chat.page.press("Tab")
        reached.add(chat.page.run(
            "(e => e ? (e.ariaLabel || e.textContent || e.className).trim() : '')"
            "(document.querySelector('frontdesk-chat').shadowRoot.activeElement)"
        ))  # fmt: skip
    assert reached >= {
        "Start over", "Close chat", "link", "Tent", "Details", "Next", "Choose", "Helpful",
        "Not helpful", "Write a message", "Send",
    }  # fmt: skip


def test_on_a_phone_the_focus_stays_in_the_panel(visit: Visit) -> None:
    chat = visit(size=PHONE, phone=True)
    seen = []
    for _ in range(8):
        chat.page.press("Tab")
        seen.append(chat.focused())
    assert "" not in seen
    # round and round: it begins again before the eighth step
    assert len(set(seen)) < len(seen)
    chat.page.press("Tab", shift=True)
    assert chat.focused() != ""
    assert chat.on(".panel", "e => e.ariaModal") == "true"


def test_roles_and_names(visit: Visit, server: WidgetServer) -> None:
    server.answer = lambda _: [FULL]
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".carousel")
    tree = chat.page.call("Accessibility.getFullAXTree")["nodes"]
    named = {
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree
        if not node.get("ignored")
    }
    assert {
        ("dialog", "Chat with us"),
        ("log", "Chat with us"),
        ("textbox", "Write a message"),
        ("button", "Send"),
        ("button", "Close chat"),
        ("button", "Helpful"),
        ("group", "Products"),
        ("heading", "Chat with us"),
    } <= named
    assert all(name for role, name in named if role in {"button", "textbox", "link", "dialog"})
    assert chat.on(".items", "e => e.getAttribute('aria-live')") == "polite"
    assert [text.strip() for text in chat.texts(".message > .unseen")] == ["You:", "Assistant:"]


def test_what_was_there_before_is_not_read_out(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    chat.write("hi")
    chat.wait_shown(".bot")
    chat.page.reload()
    chat.wait_shown(".bot")
    assert chat.on(".items", "e => e.getAttribute('aria-live')") == "off"
    server.say(text="news")
    chat.wait_count(".bot", 2)
    assert chat.on(".items", "e => e.getAttribute('aria-live')") == "polite"


@pytest.mark.parametrize(
    "colour", ["#2456c5", "#ffd400", "#0b0b0b", "white", "hsl(330 70% 40%)", "not a colour"]
)
def test_every_text_can_be_read(visit: Visit, server: WidgetServer, colour: str) -> None:
    server.pages["own"] = host_page(attributes=f'data-color="{colour}"')
    server.answer = lambda _: [FULL]
    chat = visit("own", media={"prefers_reduced_motion": "reduce"})
    chat.send("hi")
    chat.wait_shown(".message .choices")
    for scheme in ("light", "dark"):
        chat.page.prefer(prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
        chat.page.wait_for(f"{ROOT}.querySelector('.root').dataset.theme === '{scheme}'")
        measured = chat.page.run(f"({_CONTRAST_OF_EACH_TEXT})()")
        assert len(measured) > 12
        assert [one for one in measured if one[1] < CONTRAST] == []


def test_dark_by_preference_and_by_attribute(visit: Visit, server: WidgetServer) -> None:
    chat = visit()
    light = chat.style(".panel", "backgroundColor")
    chat.page.prefer(prefers_color_scheme="dark")
    chat.page.wait_for(
        f"getComputedStyle({ROOT}.querySelector('.panel')).backgroundColor !== '{light}'"
    )
    server.pages["forced"] = host_page(attributes='data-theme="light"')
    forced = visit("forced", media={"prefers_color_scheme": "dark"})
    assert forced.style(".panel", "backgroundColor") == light


def test_the_host_page_does_not_leak_in(visit: Visit, server: WidgetServer) -> None:
    server.pages["rude"] = host_page(
        body="<style>* { letter-spacing: 9px !important; font-size: 40px }"
        " body, p, div, h2 { text-transform: uppercase }"
        " body { color: lime; visibility: hidden } frontdesk-chat { visibility: visible }</style>"
    )
    for name in ("plain", "rude"):
        chat = visit(name)
        assert chat.style("h2", "letterSpacing") == "normal"
        assert chat.style("h2", "fontSize") == "16px"
        assert chat.style("h2", "textTransform") == "none"
        assert "serif" not in chat.style("h2", "fontFamily").replace("sans-serif", "")


def box(chat: Chat, selector: str) -> list[float]:
    return list(
        chat.on(
            selector,
            "e => { const r = e.getBoundingClientRect();"
            " return [r.left, r.top, r.right, r.bottom]; }",
        )
    )


def test_a_phone_shows_it_on_the_full_screen(visit: Visit, server: WidgetServer) -> None:
    server.answer = lambda _: [FULL]
    chat = visit(size=PHONE, phone=True, media={"prefers_reduced_motion": "reduce"})
    chat.send("hi")
    chat.wait_shown(".carousel")
    assert box(chat, ".panel") == [0, 0, *PHONE]
    assert not chat.is_shown(".launcher")
    assert chat.style(".composer textarea", "fontSize") == "16px"
    assert chat.page.run("getComputedStyle(document.documentElement).overflow") == "hidden"
    # nothing sticks out at the side
    assert chat.on(".scroll", "e => e.scrollWidth <= e.clientWidth")
    small = chat.page.run(
        "[...document.querySelector('frontdesk-chat').shadowRoot.querySelectorAll('button')]"
        ".filter(e => e.checkVisibility()).map(e => [e.ariaLabel || e.textContent,"
        " Math.min(e.offsetWidth, e.offsetHeight)]).filter(([_, side]) => side < 36)"
    )
    assert small == []
    chat.click("[aria-label='Close chat']")
    chat.wait_gone(".panel")
    assert chat.page.run("document.documentElement.style.overflow") == ""


def test_a_small_window_still_shows_all_of_it(visit: Visit) -> None:
    chat = visit(size=(700, 420))
    left, top, right, bottom = box(chat, ".panel")
    assert 0 <= left < right <= 700
    assert 0 <= top < bottom <= 420
    assert chat.is_shown(".composer textarea")


@pytest.mark.parametrize(
    ("html", "attributes", "side", "placeholder"),
    [
        ('lang="ar" dir="rtl"', "", "left", "اكتب رسالة"),
        ('lang="en"', 'data-dir="rtl"', "left", "Write a message"),
        ('lang="en"', 'data-locale="ar"', "left", "اكتب رسالة"),
        ('lang="de-AT"', "", "right", "Nachricht schreiben"),
        ('lang="en"', 'data-locale="fr"', "right", "Écrire un message"),
        ('lang="it"', "", "right", "Write a message"),
        ('lang="en"', 'data-side="start"', "left", "Write a message"),
    ],
)
def test_languages_and_directions(
    visit: Visit, server: WidgetServer, html: str, attributes: str, side: str, placeholder: str
) -> None:
    server.pages["own"] = host_page(html=html, attributes=attributes)
    server.answer = lambda _: [FULL]
    chat = visit("own")
    assert chat.on(".composer textarea", "e => e.placeholder") == placeholder
    left, _, right, _ = box(chat, ".panel")
    assert (left < 1280 - right) == (side == "left")
    chat.send("hi")
    chat.wait_shown(".carousel")
    # what the customer wrote stands at the end of the line, what the bot wrote at its start
    own, reply = box(chat, ".customer .bubble"), box(chat, ".bot .bubble")
    is_rtl = chat.on(".root", "e => e.dir") == "rtl"
    assert (own[0] < reply[0]) == is_rtl
    assert chat.on(".scroll", "e => e.scrollWidth <= e.clientWidth")
    chat.click(".next")
    chat.wait_shown(".previous")
    assert chat.page.errors == []


def test_nothing_moves_for_those_who_do_not_want_it(visit: Visit, server: WidgetServer) -> None:
    chat = visit(media={"prefers_reduced_motion": "reduce"})
    server.show({"type": "typing", "on": True})
    chat.wait_shown(".typing i")
    assert chat.style(".typing i", "animationName") == "none"
    assert chat.style(".panel", "animationName") == "none"


def test_every_language_has_every_text(server: WidgetServer, visit: Visit) -> None:
    chat = visit()
    script = str(chat.page.run(f"fetch('{server.address}/widget.js').then(a => a.text())"))
    table = re.search(r"const TEXTS = `\n(.*?)`", script, re.DOTALL)
    assert table is not None
    rows = [row.strip().split(" | ") for row in table[1].strip().split("\n")]
    assert len(rows) > 30
    assert [row[0] for row in rows if len(row) != 5] == ["starters"]
    assert all(cell for row in rows for cell in row)
    for row in rows:
        assert len({cell.count("{n}") for cell in row[1:]}) <= 1
