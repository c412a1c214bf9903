"""Checking what customers give the forms about orders, and asking only for what is missing."""

from __future__ import annotations

import re
from abc import ABC
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from bot.actions.context import current_turn
from bot.actions.list_choice import choose
from bot.actions.order_access import open_order, verified_customer_id
from bot.actions.shop_action import ShopTools
from bot.actions.write_action import OrderWriteAction
from bot.shop.records import Order

ORDER_NUMBER = re.compile(r"(?<!\d)(1\d{4})(?!\d)")
EMAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,190}\.[A-Za-z]{2,24}")
MIN_DESCRIPTION_CHARS = 3

SlotValues = dict[str, Any]


class OrderForm(FormValidationAction, ABC):
    """A form that needs an order the customer may see.

    `write` is the action that the form ends in, if it writes: when the order's state forbids it,
    the form asks nothing further and the action says why.
    """

    FORM: ClassVar[str]
    ITEM_SLOT: ClassVar[str | None] = None

    def __init__(self, tools: ShopTools, write: OrderWriteAction | None = None) -> None:
        self._tools = tools
        self._write = write

    def name(self) -> str:
        """Return the validation action's name, as rasa-sdk derives it from the form's."""
        return f"validate_{self.FORM}"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,
    ) -> list[str]:
        """Leave out what need not be asked: e-mail of a signed customer, the only item."""
        slots = list(domain_slots)
        if verified_customer_id(tracker):
            slots.remove("email")
        access = await open_order(tracker, self._tools.store)
        if access is None:
            return slots
        if self._write is not None and self._write.refusal(access):
            return ["order_number"]
        if self.ITEM_SLOT in slots and len(access.order.items) == 1:
            slots.remove(self.ITEM_SLOT)
        return slots

    async def validate_order_number(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept five digits; of a signed customer only the customer's own orders."""
        match = ORDER_NUMBER.search(str(value))
        if match is None:
            dispatcher.utter_message(response="utter_invalid_order_number")
            return {"order_number": None}
        number = match.group(1)
        customer_id = verified_customer_id(tracker)
        if customer_id is not None:
            order = await self._tools.store.order(number)
            if order is None or order.customer_id != customer_id:
                dispatcher.utter_message(response="utter_not_your_order", order_number=number)
                return {"order_number": None}
        return {"order_number": number}

    async def validate_email(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept an address that belongs to the order; else begin anew with the number."""
        match = EMAIL.search(str(value))
        if match is None:
            dispatcher.utter_message(response="utter_invalid_email")
            return {"email": None}
        tracker.slots["email"] = match.group(0)
        if tracker.get_slot("order_number"):
            access = await open_order(tracker, self._tools.store)
            if access is None:
                dispatcher.utter_message(response="utter_order_not_found")
                return {"email": None, "order_number": None}
        return {"email": match.group(0)}

    async def validate_confirm(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept yes and no only."""
        return {"confirm": value if isinstance(value, bool) else None}

    async def item_of_order(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> str | None:
        """Return the id of the order's product that `value` means; say so when there is none."""
        access = await open_order(tracker, self._tools.store)
        if access is None:
            return None
        item = match_item(str(value), access.order)
        if item is None:
            dispatcher.utter_message(response="utter_item_not_in_order")
        return item


def match_item(said: str, order: Order) -> str | None:
    """Return the product id of the order's item that the text means, None if none."""
    products = current_turn().searcher.catalog.products
    items = [products[one.product_id] for one in order.items if one.product_id in products]
    for product in items:
        if said.strip().casefold() in (product.id.casefold(), product.name.casefold()):
            return product.id
    picked = choose(said, items)
    if picked is not None:
        return picked.id
    hits = current_turn().searcher.find_product(said)
    own = {product.id for product in items}
    return next((hit.id for hit in hits if hit.id in own), None)


def described(value: Any) -> str | None:
    """Return a description that says something, None if it is empty or only a command."""
    text = str(value).strip()
    return text if len(text) >= MIN_DESCRIPTION_CHARS and not text.startswith("/") else None


class OrderStatusForm(OrderForm):
    """Order number and e-mail for the state of an order."""

    FORM = "order_status_form"


class RefundStatusForm(OrderForm):
    """Order number and e-mail for the state of a refund."""

    FORM = "refund_status_form"


class InvoiceForm(OrderForm):
    """Order number and e-mail for an invoice."""

    FORM = "invoice_form"


class CancelForm(OrderForm):
    """What a cancellation needs."""

    FORM = "cancel_form"


class ReturnForm(OrderForm):
    """What a return needs: the item and the reason."""

    FORM = "return_form"
    ITEM_SLOT = "return_item"

    async def validate_return_item(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept an item of the order."""
        return {"return_item": await self.item_of_order(value, dispatcher, tracker)}

    async def validate_return_reason(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept any reason in words."""
        return {"return_reason": described(value)}


class WarrantyForm(OrderForm):
    """What a warranty claim needs: the item and its fault."""

    FORM = "warranty_form"
    ITEM_SLOT = "warranty_item"

    async def validate_warranty_item(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept an item of the order."""
        return {"warranty_item": await self.item_of_order(value, dispatcher, tracker)}

    async def validate_problem_description(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept any description in words."""
        return {"problem_description": described(value)}


class DeliveryProblemForm(OrderForm):
    """What a report about a parcel needs."""

    FORM = "delivery_problem_form"

    async def validate_problem_description(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept any description in words."""
        return {"problem_description": described(value)}


class AddressForm(OrderForm):
    """What a change of address needs."""

    FORM = "address_form"

    async def validate_new_street(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept a street with a house number."""
        text = described(value)
        if text is None or not any(char.isdigit() for char in text):
            dispatcher.utter_message(response="utter_invalid_street")
            return {"new_street": None}
        return {"new_street": text}

    async def validate_new_postcode(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept 3 to 10 letters, digits, blanks and dashes with at least one digit."""
        text = str(value).strip().upper()
        if not re.fullmatch(r"(?=.*\d)[A-Z0-9][A-Z0-9 -]{1,8}[A-Z0-9]", text):
            dispatcher.utter_message(response="utter_invalid_postcode")
            return {"new_postcode": None}
        return {"new_postcode": text}

    async def validate_new_city(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept a name."""
        return {"new_city": described(value)}
