"""The widget in a real browser, against the real server and the real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bench.server_process import ServerProcess
from tests.bot.web.chat import Chat
from tests.chromium.browser import Browser, Page, chromium_path

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]
DESKTOP, PHONE = (1280, 860), (390, 844)
ANSWER_TIMEOUT_S = 20.0


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if chromium_path() is None:
        pytest.skip("chromium is not installed; it is needed to look at the widget")
    with Browser.start(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture
def pictures(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return where screenshots go: --pictures, else a folder that is thrown away."""
    folder: Path = request.config.getoption("--pictures") or tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def visit(browser: Browser, server: ServerProcess, **media: str) -> Chat:
    page = browser.open(size=DESKTOP)
    if media:
        page.prefer(**media)
    page.go(server.url)
    chat = Chat(page)
    chat.open()
    chat.wait_ready()
    return chat


def ask(chat: Chat, text: str, expected: str) -> None:
    """Write a message and wait for an answer that has `expected` in it."""
    chat.write(text)
    chat.wait_text(".items", expected, ANSWER_TIMEOUT_S)


def looks_right(page: Page) -> bool:
    """Whether nothing on the page is wider than the page."""
    return bool(page.run("document.documentElement.scrollWidth <= innerWidth"))


def test_a_customer_finds_a_tent_and_asks_about_it(
    browser: Browser, server: ServerProcess, pictures: Path
) -> None:
    chat = visit(browser, server)
    ask(chat, "hello", "")
    ask(chat, "I need a green tent for two under 300 euros", "Moraine Col 2 Tent")
    assert "€249.00" in chat.text(".carousel li")
    chat.page.screenshot(pictures / "widget-light.png")
    ask(chat, "do you ship to Norway and what does it cost?", "€14.90")
    assert looks_right(chat.page)


def test_an_order_is_found_with_number_and_address(
    browser: Browser, server: ServerProcess
) -> None:
    chat = visit(browser, server)
    ask(chat, "where is my order 10042?", "e-mail")
    ask(chat, "mara.lindqvist@example.com", "NP400100420EU")


def test_a_signed_in_customer_need_not_say_who_she_is(
    browser: Browser, server: ServerProcess
) -> None:
    page = browser.open(size=DESKTOP)
    page.go(server.url)
    page.run("localStorage.setItem('alderpeak.customer', 'C1001')")
    page.reload()
    chat = Chat(page)
    chat.open()
    chat.wait_ready()
    ask(chat, "where is my order 10042?", "NP400100420EU")


def test_the_conversation_is_there_after_a_reload(browser: Browser, server: ServerProcess) -> None:
    chat = visit(browser, server)
    ask(chat, "when are you open?", "Innsbruck")
    before = chat.texts()
    chat.page.reload()
    chat.open()
    chat.wait_text(".items", "Innsbruck", ANSWER_TIMEOUT_S)
    assert chat.texts() == before


def test_dark_and_phone(browser: Browser, server: ServerProcess, pictures: Path) -> None:
    chat = visit(browser, server, prefers_color_scheme="dark")
    ask(chat, "show me down jackets", "€")
    chat.page.screenshot(pictures / "widget-dark.png")
    chat.page.set_size(*PHONE, phone=True)
    ask(chat, "how long can I return something?", "30")
    chat.page.screenshot(pictures / "widget-phone.png")
    assert looks_right(chat.page)
