"""The base of the forms about orders: the order, proof that it is one's own, its item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import REQUESTED_SLOT
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from bot.actions.orders.access import (
    MAX_WRONG_PAIRS,
    WRONG_PAIRS,
    OrderAccess,
    is_guessing,
    open_order,
    verified_customer_id,
    wrong_pairs,
)
from bot.actions.orders.item_choice import match_item
from bot.actions.orders.order_write import OrderWriteAction
from bot.actions.shop_action import EventDict, ShopTools
from bot.actions.shop_form import CONFIRM, ShopForm, SlotValues, described, email_in
from bot.actions.speaker import Speaker
from bot.actions.turn_events import filled_now, has_run_since_set, messages_since_set
from bot.answers.order_text import order_evidence

NUMBER, ORDER_EMAIL = "order_number", "email"
ORDER_NUMBER = re.compile(r"(?<!\d)(1\d{4})(?!\d)")
# For so many messages a "cancel it" means the order that was just talked about.
FRESH_MESSAGES = 3


class OrderForm(ShopForm):
    """A form that needs an order which the customer may see.

    `write` is the action that the form ends in, if it writes: when the order's state forbids it,
    the form asks nothing further and the action says why.
    """

    ITEM_SLOT: ClassVar[str | None] = None
    # the action that has told all about an order: a bare button then means another one
    TOLD_BY: ClassVar[str | None] = None

    def __init__(self, tools: ShopTools, write: OrderWriteAction | None = None) -> None:
        self.tools = tools
        self.write = write

    def stale_slots(self, tracker: Tracker) -> list[str]:
        """Forget the order too when it was talked about long ago."""
        stale = super().stale_slots(tracker)
        if NUMBER in filled_now(tracker) or tracker.get_slot(NUMBER) is None:
            return stale
        ago = messages_since_set(tracker, NUMBER)
        is_old = ago is None or ago > FRESH_MESSAGES
        return [*stale, NUMBER] if is_old or self._was_told(tracker) else stale

    def _was_told(self, tracker: Tracker) -> bool:
        """Whether a bare button is pressed after all was told about the order."""
        is_button = str(tracker.latest_message.get("text") or "").startswith("/")
        return (
            is_button
            and self.TOLD_BY is not None
            and has_run_since_set(tracker, self.TOLD_BY, NUMBER)
        )

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventDict]:
        """Validate each slot, then number and e-mail together, then fill in what follows."""
        events = await super().get_validation_events(dispatcher, tracker, domain)
        access = await open_order(tracker, self.tools.store)
        changes = self._wrong_pair(dispatcher, tracker) if access is None else {}
        if access is not None:
            changes = await self._item_of(access, tracker)
        tracker.slots.update(changes)
        return [*events, *(SlotSet(slot, value) for slot, value in changes.items())]

    async def next_requested_slot(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> EventDict | None:
        """Ask for what is missing; end early when nothing more can come of it."""
        access = await open_order(tracker, self.tools.store)
        slot = await self._next_slot(access, tracker, domain)
        if slot == CONFIRM and access is not None and tracker.get_slot(REQUESTED_SLOT) != CONFIRM:
            await self._say_summary(dispatcher, access, tracker)
        return SlotSet(REQUESTED_SLOT, slot)

    async def summary(self, access: OrderAccess, tracker: Tracker) -> str | None:
        """Return what is about to be confirmed, where the question itself does not say it."""
        return None

    async def validate_order_number(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept five digits; of a signed customer only the customer's own orders."""
        match = ORDER_NUMBER.search(str(value))
        if match is None:
            dispatcher.utter_message(response="utter_invalid_order_number")
            return {NUMBER: None}
        number = match.group(1)
        customer_id = verified_customer_id(tracker)
        if customer_id is not None:
            order = await self.tools.store.order(number)
            if order is None or order.customer_id != customer_id:
                dispatcher.utter_message(response="utter_not_your_order", order_number=number)
                return {NUMBER: None}
        return {NUMBER: number}

    async def validate_email(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept an e-mail address; whether it is the order's is checked afterwards."""
        email = email_in(value)
        if email is None and verified_customer_id(tracker) is None:
            dispatcher.utter_message(response="utter_invalid_email")
        return {ORDER_EMAIL: email}

    async def validate_item(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> str | None:
        """Return the id of the order's product that `value` means; say so when there is none.

        As long as the order is not known, what was said is kept as it is.
        """
        access = await open_order(tracker, self.tools.store)
        if access is None:
            return described(value)
        meant = match_item(str(value), access.order)
        if meant is None:
            dispatcher.utter_message(response="utter_item_not_in_order")
            return None
        refusals = {} if self.write is None else await self.write.item_refusals(access)
        refusal = refusals.get(meant)
        if refusal is not None:
            Speaker(dispatcher).say(refusal, evidence=[order_evidence(access.order)])
            return None
        return meant

    def _wrong_pair(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> SlotValues:
        """Begin anew when number and e-mail do not go together, and count how often."""
        given = tracker.get_slot(NUMBER) and tracker.get_slot(ORDER_EMAIL)
        if not given or is_guessing(tracker) or verified_customer_id(tracker) is not None:
            return {}
        count = wrong_pairs(tracker) + 1
        if count < MAX_WRONG_PAIRS:
            dispatcher.utter_message(response="utter_order_pair_wrong")
        return {NUMBER: None, ORDER_EMAIL: None, WRONG_PAIRS: count}

    async def _item_of(self, access: OrderAccess, tracker: Tracker) -> SlotValues:
        """Choose the item where there is no choice; drop what the order does not have.

        An item that was named before the order was known is looked for now.
        """
        if self.ITEM_SLOT is None or self.write is None or tracker.get_slot(CONFIRM) is True:
            return {}  # what was confirmed stays, also when an interrupted turn is done again
        choices = await self.write.choices(access)
        chosen = tracker.get_slot(self.ITEM_SLOT)
        if chosen in choices:
            return {}
        if len(choices) == 1:
            return {self.ITEM_SLOT: choices[0]}
        meant = match_item(str(chosen), access.order) if chosen is not None else None
        return {self.ITEM_SLOT: meant if meant in choices else None}

    async def _next_slot(
        self, access: OrderAccess | None, tracker: Tracker, domain: DomainDict
    ) -> str | None:
        is_verified = verified_customer_id(tracker) is not None
        if access is None and not is_verified and is_guessing(tracker):
            return None
        if access is not None and self.write is not None and await self.write.refusal(access):
            return None
        wanted: Iterable[str] = self.domain_slots(domain)
        missing = (slot for slot in wanted if tracker.get_slot(slot) is None)
        return next((slot for slot in missing if slot != ORDER_EMAIL or not is_verified), None)

    async def _say_summary(
        self, dispatcher: CollectingDispatcher, access: OrderAccess, tracker: Tracker
    ) -> None:
        text = await self.summary(access, tracker)
        if text is not None:
            Speaker(dispatcher).say(text, evidence=[order_evidence(access.order)])
