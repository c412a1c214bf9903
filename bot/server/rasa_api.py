"""The part of Rasa's HTTP API that tools and tests use.

    GET  /                                        a greeting with the version
    GET  /version, /status, /domain
    POST /model/parse                             {"text"}
    GET  /conversations/{id}/tracker?include_events=
    POST /conversations/{id}/tracker/events       an event or a list of events

All but the first two want the API token, as a bearer token or, as Rasa's clients send it, as
`?token=`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from aiohttp import web
from pydantic_core import from_json

from bot.bundle import Bundles
from bot.channels.body import check_json, parse_object, read_body
from bot.conversations import Conversations
from bot.domain.domain import Domain
from bot.domain.event import Event, event_from_json, event_to_json, stamped
from bot.domain.tracker_state import IncludeEvents, current_state
from bot.errors import Invalid
from bot.server.access import TokenAccess
from bot.server.error_body import RASA_VERSION
from bot.storage.store import Store

# The oldest Rasa whose model servers and clients speak this API.
MINIMUM_COMPATIBLE_VERSION = "3.5.0"
MAX_EVENTS = 500
PARSE_TIMEOUT_S = 10.0


class Reader(Protocol):
    """Understands a text as a turn would."""

    async def parse(self, text: str, message_id: str | None, timeout_s: float) -> dict[str, Any]:
        """Return Rasa's parse JSON."""
        ...


class RasaApi:
    """Answers Rasa's API from the store and the current bundle."""

    def __init__(
        self,
        domain: Domain,
        store: Store,
        conversations: Conversations,
        bundles: Bundles,
        reader: Reader,
        access: TokenAccess,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._domain = domain
        self._store = store
        self._conversations = conversations
        self._bundles = bundles
        self._reader = reader
        self._access = access
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Return the API's routes."""
        guarded = self._access.guarded
        return [
            web.get("/version", self.version),
            web.get("/status", guarded(self.status)),
            web.get("/domain", guarded(self.show_domain)),
            web.post("/model/parse", guarded(self.parse)),
            web.get("/conversations/{id:.+}/tracker", guarded(self.tracker)),
            web.post("/conversations/{id:.+}/tracker/events", guarded(self.append)),
        ]

    async def version(self, _: web.Request) -> web.Response:
        """Answer with the version of Rasa that this API speaks."""
        body = {
            "version": RASA_VERSION,
            "minimum_compatible_version": MINIMUM_COMPATIBLE_VERSION,
        }
        return web.json_response(body)

    async def status(self, _: web.Request) -> web.Response:
        """Answer with the model that is served."""
        bundle = self._bundles.current
        body = {
            "model_file": bundle.model_id,
            "model_id": bundle.model_id,
            "index_id": bundle.index_id,
            "num_active_training_jobs": 0,
        }
        return web.json_response(body)

    async def show_domain(self, _: web.Request) -> web.Response:
        """Answer with the domain as its files declare it."""
        return web.json_response(self._domain.as_dict())

    async def parse(self, request: web.Request) -> web.Response:
        """Answer with what the model understands of a text."""
        body = parse_object(await read_body(request))
        text = body.get("text")
        if not isinstance(text, str):
            raise Invalid("'text' is missing or not a string")
        message_id = body.get("message_id")
        if message_id is not None and not isinstance(message_id, str):
            raise Invalid("'message_id' is not a string")
        return web.json_response(await self._reader.parse(text, message_id, PARSE_TIMEOUT_S))

    async def tracker(self, request: web.Request) -> web.Response:
        """Answer with the tracker of a conversation; a new one is empty."""
        include = request.query.get("include_events", IncludeEvents.AFTER_RESTART.value)
        if include not in IncludeEvents.__members__:
            known = ", ".join(IncludeEvents.__members__)
            raise Invalid(f"'include_events' is none of {known}")
        conversation = await self._load(request.match_info["id"])
        return web.json_response(current_state(conversation, include))

    async def append(self, request: web.Request) -> web.Response:
        """Append events to a conversation and answer with its tracker."""
        conversation_id = request.match_info["id"]
        events = _events(await read_body(request))
        now = self._clock()
        await self._load(conversation_id)
        await self._store.append_events(
            conversation_id, [event_to_json(stamped(event, now)) for event in events], None
        )
        return web.json_response(current_state(await self._load(conversation_id)))

    async def _load(self, conversation_id: str) -> Any:
        try:
            return await self._conversations.load(conversation_id)
        except ValueError as error:
            raise Invalid(str(error)) from None


def _events(raw: bytes) -> list[Event]:
    try:
        value = from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise Invalid(f"the body is not JSON: {error}") from None
    items = value if isinstance(value, list) else [value]
    if len(items) > MAX_EVENTS:
        raise Invalid(f"more than {MAX_EVENTS} events")
    check_json(items, "events", max_chars=1_000_000)
    events = []
    for index, item in enumerate(items):
        if not isinstance(item, Mapping):
            raise Invalid(f"event {index} is not a JSON object")
        try:
            events.append(event_from_json(item))
        except ValueError as error:
            raise Invalid(f"event {index}: {error}") from None
    return events
