"""A process is killed while it accepts and answers: what it acknowledged is there, once."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.storage.records import Author, InboxState
from bot.storage.store import Store
from tests.bot.storage.accepting_child import CONVERSATIONS

_ROOT = Path(__file__).parents[3]
_CHILD = Path(__file__).with_name("accepting_child.py")


@dataclass
class Acknowledged:
    accepted: dict[str, int] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)

    def note(self, line: str) -> None:
        what, external_id, number = line.split()
        kept = self.accepted if what == "accepted" else self.answered
        kept[external_id] = int(number)


def run_and_kill(url: str, first: int, lines: int, acknowledged: Acknowledged) -> None:
    """Start the child, kill it after so many acknowledgements, and note all it got out."""
    child = subprocess.Popen(  # noqa: S603 - our own file
        [sys.executable, "-u", str(_CHILD), url, str(first)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env={"PYTHONPATH": str(_ROOT)},
    )
    assert child.stdout is not None
    with child.stdout:
        for _ in range(lines):
            line = child.stdout.readline()
            assert line, "the child ended by itself"
            acknowledged.note(line)
        child.kill()
        for line in child.stdout:
            acknowledged.note(line)
    child.wait(10)


async def check(url: str, acknowledged: Acknowledged) -> None:
    store = await Store.open(url)
    waiting = {message.message.external_id for message in await store.pending()}
    for number in range(CONVERSATIONS):
        name = f"c{number}"
        said = await store.messages_since(name, 0, limit=100_000)
        assert [m.position for m in said] == list(range(1, len(said) + 1))
        inbound = [m for m in said if m.author is Author.CUSTOMER]
        assert [m.seq for m in inbound] == list(range(1, len(inbound) + 1))
        ids = [str(m.client_id) for m in inbound]
        assert len(set(ids)) == len(ids)
        replies = Counter(str(m.body["text"]) for m in said if m.author is Author.BOT)
        assert set(replies.values()) <= {1}
        assert set(replies) == {f"re {one}" for one in ids if one not in waiting}
        answered = [str(event["text"]) for event in await store.load_events(name)]
        assert answered == [one for one in ids if one not in waiting]
        places = dict(zip(ids, [m.seq for m in inbound], strict=True))
        mine = {key: seq for key, seq in acknowledged.accepted.items() if key in places}
        assert all(places[key] == seq for key, seq in mine.items())
        assert all(key.split("-")[0] != name or key in places for key in acknowledged.accepted)
        for key in acknowledged.answered:
            if key in places:
                status = await store.turn_status(name, int(places[key] or 0))
                assert status.state is InboxState.DONE
    await store.close()


def check_file(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def kill_often(url: str, times: int) -> Acknowledged:
    acknowledged = Acknowledged()
    for number in range(times):
        # Different moments: in the middle of the first group as well as in full swing.
        run_and_kill(url, number * 1_000_000, (1, 40, 250, 7)[number % 4], acknowledged)
        asyncio.run(check(url, acknowledged))
    assert len(acknowledged.accepted) > 50
    return acknowledged


def test_what_was_acknowledged_survives_kills(tmp_path: Path) -> None:
    path = tmp_path / "frontdesk.db"

    kill_often(f"sqlite:///{path}", 3)

    check_file(path)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_what_was_acknowledged_survives_fifty_kills(tmp_path: Path) -> None:
    path = tmp_path / "frontdesk.db"

    kill_often(f"sqlite:///{path}", 50)

    check_file(path)
