"""The calls of Telegram's Bot API that the channel makes. The address of a call is a secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp
import structlog

from bot.channels.outbound import Dead, Outcome, Retry, Sent, Unknown
from bot.channels.platform_call import (
    ACCOUNT_PAUSE_S,
    Answer,
    call_platform,
    outcome_of_status,
    retry_after_s,
)
from bot.channels.telegram_settings import TelegramSettings

log = structlog.get_logger(__name__)

# Edited messages are left out on purpose: a corrected word must not be answered a second time.
ALLOWED_UPDATES = ("message", "callback_query")
MAX_CONNECTIONS = 40


class TelegramApi:
    """One bot's side of the API."""

    def __init__(self, settings: TelegramSettings, session: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._session = session

    async def call(self, method: str, params: Mapping[str, Any]) -> Answer | Retry | Unknown:
        """Call one method."""
        base = self._settings.base_url.rstrip("/")
        url = f"{base}/bot{self._settings.access_token}/{method}"
        return await call_platform(self._session, url, params)

    async def send(self, method: str, params: Mapping[str, Any]) -> Outcome:
        """Call a method that sends a message; returns what became of it."""
        answer = await self.call(method, params)
        return answer if isinstance(answer, Retry | Unknown) else _outcome(answer)

    async def answer_callback(self, callback_id: str) -> None:
        """Stop the clock on a pressed button; nobody minds if that fails."""
        await self.call("answerCallbackQuery", {"callback_query_id": callback_id})

    async def register_webhook(self) -> bool:
        """Tell Telegram where to deliver; False if it should be tried again."""
        answer = await self.call(
            "setWebhook",
            {
                "url": self._settings.webhook_url,
                "secret_token": self._settings.webhook_secret,
                "allowed_updates": list(ALLOWED_UPDATES),
                "max_connections": MAX_CONNECTIONS,
                "drop_pending_updates": False,
            },
        )
        if isinstance(answer, Retry | Unknown):
            log.warning("telegram_webhook_not_registered", reason=answer.reason)
            return False
        if answer.body.get("ok") is True:
            log.info("telegram_webhook_registered")
            await self._check_name()
            return True
        reason = str(answer.body.get("description", f"HTTP {answer.status}"))
        log.error("telegram_webhook_refused", reason=reason)
        # a wrong token or address stays wrong until somebody corrects credentials.yml
        return 400 <= answer.status < 500 and answer.status != 429

    async def _check_name(self) -> None:
        if not self._settings.verify:
            return
        answer = await self.call("getMe", {})
        if isinstance(answer, Answer):
            result = answer.body.get("result")
            name = result.get("username") if isinstance(result, Mapping) else None
            if name is not None and name != self._settings.verify.removeprefix("@"):
                log.error("telegram_name_differs", configured=self._settings.verify, actual=name)


def _outcome(answer: Answer) -> Outcome:
    body = answer.body
    if body.get("ok") is True:
        result = body.get("result")
        number = result.get("message_id", "") if isinstance(result, Mapping) else ""
        return Sent(str(number))
    parameters = body.get("parameters")
    if answer.status == 429 and isinstance(parameters, Mapping):
        return Retry(retry_after_s(parameters.get("retry_after")), "HTTP 429")
    if answer.status == 404:
        return Retry(ACCOUNT_PAUSE_S, "the access token is wrong", account_wide=True)
    known = outcome_of_status(answer)
    if known is not None:
        return known
    if answer.status < 300:
        return Unknown("the answer is not one of Telegram's")
    return Dead(str(body.get("description", f"HTTP {answer.status}")))
