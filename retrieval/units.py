"""Units of measure: the words people write and the endings of attribute names (`volume_l`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """What a unit measures. Numbers of one family can be compared after conversion."""

    PRICE = "price"
    MASS = "mass"
    VOLUME = "volume"
    LENGTH = "length"
    TEMPERATURE = "temperature"
    TIME = "time"
    LIGHT = "light"
    POWER = "power"
    CHARGE = "charge"
    CLOTH = "cloth"
    SOUND = "sound"
    FINENESS = "fineness"
    PERSONS = "persons"
    PIECES = "pieces"
    STARS = "stars"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and how many of its family's base unit it is."""

    family: Family
    factor: float


_WORDS: Mapping[tuple[Family, float], str] = {
    (Family.PRICE, 1): "€ e eur euro euros $ usd dollar dollars bucks £ gbp pound pounds quid chf"
    " franc francs",
    (Family.MASS, 1): "g gr gram grams gramme grammes",
    (Family.MASS, 1000): "kg kgs kilo kilos kilogram kilograms",
    (Family.VOLUME, 1): "l ltr ltrs liter liters litre litres",
    (Family.VOLUME, 0.01): "cl",
    (Family.VOLUME, 0.001): "ml milliliter milliliters millilitre millilitres",
    (Family.LENGTH, 1): "mm millimeter millimeters millimetre millimetres",
    (Family.LENGTH, 10): "cm centimeter centimeters centimetre centimetres",
    (Family.LENGTH, 1000): "m meter meters metre metres",
    (Family.TEMPERATURE, 1): "° c celsius degree degrees",
    (Family.TIME, 1 / 60): "min mins minute minutes",
    (Family.TIME, 1): "h hr hrs hour hours",
    (Family.TIME, 24): "d day days",
    (Family.LIGHT, 1): "lm lumen lumens",
    (Family.POWER, 1): "w watt watts",
    (Family.CHARGE, 1): "mah",
    (Family.CLOTH, 1): "gsm",
    (Family.FINENESS, 1): "micron microns µm μm",
    (Family.SOUND, 1): "db decibel decibels",
    (Family.PERSONS, 1): "p pers person persons people man men berth sleeper sleepers",
    (Family.PIECES, 1): "piece pieces pc pcs pack packs",
    (Family.STARS, 1): "★ star stars",
}

UNITS: Mapping[str, Unit] = {
    word: Unit(family, factor)
    for (family, factor), words in _WORDS.items()
    for word in words.split()
}
"""Units by the folded word that names them."""

PERSON_ATTRIBUTES = frozenset({"capacity", "sleeps", "persons", "people", "berths"})
"""Attributes that count people although their names end in no unit."""


def unit_of_attribute(key: str) -> Unit | None:
    """Return the unit that an attribute's name ends with, None if it has none."""
    if key in PERSON_ATTRIBUTES:
        return UNITS["person"]
    name, underscore, ending = key.rpartition("_")
    return UNITS.get(ending) if underscore and name else UNITS.get(key)


def name_of_attribute(key: str) -> str:
    """Return an attribute's name as words without its unit: `burn_hours` is `burn`."""
    name, underscore, ending = key.rpartition("_")
    kept = name if underscore and name and ending in UNITS else key
    return kept.replace("_", " ")
