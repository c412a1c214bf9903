"""Reading a message: a slash intent is taken at its word, anything else goes to the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.bundle import Bundle, Bundles
from bot.domain.domain import Domain
from bot.domain.parse_data import parse_data
from bot.policy.settings import PolicySettings
from bot.policy.slash_intent import parse_slash
from finetune.types import Prediction


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: Rasa's parse JSON, and the prediction if the model was asked."""

    parse: dict[str, Any]
    prediction: Prediction | None = None


class MessageReader:
    """Reads texts with a bundle's model."""

    def __init__(self, domain: Domain, bundles: Bundles, settings: PolicySettings) -> None:
        self._domain = domain
        self._bundles = bundles
        self._settings = settings

    async def read(
        self, bundle: Bundle, text: str, message_id: str | None, timeout_s: float
    ) -> Reading:
        """Return what `text` means; raises Busy or Overdue when the model cannot be asked."""
        button = parse_slash(text, self._domain)
        if button is not None:
            return Reading({**button, "message_id": message_id, "metadata": {}})
        prediction = await bundle.understand(text, timeout_s=timeout_s)
        parse = parse_data(
            prediction,
            intent_threshold=self._settings.intent_threshold,
            ambiguity_margin=self._settings.ambiguity_margin,
            scope_counts=self._settings.scope_counts,
            message_id=message_id,
            templates=self._domain.responses,
        )
        return Reading({**parse, "text": text}, prediction)

    async def parse(self, text: str, message_id: str | None, timeout_s: float) -> dict[str, Any]:
        """Return Rasa's parse JSON of a text outside any conversation."""
        async with self._bundles.lease() as bundle:
            return (await self.read(bundle, text, message_id, timeout_s)).parse
