"""The `telegram:` section of credentials.yml, with Rasa's keys and three of ours."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from bot.channels.credentials import STRICT, read_credentials


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """How Telegram reaches the bot and the bot Telegram.

    `verify` is the bot's user name, checked at start. `webhook_url` is registered at start, with
    a secret that every update has to carry: `secret_token`, or one derived from the access token.
    `start_message` is what a customer's first tap on Start means.
    """

    __pydantic_config__ = STRICT

    access_token: Annotated[str, Field(pattern=r"^[0-9]{1,20}:[A-Za-z0-9_-]+$")]
    verify: str = ""
    webhook_url: Annotated[str, Field(pattern=r"^((https?://)?[^\s:/]+(:[0-9]+)?(/\S*)?)?$")] = ""
    secret_token: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,256}$")] | None = None
    base_url: str = "https://api.telegram.org"
    start_message: str = "/greet"

    @property
    def bot_id(self) -> str:
        """Return the bot's number, which names the account."""
        return self.access_token.partition(":")[0]

    @property
    def webhook_secret(self) -> str:
        """Return the secret that Telegram sends along with every update."""
        if self.secret_token is not None:
            return self.secret_token
        return hmac.new(self.access_token.encode(), b"webhook secret", sha256).hexdigest()

    def __repr__(self) -> str:
        """Show no secret, not even in a traceback."""
        return f"TelegramSettings(bot_id={self.bot_id!r}, …)"

    @classmethod
    def from_credentials(cls, section: Mapping[str, Any] | None, path: Path) -> TelegramSettings:
        """Return the settings of a credentials.yml; raises SourceError naming the key."""
        return read_credentials(cls, "telegram", section, path)
