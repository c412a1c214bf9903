"""The `widget:` section of credentials.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from bot.channels.credentials import STRICT, credentials_problem, read_credentials
from bot.channels.origin import SELF, OriginList

WidgetId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Count = Annotated[int, Field(ge=1, le=100_000)]


@dataclass(frozen=True, slots=True)
class WidgetSettings:
    """Who may use the widget, and what it says.

    `allowed_origins` are the shop's pages, with `self` for those that this server serves.
    `texts` replaces wording of the widget, key by key. `require_identity` lets nobody in whom
    the shop has not signed.
    """

    __pydantic_config__ = STRICT

    id: WidgetId = "default"
    allowed_origins: tuple[str, ...] = (SELF,)
    require_identity: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    message_chars: Count = 2000

    @classmethod
    def from_credentials(cls, section: Mapping[str, Any] | None, path: Path) -> WidgetSettings:
        """Return the settings of a credentials.yml; raises SourceError naming the key."""
        settings = read_credentials(cls, "widget", section, path)
        try:
            OriginList(settings.allowed_origins)
        except ValueError as error:
            raise credentials_problem(
                "widget", section, path, "allowed_origins", f"is wrong: {error}", ""
            ) from None
        return settings
