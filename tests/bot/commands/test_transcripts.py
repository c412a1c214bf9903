from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.domain.message import InboundMessage
from bot.storage.records import TurnCommit
from bot.storage.store import Store
from tests.bot.commands.conftest import Run, one_line, one_object

NOW = 1_790_000_000.0  # 2026-09-21
SAID = {
    "ann": "hello from ann@example.org",
    "bob": "bob says bye",
    "eve": "eve wants no training",
}


async def converse(var: Path) -> None:
    store = await Store.open(f"sqlite:///{var / 'frontdesk.sqlite'}", clock=lambda: NOW)
    for name, text in SAID.items():
        message = InboundMessage(
            channel="rest",
            account="default",
            external_id=name,
            sender=name,
            conversation_id=name,
            text=text,
            received_at=NOW,
        )
        accepted = await store.accept(message)
        await store.commit_turn(
            TurnCommit(
                conversation_id=name,
                seq=accepted.seq,
                inbox_id=accepted.inbox_id,
                events=(),
                replies=({"text": f"reply to {text}"},),
                outbox=(),
                record={
                    "text": text,
                    "intent": "greet",
                    "confidence": 0.5,
                    "ranking": [{"name": "greet", "confidence": 0.5}],
                    "in_scope": True,
                    "doubt": 0.5,
                    "entities": [],
                    "decisions": [{"action": "action_ask_rephrase", "policy": "clarify"}],
                },
                expected_position=0,
            )
        )
    await store.consent("eve", False)
    await store.close()


@pytest.fixture
def spoken(project: Path) -> Path:
    (project / "var").mkdir()
    asyncio.run(converse(project / "var"))
    return project


def test_an_export_is_masked_json_lines_of_those_who_agree(run: Run, spoken: Path) -> None:
    done = run("transcripts", "export", spoken)
    assert done.exit_code == 0
    turns = [json.loads(line) for line in done.stdout.splitlines()]
    assert [turn["text"] for turn in turns] == ["hello from [email]", "bob says bye"]
    assert "ann@example.org" not in done.stdout
    assert "2 turns" in done.stderr


def test_an_export_into_a_file_and_since_a_day(run: Run, spoken: Path, tmp_path: Path) -> None:
    out = tmp_path / "turns.jsonl"
    done = run("transcripts", "export", spoken, "--out", out, "--since", "2026-09-01")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert f"2 turns in {out}" in done.stderr
    late = run("transcripts", "export", spoken, "--since", "2026-10-01")
    assert late.stdout == ""


def test_plain_words_leave_only_where_the_project_allows_it(run: Run, spoken: Path) -> None:
    assert "ann@example.org" not in run("transcripts", "export", spoken, "--no-mask").stdout
    (spoken / "config.yml").write_text("frontdesk:\n  privacy: {mask_exports: false}\n", "utf-8")
    assert "ann@example.org" in run("transcripts", "export", spoken, "--no-mask").stdout
    assert "ann@example.org" not in run("transcripts", "export", spoken).stdout


def test_a_shop_that_asks_first_exports_only_who_said_yes(run: Run, spoken: Path) -> None:
    (spoken / "config.yml").write_text(
        "frontdesk:\n  privacy: {default_consent: false}\n", encoding="utf-8"
    )
    assert run("transcripts", "export", spoken).stdout == ""


def test_a_review_is_written_once(run: Run, spoken: Path, tmp_path: Path) -> None:
    out = tmp_path / "review.yml"
    found = one_object(run("transcripts", "review", spoken, "--out", out, "--json"))
    assert found["turns"] == 2
    assert found["path"] == str(out)
    text = out.read_text(encoding="utf-8")
    assert "ann@example.org" not in text
    assert "eve" not in text
    assert "exists already" in one_line(run("transcripts", "review", spoken, "--out", out))
    assert out.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("moment", ["yesterday", "2026-13-01", ""])
def test_a_wrong_day_is_said_plainly(run: Run, spoken: Path, moment: str) -> None:
    told = one_line(run("transcripts", "export", spoken, "--since", moment))
    assert "not a date such as 2026-11-01" in told


def test_without_conversations_it_says_so(run: Run, project: Path) -> None:
    for command in ("export", "review"):
        assert "there are no conversations yet" in one_line(run("transcripts", command, project))
    assert not (project / "var" / "frontdesk.sqlite").exists()
