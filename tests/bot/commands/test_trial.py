"""`frontdesk evaluate intents --train F --test F`: training and measuring on files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bot.commands.conftest import Run, one_line, one_object
from tests.fakes.tiny_encoder import write_tiny_encoder
from tests.fakes.tiny_shop import SAID

WANTED = {
    "accuracy",
    "in_scope_accuracy",
    "oos_recall",
    "auroc",
    "mcc",
    "macro_f1",
    "ece",
    "train_seconds",
    "examples",
    "intents",
}


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_encoder(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    lines = [
        json.dumps({"text": text, "intent": intent})
        for intent, said in SAID.items()
        for text in said.splitlines()
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_one_object_has_the_figures(run: Run, rows: Path, encoder: Path) -> None:
    with rows.open("a", encoding="utf-8") as stream:
        stream.write('{"text": "days days days", "intent": "oos"}\n')
    files = ("--train", rows, "--test", rows, "--valid", rows)
    result = run("evaluate", "intents", *files, "--encoder", encoder, "--seed", 3, "--json")
    found: Any = one_object(result)
    assert set(found) >= WANTED
    assert found["accuracy"] > 0.8
    assert (found["intents"], found["out_of_scope"], found["seed"]) == (3, 1, 3)
    assert found["mode"] == "frozen"
    assert "examples are few" in found["why"]


def test_people_get_tables_and_what_was_left_out(run: Run, rows: Path, encoder: Path) -> None:
    valid = rows.with_name("valid.jsonl")
    row = '{"text": "buy a boat", "intent": "boats"}\n'
    valid.write_text(rows.read_text(encoding="utf-8") + row, encoding="utf-8")
    files = ("--train", rows, "--test", rows, "--valid", valid)
    result = run("evaluate", "intents", *files, "--encoder", encoder, "--frozen")
    assert result.exit_code == 0
    for wanted in ("Weakest intents", "Figures", "in_scope_accuracy", "frozen trunk: asked for"):
        assert wanted in result.stdout
    assert "intent 'boats' is not in the training file; 1 such rows are left out" in result.stdout


def test_a_bad_row_is_told_with_its_line(run: Run, rows: Path) -> None:
    bad = rows.with_name("bad.jsonl")
    bad.write_text('{"text": "a", "intent": "b"}\n{"text": 1}\n', encoding="utf-8")
    told = one_line(run("evaluate", "intents", "--train", bad, "--test", rows))
    assert f"{bad}:2: 'text' is missing or no text" in told


def test_one_intent_alone_or_nothing_to_measure_is_told(run: Run, rows: Path) -> None:
    one = rows.with_name("one.jsonl")
    one.write_text('{"text": "a", "intent": "b"}\n', encoding="utf-8")
    told = one_line(run("evaluate", "intents", "--train", one, "--test", rows))
    assert f"{one}: there is no second intent" in told
    told = one_line(run("evaluate", "intents", "--train", rows, "--test", one, "--oos-label", "b"))
    assert "every row has the label 'b'" in told


@pytest.mark.parametrize(
    "options", [("--train", "x"), ("--test", "x"), ("--frozen",), ("--valid", "x")]
)
def test_half_of_the_files_is_refused(run: Run, options: tuple[str, ...]) -> None:
    assert "go together" in one_line(run("evaluate", "intents", *options), 2)


def test_files_and_a_project_are_refused(run: Run, project: Path, rows: Path) -> None:
    told = one_line(run("evaluate", "intents", "-p", project, "--train", rows, "--test", rows), 2)
    assert "exclude each other" in told
