"""A project as small as one can be, and a way to run commands on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.commands.main import app
from finetune.registry import Registry

CONFIG = "recipe: default.v1\nlanguage: en\n"
DOMAIN = """version: "3.1"
intents: [greet, bye]
responses:
  utter_greet: [{text: hello}]
  utter_bye: [{text: bye}]
  utter_ask_rephrase: [{text: again?}]
  utter_default: [{text: sorry}]
"""
RULES = """version: "3.1"
rules:
- rule: greeting
  steps: [{intent: greet}, {action: utter_greet}]
- rule: leaving
  steps: [{intent: bye}, {action: utter_bye}]
"""
NLU = """version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    - hi there
- intent: bye
  examples: |
    - bye
    - see you
"""
INDEX = "1" * 16

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Return a function that runs `frontdesk` with arguments."""

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a whole project without a model."""
    folder = tmp_path / "shop"
    (folder / "data").mkdir(parents=True)
    for name, text in {
        "config.yml": CONFIG,
        "credentials.yml": "rest:\n",
        "endpoints.yml": "",
        "domain.yml": DOMAIN,
        "data/rules.yml": RULES,
        "data/nlu.yml": NLU,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def published(project: Path) -> list[str]:
    """Return the ids of two published versions, the first of them live."""
    registry = Registry(project / "var")
    (project / "var" / "indexes" / INDEX).mkdir(parents=True)
    (project / "var" / "indexes" / INDEX / "manifest.json").write_text("{}", encoding="utf-8")
    ids = []
    for name, accuracy in (("first", 0.9), ("second", 0.95)):
        staged = project / name
        staged.mkdir()
        (staged / "labels.json").write_text(json.dumps([name]), encoding="utf-8")
        extra = {"index_id": INDEX, "metrics": {"accuracy": accuracy, "oos_recall": None}}
        ids.append(registry.publish(staged, extra))
    registry.promote(ids[0], INDEX)
    return ids


def one_object(result: Result) -> dict[str, object]:
    """Return the one JSON object on standard output; nothing else may be there."""
    assert result.stdout.count("\n") == 1, result.stdout
    found: dict[str, object] = json.loads(result.stdout)
    return found


def one_line(result: Result, code: int = 1) -> str:
    """Return the one line that says what is wrong."""
    assert result.exit_code == code, (result.stdout, result.stderr, result.exception)
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, result.stderr
    assert result.stdout == ""
    return lines[0]
