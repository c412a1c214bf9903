"""A handful of products for tests of texts and choices."""

from __future__ import annotations

from retrieval.types import Product, Relations

COL = Product(
    id="TNT-1",
    name="Moraine Col 2 Tent",
    brand="Moraine",
    category=("Camping", "Tents"),
    description="A light tent for two. It stands in wind.",
    price=249.0,
    currency="EUR",
    colours=("moss green", "sand"),
    weight_g=1890,
    material="ripstop nylon",
    rating=4.6,
    reviews=132,
    stock={"one size": 14},
    attributes={"capacity": 2, "waterproof_mm": 3000, "freestanding": True},
    relations=Relations(compatible_with=("MAT-1",)),
    image="/catalog/images/tents.svg",
    url="/products/TNT-1",
)
FELL = Product(
    id="TNT-2",
    name="Nordvik Fell 2 Tent",
    brand="Nordvik",
    category=("Camping", "Tents"),
    description="A heavier tent for two. It is roomy.",
    price=199.95,
    currency="EUR",
    colours=("navy",),
    weight_g=2600,
    material="polyester",
    rating=4.1,
    reviews=1,
    stock={"one size": 0},
    attributes={"capacity": 2},
)
BOOT = Product(
    id="HKB-1",
    name="Highmark Ridge Boot",
    brand="Highmark",
    category=("Footwear", "Hiking Boots"),
    description="A boot for stony paths. It needs no breaking in.",
    price=189.9,
    currency="EUR",
    colours=("brown",),
    sizes=("41", "42", "43"),
    stock={"41": 0, "42": 2, "43": 9},
)
ALL = (COL, FELL, BOOT)
