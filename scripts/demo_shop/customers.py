"""Three hundred invented customers, three of them fixed because tests and documents name them."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scripts.demo_shop.habits import Habit, draw_habit
from scripts.demo_shop.people import CULTURES, Culture
from scripts.demo_shop.seeded import stream, weighted

FIRST_NUMBER = 1001
OPENED = date(2022, 3, 1)
# Letters that do not fall apart into a plain one and an accent.
PLAIN: Mapping[int, str] = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "ı": "i", "æ": "ae", "ö": "oe", "ü": "ue", "ä": "ae"}
)


@dataclass(frozen=True, slots=True)
class Customer:
    """A row of the customers table, with the habit that explains what this person does."""

    id: str
    email: str
    first_name: str
    last_name: str
    street: str
    postcode: str
    city: str
    country: str
    phone: str
    joined: date
    newsletter: bool
    member: bool
    habit: Habit


def draw_customers(count: int, reference: date, seed: int) -> list[Customer]:
    """Return `count` customers in order of their ids, the fixed ones first."""
    draw = stream(seed, "customers")
    customers = _fixed()
    taken = {customer.email for customer in customers}
    for number in range(FIRST_NUMBER + len(customers), FIRST_NUMBER + count):
        customer = _draw_customer(draw, number, reference, taken)
        taken.add(customer.email)
        customers.append(customer)
    return customers


def _draw_customer(draw: random.Random, number: int, reference: date, taken: set[str]) -> Customer:
    culture = weighted(draw, CULTURES, [culture.share for culture in CULTURES])
    fit = draw.choice(("women", "men"))
    first = draw.choice((culture.women if fit == "women" else culture.men).split())
    last = draw.choice(culture.families.split())
    place = draw.choice(culture.places)
    days = (reference - OPENED).days - 20
    return Customer(
        id=f"C{number}",
        email=_email(first, last, draw, taken),
        first_name=first,
        last_name=last,
        street=_street(draw, culture),
        postcode=place.postcode,
        city=place.city,
        country=culture.country,
        phone=f"{culture.phone} {draw.randrange(1000, 9999)}",
        # More people joined lately: the shop grows.
        joined=OPENED + timedelta(days=int(days * draw.random() ** 0.8)),
        newsletter=draw.random() < 0.42,
        member=draw.random() < 0.7,
        habit=draw_habit(draw, fit),
    )


def _street(draw: random.Random, culture: Culture) -> str:
    name = draw.choice(culture.streets.split(","))
    return culture.street.format(name=name, number=draw.randrange(1, 96))


def _email(first: str, last: str, draw: random.Random, taken: set[str]) -> str:
    """Return an unused example.com address in one of the forms that people choose."""
    one, two = _plain(first), _plain(last)
    forms = [f"{one}.{two}", f"{one[0]}.{two}", f"{one}{two}", f"{two}.{one}"]
    local = weighted(draw, forms, [6, 2, 1, 1])
    while f"{local}@example.com" in taken:
        local = f"{one}.{two}{draw.randrange(60, 99)}"
    return f"{local}@example.com"


def _plain(name: str) -> str:
    split = unicodedata.normalize("NFKD", name.lower().translate(PLAIN))
    return "".join(letter for letter in split if letter.isascii() and letter.isalpha())


def _fixed() -> list[Customer]:
    mara = Customer(
        id="C1001",
        email="mara.lindqvist@example.com",
        first_name="Mara",
        last_name="Lindqvist",
        street="Björkvägen 14",
        postcode="411 03",
        city="Gothenburg",
        country="Sweden",
        phone="+46 31 390 0614",
        joined=date(2023, 5, 12),
        newsletter=True,
        member=True,
        habit=Habit(
            activities={"trekking": 1.0, "hiking": 0.6},
            price_level=0.55,
            fit="women",
            kids_size=None,
            shoe_size="42",
            clothing_size="M",
            colours=("navy", "forest green", "moss green"),
            rhythm=1.2,
        ),
    )
    jonas = Customer(
        id="C1002",
        email="jonas.weber@example.com",
        first_name="Jonas",
        last_name="Weber",
        street="Gartenweg 7",
        postcode="79098",
        city="Freiburg",
        country="Germany",
        phone="+49 30 555 2741",
        joined=date(2024, 2, 3),
        newsletter=False,
        member=True,
        habit=Habit(
            activities={"winter hiking": 1.0, "hiking": 0.6, "ski touring": 0.35},
            price_level=0.8,
            fit="men",
            kids_size=None,
            shoe_size="44",
            clothing_size="L",
            colours=("navy", "black", "orange"),
            rhythm=1.0,
        ),
    )
    aylin = Customer(
        id="C1003",
        email="aylin.demir@example.com",
        first_name="Aylin",
        last_name="Demir",
        street="Rosenweg 22",
        postcode="70173",
        city="Stuttgart",
        country="Germany",
        phone="+49 30 555 8105",
        joined=date(2025, 8, 19),
        newsletter=True,
        member=True,
        habit=Habit(
            activities={"trail running": 1.0, "hiking": 0.35},
            price_level=0.5,
            fit="women",
            kids_size=None,
            shoe_size="39",
            clothing_size="S",
            colours=("teal", "orange", "black"),
            rhythm=1.0,
        ),
    )
    return [mara, jonas, aylin]
