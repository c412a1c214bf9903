"""Facts about the shop that actions calculate with: shipping zones, stores, warranty.

Read from `<project>/catalog/shop.yml`; a wrong or missing value is an error with file and line.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import line_of, read_yaml

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Money = Annotated[float, Field(ge=0)]


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ShippingOffer(_Facts):
    """A price, in the shop's currency, and the working days it takes, from and to."""

    price: Money
    days: tuple[int, int]


class ShippingZone(_Facts):
    """Countries that pay the same."""

    countries: tuple[str, ...]
    standard: ShippingOffer
    express: ShippingOffer | None = None
    free_from: Money | None = None


class ShippingFacts(_Facts):
    """All zones; the first is the home zone."""

    free_from: Money
    zones: tuple[ShippingZone, ...] = Field(min_length=1)

    def zone_of(self, country: str) -> ShippingZone | None:
        """Return the zone of a country by its English name, None if nothing is sent there."""
        wanted = country.strip().casefold()
        for zone in self.zones:
            if any(wanted == name.casefold() for name in zone.countries):
                return zone
        return None


class OpeningHours(_Facts):
    """Opening times, the same on several days."""

    days: tuple[Weekday, ...]
    opens: time
    closes: time


class Store(_Facts):
    """A shop people can walk into."""

    city: str
    country: str
    timezone: str
    hours: tuple[OpeningHours, ...]

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, OSError, KeyError):
            raise ValueError(f"unknown time zone '{name}'") from None
        return name

    def hours_on(self, day: date) -> OpeningHours | None:
        """Return the opening hours of a day, None if closed."""
        weekday = WEEKDAYS[day.weekday()]
        return next((hours for hours in self.hours if weekday in hours.days), None)

    def is_open(self, moment: datetime) -> bool:
        """Whether the store is open at an aware moment."""
        local = moment.astimezone(ZoneInfo(self.timezone))
        hours = self.hours_on(local.date())
        return hours is not None and hours.opens <= local.time() < hours.closes


class WarrantyFacts(_Facts):
    """Years of warranty after delivery."""

    years: int = Field(ge=0)
    own_brand: str = ""
    own_brand_years: int = Field(ge=0, default=0)

    def years_of(self, brand: str) -> int:
        """Return the years of warranty on a brand."""
        own = brand.casefold() == self.own_brand.casefold()
        return max(self.years, self.own_brand_years) if own else self.years


class ShopFacts(_Facts):
    """Everything in shop.yml."""

    name: str
    service_email: str
    currency: str
    shipping: ShippingFacts
    stores: tuple[Store, ...]
    warranty: WarrantyFacts


def read_shop_facts(path: Path) -> ShopFacts:
    """Return the facts in a shop.yml. Raises SourceError with file, line and key."""
    raw = read_yaml(path)
    try:
        return ShopFacts.model_validate(raw)
    except ValidationError as error:
        raise SourceError(*(_problem(raw, path, item) for item in error.errors())) from None


def _problem(raw: Any, path: Path, item: Any) -> SourceProblem:
    line, node = line_of(raw), raw
    for key in item["loc"]:
        line = line_of(node, key) or line
        try:
            node = node[key]
        except (KeyError, IndexError, TypeError):
            break
    name = ".".join(str(key) for key in item["loc"])
    return SourceProblem(path, line, f"'{name}': {item['msg'].lower()}")
