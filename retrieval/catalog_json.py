"""The catalogue as canonical JSON: the same content is always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from retrieval.types import FaqEntry, Need, Passage, Product, Relations


def catalog_to_json(
    products: Mapping[str, Product],
    faqs: Mapping[str, FaqEntry],
    passages: Mapping[str, Passage],
    needs: Sequence[Need] = (),
) -> bytes:
    """Return one JSON document with sorted keys and one item a line; needs stay in their order."""
    groups = [
        f"{json.dumps(name)}: [\n" + ",\n".join(map(_line, items)) + "\n]"
        for name, items in (
            ("faqs", [faqs[key] for key in sorted(faqs)]),
            ("needs", needs),
            ("passages", [passages[key] for key in sorted(passages)]),
            ("products", [products[key] for key in sorted(products)]),
        )
    ]
    return ("{" + ",\n".join(groups) + "}\n").encode()


def catalog_from_json(
    raw: bytes,
) -> tuple[list[Product], list[FaqEntry], list[Passage], list[Need]]:
    """Return what `catalog_to_json` wrote."""
    stored = json.loads(raw)
    return (
        [_product(item) for item in stored["products"]],
        [FaqEntry(**_tuples(item)) for item in stored["faqs"]],
        [Passage(**_tuples(item)) for item in stored["passages"]],
        [Need(**_tuples(item)) for item in stored["needs"]],
    )


def _line(item: Product | FaqEntry | Passage | Need) -> str:
    return json.dumps(asdict(item), ensure_ascii=False, sort_keys=True, allow_nan=False)


def _product(item: dict[str, Any]) -> Product:
    relations = Relations(**_tuples(item.pop("relations")))
    return Product(**_tuples(item), relations=relations)


def _tuples(item: dict[str, Any]) -> dict[str, Any]:
    """Lists at the top level were tuples; lists inside attributes were lists."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in item.items()}
