"""A project as small as one can be, and a way to run commands on it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.commands.main import app
from bot.project.project import load_project
from bot.settings import read_settings
from bot.versions import VersionMaker
from finetune.registry import Registry
from tests.fakes.tiny_shop import write_tiny_shop

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
    """Return a function that runs `frontdesk` with arguments and what is typed into it."""

    def run(*arguments: str | Path | int, typed: str = "") -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=typed)

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


@pytest.fixture(scope="session")
def trained_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the tiny shop with a live version, for tests that only read it."""
    folder = write_tiny_shop(tmp_path_factory.mktemp("trained") / "shop")
    loaded = load_project(folder)
    maker = VersionMaker(loaded, read_settings(loaded.config, folder / "config.yml"))
    maker.promote(maker.make(lambda stage, done, total: None))
    return folder


@pytest.fixture
def trained(trained_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the trained tiny shop that a test may alter."""
    return shutil.copytree(trained_once, tmp_path / "trained")


def live(project: Path) -> tuple[str, str]:
    """Return model id and index id of the live version."""
    version = Registry(project / "var").current()
    assert version is not None
    return version.model_id, version.index_id


def put(project: Path, name: str, text: str) -> Path:
    """Write a file of a project and return its path."""
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


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
