"""The one place where the parts of the service meet.

`open_desk` makes everything a project needs in the running loop; `FrontDesk.close` gives it back
in the reverse order. `bot.server.serve` puts it on a socket, tests put it on a test server.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import structlog
from aiohttp import ClientSession, ClientTimeout, web

from bot.actions.runner import ActionRunner
from bot.actions_opening import SHOP_FILE, ActionsOpening
from bot.bundle import Bundles, settle_memory
from bot.channels.assembly import (
    ChannelSecrets,
    Platforms,
    check_names,
    open_channels,
    open_platforms,
)
from bot.channels.outbox import OutboxSender
from bot.channels.visitor import identity_jwt
from bot.conversations import Conversations
from bot.domain.message import Identity
from bot.errors import Busy, NotReady
from bot.hub import Hub
from bot.loading import BundleLoader
from bot.metrics import Metrics
from bot.outbound import Outbound
from bot.project.environment import expand
from bot.project.pipeline import follows_rasa
from bot.project.policy_settings import policy_settings
from bot.project.project import Project
from bot.rate import RateLimit
from bot.reading import MessageReader
from bot.reload import Reloader
from bot.server.access import TokenAccess
from bot.server.address_limit import address_limit
from bot.server.assets import Assets
from bot.server.demo_shop import DemoShop
from bot.server.desk_api import DeskApi
from bot.server.error_body import add_security_headers, error_middleware
from bot.server.guard import ConnectionGuard
from bot.server.health import Health
from bot.server.rasa_api import RasaApi
from bot.service import Service
from bot.settings import FrontdeskSection, Secrets
from bot.storage.records import PendingMessage
from bot.storage.store import Store
from bot.turn import TurnProcessor
from bot.turn_runner import TurnRunner, is_suspect
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
    workers: Workers[PendingMessage]
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
        self.service.abandon()
        await self._stack.aclose()


async def open_desk(
    project: Project, settings: FrontdeskSection, secrets: Secrets, *, clock: Clock = time.time
) -> FrontDesk:
    """Open everything that serving a project needs.

    Raises SourceError for a fault in the project's files and StorageError when the database
    cannot be used; what was opened until then is closed again.
    """
    async with AsyncExitStack() as stack:
        return await _Builder(project, settings, secrets, clock, stack).build()


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
        bundles = Bundles(after_retiring=settle_memory)
        self._stack.push_async_callback(bundles.close)
        opening = ActionsOpening(
            self._project, self._settings, self._secrets.environment, self._clock, self._stack
        )
        actions, interactions = await opening.actions()
        platforms = await self._open_platforms(store)
        outbound = Outbound(platforms.outbound.values(), store, conversations)
        sender = OutboxSender(store, platforms.outbound, clock=self._clock)
        decides_by = policy_settings(self._settings, self._project.config)
        reader = MessageReader(self._project.domain, bundles, decides_by)
        processor = TurnProcessor(
            store,
            conversations,
            bundles,
            reader,
            ActionRunner(actions, decides_by, await opening.nlg()),
            self._project.policies(),
            decides_by,
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
            runner.run,
            turns_at_once=self._limits.turns_at_once,
            limit=self._limits.queue,
            suspect=is_suspect,
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
        await sender.start()
        self._stack.push_async_callback(sender.stop, self._limits.stop_timeout_s)
        health = self._health(store, bundles, workers)
        access = TokenAccess(self._secrets.api_token)
        desk_api = DeskApi(store, conversations, self._hub, outbound, access, clock=self._clock)
        rasa_api = RasaApi(
            self._project.domain, store, conversations, bundles, reader, access, clock=self._clock
        )
        routes = [*health.routes(), *desk_api.routes(), *rasa_api.routes()]
        routes += await self._channel_routes(service, platforms)
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

    async def _open_store(self) -> Store:
        var = self._project.var_dir
        url = self._secrets.database or self._settings.server.database
        if url is None:
            var.mkdir(parents=True, exist_ok=True)
            url = f"sqlite:///{var / 'frontdesk.sqlite'}"
        store = await Store.open(url, clock=self._clock)
        self._stack.push_async_callback(store.close)
        return store

    async def _open_platforms(self, store: Store) -> Platforms:
        session = ClientSession(timeout=ClientTimeout(total=OUTGOING_TIMEOUT_S))
        self._stack.push_async_callback(session.close)
        as_rasa = follows_rasa(self._project.config)
        check_names(self._project.credentials, self._credentials_path, as_rasa=as_rasa)
        return open_platforms(self._credentials, self._credentials_path, session, store)

    @cached_property
    def _credentials(self) -> Mapping[str, Any]:
        return expand(self._project.credentials, self._secrets.environment, self._credentials_path)

    async def _start_versions(
        self, bundles: Bundles, interactions: Callable[[], Awaitable[Sequence[Interaction]]]
    ) -> None:
        registry = Registry(self._project.var_dir)
        loader = BundleLoader(
            registry,
            self._settings.model,
            self._limits,
            on_batch=self._metrics.batch_size.observe,
        )
        reloader = Reloader(registry, loader, bundles, interactions, self._metrics)
        await reloader.start()
        await asyncio.to_thread(settle_memory)
        self._stack.push_async_callback(reloader.stop)

    def _health(self, store: Store, bundles: Bundles, workers: Workers[PendingMessage]) -> Health:
        async def model() -> None:
            async with bundles.lease() as bundle:
                prediction = await bundle.understand("hello", timeout_s=4.0)
            if not prediction.ranking:
                raise NotReady("the model gives no answer")

        async def queue() -> None:
            if workers.full:
                raise Busy("the queue is full")

        checks = {"database": store.check_writable, "model": model, "queue": queue}
        return Health(checks, self._metrics)

    async def _channel_routes(
        self, service: Service, platforms: Platforms
    ) -> Sequence[web.RouteDef]:
        return await open_channels(
            self._credentials,
            self._credentials_path,
            service,
            platforms,
            ChannelSecrets(self._secrets.visitor, self._secrets.identity),
            self._stack,
            clock=self._clock,
            rate=RateLimit(self._limits.messages_per_minute, clock=time.monotonic),
            message_chars=self._limits.message_chars,
            as_rasa=follows_rasa(self._project.config),
        )

    def _page_routes(self, bundles: Bundles) -> Sequence[web.RouteDef]:
        """Return the widget's script and, if the project has a shop, its demo pages."""
        routes = Assets().routes()
        if (self._project.catalog_dir / SHOP_FILE).exists():
            demo = DemoShop(
                lambda: bundles.current.searcher.catalog,
                self._project.catalog_dir / "images",
                self._sign_identity,
            )
            routes += demo.routes()
        return routes

    def _sign_identity(self, identity: Identity) -> str:
        return identity_jwt(self._secrets.identity, "default", identity, now=self._clock())

    def _application(
        self, routes: Sequence[web.RouteDef]
    ) -> tuple[web.Application, ConnectionGuard]:
        guard = ConnectionGuard(
            connections=self._limits.connections,
            header_timeout_s=self._limits.header_timeout_s,
            body_timeout_s=self._limits.body_timeout_s,
        )
        self._metrics.connections.set_function(lambda: guard.open)
        addresses = RateLimit(self._limits.requests_per_minute_ip, clock=time.monotonic)
        app = web.Application(
            middlewares=[
                error_middleware(self._metrics),
                address_limit(addresses),
                guard.middleware(),
            ],
            client_max_size=self._limits.body_bytes,
        )
        app.on_response_prepare.append(add_security_headers)
        app.add_routes(routes)
        return app, guard
