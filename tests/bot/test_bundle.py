from __future__ import annotations

import asyncio
import weakref
from typing import Any

import pytest

from bot.bundle import Bundle, Bundles
from bot.errors import Busy, NotReady
from tests.fakes.small_desk import KeywordModel, bundle_of


async def closed(bundle: Bundle) -> bool:
    try:
        await bundle.understand("greet", timeout_s=1)
    except Busy:
        return True
    return False


async def test_without_a_version_nothing_can_be_leased() -> None:
    bundles = Bundles()
    with pytest.raises(NotReady):
        _ = bundles.current
    with pytest.raises(NotReady):
        async with bundles.lease():
            pass
    await bundles.close()


async def test_a_replaced_bundle_serves_its_last_turn_and_is_closed_then() -> None:
    bundles = Bundles()
    old, new = bundle_of(KeywordModel(), "m1"), bundle_of(KeywordModel(), "m2")
    bundles.swap(old)
    async with bundles.lease() as leased:
        bundles.swap(new)
        await asyncio.sleep(0)
        assert bundles.current is new
        assert leased is old
        assert not await closed(old)
    await asyncio.sleep(0.05)
    assert await closed(old)
    assert not await closed(new)
    await bundles.close()


async def test_a_bundle_that_nobody_uses_is_closed_when_it_is_replaced() -> None:
    bundles = Bundles()
    old = bundle_of(KeywordModel(), "m1")
    bundles.swap(old)
    bundles.swap(bundle_of(KeywordModel(), "m2"))
    await asyncio.sleep(0.05)
    assert await closed(old)
    await bundles.close()


async def test_closing_gives_up_on_a_turn_that_hangs() -> None:
    bundles = Bundles()
    old = bundle_of(KeywordModel(), "m1")
    bundles.swap(old)
    hung = asyncio.Event()

    async def hang() -> None:
        async with bundles.lease():
            hung.set()
            await asyncio.sleep(60)

    turn = asyncio.create_task(hang())
    await hung.wait()
    bundles.swap(bundle_of(KeywordModel(), "m2"))
    async with asyncio.timeout(5):
        await bundles.close()
    assert await closed(old)
    turn.cancel()
    await asyncio.wait([turn])


async def test_only_so_much_of_a_text_is_read() -> None:
    model = KeywordModel()
    whole: Any = bundle_of(model)
    short = Bundle("m", "i", whole.batcher, whole.searcher, whole.recommender, understood_chars=5)
    await short.understand("greet me", timeout_s=1)
    assert model.texts == ["greet"]
    await whole.batcher.close()


async def test_what_is_replaced_is_gone_when_its_memory_is_given_back() -> None:
    gone: list[bool] = []
    bundles = Bundles(after_retiring=lambda: gone.append(old() is None))
    first = bundle_of(KeywordModel(), "m1")
    old = weakref.ref(first)
    bundles.swap(first)
    del first
    bundles.swap(bundle_of(KeywordModel(), "m2"))
    await asyncio.sleep(0.1)
    assert gone == [True]
    await bundles.close()
