"""`frontdesk index`: the catalogue becomes an index, and the index is searched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from finetune.registry import Registry
from tests.bot.commands.conftest import Run, live, one_line, one_object, put
from tests.fakes.tiny_shop import PRODUCTS

NEW_TENT = "TNT-3,Ridge Tent,Ridge,Camping > Tents,A tent for one.,150,EUR,blue\n"
BAD_ROW = "TNT-9,Tent,Fell,Camping > Tents,A tent.,cheap,EUR,\n"


def products(result: Result) -> list[str]:
    assert result.exit_code == 0, result.stderr
    found: Any = one_object(result)["products"]
    return [hit["id"] for hit in found]


def answers(result: Result) -> list[str]:
    assert result.exit_code == 0, result.stderr
    found: Any = one_object(result)["answers"]
    return [hit["id"] for hit in found]


def test_a_new_product_is_found_after_a_build(run: Run, trained: Path) -> None:
    model, index = live(trained)
    search = ("index", "search", "tent", "-p", trained, "--json")
    assert "TNT-3" not in products(run(*search))
    put(trained, "catalog/products.csv", PRODUCTS + NEW_TENT)
    built = one_object(run("index", "build", "-p", trained, "--json"))
    assert built["model"] == model
    assert built["index"] != index
    assert (built["products"], built["faq"], built["passages"]) == (4, 2, 0)
    assert live(trained) == (model, built["index"])
    assert "TNT-3" in products(run(*search))


def test_the_same_catalogue_gives_the_same_index(run: Run, trained: Path) -> None:
    _, index = live(trained)
    assert one_object(run("index", "build", "-p", trained, "--json"))["index"] == index


def test_what_is_left_out_is_told_with_its_line(run: Run, trained: Path) -> None:
    path = put(trained, "catalog/products.csv", PRODUCTS + BAD_ROW)
    built = run("index", "build", "-p", trained)
    assert built.exit_code == 0
    assert f"left out: {path}:5:6: " in built.stdout
    assert "3 products" in built.stdout
    assert "1 left_out" in built.stdout
    apart = run("index", "build", "-p", trained, "--json")
    assert one_object(apart)["left_out"] == 1
    assert f"left out: {path}:5:6: " in apart.stderr


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("tent", {"TNT-1", "TNT-2"}),
        ("tent under 300", {"TNT-1"}),
        ("tent over 300", {"TNT-2"}),
        ("red tent", {"TNT-1"}),
        ("red bag", {"BAG-1"}),
    ],
)
def test_a_search_keeps_to_what_was_asked_for(
    run: Run, trained_once: Path, query: str, wanted: set[str]
) -> None:
    found = run("index", "search", query, "-p", trained_once, "--json")
    assert set(products(found)) == wanted


def test_a_question_finds_its_answer(run: Run, trained_once: Path) -> None:
    text = "how long does it take"
    found = run("index", "search", text, "-p", trained_once, "--json")
    assert answers(found)[0] == "shipping-time"
    shown = run("index", "search", text, "-p", trained_once)
    assert shown.exit_code == 0
    assert "shipping-time" in shown.stdout
    assert one_object(found)["index"] == live(trained_once)[1]


def test_no_more_hits_than_asked_for(run: Run, trained_once: Path) -> None:
    found = run("index", "search", "tent", "-p", trained_once, "--top-k", 1, "--json")
    assert len(products(found)) == 1


@pytest.mark.parametrize("query", ["", " ", "🙂", "[red]", "\\", "'; DROP TABLE", "x" * 5_000])
def test_any_text_can_be_searched_for(run: Run, trained_once: Path, query: str) -> None:
    assert run("index", "search", query, "-p", trained_once).exit_code == 0
    products(run("index", "search", query, "-p", trained_once, "--json"))


@pytest.mark.parametrize("top_k", ["0", "51", "-1", "x", "1.5"])
def test_a_wrong_number_of_hits_is_refused(run: Run, trained_once: Path, top_k: str) -> None:
    refused = run("index", "search", "tent", "-p", trained_once, "--top-k", top_k)
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert "--top-k" in refused.stderr


def test_a_search_needs_a_text(run: Run, project: Path) -> None:
    refused = run("index", "search", "-p", project)
    assert refused.exit_code == 2
    assert "Missing argument" in refused.stderr


@pytest.mark.parametrize("command", [("build",), ("search", "tent")])
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_without_a_model_it_says_how_to_get_one(
    run: Run, project: Path, command: tuple[str, ...], more: tuple[str, ...]
) -> None:
    told = one_line(run("index", *command, "-p", project, *more))
    assert told == "there is no model yet; run 'frontdesk train'"
    assert not (project / "var" / "indexes").exists()


def test_a_fault_in_the_project_stops_a_build(run: Run, trained: Path) -> None:
    before = live(trained)
    path = put(trained, "config.yml", "frontdesk:\n  modle: {}\n")
    assert f"{path}:2: unknown key 'frontdesk.modle'" in one_line(
        run("index", "build", "-p", trained)
    )
    assert live(trained) == before


def test_a_damaged_model_is_named(run: Run, trained: Path) -> None:
    model, _ = live(trained)
    labels = Registry(trained / "var").model_path(model) / "labels.json"
    labels.write_text("{", encoding="utf-8")
    for command in (("build",), ("search", "tent")):
        told = one_line(run("index", *command, "-p", trained))
        assert f"{labels} is damaged" in told
