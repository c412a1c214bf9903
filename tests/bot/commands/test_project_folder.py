"""What all commands have in common: the project they work on and how mistakes are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.commands.main import app
from bot.commands.project_folder import told_plainly
from bot.errors import Invalid
from bot.storage.errors import StoreLocked
from finetune.errors import EncoderError
from retrieval.source_problem import SourceError, SourceProblem
from tests.bot.commands.conftest import Run, one_line, one_object

# How each command is told its project, here in place of "@".
COMMANDS = {
    "bench crash": "@",
    "bench turn": "@",
    "data review": "@",
    "data validate": "@",
    "doctor": "@",
    "evaluate intents": "-p @",
    "evaluate retrieval": "-p @",
    "explain": "hello @",
    "index build": "-p @",
    "index search": "tent -p @",
    "models list": "-p @",
    "models promote": "0123456789abcdef -p @",
    "models rollback": "-p @",
    "models show": "0123456789abcdef -p @",
    "models verify": "-p @",
    "retrain": "@",
    "run": "@",
    "run actions": "@",
    "shell": "@",
    "test": "@",
    "train": "@",
    "transcripts export": "@",
    "transcripts review": "@",
}
WITHOUT_PROJECT = ("init", "evaluate recommend")


def leaves(command: Any, *names: str) -> Iterator[str]:
    """Yield the names of all commands that do something."""
    subcommands = getattr(command, "commands", None)
    if not subcommands:
        yield " ".join(names)
    for name, one in (subcommands or {}).items():
        yield from leaves(one, *names, name)


def on(command: str, project: Path) -> list[str]:
    return [*command.split(), *COMMANDS[command].replace("@", str(project)).split()]


def test_every_command_is_looked_at_here() -> None:
    found = set(leaves(typer.main.get_command(app)))
    assert found == {*COMMANDS, *WITHOUT_PROJECT}


@pytest.mark.parametrize("command", [*COMMANDS, *WITHOUT_PROJECT])
def test_help_has_an_example(run: Run, command: str) -> None:
    shown = run(*command.split(), "--help")
    assert shown.exit_code == 0
    assert f"Example: frontdesk {command}" in " ".join(shown.stdout.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_not_there_is_said(run: Run, tmp_path: Path, command: str) -> None:
    absent = tmp_path / "absent"
    assert f"{absent}: there is no such folder" in one_line(run(*on(command, absent)), code=2)
    assert not absent.exists()


# rasa-sdk's server needs the actions and nothing else of a project
@pytest.mark.parametrize("command", [one for one in COMMANDS if one != "run actions"])
def test_a_folder_that_is_no_project_is_said_with_the_remedy(
    run: Run, tmp_path: Path, command: str
) -> None:
    told = one_line(run(*on(command, tmp_path)), code=2)
    assert f"{tmp_path}: not a project (no config.yml)" in told
    assert "frontdesk init" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_file_in_place_of_a_folder_is_refused(run: Run, project: Path, command: str) -> None:
    file = project / "config.yml"
    assert str(file) in one_line(run(*on(command, file)), code=2)


@pytest.mark.parametrize("command", [*COMMANDS, *WITHOUT_PROJECT])
def test_an_unknown_option_ends_with_code_2(run: Run, command: str) -> None:
    refused = run(*command.split(), "--nonsense")
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert "No such option: --nonsense" in refused.stderr


@pytest.mark.parametrize("command", ["nonsense", "data nonsense", "models nonsense"])
def test_an_unknown_command_ends_with_code_2(run: Run, command: str) -> None:
    refused = run(*command.split())
    assert refused.exit_code == 2
    assert "No such command 'nonsense'" in refused.stderr


@pytest.mark.parametrize("command", [c for c, where in COMMANDS.items() if where == "@"])
def test_one_project_at_a_time(run: Run, project: Path, command: str) -> None:
    refused = run(*command.split(), project, project)
    assert refused.exit_code == 2
    assert "unexpected extra argument" in refused.stderr


def test_without_a_folder_it_is_config_or_else_the_current_one(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ".: not a project" in one_line(run("data", "validate"), code=2)
    monkeypatch.chdir(project)
    assert one_object(run("models", "list", "--json")) == {"models": []}
    project.rename(tmp_path / "config")
    monkeypatch.chdir(tmp_path)
    assert one_object(run("models", "list", "--json")) == {"models": []}


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Invalid("the clock is wrong"), ["the clock is wrong"]),
        (StoreLocked("in use by another process"), ["in use by another process"]),
        (EncoderError("no such encoder"), ["no such encoder"]),
        (
            SourceError(
                SourceProblem(Path("domain.yml"), 7, "one", "mend it", column=3),
                SourceProblem(Path("nlu.yml"), 0, "two"),
            ),
            ["domain.yml:7:3: one; mend it", "nlu.yml:0: two"],
        ),
    ],
)
def test_each_fault_is_a_line_and_code_1(
    error: Exception, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as ended, told_plainly():
        raise error
    assert ended.value.exit_code == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == told


def test_a_stop_by_hand_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, told_plainly():
        raise KeyboardInterrupt
    assert ended.value.exit_code == 130
    assert capsys.readouterr().err == "stopped\n"


def test_a_defect_of_our_own_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), told_plainly():
        raise ZeroDivisionError
