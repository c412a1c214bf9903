"""`frontdesk evaluate`: figures of the live version on the frozen test set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot.commands.conftest import Run, one_line, one_object, put
from tests.fakes.tiny_shop import HELD_OUT, nlu


def test_the_figures_are_of_the_test_set(run: Run, trained_once: Path) -> None:
    measured: Any = one_object(run("evaluate", "intents", "-p", trained_once, "--json"))
    assert measured["examples"] == 15
    assert measured["out_of_scope"] == 0
    assert measured["accuracy"] > 0.8
    assert measured["oos_recall"] is None
    assert {one["name"]: one["support"] for one in measured["intents"]} == {
        "greet": 5,
        "track": 5,
        "price": 5,
    }


def test_a_wrong_expectation_lowers_the_figure_and_is_shown(run: Run, trained: Path) -> None:
    put(trained, "tests/heldout/nlu.yml", nlu({**HELD_OUT, "greet": "where is my order"}))
    measured: Any = one_object(run("evaluate", "intents", "-p", trained, "--json"))
    assert measured["accuracy"] < 1
    shown = run("evaluate", "intents", "-p", trained)
    assert shown.exit_code == 0
    assert "greet taken for track: where is my order" in shown.stdout
    for wanted in ("Weakest intents", "Test set", "accuracy", "track (1)"):
        assert wanted in shown.stdout


def test_texts_that_fit_nothing_are_measured_too(run: Run, trained: Path) -> None:
    put(trained, "tests/heldout/out_of_scope.txt", "days days days\n\nberlin vienna rome\n")
    measured: Any = one_object(run("evaluate", "intents", "-p", trained, "--json"))
    assert measured["out_of_scope"] == 2
    assert 0 <= measured["oos_recall"] <= 1


def test_search_is_measured_with_the_encoder_before_training_beside_it(
    run: Run, trained_once: Path
) -> None:
    figures: Any = one_object(run("evaluate", "retrieval", "-p", trained_once, "--json"))
    assert set(figures) == {"faq", "faq_before", "products"}
    assert figures["products"]["questions"] == 1
    assert figures["products"]["hit_at_1"] == 1.0
    assert figures["faq"]["hit_at_3"] == 1.0
    shown = run("evaluate", "retrieval", "-p", trained_once)
    assert "Search: faq before" in shown.stdout
    assert "hit_at_1" in shown.stdout
    assert not (trained_once / "var" / "staging" / "before").exists()


def test_a_product_that_is_not_found_lowers_the_figure(run: Run, trained: Path) -> None:
    put(
        trained,
        "tests/heldout/product_queries.jsonl",
        '{"text": "tent under 300", "ids": ["TNT-1"]}\n'
        '{"text": "tent under 300", "ids": ["BAG-1"]}\n',
    )
    figures: Any = one_object(run("evaluate", "retrieval", "-p", trained, "--json"))
    assert figures["products"]["hit_at_5"] == 0.5


@pytest.mark.parametrize(
    ("command", "files", "told"),
    [
        ("intents", ["nlu.yml"], "the project has no test set; write tests/heldout/nlu.yml"),
        (
            "retrieval",
            ["faq_questions.jsonl", "product_queries.jsonl"],
            "the project has no questions to test with; see tests/heldout",
        ),
    ],
)
def test_without_a_test_set_it_says_what_to_write(
    run: Run, trained: Path, command: str, files: list[str], told: str
) -> None:
    for name in files:
        (trained / "tests" / "heldout" / name).unlink()
    assert one_line(run("evaluate", command, "-p", trained, "--json")) == told


@pytest.mark.parametrize("command", ["intents", "retrieval"])
def test_without_a_model_it_says_how_to_get_one(run: Run, project: Path, command: str) -> None:
    put(project, "tests/heldout/nlu.yml", nlu({"greet": "hello"}))
    told = one_line(run("evaluate", command, "-p", project))
    assert told == "there is no model yet; run 'frontdesk train'"


@pytest.mark.parametrize("command", ["intents", "retrieval"])
@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("nlu.yml", "nlu:\n- intent: greet\n  examples: [\n", ":4:1: not valid YAML"),
        ("faq_questions.jsonl", '{"text": "a", "ids": []}\n', ":1: "),
        ("faq_questions.jsonl", '\n{"text": "a"}\n', ":2: "),
        ("product_queries.jsonl", '{"text": "a", "expect": {"nope": 1}}\n', ":1: unknown"),
    ],
)
def test_a_fault_in_the_test_set_is_told_with_its_line(
    run: Run, trained: Path, command: str, name: str, text: str, told: str
) -> None:
    path = put(trained, f"tests/heldout/{name}", text)
    assert f"{path}{told}" in one_line(run("evaluate", command, "-p", trained, "--json"))


@pytest.mark.parametrize("command", ["intents", "retrieval"])
def test_the_project_is_an_option_here(run: Run, trained_once: Path, command: str) -> None:
    refused = run("evaluate", command, trained_once)
    assert refused.exit_code == 2
    assert "unexpected extra argument" in refused.stderr


DOCS = (
    '{"id": "pay", "text": "How can I pay?", "answer": "By card or on account."}\n'
    '{"id": "track", "title": "Where is my parcel?", "text": "See the tracking link."}\n'
    '{"id": 3, "text": "Kettle KX-200 steel"}\n'
)
QUERIES = (
    '{"text": "which ways of paying are there", "ids": ["pay"]}\n'
    '{"text": "track my parcel", "ids": ["track"]}\n'
    '{"text": "kx200", "ids": [3]}\n'
)


def test_search_is_measured_on_any_documents(run: Run, tmp_path: Path) -> None:
    docs, queries = put(tmp_path, "docs.jsonl", DOCS), put(tmp_path, "queries.jsonl", QUERIES)
    given = ("evaluate", "retrieval", "--docs", docs, "--queries", queries)
    figures: Any = one_object(run(*given, "--json"))
    wanted = {"map", "mrr", "ndcg@10", "hit@1", "hit@5"}
    assert {name: figures[name] for name in wanted} == dict.fromkeys(wanted, 1.0)
    assert figures["intervals"]["map"] == [1.0, 1.0]
    assert set(figures["dense"]) == set(figures["lexical"]) == wanted
    assert figures["documents"] == figures["queries"] == 3
    shown = run(*given)
    assert shown.exit_code == 0
    assert "3 queries over 3 documents" in shown.stdout
    assert "lexical" in shown.stdout


def test_a_bad_row_of_documents_or_queries_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    docs = put(tmp_path, "docs.jsonl", DOCS)
    bad = put(tmp_path, "bad.jsonl", '{"text": "a", "ids": ["pay"]}\n{"text": "b", "ids": ["x"]}')
    told = one_line(run("evaluate", "retrieval", "--docs", docs, "--queries", bad))
    assert told == f"{bad}:2: no document has the id 'x'; correct it or add the document"
    worse = put(tmp_path, "worse.jsonl", '{"id": "a"}')
    told = one_line(run("evaluate", "retrieval", "--docs", worse, "--queries", bad, "--json"))
    assert told == f"{worse}:1: 'text' is empty; give the document a text"


def test_documents_need_queries(run: Run, tmp_path: Path) -> None:
    docs = put(tmp_path, "docs.jsonl", DOCS)
    told = one_line(run("evaluate", "retrieval", "--docs", docs), code=2)
    assert "belong together" in told


def test_recommendations_are_measured_on_any_log(run: Run, tmp_path: Path) -> None:
    lines = [
        f"u{user} " + " ".join(str((user + step) % 30) for step in range(5)) for user in range(90)
    ]
    log = put(tmp_path, "log.txt", "\n".join([*lines, "u99 7"]))
    items = put(tmp_path, "items.jsonl", '{"id": 1, "attributes": ["red"]}\n{"id": 99}\n')
    given = ("evaluate", "recommend", "--interactions", log, "--items", items)
    figures: Any = one_object(run(*given, "--json"))
    assert figures["hr@10"] == 1.0
    assert figures["ndcg@10"] > 0.9
    assert figures["popularity"]["hr@10"] < figures["item-item"]["hr@10"]
    assert figures["users"] == 90
    assert figures["items"] == 31
    assert figures["left_out"] == 1
    assert figures["user_ids"] is True
    shown = run(*given)
    for wanted in ("90 users, 31 items", "item-item", "popularity", "1 user with a single item"):
        assert wanted in shown.stdout
    assert "taken to begin with a user's id" in shown.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("retrieval --encoder x", "--encoder goes with --docs"),
        ("retrieval --docs x --queries x -p x", "--project and --docs exclude each other"),
        ("intents --seed 4", "--train FILE and --test FILE go together"),
    ],
)
def test_an_option_without_effect_is_refused(run: Run, options: str, told: str) -> None:
    assert told in one_line(run("evaluate", *options.split()), code=2)


def test_a_bad_log_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    log = put(tmp_path, "log.txt", "u1 a b\nu2\n")
    told = one_line(run("evaluate", "recommend", "--interactions", log))
    remedy = "write the user's items after the id, or say that there are no user ids"
    assert told == f"{log}:2: user 'u2' has no items; {remedy}"
    lone = put(tmp_path, "lone.txt", "u1 a\nu2 b\n")
    told = one_line(run("evaluate", "recommend", "--interactions", lone, "--json"))
    assert told == f"{lone}: no user has two items; there is nothing to test with"
