"""What a customer likes: activities, price level, fit, sizes and favourite colours."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from scripts.demo_shop.seeded import weighted

# How many customers do what; hiking and everyday walks carry an outdoor shop.
ACTIVITIES: Mapping[str, float] = {
    "hiking": 24,
    "trekking": 12,
    "camping": 11,
    "family camping": 10,
    "trail running": 10,
    "winter hiking": 7,
    "ski touring": 7,
    "alpine climbing": 6,
    "bikepacking": 6,
    "paddling": 6,
    "travel": 8,
    "car camping": 6,
    "bushcraft": 4,
    "everyday": 8,
}
# Activities that the same person tends to share.
NEIGHBOURS: Mapping[str, tuple[str, ...]] = {
    "hiking": ("trekking", "winter hiking", "travel", "everyday"),
    "trekking": ("hiking", "backpacking", "alpine climbing", "bikepacking"),
    "camping": ("hiking", "festivals", "paddling", "car camping"),
    "family camping": ("car camping", "hiking", "everyday"),
    "trail running": ("hiking", "ski touring", "bikepacking"),
    "winter hiking": ("ski touring", "hiking", "everyday"),
    "ski touring": ("alpine climbing", "winter hiking", "trail running"),
    "alpine climbing": ("ski touring", "trekking"),
    "bikepacking": ("trekking", "camping"),
    "paddling": ("camping", "car camping"),
    "travel": ("hiking", "everyday"),
    "car camping": ("family camping", "camping"),
    "bushcraft": ("camping", "car camping"),
    "everyday": ("hiking", "travel"),
}
COLOURS = ("navy", "black", "olive", "teal", "rust", "forest green", "dark grey", "plum", "orange")
# Even the keenest customer has other things to do.
LIVELIEST = 4.0
CLOTHING_SIZES = ("XS", "S", "M", "L", "XL", "XXL")


@dataclass(frozen=True, slots=True)
class Habit:
    """`activities` weigh 1.0 for the favourite and less for the others; `price_level` is 0 to 1.

    `rhythm` says how much this customer visits and buys, compared with the others.
    """

    activities: Mapping[str, float]
    price_level: float
    fit: str
    kids_size: str | None
    shoe_size: str
    clothing_size: str
    colours: tuple[str, ...]
    rhythm: float

    @property
    def favourite(self) -> str:
        """The activity that this customer shops for most."""
        return max(self.activities, key=lambda name: self.activities[name])


def draw_habit(draw: random.Random, fit: str) -> Habit:
    """Draw a habit for a customer who wears `fit` (women or men)."""
    favourite = weighted(draw, list(ACTIVITIES), list(ACTIVITIES.values()))
    activities = {favourite: 1.0}
    for strength in (0.6, 0.35)[: draw.choice((0, 1, 1, 2, 2))]:
        activities.setdefault(draw.choice(NEIGHBOURS[favourite]), strength)
    family = favourite == "family camping" or draw.random() < 0.12
    shoe_mean, clothing_mean = (39, 1.7) if fit == "women" else (43, 2.9)
    shoe = round(draw.gauss(shoe_mean, 1.3))
    clothing = min(5, max(0, round(draw.gauss(clothing_mean, 0.9))))
    return Habit(
        activities=activities,
        price_level=draw.betavariate(2, 2),
        fit=fit,
        kids_size=draw.choice(("104", "110", "116", "122", "128")) if family else None,
        shoe_size=str(min(47, max(36, shoe))),
        clothing_size=CLOTHING_SIZES[clothing],
        colours=tuple(draw.sample(COLOURS, 3)),
        rhythm=min(LIVELIEST, draw.lognormvariate(0, 0.9)),
    )
