"""The whole catalogue in the order of the shop's menu."""

from scripts.demo_shop.categories.backpacks import BACKPACKS
from scripts.demo_shop.categories.base_layers import BASE_LAYERS
from scripts.demo_shop.categories.camp_furniture import CAMP_FURNITURE
from scripts.demo_shop.categories.cookware import COOKWARE
from scripts.demo_shop.categories.coolers import COOLERS
from scripts.demo_shop.categories.daypacks import DAYPACKS
from scripts.demo_shop.categories.down_jackets import DOWN_JACKETS
from scripts.demo_shop.categories.dry_bags import DRY_BAGS
from scripts.demo_shop.categories.fleece import FLEECE
from scripts.demo_shop.categories.hats_and_gloves import HATS_AND_GLOVES
from scripts.demo_shop.categories.headlamps import HEADLAMPS
from scripts.demo_shop.categories.hiking_boots import HIKING_BOOTS
from scripts.demo_shop.categories.hiking_trousers import HIKING_TROUSERS
from scripts.demo_shop.categories.navigation import NAVIGATION
from scripts.demo_shop.categories.rain_jackets import RAIN_JACKETS
from scripts.demo_shop.categories.sandals import SANDALS
from scripts.demo_shop.categories.sleeping_bags import SLEEPING_BAGS
from scripts.demo_shop.categories.sleeping_mats import SLEEPING_MATS
from scripts.demo_shop.categories.socks import SOCKS
from scripts.demo_shop.categories.stoves import STOVES
from scripts.demo_shop.categories.tents import TENTS
from scripts.demo_shop.categories.trail_running_shoes import TRAIL_RUNNING_SHOES
from scripts.demo_shop.categories.travel_bags import TRAVEL_BAGS
from scripts.demo_shop.categories.trekking_poles import TREKKING_POLES
from scripts.demo_shop.categories.water_bottles import WATER_BOTTLES
from scripts.demo_shop.categories.water_filters import WATER_FILTERS
from scripts.demo_shop.item import Category

CATALOGUE: tuple[Category, ...] = (
    TENTS,
    SLEEPING_BAGS,
    SLEEPING_MATS,
    STOVES,
    COOKWARE,
    HEADLAMPS,
    CAMP_FURNITURE,
    COOLERS,
    BACKPACKS,
    DAYPACKS,
    TRAVEL_BAGS,
    DRY_BAGS,
    HIKING_BOOTS,
    TRAIL_RUNNING_SHOES,
    SANDALS,
    SOCKS,
    RAIN_JACKETS,
    DOWN_JACKETS,
    FLEECE,
    BASE_LAYERS,
    HIKING_TROUSERS,
    HATS_AND_GLOVES,
    TREKKING_POLES,
    WATER_BOTTLES,
    WATER_FILTERS,
    NAVIGATION,
)
