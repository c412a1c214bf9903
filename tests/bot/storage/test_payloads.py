from __future__ import annotations

from bot.storage.store import Store


async def test_a_payload_is_kept_under_its_id(store: Store) -> None:
    assert await store.get("abc") is None
    await store.put("abc", '/inform{"product":"TNT-101"}')
    await store.put("abc", '/inform{"product":"TNT-101"}')
    assert await store.get("abc") == '/inform{"product":"TNT-101"}'
