"""Builds an index folder from a catalogue and an encoder. The same input gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.analyzer import Analyzer
from retrieval.calibration import calibrate
from retrieval.catalog import Catalog
from retrieval.catalog_json import catalog_to_json
from retrieval.confidence import Confidence
from retrieval.dense import DenseIndex
from retrieval.encoding import Progress, encoded
from retrieval.index import (
    CATALOG,
    CONFIDENCE,
    FORMAT,
    KNOWLEDGE_VECTORS,
    KNOWLEDGE_WORDS,
    MANIFEST,
    NEED_VECTORS,
    PRODUCT_VECTORS,
    PRODUCT_WORDS,
    Index,
    IndexFolderError,
    topics_of,
)
from retrieval.knowledge import KnowledgeSearch, item_terms
from retrieval.knowledge_rows import KnowledgeRow, knowledge_rows
from retrieval.lexical import LexicalIndex
from retrieval.product_text import product_terms, product_text
from retrieval.types import Encoder

Files = dict[str, bytes]


def build_index(
    catalog: Catalog,
    encoder: Encoder,
    root: Path,
    *,
    progress: Progress | None = None,
    language: str = "english",
) -> str:
    """Build `root/<id>/` and return the id; a good index that is already there is kept.

    The id is a hash of the catalogue's content, the encoder's fingerprint, the language and the
    format. `progress` is called with the texts encoded so far and their number.
    """
    index_id = index_id_of(catalog, encoder, language)
    target = root / index_id
    if _is_good(target):
        return index_id
    files = _files(catalog, encoder, Analyzer(language), progress)
    manifest = {
        "format": FORMAT,
        "id": index_id,
        "catalog": catalog.content_hash,
        "encoder": encoder.fingerprint,
        "language": language,
        "products": len(catalog.products),
        "faqs": len(catalog.faqs),
        "passages": len(catalog.passages),
        "needs": len(catalog.needs),
        "files": {name: hashlib.sha256(raw).hexdigest() for name, raw in sorted(files.items())},
    }
    _publish(files, manifest, target)
    return index_id


def index_id_of(catalog: Catalog, encoder: Encoder, language: str = "english") -> str:
    """Return the id that an index of this input has."""
    parts = (str(FORMAT), catalog.content_hash, encoder.fingerprint, language)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _files(
    catalog: Catalog, encoder: Encoder, analyzer: Analyzer, progress: Progress | None
) -> Files:
    rows = knowledge_rows(catalog)
    products = list(catalog.products.values())
    said = [text for need in catalog.needs for text in need.examples]
    texts = [*map(product_text, products), *(row.text for row in rows), *said]
    vectors = encoded(encoder, texts, progress)
    product_words = LexicalIndex.build([product_terms(one, analyzer) for one in products])
    items: dict[tuple[str, str], list[KnowledgeRow]] = {}
    for row in rows:
        items.setdefault((row.kind, row.item), []).append(row)
    words = LexicalIndex.build([item_terms(own, analyzer) for own in items.values()])
    of_products, of_rows, of_needs = np.split(vectors, [len(products), len(products) + len(rows)])
    search = KnowledgeSearch(
        rows, DenseIndex(of_rows), words, topics_of(rows, catalog), Confidence(), analyzer
    )
    confidence = json.dumps(calibrate(search).to_json(), sort_keys=True)
    return {
        CATALOG: catalog_to_json(catalog.products, catalog.faqs, catalog.passages, catalog.needs),
        CONFIDENCE: confidence.encode(),
        PRODUCT_VECTORS: _npy(of_products),
        KNOWLEDGE_VECTORS: _npy(of_rows),
        NEED_VECTORS: _npy(of_needs),
        **_word_files(PRODUCT_WORDS, product_words),
        **_word_files(KNOWLEDGE_WORDS, words),
    }


def _word_files(prefix: str, words: LexicalIndex) -> Files:
    return {
        f"{prefix}.{name}": content if isinstance(content, bytes) else _npy(content)
        for name, content in words.to_files().items()
    }


def _npy(array: NDArray[Any]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.ascontiguousarray(array), allow_pickle=False)
    return buffer.getvalue()


def _is_good(path: Path) -> bool:
    try:
        Index.open(path)
    except IndexFolderError:
        return False
    return True


def _publish(files: Files, manifest: Mapping[str, Any], target: Path) -> None:
    """Write all files beside the target, the manifest last, and move the folder into place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for name, raw in sorted(files.items()):
            _write(staged / name, raw)
        _write(staged / MANIFEST, json.dumps(manifest, indent=2, sort_keys=True).encode())
        staged.chmod(0o755)
        _sync(staged)
        if target.exists() and not _is_good(target):
            shutil.rmtree(target)
        staged.rename(target)
        _sync(target.parent)
    except OSError:
        # another process may have built the same index meanwhile; then all is well
        if not _is_good(target):
            raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _write(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
