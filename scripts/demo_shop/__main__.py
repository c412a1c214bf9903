"""Rebuilds the demo shop's data: `python -m scripts.demo_shop` from the repository's root."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from retrieval.types import Product, Relations
from scripts.demo_shop.catalogue import CATALOGUE
from scripts.demo_shop.pictures.album import pictures
from scripts.demo_shop.products import as_lines, rows
from scripts.demo_shop.shop import draw_shop
from scripts.demo_shop.shop_database import write_database

SEED = 20261120
CUSTOMERS, ORDERS, INTERACTIONS = 300, 1000, 20_000
FOLDER = Path("config/catalog")


def main(folder: Path = FOLDER) -> None:
    """Write products.jsonl, the pictures and shop.sqlite into the catalogue folder."""
    catalogue = list(rows(CATALOGUE, SEED))
    (folder / "products.jsonl").write_text(as_lines(catalogue), encoding="utf-8")
    _say(f"{folder}/products.jsonl: {len(catalogue)} products in {len(CATALOGUE)} categories")
    images = folder / "images"
    images.mkdir(parents=True, exist_ok=True)
    drawn = pictures()
    for slug, picture in drawn.items():
        (images / f"{slug}.svg").write_text(picture, encoding="utf-8")
    _say(f"{images}/: {len(drawn)} pictures")
    products = [as_product(row) for row in catalogue]
    shop = draw_shop(products, CUSTOMERS, ORDERS, INTERACTIONS, SEED)
    write_database(shop, folder / "shop.sqlite")
    _say(
        f"{folder}/shop.sqlite: {len(shop.customers)} customers, {len(shop.orders)} orders, "
        f"{len(shop.returns)} returns, {len(shop.interactions)} interactions"
    )


def as_product(row: dict[str, Any]) -> Product:
    """Return a catalogue row as a product."""
    relations = {name: tuple(ids) for name, ids in row["relations"].items()}
    lists = {name: tuple(row[name]) for name in ("category", "colours", "sizes")}
    return Product(**{**row, **lists, "relations": Relations(**relations)})


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    if not FOLDER.parent.is_dir():
        sys.exit(f"{FOLDER.parent}/ is not here; run this from the root of the repository")
    main()
