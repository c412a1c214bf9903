"""Faults of a project or a command line: each ends in a line that says so, never a traceback."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.commands.conftest import Run, put

Spoil = Callable[[Path], object]


def folder(name: str) -> Spoil:
    def spoil(project: Path) -> None:
        path = project / name
        path.unlink(missing_ok=True)
        path.mkdir(parents=True)

    return spoil


def raw(name: str, content: bytes) -> Spoil:
    def spoil(project: Path) -> None:
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return spoil


def nothing(project: Path) -> None:
    """Leave it whole."""


def no_index(project: Path) -> None:
    shutil.rmtree(project / "var" / "indexes")


def no_var(project: Path) -> None:
    shutil.rmtree(project / "var")


def var_is_a_file(project: Path) -> None:
    no_var(project)
    put(project, "var", "x")


CASES = [
    ("init @/config.yml/sub", nothing),
    ("transcripts export @ --out @/data", lambda one: put(one, "var/x", "")),
    ("retrain @ --reviewed @/data", nothing),
    ("data validate @", raw("tests/heldout/out_of_scope.txt", b"\xff")),
    ("test @", folder("tests/e2e/cases.yml")),
    ("models list -p @", folder("var/CURRENT")),
    ("index search tent -p @", no_index),
    ("evaluate retrieval -p @", no_index),
    ("run @ --port 0", no_index),
    ("shell @", no_index),
    ("train @", var_is_a_file),
    ("run @ --port 0", raw("var/secrets", b"x")),
    ("run @ --port 0", folder("var/secrets/api_token")),
    ("doctor @", raw("var/secrets/api_token", b"\xff")),
    ("bench turn @ --seconds 1", no_var),
]


@pytest.mark.parametrize(("command", "spoil"), CASES)
def test_it_is_a_line_and_no_traceback(
    run: Run, trained: Path, command: str, spoil: Spoil
) -> None:
    if "export" in command:
        run("shell", trained, typed="hello\n")
    spoil(trained)
    ended = run(*command.replace("@", str(trained)).split())
    assert isinstance(ended.exception, SystemExit), repr(ended.exception)
    assert ended.exit_code in (1, 2)


@pytest.mark.parametrize("line", [100, 1234])
def test_a_line_number_is_no_emoji(run: Run, trained: Path, line: int) -> None:
    rule = "- rule: x\n  steps: [{intent: no}]\n"
    put(trained, "data/rules.yml", "rules:\n" + "\n" * (line - 3) + rule)
    assert f"rules.yml:{line}: unknown intent" in run("data", "validate", trained).stdout


@pytest.mark.parametrize("port", ["-1", "65536", "70000"])
def test_a_port_has_16_bits(run: Run, trained: Path, port: str) -> None:
    put(trained, "credentials.yml", "slack:\n  slack_token: x\n")  # no server comes up in any case
    refused = run("run", trained, "--port", port)
    assert refused.exit_code == 2
    assert "--port" in refused.stderr


def test_an_intent_of_needs_that_is_none_is_told_before_training(run: Run, trained: Path) -> None:
    config = (trained / "config.yml").read_text(encoding="utf-8")
    section = "frontdesk:\n  training: {needs_intent: wishes}\n"
    put(trained, "config.yml", config.split("frontdesk:")[0] + section)
    refused = run("train", trained)
    assert refused.exit_code != 0
    assert "needs_intent' is 'wishes', which the domain lacks" in refused.stderr + refused.stdout
