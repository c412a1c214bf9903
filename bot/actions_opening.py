"""Opens the actions, the project's own and Frontdesk's with the shop, and who writes responses."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime

import structlog

from bot.actions.catalogue import knowledge_actions, shop_actions
from bot.actions.executor import InProcessActions
from bot.actions.shop_action import ShopTools
from bot.actions.sources import ActionSources
from bot.endpoints.nlg_server import NlgServer, open_nlg
from bot.endpoints.project_actions import ProjectActions
from bot.project.endpoints_file import check_endpoints
from bot.project.project import Project
from bot.settings import FrontdeskSection
from bot.shop.facts import read_shop_facts
from bot.storage.shop import ShopDatabase, copy_seed
from retrieval.types import Interaction

log = structlog.get_logger(__name__)
Interactions = Callable[[], Awaitable[Sequence[Interaction]]]
SHOP_FILE = "shop.sqlite"


class ActionsOpening:
    """Opens the actions of one project; `stack` closes them."""

    def __init__(
        self,
        project: Project,
        settings: FrontdeskSection,
        environment: Mapping[str, str],
        clock: Callable[[], float],
        stack: AsyncExitStack,
    ) -> None:
        self._project = project
        self._settings = settings
        self._environment = environment
        self._clock = clock
        self._stack = stack
        self._timeout_s = settings.limits.action_timeout_s

    async def actions(self) -> tuple[ActionSources, Interactions]:
        """Return the actions, the project's own first, and where interactions come from.

        Raises SourceError for a fault in the project's files.
        """
        ours, interactions = await self._ours()
        project = ProjectActions(self._project, self._settings, self._environment, ours.names())
        own = await project.open(self._stack)
        return ActionSources(*([own] if own else []), ours), interactions

    async def nlg(self) -> NlgServer | None:
        """Return the server that writes the project's responses, None if the domain does."""
        path = self._project.folder / "endpoints.yml"
        for problem in check_endpoints(path, self._project.endpoints):
            log.warning("endpoint_unused", what=str(problem))
        return await open_nlg(
            self._project, self._environment, self._stack, timeout_s=self._timeout_s
        )

    async def _ours(self) -> tuple[InProcessActions, Interactions]:
        seed = self._project.catalog_dir / SHOP_FILE
        if not seed.exists():
            actions = knowledge_actions()
            return InProcessActions(actions, timeout_s=self._timeout_s), _no_interactions
        copy = self._project.var_dir / SHOP_FILE
        await asyncio.to_thread(copy_seed, seed, copy)
        shop = ShopDatabase(copy, clock=lambda: datetime.fromtimestamp(self._clock(), UTC))
        self._stack.push_async_callback(shop.close)
        facts = read_shop_facts(self._project.catalog_dir / "shop.yml")
        actions = shop_actions(ShopTools(shop, facts))
        return InProcessActions(actions, timeout_s=self._timeout_s), shop.interactions


async def _no_interactions() -> Sequence[Interaction]:
    return ()
