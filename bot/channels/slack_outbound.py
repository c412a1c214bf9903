"""Replies to Slack: chat.postMessage with Block Kit, and what each answer of Slack means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import aiohttp

from bot.channels.address import remote_address
from bot.channels.markup import SLACK, escape_slack, render_parts
from bot.channels.outbound import Dead, Outcome, Rate, Retry, Sent, Unknown
from bot.channels.platform_call import (
    ACCOUNT_PAUSE_S,
    call_platform,
    outcome_of_status,
    retry_after_s,
)
from bot.channels.slack_settings import SlackSettings
from bot.domain.message import Button, Card, Reply

# Slack's limits.
SECTION_CHARS = 3000
BLOCKS = 50
BUTTONS_PER_BLOCK = 25
BUTTON_TITLE_CHARS = 75
BUTTON_VALUE_CHARS = 2000
ALT_TEXT_CHARS = 2000

# Slack may have acted although it says it failed.
_AMBIGUOUS = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})
_TOKEN_TROUBLE = frozenset(
    {
        *("not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired"),
        *("missing_scope", "no_permission", "org_login_required", "ekm_access_denied"),
    }
)

Json = dict[str, Any]


class SlackOutbound:
    """Sends to one workspace. Slack has no idempotency key: what may have arrived stays so."""

    name = "slack"
    # about one message a second and channel; the workspace as a whole takes several hundred
    # a minute
    account_rate = Rate(per_second=5, burst=20)
    conversation_rate = Rate(per_second=1, burst=3)

    def __init__(self, settings: SlackSettings, session: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._session = session
        self._url = f"{settings.base_url.rstrip('/')}/chat.postMessage"

    def parts(self, reply: Reply) -> tuple[Mapping[str, Any], ...]:
        """Return a reply as bodies of chat.postMessage, without the channel."""
        blocks = list(_number_actions(_blocks(reply)))
        words = _fallback(reply)
        found: list[Mapping[str, Any]] = [
            {"text": words, "blocks": blocks[at : at + BLOCKS]}
            for at in range(0, len(blocks), BLOCKS)
        ]
        if custom := _custom(reply):
            found.append(custom)
        return tuple(found)

    async def send(
        self, recipient: str, payload: Mapping[str, Any], idempotency_key: str
    ) -> Outcome:
        """Post one body of `parts` to `<channel>` or `<channel>|<thread ts>`."""
        channel, _, thread = recipient.partition("|")
        body: Json = {
            "unfurl_links": False,
            "unfurl_media": False,
            **payload,
            "channel": channel,
        }
        if thread:
            body["thread_ts"] = thread
        outcome = await self._post(body)
        if outcome == Dead("invalid_blocks") and (bare := _without_images(body)):
            # Slack loads pictures while it checks the blocks; the words must not be lost with them
            return await self._post(bare)
        return outcome

    async def _post(self, body: Json) -> Outcome:
        answer = await call_platform(
            self._session,
            self._url,
            body,
            headers={"Authorization": f"Bearer {self._settings.slack_token}"},
            proxy=self._settings.proxy,
        )
        if isinstance(answer, Retry | Unknown):
            return answer
        return outcome_of_status(answer) or _outcome(answer.body, answer.headers)


def _outcome(body: Mapping[str, Any], headers: Mapping[str, str]) -> Outcome:
    """Return what Slack's JSON says; HTTP 200 with `ok: false` is an error."""
    if body.get("ok") is True:
        return Sent(str(body.get("ts", "")))
    error = str(body.get("error", ""))
    if not error or error in _AMBIGUOUS:
        return Unknown(error or "the answer is not JSON")
    if error in {"ratelimited", "rate_limited"}:
        return Retry(retry_after_s(headers.get("Retry-After")), error)
    if error in _TOKEN_TROUBLE:
        return Retry(ACCOUNT_PAUSE_S, error, account_wide=True)
    return Dead(error)


def _blocks(reply: Reply) -> Iterator[Json]:
    for text in render_parts(reply.text or "", SLACK, SECTION_CHARS):
        yield _section(text)
    if remote_address(reply.image or ""):
        yield {
            "type": "image",
            "image_url": reply.image,
            "alt_text": (reply.text or "picture")[:ALT_TEXT_CHARS],
        }
    for card in reply.cards:
        yield from _card(card)
    yield from _actions(reply.buttons + reply.quick_replies)


def _section(text: str) -> Json:
    # verbatim: Slack must not make mentions or links out of words by itself
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _card(card: Card) -> Iterator[Json]:
    details = " · ".join(part for part in (card.price, card.subtitle) if part)
    title = escape_slack(card.title)
    if remote_address(card.url):
        title = f"<{escape_slack(card.url).replace('|', '%7C')}|{title}>"
    words = f"*{title}*\n{escape_slack(details)}".strip()
    section = _section(words[:SECTION_CHARS])
    if remote_address(card.image):
        section["accessory"] = {
            "type": "image",
            "image_url": card.image,
            "alt_text": card.title[:ALT_TEXT_CHARS],
        }
    yield section
    yield from _actions(card.buttons)


def _actions(buttons: tuple[Button, ...]) -> Iterator[Json]:
    elements = [
        {
            "type": "button",
            "text": {"type": "plain_text", "text": button.title[:BUTTON_TITLE_CHARS]},
            "value": button.payload,
        }
        for button in buttons
        if button.title and 0 < len(button.payload) <= BUTTON_VALUE_CHARS
    ]
    for at in range(0, len(elements), BUTTONS_PER_BLOCK):
        yield {"type": "actions", "elements": elements[at : at + BUTTONS_PER_BLOCK]}


def _number_actions(blocks: Iterator[Json]) -> Iterator[Json]:
    number = 0
    for block in blocks:
        for element in block.get("elements", ()):
            element["action_id"] = f"reply_{number}"
            number += 1
        yield block


def _without_images(body: Json) -> Json | None:
    """Return a body whose blocks load no picture, None if they did not anyway."""
    blocks = [
        {key: value for key, value in block.items() if key != "accessory"}
        for block in body.get("blocks", ())
        if block.get("type") != "image"
    ]
    if blocks == body.get("blocks", []):
        return None
    return {**body, "blocks": blocks}


def _fallback(reply: Reply) -> str:
    """Return the words of notifications and screen readers."""
    parts = render_parts(reply.text or "", SLACK, SECTION_CHARS)
    if parts:
        return parts[0]
    return escape_slack(", ".join(card.title for card in reply.cards))[:SECTION_CHARS]


def _custom(reply: Reply) -> Mapping[str, Any] | None:
    """Return a custom reply that is a body of chat.postMessage, as Rasa passes it on."""
    custom = dict(reply.custom or {})
    if not {"text", "blocks", "attachments"} & custom.keys():
        return None
    for key in ("channel", "thread_ts", "token"):
        custom.pop(key, None)
    return custom
