"""An index folder, opened: the catalogue it was made of, vectors, words, and their proof.

The folder holds JSON and plain arrays only. `manifest.json` names every file with its sha256; it
is written last, so a folder without it is no index.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from retrieval.analyzer import Analyzer
from retrieval.catalog import Catalog
from retrieval.catalog_json import catalog_from_json
from retrieval.confidence import Confidence
from retrieval.dense import DenseIndex
from retrieval.knowledge import KnowledgeSearch
from retrieval.knowledge_rows import KnowledgeRow, knowledge_rows
from retrieval.lexical import LexicalIndex
from retrieval.needs import NeedReader

FORMAT = 2
"""Raised whenever the same input gives other files; part of every index id."""
MANIFEST = "manifest.json"
CATALOG, CONFIDENCE = "catalog.json", "confidence.json"
PRODUCT_VECTORS, KNOWLEDGE_VECTORS = "products.npy", "knowledge.npy"
NEED_VECTORS = "needs.npy"
PRODUCT_WORDS, KNOWLEDGE_WORDS = "products-words", "knowledge-words"


class IndexFolderError(ValueError):
    """An index folder that cannot be used: missing, damaged or of another format."""


@dataclass(frozen=True, slots=True)
class Index:
    """Everything that searching needs, read-only and safe to share between threads."""

    id: str
    encoder_fingerprint: str
    catalog: Catalog
    analyzer: Analyzer
    products: DenseIndex
    product_words: LexicalIndex
    knowledge: KnowledgeSearch
    needs: NeedReader

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read a folder and check every hash; IndexFolderError if anything is off."""
        manifest = read_manifest(path)
        files = {name: _verified(path, name, want) for name, want in manifest["files"].items()}
        try:
            return cls._from_files(manifest, files)
        except (KeyError, TypeError, ValueError) as error:
            raise IndexFolderError(f"{path}: not a usable index ({error}); rebuild it") from error

    @classmethod
    def _from_files(cls, manifest: Mapping[str, Any], files: Mapping[str, bytes]) -> Self:
        catalog = Catalog.of(*catalog_from_json(files[CATALOG]))
        if catalog.content_hash != manifest["catalog"]:
            raise ValueError("the catalogue is not the one in the manifest")
        analyzer = Analyzer(manifest["language"])
        rows = knowledge_rows(catalog)
        products = DenseIndex(_array(files[PRODUCT_VECTORS]))
        knowledge = DenseIndex(_array(files[KNOWLEDGE_VECTORS]))
        if (products.count, knowledge.count) != (len(catalog.products), len(rows)):
            raise ValueError("the vectors do not belong to the catalogue")
        return cls(
            id=manifest["id"],
            encoder_fingerprint=manifest["encoder"],
            catalog=catalog,
            analyzer=analyzer,
            products=products,
            product_words=_words(files, PRODUCT_WORDS),
            knowledge=KnowledgeSearch(
                rows,
                knowledge,
                _words(files, KNOWLEDGE_WORDS),
                topics_of(rows, catalog),
                Confidence(**json.loads(files[CONFIDENCE])),
                analyzer,
            ),
            needs=NeedReader(catalog.needs, _array(files[NEED_VECTORS])),
        )


def read_manifest(path: Path) -> Mapping[str, Any]:
    """Return the manifest of an index folder. Raises IndexFolderError if it has no good one."""
    try:
        manifest = json.loads((path / MANIFEST).read_bytes())
    except OSError:
        raise IndexFolderError(f"{path}: no finished index here; build one") from None
    except ValueError:
        raise IndexFolderError(f"{path / MANIFEST}: not valid JSON; rebuild the index") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise IndexFolderError(f"{path}: an index of another format; rebuild it")
    if not isinstance(manifest.get("files"), dict):
        raise IndexFolderError(f"{path / MANIFEST}: names no files; rebuild the index")
    return manifest


def topics_of(rows: list[KnowledgeRow], catalog: Catalog) -> list[str]:
    """Return the topic of each item in the order of the rows; a passage's is its document."""
    items = dict.fromkeys((row.kind, row.item) for row in rows)
    return [
        catalog.faqs[item].topic if item in catalog.faqs else catalog.passages[item].document
        for _, item in items
    ]


def _verified(path: Path, name: str, want: str) -> bytes:
    if Path(name).name != name:
        raise IndexFolderError(f"{path / MANIFEST}: {name!r} is not a file of this folder")
    try:
        raw = (path / name).read_bytes()
    except OSError:
        raise IndexFolderError(f"{path / name}: missing; rebuild the index") from None
    if hashlib.sha256(raw).hexdigest() != want:
        raise IndexFolderError(f"{path / name}: changed since it was built; rebuild the index")
    return raw


def _array(raw: bytes) -> NDArray[Any]:
    array: NDArray[Any] = np.load(io.BytesIO(raw), allow_pickle=False)
    return array


def _words(files: Mapping[str, bytes], prefix: str) -> LexicalIndex:
    own = {
        name.removeprefix(f"{prefix}."): raw
        for name, raw in files.items()
        if name.startswith(f"{prefix}.")
    }
    arrays = {name: _array(raw) for name, raw in own.items() if name.endswith(".npy")}
    return LexicalIndex.from_files(own["vocabulary.json"], arrays)
