"""Making a product of the small shop."""

from __future__ import annotations

from typing import Any

from retrieval.types import Product, Relations

LEAVES = {
    "TNT": ("Camping", "Tents"),
    "SLB": ("Camping", "Sleeping Bags"),
    "BKP": ("Packs", "Backpacks"),
    "HKB": ("Footwear", "Hiking Boots"),
    "TRS": ("Footwear", "Trail Running Shoes"),
    "RNJ": ("Clothing", "Rain Jackets"),
    "DWJ": ("Clothing", "Down Jackets"),
    "HGL": ("Clothing", "Hats & Gloves"),
    "STV": ("Camping", "Stoves"),
    "SCK": ("Footwear", "Socks"),
}


def product(id: str, name: str, price: float, **changes: Any) -> Product:
    """Return a product of the category that its id begins with."""
    sizes = changes.pop("sizes", ())
    stock = changes.pop("stock", dict.fromkeys(sizes or ("one size",), 5))
    relations = Relations(
        **{
            key: tuple(changes.pop(key))
            for key in ("accessory_of", "compatible_with", "replaces")
            if key in changes
        }
    )
    return Product(
        id=id,
        name=name,
        brand=changes.pop("brand", name.split()[0]),
        category=LEAVES[id[:3]],
        description=changes.pop("description", f"A good {name}. It lasts."),
        price=price,
        currency="EUR",
        sizes=tuple(sizes),
        stock=stock,
        relations=relations,
        **changes,
    )
