"""One Chromium for all tests here, a widget server and a customer's page for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.bot.web.chat import Chat
from tests.chromium.browser import DESKTOP, Browser, chromium_path
from tests.chromium.page import Page
from tests.fakes.widget_server import WidgetServer

Visit = Callable[..., Chat]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if chromium_path() is None:
        pytest.skip("chromium is not installed; it is needed to look at the widget")
    with Browser.start(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


@pytest.fixture
def server() -> Iterator[WidgetServer]:
    with WidgetServer() as server:
        yield server


@pytest.fixture
def visit(browser: Browser, server: WidgetServer) -> Iterator[Visit]:
    """Open a host page of the server in a browser profile of its own, or beside another page."""
    pages: list[Page] = []

    def open_page(
        name: str = "plain",
        *,
        address: str = "",
        size: tuple[int, int] = DESKTOP,
        phone: bool = False,
        beside: Chat | None = None,
        opened: bool = True,
        media: dict[str, str] | None = None,
    ) -> Chat:
        context = beside.page.context if beside else None
        page = (
            browser.open(size=size, phone=phone)
            if context is None
            else browser.open_beside(context, size=size, phone=phone)
        )
        pages.append(page)
        if media:
            page.prefer(**media)
        page.go(address or server.page(name))
        chat = Chat(page)
        if opened:
            chat.open()
            chat.wait_ready()
        return chat

    yield open_page
    for page in pages:
        page.close()
