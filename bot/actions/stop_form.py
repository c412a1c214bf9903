"""Never mind: closing a form and forgetting what it has collected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.forms import REQUESTED_SLOT
from rasa_sdk.interfaces import Tracker

from bot.actions.shop_action import EventDict, SpeakingAction
from bot.actions.shop_form import CONFIRM, ShopForm
from bot.actions.speaker import Speaker


class StopFormAction(SpeakingAction):
    """Takes the place of Rasa's action of this name, which leaves the form's slots filled."""

    NAME = "action_deactivate_loop"

    def __init__(self, forms: Iterable[ShopForm]) -> None:
        self._working: Mapping[str, tuple[str, ...]] = {one.FORM: one.WORKING for one in forms}

    async def act(self, speaker: Speaker, tracker: Tracker) -> list[EventDict]:
        """Close the active form and empty the slots of its run."""
        working = self._working.get(tracker.active_loop_name or "", ())
        filled = [one for one in (*working, CONFIRM) if tracker.get_slot(one) is not None]
        return [
            ActiveLoop(None),
            SlotSet(REQUESTED_SLOT, None),
            *(SlotSet(slot, None) for slot in filled),
        ]
