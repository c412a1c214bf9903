from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.access import StoreSettings
from bot.storage.errors import StoreBusy, StoreLocked, StoreUnavailable, StoreUrlError
from bot.storage.store import Store
from tests.bot.storage.samples import answer, event, inbound, turn

_ROOT = Path(__file__).parents[3]


@pytest.fixture
async def file_store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await Store.open(f"sqlite:///{tmp_path / 'var' / 'frontdesk.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "frontdesk.db"


async def test_opening_again_finds_everything(store_url: str) -> None:
    first = await Store.open(store_url)
    done = await answer(first, 1)
    left = await first.accept(inbound(2))
    await first.append_events("anna", [event("pause")], 1)
    await first.close()

    second = await Store.open(store_url)
    [pending] = await second.pending()
    assert (pending.inbox_id, pending.seq, pending.message.text) == (left.inbox_id, 2, "hello")
    assert (await second.accept(inbound(1))).inbox_id == done.inbox_id
    await second.commit_turn(turn(left, 2))
    assert (await second.accept(inbound(3))).seq == 3
    assert [m.position for m in await second.messages_since("anna", 0)] == [1, 2, 3, 4, 5]
    await second.close()


async def test_a_write_check_writes(store: Store) -> None:
    before = store.load.writes

    await store.check_writable()
    await store.check_writable()

    assert store.load.writes == before + 2


async def test_a_file_that_another_program_holds_is_not_writable(
    file_store: Store, file: Path
) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # as a foreign tool that forgot its transaction
        with pytest.raises(StoreUnavailable, match="locked"):
            await file_store.check_writable()
        other.execute("ROLLBACK")
    await file_store.check_writable()


async def test_readers_see_old_rows_while_a_write_lasts(file_store: Store, file: Path) -> None:
    await answer(file_store)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert len(await file_store.messages_since("anna", 0)) == 2
        other.execute("ROLLBACK")


async def test_a_second_store_on_the_file_is_refused_until_the_first_is_closed(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'frontdesk.db'}"
    first = await Store.open(url)
    with pytest.raises(StoreLocked, match="in use by another process"):
        await Store.open(url)
    await first.close()
    await (await Store.open(url)).close()


async def test_a_second_process_is_refused_with_one_sentence(
    file_store: Store, file: Path
) -> None:
    program = (
        "import asyncio, sys\n"
        "from bot.storage.store import Store\n"
        "from bot.storage.errors import StoreLocked\n"
        "try:\n"
        "    asyncio.run(Store.open(sys.argv[1]))\n"
        "except StoreLocked as error:\n"
        "    sys.exit(str(error))\n"
    )
    child = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", program, f"sqlite:///{file}"],
        capture_output=True,
        text=True,
        cwd=_ROOT,
        timeout=30,
        check=False,
    )

    assert child.returncode == 1
    assert child.stderr.startswith(f"{file} is in use by another process;")
    assert child.stderr.count("\n") == 1


async def test_a_tool_can_read_beside_the_server_but_not_write(
    file_store: Store, file: Path
) -> None:
    await answer(file_store)
    reader = await Store.open(f"sqlite:///{file}", read_only=True)

    assert len(await reader.turns()) == 1
    await answer(file_store, 2)
    assert len(await reader.turns()) == 2
    with pytest.raises(StoreUnavailable, match="reading only"):
        await reader.accept(inbound(3))
    with pytest.raises(StoreUnavailable, match="reading only"):
        await reader.check_writable()
    assert reader.load.writes == 0
    await reader.close()


async def test_reading_alone_creates_nothing(tmp_path: Path) -> None:
    path = tmp_path / "frontdesk.db"

    with pytest.raises(StoreUnavailable, match="there is no database"):
        await Store.open(f"sqlite:///{path}", read_only=True)
    assert not path.exists()


async def test_a_closed_store_says_so(store_url: str) -> None:
    opened = await Store.open(store_url)
    await opened.close()

    with pytest.raises(StoreUnavailable, match="closed"):
        await opened.accept(inbound(1))
    with pytest.raises(StoreUnavailable, match="closed"):
        await opened.pending()
    await opened.close()


async def test_closing_finishes_what_is_under_way(store_url: str) -> None:
    opened = await Store.open(store_url)
    accepting = [asyncio.create_task(opened.accept(inbound(n))) for n in range(300)]
    await asyncio.sleep(0)

    await opened.close()

    assert [accepted.seq for accepted in await asyncio.gather(*accepting)] == list(range(1, 301))


async def test_every_caller_gets_an_answer_when_the_queue_is_full(store_url: str) -> None:
    opened = await Store.open(store_url, settings=StoreSettings(max_queued=50))

    results = await asyncio.gather(
        *(opened.accept(inbound(n)) for n in range(400)), return_exceptions=True
    )

    busy = [result for result in results if isinstance(result, StoreBusy)]
    stored = len(results) - len(busy)
    assert busy
    assert busy[0].retry_after_s > 0
    assert len(await opened.pending()) == stored
    assert stored >= 50
    await opened.close()


async def test_too_many_reads_are_sent_away(store_url: str) -> None:
    opened = await Store.open(store_url, settings=StoreSettings(max_reads=10))

    results = await asyncio.gather(
        *(opened.load_events("anna") for _ in range(50)), return_exceptions=True
    )

    assert results.count([]) == 10
    assert sum(isinstance(result, StoreBusy) for result in results) == 40
    assert await opened.load_events("anna") == []
    await opened.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://", "must name a file"),
        ("sqlite:///:memory:", "must name a file"),
        ("sqlite:///file:x?mode=memory&uri=true", "must name a file"),
        ("mysql://user@host/db", "no store for 'mysql'"),
        ("not a url", "cannot be read"),
        ("", "cannot be read"),
        ("sqlite:///a\ud800b?x=1", "must name a file"),
    ],
)
async def test_a_url_that_is_not_durable_is_refused(url: str, said: str) -> None:
    with pytest.raises(StoreUrlError, match=said) as refused:
        await Store.open(url)
    assert "\n" not in str(refused.value)


async def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file")

    with pytest.raises(StoreUnavailable, match="cannot be locked"):
        await Store.open(f"sqlite:///{tmp_path / 'var' / 'frontdesk.db'}")


async def test_an_unreachable_server_is_said_in_time() -> None:
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        await Store.open("postgresql://nobody@127.0.0.1:9/none")
