from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.actions.catalogue import shop_actions
from bot.actions.executor import InProcessActions
from bot.actions.runner import ActionRunner
from bot.actions.shop_action import ShopTools
from bot.policy.policies import Policies
from bot.policy.settings import PolicySettings
from bot.project.project import Project, load_project
from bot.shop.facts import ShopFacts, read_shop_facts
from bot.storage.shop import ShopDatabase
from retrieval.build import build_index
from retrieval.catalog import Catalog, load_catalog
from retrieval.index import Index
from retrieval.recommend import Recommender
from retrieval.search import Searcher
from retrieval.types import Interaction
from tests.fakes.encoder import WordEncoder
from tests.fakes.shop_talk import NOW, ShopTalk

DEMO = Path(__file__).parents[3] / "config"
# Enough of the FAQ to answer from; all of it would take seconds to index.
TOPICS = frozenset({"returns", "sizing", "gift-cards"})


class QuickEncoder(WordEncoder):
    """Remembers directions: the catalogue says the same words again and again."""

    def __init__(self) -> None:
        super().__init__(width=48)
        self._known: dict[str, NDArray[np.float64]] = {}

    def _direction(self, stem: str) -> NDArray[np.float64]:
        if stem not in self._known:
            self._known[stem] = super()._direction(stem)
        return self._known[stem]


@pytest.fixture(scope="session")
def encoder() -> QuickEncoder:
    return QuickEncoder()


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    whole = load_catalog(DEMO / "catalog")
    return Catalog.of(
        whole.products.values(),
        [one for one in whole.faqs.values() if one.topic in TOPICS],
        [one for one in whole.passages.values() if one.document == "returns"],
    )


@pytest.fixture(scope="session")
def searcher(
    catalog: Catalog, encoder: QuickEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Searcher:
    root = tmp_path_factory.mktemp("indexes")
    return Searcher(Index.open(root / build_index(catalog, encoder, root)))


@pytest.fixture(scope="session")
def recommender(catalog: Catalog, searcher: Searcher) -> Recommender:
    query = "SELECT customer_id, product_id, kind, at FROM interactions ORDER BY at, id"
    with closing(sqlite3.connect(DEMO / "catalog" / "shop.sqlite")) as seed:
        acts = [Interaction(*row) for row in seed.execute(query)]
    return Recommender(catalog, acts, searcher)


@pytest.fixture(scope="session")
def project() -> Project:
    return load_project(DEMO)


@pytest.fixture(scope="session")
def policies(project: Project) -> Policies:
    return project.policies()


@pytest.fixture(scope="session")
def facts() -> ShopFacts:
    return read_shop_facts(DEMO / "catalog" / "shop.yml")


@pytest.fixture
def shop_file(tmp_path: Path) -> Path:
    return Path(shutil.copyfile(DEMO / "catalog" / "shop.sqlite", tmp_path / "shop.sqlite"))


@pytest.fixture
async def shop(shop_file: Path) -> AsyncIterator[ShopDatabase]:
    database = ShopDatabase(shop_file, clock=lambda: NOW)
    yield database
    await database.close()


@pytest.fixture
def new_talk(
    project: Project,
    policies: Policies,
    shop: ShopDatabase,
    facts: ShopFacts,
    searcher: Searcher,
    recommender: Recommender,
    encoder: QuickEncoder,
) -> Callable[[str], ShopTalk]:
    actions = InProcessActions(shop_actions(ShopTools(shop, facts)), timeout_s=10)
    runner = ActionRunner(actions, PolicySettings())

    def start(name: str) -> ShopTalk:
        return ShopTalk(project, policies, runner, searcher, recommender, encoder, id=name)

    return start


@pytest.fixture
def talk(new_talk: Callable[[str], ShopTalk]) -> ShopTalk:
    return new_talk("visitor")


@pytest.fixture
def mara(new_talk: Callable[[str], ShopTalk]) -> ShopTalk:
    """A conversation in which the shop has signed who the customer is."""
    signed = new_talk("mara")
    signed.sign_in("C1001", "Mara Lindqvist", "mara.lindqvist@example.com")
    return signed
