"""When things are wanted: a weight for each month, by category and by the product's season."""

from __future__ import annotations

from collections.abc import Mapping

from retrieval.types import Product

Months = tuple[float, ...]
#                 Jan  Feb  Mar  Apr  May  Jun  Jul  Aug  Sep  Oct  Nov  Dec
SUMMER: Months = (0.2, 0.2, 0.5, 1.0, 1.6, 2.2, 2.4, 1.9, 0.8, 0.4, 0.2, 0.3)
CAMPING: Months = (0.3, 0.4, 0.8, 1.3, 1.8, 2.0, 1.9, 1.5, 0.8, 0.5, 0.4, 0.7)
WALKING: Months = (0.6, 0.6, 1.0, 1.3, 1.5, 1.3, 1.1, 1.1, 1.3, 1.0, 0.7, 0.8)
RAIN: Months = (0.7, 0.7, 1.1, 1.3, 1.1, 0.8, 0.7, 0.8, 1.3, 1.5, 1.2, 0.9)
WINTER: Months = (2.1, 1.5, 0.7, 0.3, 0.15, 0.1, 0.1, 0.2, 0.6, 1.6, 2.4, 2.6)
COOL: Months = (1.4, 1.1, 0.9, 0.7, 0.5, 0.4, 0.4, 0.5, 1.1, 1.5, 1.7, 1.8)
DARK: Months = (1.2, 1.0, 0.8, 0.7, 0.7, 0.7, 0.8, 0.9, 1.1, 1.4, 1.5, 1.6)
EVEN: Months = (1.0,) * 12

BY_CATEGORY: Mapping[str, Months] = {
    "Tents": CAMPING,
    "Sleeping Bags": CAMPING,
    "Sleeping Mats": CAMPING,
    "Stoves": CAMPING,
    "Cookware": CAMPING,
    "Headlamps": DARK,
    "Camp Furniture": CAMPING,
    "Coolers": SUMMER,
    "Backpacks": WALKING,
    "Daypacks": WALKING,
    "Dry Bags": SUMMER,
    "Hiking Boots": WALKING,
    "Trail Running Shoes": WALKING,
    "Sandals": SUMMER,
    "Socks": COOL,
    "Rain Jackets": RAIN,
    "Down Jackets": WINTER,
    "Fleece": COOL,
    "Base Layers": COOL,
    "Hiking Trousers": WALKING,
    "Hats & Gloves": COOL,
    "Trekking Poles": WALKING,
    "Water Filters": CAMPING,
}
BY_SEASON: Mapping[str, Months] = {"winter": WINTER, "summer": SUMMER}
WINTER_ACTIVITIES = frozenset({"ski touring", "winter hiking"})
# Visits and orders to the whole shop, by month: before the holidays and before Christmas.
TRADE: Months = (0.9, 0.7, 0.8, 0.9, 1.1, 1.3, 1.2, 0.9, 0.9, 1.0, 1.3, 1.5)


def months_of(product: Product) -> Months:
    """Return the twelve monthly weights of a product, January first."""
    season = product.attributes.get("season")
    if isinstance(season, str) and season in BY_SEASON:
        return BY_SEASON[season]
    if WINTER_ACTIVITIES.issuperset(product.attributes["activities"]):
        return WINTER
    return BY_CATEGORY.get(product.category[-1], EVEN)
