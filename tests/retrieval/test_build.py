from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from retrieval.build import build_index, index_id_of
from retrieval.catalog import Catalog
from retrieval.index import MANIFEST, Index, IndexFolderError
from tests.fakes.encoder import WordEncoder
from tests.retrieval.shop import FAQS, PASSAGES, PRODUCTS, small_catalog


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return tmp_path / build_index(small_catalog(), WordEncoder(), tmp_path)


def test_the_same_input_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere"
    shuffled = Catalog.of(reversed(PRODUCTS), reversed(FAQS), reversed(PASSAGES))
    again = other / build_index(shuffled, WordEncoder(), other)
    assert again.name == built.name
    assert contents(again) == contents(built)


def test_other_input_gives_another_id() -> None:
    catalog, encoder = small_catalog(), WordEncoder()
    ids = {
        index_id_of(catalog, encoder),
        index_id_of(catalog, WordEncoder(fingerprint="other weights")),
        index_id_of(Catalog.of(PRODUCTS[1:], FAQS, PASSAGES), encoder),
        index_id_of(catalog, encoder, "german"),
    }
    assert len(ids) == 4
    assert all(len(one) == 16 for one in ids)


def test_an_opened_index_is_what_was_built(built: Path) -> None:
    index = Index.open(built)
    assert index.id == built.name
    assert index.encoder_fingerprint == "words"
    assert index.catalog == small_catalog()
    row = list(index.catalog.products).index("TNT-101")
    assert index.products.vectors.shape == (len(PRODUCTS), 64)
    assert np.linalg.norm(index.products.vectors[row]) == pytest.approx(1.0, abs=1e-5)


def test_a_good_index_is_kept_without_encoding_again(built: Path) -> None:
    encoder = WordEncoder()
    stamp = (built / MANIFEST).stat().st_mtime_ns
    assert build_index(small_catalog(), encoder, built.parent) == built.name
    assert encoder.calls == 0
    assert (built / MANIFEST).stat().st_mtime_ns == stamp


def test_nothing_but_the_finished_folder_is_left(built: Path) -> None:
    assert [path.name for path in built.parent.iterdir()] == [built.name]
    assert {path.suffix for path in built.iterdir()} == {".json", ".npy"}


def test_the_manifest_proves_every_file(built: Path) -> None:
    manifest = json.loads((built / MANIFEST).read_bytes())
    files = {path.name for path in built.iterdir()} - {MANIFEST}
    assert set(manifest["files"]) == files
    for name, want in manifest["files"].items():
        assert hashlib.sha256((built / name).read_bytes()).hexdigest() == want


@pytest.mark.parametrize(
    "name", ["catalog.json", "confidence.json", "products.npy", "knowledge-words.weights.npy"]
)
def test_a_changed_or_missing_file_is_refused_and_rebuilt(built: Path, name: str) -> None:
    good = contents(built)
    for damage in (lambda path: path.write_bytes(path.read_bytes() + b" "), Path.unlink):
        damage(built / name)
        with pytest.raises(IndexFolderError, match=name):
            Index.open(built)
        build_index(small_catalog(), WordEncoder(), built.parent)
        assert contents(built) == good


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        (b"{", "not valid JSON"),
        (b"[]", "another format"),
        (b'{"format": 0}', "another format"),
        (b'{"format": 2}', "names no files"),
        (b'{"format": 2, "files": {"../catalog.json": "x"}}', "not a file of this folder"),
        (b'{"format": 2, "files": {}}', "not a usable index"),
    ],
)
def test_a_wrong_manifest_is_refused(built: Path, manifest: bytes, words: str) -> None:
    (built / MANIFEST).write_bytes(manifest)
    with pytest.raises(IndexFolderError, match=words):
        Index.open(built)


def test_an_unfinished_folder_is_no_index(built: Path) -> None:
    (built / MANIFEST).unlink()
    with pytest.raises(IndexFolderError, match="no finished index"):
        Index.open(built)
    with pytest.raises(IndexFolderError, match="no finished index"):
        Index.open(built.parent / "nowhere")


def test_vectors_of_another_catalogue_are_refused(built: Path, tmp_path: Path) -> None:
    few = Catalog.of(PRODUCTS[:3], FAQS, PASSAGES)
    other = tmp_path / build_index(few, WordEncoder(), tmp_path)
    shutil.copy(other / "products.npy", built / "products.npy")
    manifest = json.loads((built / MANIFEST).read_bytes())
    raw = (built / "products.npy").read_bytes()
    manifest["files"]["products.npy"] = hashlib.sha256(raw).hexdigest()
    (built / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(IndexFolderError, match="do not belong"):
        Index.open(built)


def test_an_encoder_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    class Broken(WordEncoder):
        def encode(self, texts: object) -> object:  # type: ignore[override]
            raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError, match="out of memory"):
        build_index(small_catalog(), Broken(), tmp_path)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_every_text(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    build_index(
        small_catalog(), WordEncoder(), tmp_path, progress=lambda done, of: seen.append((done, of))
    )
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1] > len(PRODUCTS)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


@pytest.mark.parametrize(
    "catalog",
    [Catalog.of(), Catalog.of(PRODUCTS[:1]), Catalog.of((), FAQS), Catalog.of((), (), PASSAGES)],
)
def test_parts_of_a_catalogue_are_built_too(tmp_path: Path, catalog: Catalog) -> None:
    index = Index.open(tmp_path / build_index(catalog, WordEncoder(), tmp_path))
    assert index.catalog == catalog
