"""The `slack:` section of credentials.yml, with Rasa's keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from bot.channels.credentials import STRICT, credentials_problem, read_credentials

HeaderName = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$")]


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How to read Slack's events and answer them.

    `slack_signing_secret` may be a list of two while the secret is changed. `errors_ignore_retry`
    is accepted and has no effect: a retry is recognised by its message and never doubled, and
    dropping one would lose a message whose first delivery failed. `base_url` is ours, for tests.
    """

    __pydantic_config__ = STRICT

    slack_token: str
    slack_signing_secret: str | tuple[str, ...]
    slack_channel: str | None = None
    proxy: str | None = None
    slack_retry_reason_header: HeaderName = "x-slack-retry-reason"
    slack_retry_number_header: HeaderName = "x-slack-retry-num"
    errors_ignore_retry: str | tuple[str, ...] | None = None
    use_threads: bool | None = False
    conversation_granularity: Literal["sender", "channel", "thread"] = "sender"
    base_url: str = "https://slack.com/api/"

    @property
    def signing_secrets(self) -> tuple[bytes, ...]:
        """Return the secrets a request may be signed with."""
        secrets = self.slack_signing_secret
        return tuple(s.encode() for s in ((secrets,) if isinstance(secrets, str) else secrets))

    def __repr__(self) -> str:
        """Show no secret, not even in a traceback."""
        return f"SlackSettings(conversation_granularity={self.conversation_granularity!r}, …)"

    @classmethod
    def from_credentials(cls, section: Mapping[str, Any] | None, path: Path) -> SlackSettings:
        """Return the settings of a credentials.yml; raises SourceError naming the key."""
        settings = read_credentials(cls, "slack", section, path)
        for key, value, remedy in (
            ("slack_token", (settings.slack_token,), "set the bot token (xoxb-...)"),
            (
                "slack_signing_secret",
                settings.signing_secrets,
                "set the signing secret of your Slack app: without it anyone could write",
            ),
        ):
            if not value or not all(part.strip() for part in value):
                raise credentials_problem("slack", section, path, key, "is empty", remedy)
        return settings
