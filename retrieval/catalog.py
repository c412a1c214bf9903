"""The catalogue of a project: products, answered questions and policies, with what is wrong.

A fault costs its own row and nothing else; `Catalog.problems` says what was left out and why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from retrieval.catalog_json import catalog_to_json
from retrieval.faq_yaml import read_faq
from retrieval.filters import KIND
from retrieval.needs_yaml import read_needs
from retrieval.policies_markdown import read_policy
from retrieval.product_row import LocatedProduct
from retrieval.products_csv import read_products_csv
from retrieval.products_jsonl import read_products_jsonl
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.types import FaqEntry, Need, Passage, Product, Relations

T = TypeVar("T")

_PRODUCT_FILES: Mapping[str, Callable[[Path], tuple[list[LocatedProduct], list[SourceProblem]]]]
_PRODUCT_FILES = {"products.jsonl": read_products_jsonl, "products.csv": read_products_csv}


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that can be found, by id and ordered by id, and what could not be read.

    `content_hash` depends on the content alone: the order of rows and the format do not matter.
    """

    products: Mapping[str, Product] = field(default_factory=dict)
    faqs: Mapping[str, FaqEntry] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    problems: tuple[SourceProblem, ...] = ()
    content_hash: str = ""

    @classmethod
    def of(
        cls,
        products: Iterable[Product] = (),
        faqs: Iterable[FaqEntry] = (),
        passages: Iterable[Passage] = (),
        needs: Iterable[Need] = (),
        problems: Iterable[SourceProblem] = (),
    ) -> Catalog:
        """Make a catalogue of items whose ids are unique within their kind."""
        catalog = cls(
            products={item.id: item for item in sorted(products, key=lambda item: item.id)},
            faqs={entry.id: entry for entry in sorted(faqs, key=lambda item: item.id)},
            passages={part.id: part for part in sorted(passages, key=lambda item: item.id)},
            needs=tuple(sorted(needs, key=lambda need: (need.category, need.kind, need.examples))),
            problems=tuple(problems),
        )
        content = catalog_to_json(catalog.products, catalog.faqs, catalog.passages, catalog.needs)
        return replace(catalog, content_hash=hashlib.sha256(content).hexdigest())


def load_catalog(folder: Path) -> Catalog:
    """Read products.jsonl, products.csv, faq.yml, policies/*.md and needs/*.yml of a folder.

    Each file may be missing, and the folder: then there is nothing to find. Raises SourceError
    if what bears its name is no folder.
    """
    if not folder.exists():
        return Catalog.of()
    if not folder.is_dir():
        raise SourceError(SourceProblem(folder, 0, "it is no folder", "move the file away"))
    problems: list[SourceProblem] = []
    products = _load_products(folder, problems)
    faqs = _load_faqs(folder / "faq.yml", problems)
    passages = _load_policies(folder / "policies", problems)
    needs = _load_needs(folder / "needs", products, problems)
    problems.sort(key=lambda problem: (str(problem.path), problem.line, problem.column))
    return Catalog.of(products, faqs, passages, needs, problems)


def _load_products(folder: Path, problems: list[SourceProblem]) -> list[Product]:
    located: list[LocatedProduct] = []
    for name, read in _PRODUCT_FILES.items():
        if (folder / name).is_file():
            found, wrong = _reading(read, folder / name)
            located.extend(found)
            problems.extend(wrong)
    unique = _without_doubles(located, problems)
    known = {entry.product.id for entry in unique}
    return [_without_dangling(entry, known, problems) for entry in unique]


def _without_doubles(
    located: Iterable[LocatedProduct], problems: list[SourceProblem]
) -> list[LocatedProduct]:
    """Keep the first product of an id and of a name: a second name could never be told apart."""
    first: dict[str, LocatedProduct] = {}
    kept = []
    for entry in located:
        product = entry.product
        for key, what in (
            (f"id {product.id.casefold()}", "id"),
            (product.name.casefold(), "name"),
        ):
            earlier = first.setdefault(key, entry)
            if earlier is not entry:
                message = (
                    f"the {what} {getattr(product, what)!r} is already taken by "
                    f"{earlier.path.name}:{earlier.line}; product {product.id} is left out"
                )
                problems.append(SourceProblem(entry.path, entry.line, message, "make it unique"))
                break
        else:
            kept.append(entry)
    return kept


def _without_dangling(
    entry: LocatedProduct, known: set[str], problems: list[SourceProblem]
) -> Product:
    product = entry.product

    def kept(kind: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        good = tuple(dict.fromkeys(one for one in ids if one in known and one != product.id))
        for lost in dict.fromkeys(one for one in ids if one not in good):
            why = "itself" if lost == product.id else f"{lost!r}, which is not in the catalogue"
            message = f"'{kind}' of product {product.id} names {why}; this relation is left out"
            problems.append(SourceProblem(entry.path, entry.line, message))
        return good

    relations = product.relations
    return replace(
        product,
        relations=Relations(
            accessory_of=kept("accessory_of", relations.accessory_of),
            compatible_with=kept("compatible_with", relations.compatible_with),
            replaces=kept("replaces", relations.replaces),
        ),
    )


def _load_faqs(path: Path, problems: list[SourceProblem]) -> list[FaqEntry]:
    if not path.is_file():
        return []
    entries, wrong = _reading(read_faq, path)
    problems.extend(wrong)
    lines: dict[str, int] = {}
    asked: dict[str, str] = {}
    kept = []
    for entry, line in entries:
        if entry.id in lines:
            message = f"the id {entry.id!r} is already taken by line {lines[entry.id]}"
            message += "; the second entry is left out"
            problems.append(SourceProblem(path, line, message, "make it unique"))
            continue
        lines[entry.id] = line
        own = _own_questions(entry, SourceProblem(path, line, ""), asked, problems)
        if own:
            kept.append(replace(entry, questions=own))
    return kept


def _own_questions(
    entry: FaqEntry, place: SourceProblem, asked: dict[str, str], problems: list[SourceProblem]
) -> tuple[str, ...]:
    """Return the questions that no earlier entry has: one question cannot have two answers."""
    own = []
    for question in entry.questions:
        owner = asked.setdefault(question.casefold(), entry.id)
        if owner == entry.id:
            own.append(question)
            continue
        message = (
            f"{question!r} is also a question of {owner!r}; it is left out of entry {entry.id!r}"
        )
        problems.append(replace(place, message=message, remedy="ask it in one entry only"))
    return tuple(own)


def _load_policies(folder: Path, problems: list[SourceProblem]) -> list[Passage]:
    passages: list[Passage] = []
    for path in sorted(folder.glob("*.md")):
        found, wrong = _reading(read_policy, path)
        passages.extend(found)
        problems.extend(wrong)
    return passages


def _load_needs(
    folder: Path, products: Iterable[Product], problems: list[SourceProblem]
) -> list[Need]:
    """Read what customers say when they need something; what no product answers is left out."""
    offered = {("", "")}
    for one in products:
        kind = str(one.attributes.get(KIND, ""))
        offered |= {(one.category[-1], ""), (one.category[-1], kind)}
    taken: dict[str, tuple[str, str]] = {}
    kept: dict[tuple[str, str], tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.yml")):
        found, wrong = _reading(read_needs, path)
        problems.extend(wrong)
        for need, line in found:
            target = (need.category, need.kind)
            if target not in offered:
                what = f"no product of the category {need.category!r}"
                what += f" is of the kind {need.kind!r}" if need.kind else " is in the catalogue"
                message = f"{what}; its examples are left out"
                problems.append(SourceProblem(path, line, message, "spell it as the products do"))
                continue
            own = [text for text in need.examples if taken.setdefault(text, target) == target]
            for lost in (text for text in need.examples if text not in own):
                other = " / ".join(filter(None, taken[lost])) or "no need"
                message = f"{lost!r} also stands for {other}; it is left out"
                problems.append(SourceProblem(path, line, message, "keep it in one place"))
            if own:
                kept[target] = tuple(dict.fromkeys((*kept.get(target, ()), *own)))
    return [Need(*target, examples) for target, examples in kept.items()]


def _reading(
    read: Callable[[Path], tuple[list[T], list[SourceProblem]]],
    path: Path,
) -> tuple[list[T], list[SourceProblem]]:
    """Read a file; one that the system cannot open is a problem like any other."""
    try:
        return read(path)
    except OSError as error:
        message = f"cannot be read ({error.strerror}); the file is left out"
        return [], [SourceProblem(path, 0, message)]
