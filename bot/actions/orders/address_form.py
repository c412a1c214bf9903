"""What a change of address needs."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker
from rasa_sdk.types import DomainDict

from bot.actions.orders.access import OrderAccess
from bot.actions.orders.order_form import OrderForm
from bot.actions.shop_form import SlotValues

STREET, POSTCODE, CITY = "new_street", "new_postcode", "new_city"
# No street or town in Europe has a longer name.
MAX_CHARS = 100
# 6020, 79098, 411 03, 1012 AB, LV-1010, SW1A 1AA: the forms in use where the shop delivers, and
# the ones customers try; what is left of a text before and after it is no part of it.
_POSTCODE = re.compile(
    r"(?<![\w-])((?:[A-Z]{1,2}-)?(?:\d{3} \d{2}|\d{4} [A-Z]{2}|\d{2}-\d{3}|\d{4}-\d{3}|\d{4,6})"
    r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})(?![\w-])",
    re.IGNORECASE,
)
# "please send it to", "my new address is", "it's in": words that lead to the answer
_LEAD = re.compile(
    r"^(?:please |the |my |our |new |send |deliver |it |that |address |street |town |city |"
    r"postcode |zip |code )*(?:is|to|in|at|it's|its|that's)[\s:]+|^please\s+",
    re.IGNORECASE,
)
_TRAIL = re.compile(r"[\s,.]*(?:please|thanks|thank you)?[\s,.!]*$", re.IGNORECASE)


class AddressForm(OrderForm):
    """Street, postcode and town, then a yes."""

    FORM = "address_form"
    WORKING = (STREET, POSTCODE, CITY)

    async def summary(self, access: OrderAccess, tracker: Tracker) -> str | None:
        """Say what the question leaves out: the country cannot be changed here."""
        return f"The country stays {access.order.address.country}."

    async def validate_new_street(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept a street with a house number; of a whole address take postcode and town too."""
        street, postcode, city = split_address(str(value))
        if not any(char.isdigit() for char in street) or not any(map(str.isalpha, street)):
            dispatcher.utter_message(response="utter_invalid_street")
            return {STREET: None}
        found = {STREET: street, POSTCODE: postcode, CITY: city}
        return {slot: text for slot, text in found.items() if text}

    async def validate_new_postcode(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept a postcode, and the town that may stand behind it."""
        _, postcode, city = split_address(str(value))
        if not postcode:
            dispatcher.utter_message(response="utter_invalid_postcode")
            return {POSTCODE: None}
        return {POSTCODE: postcode, **({CITY: city} if city else {})}

    async def validate_new_city(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> SlotValues:
        """Accept a name; without one the question is simply asked again."""
        city = _bare(str(value))
        return {CITY: city if any(map(str.isalpha, city)) else None}


def split_address(said: str) -> tuple[str, str, str]:
    """Return street, postcode and town of what was said; "" for what is not in it."""
    text = _bare(said)
    matches = list(_POSTCODE.finditer(text))
    # in "Ringweg 1020, 6020 Innsbruck" the house number comes first
    match = matches[-1] if matches else None
    if match is None:
        return text, "", ""
    before = text[: match.start()].strip(" ,")
    after = text[match.end() :].strip(" ,")
    if not before and not after:
        return "", match.group(1).upper(), ""
    if not before and any(char.isdigit() for char in after):
        # "79098 Freiburg, Gartenweg 7"
        city, _, street = after.partition(",")
        return street.strip(), match.group(1).upper(), city.strip()
    return before, match.group(1).upper(), after


def _bare(said: str) -> str:
    text = " ".join(said.split())[:MAX_CHARS]
    return _TRAIL.sub("", _LEAD.sub("", text)).strip(" ,")
