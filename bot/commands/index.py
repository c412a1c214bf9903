"""`frontdesk index`: build the search index, and search it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.commands.output import Output, fail
from bot.commands.project_folder import (
    JsonOption,
    ProjectOption,
    project_folder,
    told_plainly,
)
from bot.project.project import load_project
from bot.settings import read_settings
from bot.versions import VersionMaker
from finetune.predictor import Predictor
from retrieval.catalog import load_catalog
from retrieval.index import Index
from retrieval.search import Searcher
from retrieval.types import Hit

app = typer.Typer(help="The index of products, FAQ and policies.", no_args_is_help=True)


def version_maker(project: ProjectOption) -> VersionMaker:
    """Return what makes the project's versions."""
    loaded = load_project(project_folder(project))
    return VersionMaker(loaded, read_settings(loaded.config, loaded.folder / "config.yml"))


def live_version(maker: VersionMaker) -> tuple[str, str, Predictor]:
    """Return model id, index id and predictor of the live version; exits if there is none."""
    version = maker.registry.current()
    if version is None:
        raise fail("there is no model yet; run 'frontdesk train'")
    path = maker.registry.model_path(version.model_id)
    return version.model_id, version.index_id, Predictor.load(path)


@app.command()
def build(project: ProjectOption = None, as_json: JsonOption = False) -> None:
    """Read the catalogue again and build the live model's index; a running server takes it over.

    Example: frontdesk index build --project config
    """
    output = Output(as_json=as_json)
    with told_plainly():
        maker = version_maker(project)
        model_id, _, predictor = live_version(maker)
        catalog = load_catalog(project_folder(project) / "catalog")
        for problem in catalog.problems:
            output.note(f"left out: {problem}")
        with output.progress() as progress:
            index_id = maker.build_index(catalog, predictor, progress)
        maker.registry.promote(model_id, index_id)
    counts = {
        "products": len(catalog.products),
        "faq": len(catalog.faqs),
        "passages": len(catalog.passages),
        "needs": len(catalog.needs),
        "left_out": len(catalog.problems),
    }
    output.note(f"Index {index_id}: " + ", ".join(f"{n} {name}" for name, n in counts.items()))
    output.result({"index": index_id, "model": model_id, **counts})


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="What a customer would type.")],
    project: ProjectOption = None,
    top_k: Annotated[int, typer.Option(min=1, max=50, help="How many hits.")] = 5,
    as_json: JsonOption = False,
) -> None:
    """Search as the chat does: what the query was read as, products, and answers.

    Example: frontdesk index search "green tent for two under 300"
    """
    output = Output(as_json=as_json)
    with told_plainly():
        maker = version_maker(project)
        _, index_id, predictor = live_version(maker)
        index = Index.open(maker.registry.index_path(index_id))
        searcher = Searcher(index, predictor.synonyms)
        query = searcher.reader.read(text)
        product_vector, text_vector = predictor.encode([query.text, text])
        products = searcher.search_products(query, product_vector, top_k)
        answers = searcher.search_knowledge(text, text_vector, top_k)
    output.note(f"read as: {query}")
    output.table(
        "Products",
        ["id", "name", "price", "score", "dense", "lexical"],
        [_product_row(searcher, hit) for hit in products],
    )
    output.table(
        "Answers",
        ["id", "score", "matched"],
        [[hit.id, round(hit.score, 3), hit.matched] for hit in answers],
    )
    output.result(
        {
            "query": str(query),
            "index": index_id,
            "products": [_hit_json(hit) for hit in products],
            "answers": [_hit_json(hit) for hit in answers],
        }
    )


def _product_row(searcher: Searcher, hit: Hit) -> list[Any]:
    product = searcher.catalog.products[hit.id]
    price = f"{product.price:.2f} {product.currency}"
    return [hit.id, product.name, price, round(hit.score, 4), hit.dense_rank, hit.lexical_rank]


def _hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "kind": hit.kind.value,
        "id": hit.id,
        "score": hit.score,
        "cosine": hit.cosine,
        "dense_rank": hit.dense_rank,
        "lexical_rank": hit.lexical_rank,
        "matched": hit.matched,
    }
