"""All category pictures by the name of their file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scripts.demo_shop.catalogue import CATALOGUE
from scripts.demo_shop.pictures import camping, clothing, footwear, packs, trail_gear
from scripts.demo_shop.pictures.frame import frame

DRAWINGS: Mapping[str, Callable[[], str]] = {
    "Tents": camping.tent,
    "Sleeping Bags": camping.sleeping_bag,
    "Sleeping Mats": camping.sleeping_mat,
    "Stoves": camping.stove,
    "Cookware": camping.cookware,
    "Headlamps": camping.headlamp,
    "Camp Furniture": camping.camp_furniture,
    "Coolers": camping.cooler,
    "Backpacks": packs.backpack,
    "Daypacks": packs.daypack,
    "Travel Bags": packs.travel_bag,
    "Dry Bags": packs.dry_bag,
    "Hiking Boots": footwear.hiking_boot,
    "Trail Running Shoes": footwear.trail_running_shoe,
    "Sandals": footwear.sandal,
    "Socks": footwear.socks,
    "Rain Jackets": clothing.rain_jacket,
    "Down Jackets": clothing.down_jacket,
    "Fleece": clothing.fleece,
    "Base Layers": clothing.base_layer,
    "Hiking Trousers": clothing.hiking_trousers,
    "Hats & Gloves": clothing.hats_and_gloves,
    "Trekking Poles": trail_gear.trekking_poles,
    "Water Bottles": trail_gear.water_bottle,
    "Water Filters": trail_gear.water_filter,
    "Navigation": trail_gear.navigation,
}


def pictures() -> dict[str, str]:
    """Return one SVG document for each leaf category, by slug."""
    return {
        category.slug: frame(
            category.path[1].replace("&", "&amp;"), category.path[0], DRAWINGS[category.path[1]]()
        )
        for category in CATALOGUE
    }
