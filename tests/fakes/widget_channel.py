"""The widget's channel as the tests set it up."""

from __future__ import annotations

from bot.channels.widget import WidgetChannel
from bot.channels.widget_settings import WidgetSettings
from bot.rate import RateLimit
from tests.fakes.gateway import FakeGateway
from tests.fakes.widget_page import ORIGIN

SHOP_SECRET = "identity-secret-identity-secret-i"
SETTINGS = WidgetSettings(
    id="shop",
    allowed_origins=("self", ORIGIN),
    texts={"title": "Ask us"},
    message_chars=100,
)


def channel_of(
    gateway: FakeGateway, settings: WidgetSettings = SETTINGS, per_minute: float = 6000
) -> WidgetChannel:
    return WidgetChannel(
        settings,
        gateway,
        clock=lambda: gateway.now,
        visitor_secrets=["secret"],
        identity_secrets=[SHOP_SECRET],
        rate=RateLimit(per_minute, clock=lambda: gateway.now),
    )
