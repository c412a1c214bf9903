"""Makes the channels that credentials.yml names.

A channel is there if its key is there; a channel without its secret does not start. Replies are
pushed through the outbox to the platforms and waited for by everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog
from aiohttp import ClientSession, web

from bot.channels.gateway import Gateway
from bot.channels.outbound import OutboundChannel
from bot.channels.rest import RestChannel
from bot.channels.slack import SlackChannel
from bot.channels.slack_outbound import SlackOutbound
from bot.channels.slack_settings import SlackSettings
from bot.channels.socketio import SocketIOChannel
from bot.channels.socketio_settings import SocketIOSettings
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_api import TelegramApi
from bot.channels.telegram_outbound import TelegramOutbound
from bot.channels.telegram_payload import PayloadStore
from bot.channels.telegram_settings import TelegramSettings
from bot.channels.widget import WidgetChannel
from bot.channels.widget_session import RateGate
from bot.channels.widget_settings import WidgetSettings
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import line_of

log = structlog.get_logger(__name__)
CHANNELS = ("rest", "socketio", "widget", "slack", "telegram")
# Rasa's other channels: a project that names them is served without them.
OF_RASA = frozenset(
    {
        "botframework",
        "callback",
        "cmdline",
        "facebook",
        "hangouts",
        "mattermost",
        "rasa",
        "rocketchat",
        "twilio",
        "twilio_voice",
        "webexteams",
    }
)


@dataclass(frozen=True, slots=True)
class ChannelSecrets:
    """What the widget signs and checks with."""

    visitor: str
    identity: str


@dataclass(frozen=True)
class Platforms:
    """The sending halves, which exist before the service does."""

    outbound: Mapping[str, OutboundChannel] = field(default_factory=dict)
    slack: SlackSettings | None = None
    telegram: TelegramSettings | None = None
    telegram_api: TelegramApi | None = None
    payloads: PayloadStore | None = field(default=None, repr=False)


def check_names(credentials: Mapping[str, Any], path: Path, *, as_rasa: bool) -> None:
    """Raise SourceError for every channel in credentials.yml that there is none of.

    In a project of Rasa's, channels of Rasa that are not here, and classes of the project's own,
    are told and left out.
    """
    left_out = [name for name in credentials if as_rasa and _is_left_out(name)]
    for name in left_out:
        log.warning(
            "channel_left_out",
            channel=name,
            line=line_of(credentials, name),
            remedy=f"customers reach the bot through {', '.join(CHANNELS)}",
        )
    problems = [
        SourceProblem(
            path,
            line_of(credentials, name),
            f"there is no channel '{name}'",
            f"the channels are {', '.join(CHANNELS)}",
        )
        for name in credentials
        if name not in CHANNELS and name not in left_out
    ]
    if problems:
        raise SourceError(*problems)


def _is_left_out(name: object) -> bool:
    # what YAML reads as a number is a key, too
    return name in OF_RASA or "." in str(name)


def open_platforms(
    credentials: Mapping[str, Any], path: Path, session: ClientSession, payloads: PayloadStore
) -> Platforms:
    """Return the sending halves of the platforms in `credentials`."""
    outbound: list[OutboundChannel] = []
    slack: SlackSettings | None = None
    telegram: TelegramSettings | None = None
    api: TelegramApi | None = None
    if "slack" in credentials:
        slack = SlackSettings.from_credentials(credentials["slack"], path)
        outbound.append(SlackOutbound(slack, session))
    if "telegram" in credentials:
        telegram = TelegramSettings.from_credentials(credentials["telegram"], path)
        api = TelegramApi(telegram, session)
        outbound.append(TelegramOutbound(api, payloads))
    by_name = {channel.name: channel for channel in outbound}
    return Platforms(by_name, slack, telegram, api, payloads)


async def open_channels(
    credentials: Mapping[str, Any],
    path: Path,
    gateway: Gateway,
    platforms: Platforms,
    secrets: ChannelSecrets,
    stack: AsyncExitStack,
    *,
    clock: Callable[[], float],
    rate: RateGate,
    message_chars: int,
    as_rasa: bool,
) -> Sequence[web.RouteDef]:
    """Start the channels in `credentials` and return their routes; `stack` closes them.

    A project of Rasa's that names none of ours is reached over REST, as in Rasa.
    """
    routes: list[web.RouteDef] = []
    is_alone = as_rasa and not any(name in CHANNELS for name in credentials)
    if "rest" in credentials or is_alone:
        rest = RestChannel(gateway, clock=clock, message_chars=message_chars)
        routes += rest.routes()
    if "socketio" in credentials:
        settings = SocketIOSettings.from_credentials(credentials["socketio"], path)
        socketio = SocketIOChannel(settings, gateway, clock=clock, message_chars=message_chars)
        stack.push_async_callback(socketio.close)
        routes += socketio.routes()
    if "widget" in credentials:
        widget = WidgetChannel(
            WidgetSettings.from_credentials(credentials["widget"], path),
            gateway,
            clock=clock,
            visitor_secrets=[secrets.visitor],
            identity_secrets=[secrets.identity],
            rate=rate,
        )
        stack.push_async_callback(widget.close)
        routes += widget.routes()
    if platforms.slack is not None:
        slack = SlackChannel(platforms.slack, gateway, clock=clock, message_chars=message_chars)
        routes += slack.routes()
    routes += await _open_telegram(gateway, platforms, stack, clock, message_chars)
    return routes


async def _open_telegram(
    gateway: Gateway,
    platforms: Platforms,
    stack: AsyncExitStack,
    clock: Callable[[], float],
    message_chars: int,
) -> list[web.RouteDef]:
    if platforms.telegram is None or platforms.telegram_api is None or platforms.payloads is None:
        return []
    telegram = TelegramChannel(
        platforms.telegram,
        gateway,
        platforms.telegram_api,
        platforms.payloads,
        clock=clock,
        message_chars=message_chars,
    )
    await telegram.start()
    stack.push_async_callback(telegram.close)
    return telegram.routes()
