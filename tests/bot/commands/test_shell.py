"""`frontdesk shell`: whole turns, typed and answered in the terminal."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.storage.store import Store
from tests.bot.commands.conftest import Run, one_line, put

NEEDS_A_SECRET = "slack:\n  slack_token: x\n"


def said(run: Run, project: Path) -> list[str]:
    """Return what customers have written, as the transcripts tell it."""
    exported = run("transcripts", "export", project)
    assert exported.exit_code == 0, exported.stderr
    return [json.loads(line)["text"] for line in exported.stdout.splitlines()]


def test_what_is_typed_is_answered_and_kept(run: Run, trained: Path) -> None:
    talk = run("shell", trained, typed="hello\nwhere is my order\n/quit\n")
    assert talk.exit_code == 0
    assert "Bot: Hello from the tiny shop" in talk.stdout
    assert "Bot: It is on its way" in talk.stdout
    assert talk.stderr == ""
    assert said(run, trained) == ["hello", "where is my order"]


@pytest.mark.parametrize("end", ["/quit\n", "/stop\n", "/exit\n", "  /quit  \n", ""])
def test_it_ends_when_asked_to_or_at_the_end_of_input(run: Run, trained: Path, end: str) -> None:
    talk = run("shell", trained, typed=f"hello\n{end}")
    assert talk.exit_code == 0
    assert talk.stdout.count("Bot: ") == 1


def test_empty_lines_are_no_messages(run: Run, trained: Path) -> None:
    talk = run("shell", trained, typed="\n   \nhello\n")
    assert talk.stdout.count("Bot: ") == 1
    assert said(run, trained) == ["hello"]


def test_a_message_that_is_refused_does_not_end_the_talk(run: Run, trained: Path) -> None:
    talk = run("shell", trained, typed="x" * 9_000 + "\nhello\n")
    assert talk.exit_code == 0
    assert "(the text is longer than 8000 characters)" in talk.stdout
    assert "Bot: Hello from the tiny shop" in talk.stdout
    assert said(run, trained) == ["hello"]


def test_an_intent_can_be_named(run: Run, trained: Path) -> None:
    talk = run("shell", trained, typed="/price\n")
    assert "Bot: It is cheap" in talk.stdout


def test_a_conversation_goes_on_under_its_name(run: Run, trained: Path) -> None:
    for text in ("hello", "/track"):
        talk = run("shell", trained, "--sender", "ann", typed=f"{text}\n")
        assert "Conversation ann. Type a message, or /quit." in talk.stdout
    exported = run("transcripts", "export", trained).stdout.splitlines()
    assert len({json.loads(line)["conversation"] for line in exported}) == 1
    run("shell", trained, typed="hello\n")
    exported = run("transcripts", "export", trained).stdout.splitlines()
    assert len({json.loads(line)["conversation"] for line in exported}) == 2


def test_a_server_that_runs_is_not_disturbed(run: Run, trained: Path) -> None:
    url = f"sqlite:///{trained / 'var' / 'frontdesk.sqlite'}"
    with asyncio.Runner() as runner:
        store = runner.run(Store.open(url))
        told = one_line(run("shell", trained))
        runner.run(store.close())
    assert "frontdesk.sqlite is in use by another process; stop that one first" in told


def test_a_fault_in_the_credentials_is_told_with_its_line(run: Run, trained: Path) -> None:
    path = put(trained, "credentials.yml", NEEDS_A_SECRET)
    told = one_line(run("shell", trained, typed="hello\n"))
    assert f"{path}:2: 'slack.slack_signing_secret' is missing" in told


def test_a_damaged_model_is_told(run: Run, trained: Path) -> None:
    (weights,) = (trained / "var" / "models").glob("*/model.safetensors")
    weights.write_bytes(b"xx")
    assert f"{weights} has sha256 " in one_line(run("shell", trained, typed="hello\n"))
