"""Sentences about shipping, made of the shop's facts."""

from __future__ import annotations

from bot.answers.money import format_money
from bot.answers.phrase import listed
from bot.shop.facts import ShippingZone

# A zone with more countries than this is named by what it is, not by all its countries.
NAMED_COUNTRIES = 4


def zone_name(zone: ShippingZone) -> str:
    """Return `Austria, Germany and France`, or their number if there are many."""
    if len(zone.countries) <= NAMED_COUNTRIES:
        return listed(zone.countries)
    return f"{len(zone.countries)} other European countries"


def cost_text(zone: ShippingZone, currency: str) -> str:
    """Return what shipping to a zone costs."""
    standard = format_money(zone.standard.price, currency)
    text = f"standard shipping {standard}"
    if zone.free_from is not None:
        text += f", free from {format_money(zone.free_from, currency)}"
    if zone.express is not None:
        text += f"; express {format_money(zone.express.price, currency)}"
    return text + "."


def time_text(zone: ShippingZone) -> str:
    """Return how many working days shipping to a zone takes."""
    first, last = zone.standard.days
    text = f"standard {first}-{last} working days"
    if zone.express is not None:
        first, last = zone.express.days
        text += f", express {first}-{last}"
    return text + "."
