"""The `socketio:` section of credentials.yml, with Rasa's keys and two of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import jwt
from pydantic import Field

from bot.channels.credentials import STRICT, credentials_problem, read_credentials
from bot.channels.origin import SELF, OriginList

EventName = Annotated[str, Field(min_length=1, max_length=64)]


@dataclass(frozen=True, slots=True)
class SocketIOSettings:
    """Names of events, where the endpoint is, and who may connect.

    `cors_allowed_origins` are the pages that may connect, with `self` for those of this server;
    clients that are no browsers send no origin and may connect. `transports` is ours as well:
    old widgets need polling.
    """

    __pydantic_config__ = STRICT

    user_message_evt: EventName = "user_uttered"
    bot_message_evt: EventName = "bot_uttered"
    namespace: str | None = None
    session_persistence: bool = False
    socketio_path: Annotated[str, Field(pattern=r"^/?[A-Za-z0-9._/-]+$")] = "/socket.io"
    jwt_key: str | None = None
    jwt_method: str = "HS256"
    metadata_key: EventName = "metadata"
    cors_allowed_origins: tuple[str, ...] = (SELF,)
    transports: tuple[Literal["websocket", "polling"], ...] = ("websocket", "polling")

    @classmethod
    def from_credentials(cls, section: Mapping[str, Any] | None, path: Path) -> SocketIOSettings:
        """Return the settings of a credentials.yml; raises SourceError naming the key."""
        settings = read_credentials(cls, "socketio", section, path)
        try:
            OriginList(settings.cors_allowed_origins)
        except ValueError as error:
            raise credentials_problem(
                "socketio", section, path, "cors_allowed_origins", f"is wrong: {error}", ""
            ) from None
        methods = sorted(set(jwt.algorithms.get_default_algorithms()) - {"none"})
        if settings.jwt_method not in methods:
            raise credentials_problem(
                "socketio",
                section,
                path,
                "jwt_method",
                f"is '{settings.jwt_method}'",
                f"use one of {', '.join(methods)}",
            )
        if settings.jwt_key is not None and not settings.jwt_key:
            raise credentials_problem(
                "socketio", section, path, "jwt_key", "is empty", "set a key or remove the line"
            )
        return settings
