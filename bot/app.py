"""The one place where the parts of the service meet.

`open_desk` makes everything a project needs in the running loop; `FrontDesk.close` gives it back
in the reverse order. `bot.server.serve` puts it on a socket, tests put it on a test server.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog
from aiohttp import ClientSession, ClientTimeout, web

from bot.actions.catalogue import knowledge_actions, shop_actions
from bot.actions.executor import InProcessActions
from bot.actions.runner import ActionRunner
from bot.actions.shop_action import ShopTools
from bot.bundle import Bundles
from bot.channels.outbox import OutboxSender
from bot.channels.outbound import OutboundChannel
from bot.channels.rest import RestChannel
from bot.channels.socketio import SocketIOChannel
from bot.channels.socketio_settings import SocketIOSettings
from bot.channels.slack import SlackChannel
from bot.channels.slack_settings import SlackSettings
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_settings import TelegramSettings
from bot.channels.visitor import identity_jwt
from bot.channels.widget import WidgetChannel
from bot.channels.widget_settings import WidgetSettings
from bot.conversations import Conversations
from bot.domain.message import Identity
from bot.errors import Busy, NotReady
from bot.hub import Hub
from bot.loading import BundleLoader
from bot.outbound import Outbound
from bot.policy.policies import Policies
from bot.policy.settings import PolicySettings
from bot.project.project import Project
from bot.reading import MessageReader
from bot.reload import Reloader
from bot.server.access import TokenAccess
from bot.server.assets import Assets
from bot.server.demo_shop import DemoShop
from bot.server.desk_api import DeskApi
from bot.server.error_body import add_security_headers, error_middleware
from bot.server.guard import ConnectionGuard
from bot.server.health import Health
from bot.server.metrics import Metrics
from bot.server.rasa_api import RasaApi
from bot.server.rate import RateLimit
from bot.service import Service
from bot.settings import FrontdeskSection, Secrets
from bot.shop.facts import read_shop_facts
from bot.storage.shop import ShopDatabase, copy_seed
from bot.storage.store import Store
from bot.turn import TurnProcessor
from bot.turn_runner import TurnRunner
from bot.workers import Workers
from finetune.registry import Registry
from retrieval.types import Interaction

log = structlog.get_logger(__name__)
Clock = Callable[[], float]
OUTGOING_TIMEOUT_S = 30.0


@dataclass(frozen=True)
class FrontDesk:
    """A service with everything open, and the aiohttp application that serves it."""

    app: web.Application
    guard: ConnectionGuard
    health: Health
    service: Service
    workers: Workers
    store: Store
    bundles: Bundles
    metrics: Metrics
    _stack: AsyncExitStack
    _stop_timeout_s: float

    async def close(self) -> None:
        """Let running turns end, then close everything; what is left is redone at the start."""
        self.health.stopping = True
        left = await self.workers.stop(self._stop_timeout_s)
        if left:
            log.warning("turns_left_for_next_start", messages=left)
        await self._stack.aclose()


async def open_desk(
    project: Project, settings: FrontdeskSection, secrets: Secrets, *, clock: Clock = time.time
) -> FrontDesk:
    """Open everything that serving a project needs.

    Raises SourceError for a fault in the project's files and StorageError when the database
    cannot be used; what was opened until then is closed again.
    """
    async with AsyncExitStack() as stack:
        desk = await _Builder(project, settings, secrets, clock, stack).build()
        stack.pop_all()  # the desk closes it from now on
        return desk


class _Builder:
    """Builds one desk; each method opens what its name says and hands its closing to the stack."""

    def __init__(
        self,
        project: Project,
        settings: FrontdeskSection,
        secrets: Secrets,
        clock: Clock,
        stack: AsyncExitStack,
    ) -> None:
        self._project = project
        self._settings = settings
        self._limits = settings.limits
        self._secrets = secrets
        self._clock = clock
        self._stack = stack
        self._metrics = Metrics()
        self._hub = Hub()
        self._credentials_path = project.folder / "credentials.yml"

    async def build(self) -> FrontDesk:
        store = await self._open_store()
        conversations = Conversations(store, self._project.domain)
        bundles = Bundles()
        self._stack.push_async_callback(bundles.close)
        actions, interactions = await self._open_actions()
        pushed = await self._open_platforms()
        outbound = Outbound(pushed, store, conversations)
        sender = OutboxSender(store, pushed, clock=self._clock)
        policy_settings = _policy_settings(self._settings)
        reader = MessageReader(self._project.domain, bundles, policy_settings)
        processor = TurnProcessor(
            store,
            conversations,
            bundles,
            reader,
            ActionRunner(actions, policy_settings),
            Policies.compile(
                self._project.rules,
                self._project.stories,
                self._project.domain,
                policy_settings.max_history,
            ),
            policy_settings,
            outbound,
            clock=self._clock,
            timeout_s=self._limits.turn_timeout_s,
            answers=self._settings.retrieval.answers,
        )
        runner = TurnRunner(
            processor,
            store,
            conversations,
            outbound,
            self._hub,
            self._metrics,
            wake_outbox=sender.wake,
        )
        workers = Workers(
            runner.run, turns_at_once=self._limits.turns_at_once, limit=self._limits.queue
        )
        self._metrics.queue.set_function(lambda: workers.unfinished)
        service = Service(
            store,
            workers,
            self._hub,
            self._metrics,
            RateLimit(self._limits.messages_per_minute, clock=time.monotonic),
            message_chars=self._limits.message_chars,
        )
        runner.endings = service
        await self._start_versions(bundles, interactions)
        await service.redo()
        sender.start()
        self._stack.push_async_callback(sender.stop)
        health = self._health(store, bundles, workers)
        access = TokenAccess(self._secrets.api_token)
        desk_api = DeskApi(
            store, conversations, self._hub, outbound, access, clock=self._clock
        )
        rasa_api = RasaApi(
            self._project.domain, store, conversations, bundles, reader, access, clock=self._clock
        )
        routes = [*health.routes(), *desk_api.routes(), *rasa_api.routes()]
        routes += self._channel_routes(service, pushed)
        routes += self._page_routes(bundles)
        app, guard = self._application(routes)
        return FrontDesk(
            app,
            guard,
            health,
            service,
            workers,
            store,
            bundles,
            self._metrics,
            self._stack.pop_all(),
            self._limits.stop_timeout_s,
        )
