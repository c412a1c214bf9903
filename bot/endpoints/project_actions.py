"""Who runs a project's own actions: this process, an action server, or nobody.

In this process if the project has an actions package and endpoints.yml names no server or one on
this machine (Rasa's default); on the server if it names another. `frontdesk: actions: run:` in
config.yml decides otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import AsyncExitStack
from typing import Any, Literal

import structlog
from aiohttp import ClientSession, DummyCookieJar

from bot.actions.executor import InProcessActions
from bot.actions.package import MODULE, ActionsPackage, find_actions
from bot.actions.sources import Actions
from bot.domain.domain import DEFAULT_ACTIONS, OWN_ACTIONS, Domain
from bot.endpoints.action_server import RESPONSE_PREFIX, ActionServer
from bot.endpoints.client import EndpointClient
from bot.endpoints.endpoint import Endpoint, read_endpoint
from bot.project.project import Project
from bot.settings import FrontdeskSection
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import line_of

log = structlog.get_logger(__name__)

KEY = "action_endpoint"
# Rasa's variable for bodies that are compressed.
COMPRESS = "COMPRESS_ACTION_SERVER_REQUEST"
Place = Literal["here", "server", "nowhere"]


class ProjectActions:
    """Opens the actions of one project; `ours` are the names of those that Frontdesk brings."""

    def __init__(
        self,
        project: Project,
        settings: FrontdeskSection,
        environment: Mapping[str, str],
        ours: Collection[str],
    ) -> None:
        """Read what the files say. Raises SourceError."""
        self._project = project
        self._settings = settings
        self._environment = environment
        self._ours = ours
        self._path = project.folder / "endpoints.yml"
        self._module = _module(project.endpoints)
        self._endpoint = read_endpoint(project.endpoints, KEY, environment, self._path)
        self.place = self._choose()

    async def open(self, stack: AsyncExitStack) -> Actions | None:
        """Return the actions, None if there are none; `stack` closes them.

        Raises SourceError if the package cannot be imported and there is no server instead.
        """
        if self.place == "here":
            try:
                return self._here(stack)
            except SourceError as error:
                if self._endpoint is None or self._settings.actions.run == "in_process":
                    raise
                log.warning("actions_on_server", url=self._endpoint.shown, reason=str(error))
        if self.place == "nowhere" or self._endpoint is None:
            self._tell_missing(())
            return None
        return await self._server(self._endpoint, stack)

    async def examine(self) -> str:
        """Return who runs the actions, once it was tried.

        Raises SourceError for a package and EndpointUnreachable for a server that is of no use.
        """
        if self.place == "nowhere":
            return "the project has none of its own"
        async with AsyncExitStack() as stack:
            opened = await self.open(stack)
            if isinstance(opened, ActionServer):
                shown = self._endpoint.shown if self._endpoint else ""
                return f"{len(await opened.ask_names())} on {shown}"
            names = opened.names() if isinstance(opened, InProcessActions) else []
            return f"{len(names)} in this process, from '{self._module}'"

    def _choose(self) -> Place:
        wanted = self._settings.actions.run
        package = find_actions(self._project.folder, self._module)
        if wanted == "in_process" and package is None:
            raise self._fault(f"there is no package '{self._module}'", "write it, or run: auto")
        if wanted == "server" and self._endpoint is None:
            raise self._fault("endpoints.yml has no 'action_endpoint: url:'", "name the server")
        if package is None and self._module != MODULE:
            what = f"'{KEY}.actions_module': there is no '{self._module}' in the project"
            line = line_of(self._project.endpoints.get(KEY), "actions_module")
            raise SourceError(SourceProblem(self._path, line, what, "correct the name"))
        if wanted != "auto":
            return "here" if wanted == "in_process" else "server"
        if package is not None and (self._endpoint is None or self._endpoint.is_local):
            return "here"
        return "nowhere" if self._endpoint is None else "server"

    def _here(self, stack: AsyncExitStack) -> Actions:
        package = ActionsPackage(self._project.folder, self._module)
        stack.callback(package.close)
        timeout_s = self._settings.limits.action_timeout_s
        actions = InProcessActions(package.actions, timeout_s=timeout_s, of_project=True)
        log.info("actions_in_process", package=self._module, actions=actions.names())
        if self._endpoint is not None:
            what = "the actions run in this process; 'frontdesk: actions: run: server' asks it"
            log.info("action_endpoint_unused", url=self._endpoint.shown, what=what)
        self._tell_missing(actions.names())
        return actions

    async def _server(self, endpoint: Endpoint, stack: AsyncExitStack) -> ActionServer:
        session = ClientSession(cookie_jar=DummyCookieJar())
        stack.push_async_callback(session.close)
        client = EndpointClient(
            endpoint,
            session,
            timeout_s=self._settings.limits.action_timeout_s,
            deflate=self._environment.get(COMPRESS, "").lower() in ("true", "1"),
        )
        log.info("actions_on_server", url=endpoint.shown)
        return ActionServer(
            client,
            self._project.domain,
            reserved={*self._ours, *DEFAULT_ACTIONS, *OWN_ACTIONS},
            is_selective=endpoint.enable_selective_domain,
        )

    def _tell_missing(self, names: Iterable[str]) -> None:
        missing = missing_actions(self._project.domain, {*names, *self._ours})
        if missing:
            log.warning("actions_missing", actions=missing, what="turns that need them will fail")

    def _fault(self, message: str, remedy: str) -> SourceError:
        path = self._project.folder / "config.yml"
        line = line_of(self._project.config, "frontdesk")
        what = f"'frontdesk.actions.run' is {self._settings.actions.run}, but {message}"
        return SourceError(SourceProblem(path, line, what, remedy))


def missing_actions(domain: Domain, known: Collection[str]) -> list[str]:
    """Return the actions that a domain declares and nobody has."""
    there = {*known, *DEFAULT_ACTIONS, *OWN_ACTIONS, *domain.responses, *domain.forms}
    return [
        name
        for name in domain.actions
        if name not in there and not name.startswith(RESPONSE_PREFIX)
    ]


def _module(endpoints: Mapping[str, Any]) -> str:
    """Return the name of the actions package, which Rasa Pro lets endpoints.yml say."""
    section = endpoints.get(KEY)
    named = section.get("actions_module") if isinstance(section, Mapping) else None
    return str(named) if named else MODULE
