"""The demo shop in a browser, with the widget on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.message import Identity
from bot.server.demo_shop import DemoShop
from retrieval.catalog import Catalog
from tests.bot.web.conftest import Visit
from tests.chromium.browser import PHONE
from tests.fakes.products import ALL
from tests.fakes.widget_server import WidgetServer

IMAGES = Path(__file__).parents[3] / "config" / "catalog" / "images"


@pytest.fixture
def server() -> Iterator[WidgetServer]:
    catalog = Catalog.of(ALL)

    def sign(identity: Identity) -> str:
        return f"header.{identity.customer_id}.signature"

    shop = DemoShop(lambda: catalog, IMAGES, sign)
    with WidgetServer(routes=shop.routes()) as server:
        yield server


@pytest.mark.parametrize("path", ["/", "/categories/tents", "/products/TNT-1"])
@pytest.mark.parametrize("phone", [False, True])
def test_pages_load_without_complaint(
    visit: Visit, server: WidgetServer, path: str, phone: bool
) -> None:
    size = PHONE if phone else (1280, 860)
    chat = visit(address=server.address + path, size=size, phone=phone, opened=False)
    chat.wait_shown(".launcher")
    assert chat.page.errors == []
    page = chat.page
    assert page.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.run("[...document.images].filter(i => i.complete && !i.naturalWidth).length") == 0


def test_the_widget_works_under_the_shops_policy(visit: Visit, server: WidgetServer) -> None:
    server.answer = lambda _: [{"text": "x", "html": "<p>from <strong>stock</strong></p>"}]
    chat = visit(address=server.address)
    assert chat.text("h2") == "Alderpeak"
    chat.page.click("[data-ask]")
    chat.wait_shown(".bot strong")
    assert "tent" in server.turns[0]["text"]
    assert chat.page.errors == []


def test_signing_in_tells_the_widget_who_it_is(visit: Visit, server: WidgetServer) -> None:
    chat = visit(address=server.address)
    assert server.hellos[0]["identity"] is None
    chat.write("hi")
    chat.wait_shown(".bot")
    for customer in ("C1001", ""):
        chat.page.run(
            "(() => { const s = document.getElementById('customer');"
            f" s.value = '{customer}'; s.dispatchEvent(new Event('change')); }})()"
        )
        wanted = {"jwt": f"header.{customer}.signature"} if customer else None
        count = 2 if customer else 3
        server.wait_until(lambda n=count: len(server.hellos) == n)  # type: ignore[misc]
        assert server.hellos[-1]["identity"] == wanted
    chat.page.wait_for("document.getElementById('customer').value === ''")


def test_searching_for_a_product(visit: Visit, server: WidgetServer) -> None:
    chat = visit(address=server.address, opened=False)
    chat.page.on("#query", "e => e.focus()")
    chat.page.type("tent col")
    chat.page.wait_for("document.querySelectorAll('#found a').length === 1")
    assert "Moraine Col 2 Tent" in chat.page.text("#found")
    chat.page.press("Enter")
    chat.page.wait_for("location.pathname === '/products/TNT-1'")


def test_asking_about_a_product_from_its_page(visit: Visit, server: WidgetServer) -> None:
    chat = visit(address=f"{server.address}/products/TNT-1", opened=False)
    chat.wait_shown(".launcher")
    chat.page.click("[data-ask]")
    chat.wait_text(".bot", "You said: Tell me about the Moraine Col 2 Tent")
