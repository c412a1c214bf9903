"""A process is killed while it accepts and answers: what it acknowledged is there, once."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.storage.errors import StoreUnavailable
from bot.storage.records import Author, InboxState
from bot.storage.store import Store
from tests.bot.storage.accepting_child import CONVERSATIONS
from tests.bot.storage.postgres_server import PostgresServer
from tests.bot.storage.samples import inbound

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
        # Different moments: in full swing as well as in the middle of the first group.
        run_and_kill(url, number * 1_000_000, (250, 40, 1, 7)[number % 4], acknowledged)
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


def test_the_same_holds_on_a_server(postgres: PostgresServer) -> None:
    kill_often(postgres.new_database(), 2)


async def test_cut_connections_lose_nothing_that_was_acknowledged(
    postgres: PostgresServer,
) -> None:
    url = postgres.new_database()
    store = await Store.open(url)
    acknowledged: dict[str, int] = {}

    async def talk(name: str) -> None:
        for number in range(40):
            while f"{name}-{number}" not in acknowledged:
                with suppress(StoreUnavailable):
                    accepted = await store.accept(inbound(number, name))
                    acknowledged[f"{name}-{number}"] = accepted.seq

    async def cut() -> None:
        for _ in range(8):
            await asyncio.sleep(0.03)
            await asyncio.to_thread(postgres.cut_connections, url)

    await asyncio.gather(cut(), *(talk(f"c{n}") for n in range(10)))

    for name in {key.split("-")[0] for key in acknowledged}:
        said = await store.messages_since(name, 0)
        assert [message.seq for message in said] == list(range(1, 41))
        assert [message.client_id for message in said] == [f"{name}-{n}" for n in range(40)]
        assert all(acknowledged[str(message.client_id)] == message.seq for message in said)
    assert len(await store.pending()) == 400
    await store.close()
