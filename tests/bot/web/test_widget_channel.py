"""The script and the server's channel together: both keep to the protocol as it is written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiohttp import web

from bot.channels.visitor import identity_jwt
from bot.channels.widget import WidgetChannel
from bot.channels.widget_settings import WidgetSettings
from bot.domain.message import Button, Card, Evidence, Identity, Reply
from bot.rate import RateLimit
from bot.server.assets import Assets
from tests.bot.web.conftest import Visit
from tests.fakes.gateway import FakeGateway
from tests.fakes.threaded_app import ThreadedApp
from tests.fakes.widget_server import host_page

SECRET = "identity-secret-identity-secret-i"
TENT = Card("Col 2", "light", "", "/p/1", "€ 249", "T-1", (Button("Details", "/d"),))
REPLY = Reply(
    text="Here is **one**",
    buttons=(Button("More", "/more"),),
    cards=(TENT,),
    evidence=(Evidence("faq", "f", "How light?"),),
)


class Shop:
    """A shop's page on the server of its bot."""

    def __init__(self, gateway: FakeGateway, settings: WidgetSettings) -> None:
        self.gateway = gateway
        self.page = host_page()
        channel = WidgetChannel(
            settings,
            gateway,
            clock=lambda: gateway.now,
            visitor_secrets=["secret"],
            identity_secrets=[SECRET],
            rate=RateLimit(6000, clock=lambda: gateway.now),
        )
        self.app = web.Application()
        self.app.add_routes([*channel.routes(), *Assets().routes(), web.get("/", self.show)])

    async def show(self, _: web.Request) -> web.Response:
        return web.Response(text=self.page, content_type="text/html")


@pytest.fixture
def shop() -> Shop:
    gateway = FakeGateway(answer=lambda _: (REPLY,))
    return Shop(gateway, WidgetSettings(texts={"title": "Ask us"}, message_chars=100))


@pytest.fixture
def address(shop: Shop) -> Iterator[str]:
    with ThreadedApp(shop.app) as running:
        yield running.address


def test_a_conversation(visit: Visit, shop: Shop, address: str) -> None:
    chat = visit(address=address)
    assert chat.text("h2") == "Ask us"
    chat.write("a tent")
    chat.wait_shown(".bot .choices")
    assert chat.text(".bot .bubble") == "Here is one"
    assert chat.text(".bot .bubble strong") == "one"
    assert chat.text("li .price") == "€ 249"
    assert chat.text(".source") == "Source: How light?"
    chat.click(".bot > .choices button")
    chat.wait_count(".message", 4)
    assert [message.text for message in shop.gateway.inbound] == ["a tent", "/more"]
    assert chat.texts(".customer .bubble") == ["a tent", "More"]
    chat.click(".message:last-child .helpful")
    chat.page.reload()
    chat.wait_count(".message", 4)
    assert [judged[1:] for judged in shop.gateway.judged] == [(4, 1, "")]
    assert chat.page.errors == []


def test_a_signed_customer(visit: Visit, shop: Shop, address: str) -> None:
    token = identity_jwt(
        SECRET, "default", Identity("C1", email="a@b.example"), now=shop.gateway.now
    )
    shop.page = host_page(settings=f"{{identity: {{jwt: '{token}'}}}}")
    chat = visit(address=address)
    chat.write("hi")
    chat.wait_shown(".bot")
    assert shop.gateway.inbound[0].identity == Identity("C1", email="a@b.example")
    shop.page = host_page(settings="{identity: {jwt: 'a.b.c'}}")
    chat.page.reload()
    chat.wait_text(".notice", "sign-in has expired")
