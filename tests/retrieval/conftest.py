from __future__ import annotations

import pytest

from retrieval.build import build_index
from retrieval.catalog import Catalog
from retrieval.index import Index
from retrieval.query import QueryReader
from retrieval.search import Searcher
from tests.fakes.encoder import WordEncoder
from tests.retrieval.shop import SYNONYMS, small_catalog


@pytest.fixture(scope="session")
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return small_catalog()


@pytest.fixture(scope="session")
def index(
    catalog: Catalog, encoder: WordEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Index:
    root = tmp_path_factory.mktemp("indexes")
    return Index.open(root / build_index(catalog, encoder, root))


@pytest.fixture(scope="session")
def searcher(index: Index) -> Searcher:
    return Searcher(index, SYNONYMS)


@pytest.fixture(scope="session")
def reader(searcher: Searcher) -> QueryReader:
    return searcher.reader
