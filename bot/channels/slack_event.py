"""What Slack sends - events, pressed buttons, slash commands - as the messages they carry.

Only the fields that are used are looked at; a request in which one of them is not what Slack
documents raises ValueError and is dropped by the channel (it is signed, so asking for it again
would not help).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl

from pydantic import BaseModel, ConfigDict, Field

MAX_FORM_FIELDS = 64

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Timestamp = Annotated[str, Field(pattern=r"^[0-9]{1,16}(\.[0-9]{1,16})?$")]
Short = Annotated[str, Field(max_length=256)]


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """One message of a Slack user.

    `key` identifies it within its workspace over all deliveries; `title` is the caption of a
    pressed button; `is_direct` says that it was meant for the bot (a direct message, a mention, a
    button or a command).
    """

    team: str
    user: str
    channel: str
    key: str
    text: str
    thread: str = ""
    title: str = ""
    is_direct: bool = True


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class _Event(_Part):
    type: Short
    channel: Id | None = None
    channel_type: Short | None = None
    user: Id | None = None
    text: str | None = None
    ts: Timestamp | None = None
    thread_ts: Timestamp | None = None
    bot_id: Short | None = None
    app_id: Short | None = None
    subtype: Short | None = None


class _Authorization(_Part):
    user_id: Id | None = None


class _Envelope(_Part):
    type: Short
    challenge: Annotated[str, Field(max_length=2000)] | None = None
    team_id: Id | None = None
    enterprise_id: Id | None = None
    event: _Event | None = None
    authorizations: list[_Authorization] = Field(default_factory=list, max_length=50)


class _Named(_Part):
    id: Id


class _Text(_Part):
    text: Annotated[str, Field(max_length=3000)] = ""


class _Option(_Part):
    value: str = ""
    text: _Text | str | None = None


class _Action(_Part):
    action_ts: Timestamp | None = None
    value: str | None = None
    text: _Text | str | None = None
    selected_option: _Option | None = None
    selected_options: list[_Option] = Field(default_factory=list, max_length=10)


class _Message(_Part):
    ts: Timestamp | None = None
    thread_ts: Timestamp | None = None


class _Interaction(_Part):
    type: Short
    user: _Named
    team: _Named | None = None
    channel: _Named | None = None
    message: _Message | None = None
    message_ts: Timestamp | None = None
    action_ts: Timestamp | None = None
    actions: list[_Action] = Field(default_factory=list, max_length=25)


class _Command(_Part):
    command: Short
    text: str = ""
    team_id: Id
    user_id: Id
    channel_id: Id
    trigger_id: Annotated[str, Field(min_length=1, max_length=128)]


@dataclass(frozen=True, slots=True)
class Challenge:
    """Slack asks whether this address is ours; it wants `value` back."""

    value: str


def read_event(
    body: Mapping[str, Any], slack_channel: str | None
) -> Challenge | SlackMessage | None:
    """Return what an Events API body carries; None if it is nothing for the bot."""
    envelope = _Envelope.model_validate(body)
    if envelope.type == "url_verification":
        if envelope.challenge is None:
            raise ValueError("a url_verification has no challenge")
        return Challenge(envelope.challenge)
    event = envelope.event
    if envelope.type != "event_callback" or event is None or not _is_for_us(event):
        return None
    team = envelope.team_id or envelope.enterprise_id
    if not (team and event.channel and event.user and event.ts):
        raise ValueError("a message has no team, channel, user or ts")
    bots = [authorization.user_id or "" for authorization in envelope.authorizations]
    is_direct = event.type == "app_mention" or event.channel_type == "im"
    if event.user in bots or (not is_direct and event.channel != slack_channel):
        return None
    return SlackMessage(
        team=team,
        user=event.user,
        channel=event.channel,
        # `message` and `app_mention` are two events for one message
        key=f"{event.channel}:{event.ts}",
        text=plain_text(event.text or "", bots),
        thread=event.thread_ts or event.ts,
        is_direct=is_direct,
    )


def read_form(body: bytes) -> tuple[SlackMessage, ...]:
    """Return the messages of a form: pressed buttons or a slash command."""
    fields = dict(
        parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=MAX_FORM_FIELDS,
            errors="strict",
        )
    )
    if "payload" in fields:
        return _read_interaction(_Interaction.model_validate_json(fields["payload"]))
    command = _Command.model_validate(fields)
    return (
        SlackMessage(
            team=command.team_id,
            user=command.user_id,
            channel=command.channel_id,
            key=f"command:{command.trigger_id}",
            text=plain_text(command.text, ()) or command.command,
        ),
    )


def _read_interaction(interaction: _Interaction) -> tuple[SlackMessage, ...]:
    if interaction.type not in {"block_actions", "interactive_message"}:
        return ()
    if interaction.team is None or interaction.channel is None:
        raise ValueError("an interaction has no team or channel")
    message = interaction.message or _Message()
    ts = message.ts or interaction.message_ts or ""
    found = []
    for number, action in enumerate(interaction.actions):
        option = action.selected_option or next(iter(action.selected_options), None)
        value = (option.value if option else action.value) or ""
        at = action.action_ts or interaction.action_ts
        if not value.strip() or not at:
            continue
        found.append(
            SlackMessage(
                team=interaction.team.id,
                user=interaction.user.id,
                channel=interaction.channel.id,
                key=f"action:{interaction.channel.id}:{ts}:{interaction.user.id}:{at}:{number}",
                text=value,
                thread=message.thread_ts or ts,
                title=_caption(option.text if option else action.text),
            )
        )
    return tuple(found)


def plain_text(text: str, bots: Sequence[str]) -> str:
    """Return what the user saw: mentions of the bot gone, links as their words, `&lt;` as `<`."""

    def replace(match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if target.startswith("@"):
            return "" if target[1:] in bots else f"@{label or target[1:]}"
        if target.startswith("#"):
            return f"#{label or target[1:]}"
        if target.startswith("!"):
            return f"@{(label or target[1:]).removeprefix('@')}"
        return label or target.removeprefix("mailto:").removeprefix("tel:")

    return html.unescape(_ANGLES.sub(replace, text)).strip()


_ANGLES = re.compile(r"<([^<>\n]{1,2000})>")


def _is_for_us(event: _Event) -> bool:
    if event.type not in {"message", "app_mention"}:
        return False
    # our own words come back as events; edits and deletions are no new messages
    return not event.bot_id and event.subtype in {None, "file_share", "thread_broadcast"}


def _caption(text: _Text | str | None) -> str:
    return html.unescape(text.text if isinstance(text, _Text) else text or "")[:200]
