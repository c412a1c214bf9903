"""`frontdesk bench`: measurements on a server of its own, which leaves the project as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot.commands.conftest import Run, one_line, one_object, put

NEEDS_A_SECRET = "slack:\n  slack_token: x\n"


def files(project: Path) -> set[str]:
    return {str(path.relative_to(project)) for path in project.rglob("*")}


def test_turns_are_measured_and_the_project_stays_as_it_was(run: Run, trained: Path) -> None:
    before = files(trained)
    measured = run("bench", "turn", trained, "--seconds", 1, "--conversations", 2, "--json")
    assert measured.exit_code == 0, measured.stderr
    phases: Any = one_object(measured)["phases"]
    (phase,) = phases
    assert phase["conversations"] == 2
    assert phase["turns_per_second"] > 0
    assert phase["mean_batch"] >= 1
    assert 0 < phase["p50_ms"] <= phase["p99_ms"]
    assert phase["failures"] == {}
    assert "2 conversations for 1 s" in measured.stderr
    assert files(trained) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("turn", "--seconds", "0"),
        ("turn", "--seconds", "long"),
        ("turn", "--conversations", "0"),
        ("turn", "--conversations", "1.5"),
        ("crash", "--kills", "0"),
        ("crash", "--customers", "2"),
    ],
)
def test_a_wrong_number_is_refused(
    run: Run, trained_once: Path, arguments: tuple[str, ...]
) -> None:
    command, option, value = arguments
    refused = run("bench", command, trained_once, option, value)
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert option in refused.stderr


def test_why_a_server_does_not_start_is_told(run: Run, trained: Path) -> None:
    before = files(trained)
    put(trained, "credentials.yml", NEEDS_A_SECRET)
    told = one_line(run("bench", "turn", trained, "--seconds", 1, "--json"))
    assert told.startswith("the server ended: ")
    assert "credentials.yml:2: 'slack.slack_signing_secret' is missing" in told
    assert files(trained) == before


@pytest.mark.parametrize("command", ["turn", "crash"])
@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("tests/heldout/nlu.yml", "nlu: [\n", ":2:1: not valid YAML"),
        ("tests/heldout/faq_questions.jsonl", "{\n", ":1: not valid JSON"),
    ],
)
def test_a_fault_in_what_customers_say_is_told_with_its_line(
    run: Run, trained: Path, command: str, name: str, text: str, told: str
) -> None:
    path = put(trained, name, text)
    assert f"{path}{told}" in one_line(run("bench", command, trained, "--json"))


def test_a_fault_in_the_training_data_is_told_where_they_stand_in(run: Run, trained: Path) -> None:
    (trained / "tests" / "heldout" / "nlu.yml").unlink()
    path = put(trained, "data/nlu.yml", "nlu: [\n")
    assert f"{path}:2:1: not valid YAML" in one_line(run("bench", "turn", trained, "--json"))
