"""`frontdesk train`: a version from the project's files, or one line that says why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from finetune.registry import Registry
from tests.bot.commands.conftest import Run, live, one_line, one_object, put
from tests.fakes.tiny_shop import SAID, nlu, write_tiny_shop


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return the tiny shop without a model."""
    return write_tiny_shop(tmp_path / "shop")


def test_a_version_is_made_and_goes_live(run: Run, shop: Path) -> None:
    trained = run("train", shop, "--json")
    assert trained.exit_code == 0, trained.stderr
    made: Any = one_object(trained)
    assert made["promoted"] is True
    assert live(shop) == (made["model"], made["index"])
    assert made["metrics"]["accuracy"] > 0.8  # of the held-out examples
    assert made["retrieval"]["faq"]["questions"] == 1
    assert made["seconds"] > 0
    Registry(shop / "var").verify(made["model"])
    assert not (shop / "var" / "staging").exists()
    for stage in ("train", "index"):
        assert stage in trained.stderr


def test_a_version_that_is_not_promoted_waits(run: Run, trained: Path) -> None:
    before = live(trained)
    put(trained, "data/nlu.yml", nlu({**SAID, "greet": "hello\nhi\ngood morning\nhello you"}))
    shown = run("train", trained, "--no-promote")
    assert shown.exit_code == 0
    assert "published, not live" in shown.stdout
    assert live(trained) == before
    entries = Registry(trained / "var").list()
    assert sorted(one.current for one in entries) == [False, True]
    (new,) = [one.model_id for one in entries if not one.current]
    assert new in shown.stdout
    assert run("models", "promote", new, "-p", trained).exit_code == 0
    assert live(trained)[0] == new


def test_the_same_data_give_the_same_version(run: Run, trained: Path) -> None:
    again = one_object(run("train", trained, "--json"))
    assert again["model"] == live(trained)[0]


def test_people_see_the_figures(run: Run, shop: Path) -> None:
    shown = run("train", shop)
    assert shown.exit_code == 0
    for wanted in ("weakest intents", "Test set", "accuracy", "Search: faq", "is live."):
        assert wanted in shown.stdout


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("data/nlu.yml", "nlu: []\n", "there are no training examples; add intents"),
        ("data/nlu.yml", nlu({"greet": "hello\nhi"}), "at least 2 are needed"),
        ("data/nlu.yml", nlu({**SAID, "nope": "long"}), "'nope'"),
        ("data/nlu.yml", "nlu:\n- intent: [\n", "nlu.yml:3:1: not valid YAML"),
        ("config.yml", "frontdesk:\n  training: {epoch: 3}\n", "config.yml:2: unknown key"),
        ("config.yml", "frontdesk:\n  training:\n    epochs: 0\n", "config.yml:3: "),
        ("config.yml", "frontdesk:\n  training:\n    seed: one\n", "config.yml:3: "),
        ("tests/heldout/faq_questions.jsonl", "{\n", "faq_questions.jsonl:1: not valid JSON"),
    ],
)
def test_what_cannot_be_trained_on_is_said_and_changes_nothing(
    run: Run, trained: Path, name: str, text: str, told: str
) -> None:
    before = live(trained)
    put(trained, name, text)
    refused = run("train", trained, "--json")
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert told in refused.stderr
    assert live(trained) == before
    assert len(Registry(trained / "var").list()) == 1


@pytest.mark.parametrize(
    ("encoder", "told"),
    [
        ("/nowhere/encoder", "encoder folder /nowhere/encoder does not exist"),
        ("{shop}/data", "{shop}/data/config.json is missing; the folder is not an encoder"),
    ],
)
def test_an_encoder_that_is_none_is_named(run: Run, shop: Path, encoder: str, told: str) -> None:
    model = f"frontdesk:\n  model: {{encoder: {encoder.format(shop=shop)}}}\n"
    put(shop, "config.yml", model)
    refused = run("train", shop)
    assert refused.exit_code == 1
    assert told.format(shop=shop) in refused.stderr


def test_a_faulty_row_does_not_stop_a_training(run: Run, shop: Path) -> None:
    put(shop, "catalog/faq.yml", "faq:\n- id: a\n")
    put(shop, "tests/heldout/faq_questions.jsonl", "")
    trained = run("train", shop, "--json")
    assert trained.exit_code == 0, trained.stderr
    figures: Any = one_object(trained)["retrieval"]
    assert set(figures) == {"products"}


def test_a_project_without_a_test_set_shows_what_was_kept_apart(run: Run, shop: Path) -> None:
    for path in (shop / "tests" / "heldout").iterdir():
        path.unlink()
    shown = run("train", shop)
    assert shown.exit_code == 0, shown.stderr
    assert "Examples held out of training" in shown.stdout
    told = one_line(run("evaluate", "intents", "-p", shop))
    assert "the project has no test set; write tests/heldout/nlu.yml" in told


def test_a_version_goes_live_only_with_an_index_of_its_own(run: Run, trained: Path) -> None:
    model, index = live(trained)
    assert run("models", "promote", model, "-p", trained).exit_code == 0
    manifest = trained / "var" / "indexes" / index / "manifest.json"
    told = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**told, "encoder": "another"}), encoding="utf-8")
    refused = run("models", "promote", model, "-p", trained)
    assert "built with another model" in one_line(refused)
