from __future__ import annotations

import asyncio

import pytest

from bot.storage.store import Store


async def test_a_payload_is_found_again_by_its_id(store: Store) -> None:
    await store.put("abc", '/product_details{"product":"TNT-101"}')
    await store.put("abc", '/product_details{"product":"TNT-101"}')

    assert await store.get("abc") == '/product_details{"product":"TNT-101"}'
    assert await store.get("nobody") is None


async def test_the_same_payload_at_once_is_kept_once(store: Store) -> None:
    await asyncio.gather(*(store.put(f"id{n % 3}", f"payload {n % 3}") for n in range(30)))

    assert [await store.get(f"id{n}") for n in range(3)] == ["payload 0", "payload 1", "payload 2"]


async def test_two_processes_may_keep_the_same_payload(store: Store, store_url: str) -> None:
    if store_url.startswith("sqlite"):
        pytest.skip("a SQLite file belongs to one process")
    other = await Store.open(store_url)

    await asyncio.gather(*(one.put(f"id{n}", "x") for n in range(40) for one in (store, other)))

    assert await other.get("id39") == "x"
    await other.close()


async def test_an_id_from_outside_is_checked(store: Store) -> None:
    for bad in ("", "x" * 1_000, "\ud800"):
        with pytest.raises(ValueError, match="payload_id"):
            await store.get(bad)
