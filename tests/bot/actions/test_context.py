from __future__ import annotations

import asyncio
import gc
import weakref
from dataclasses import replace
from typing import Any

import pytest

from bot.actions.context import current_turn, in_turn
from tests.fakes.form_talk import quiet_turn


class Index:
    """Stands for what a version of the model takes up."""


def turn_with(index: Any) -> Any:
    return replace(quiet_turn(), searcher=index)


def test_outside_of_a_turn_there_is_none() -> None:
    with pytest.raises(RuntimeError, match="there was none"):
        current_turn()
    turn = quiet_turn()
    with in_turn(turn):
        assert current_turn() is turn
    with pytest.raises(RuntimeError, match="the turn has ended"):
        current_turn()


async def test_tasks_and_threads_of_a_turn_see_it() -> None:
    async def sees() -> str:
        return current_turn().channel

    with in_turn(quiet_turn()):
        assert await asyncio.create_task(sees()) == "rest"
        assert await asyncio.to_thread(lambda: current_turn().channel) == "rest"


async def test_a_task_that_outlives_its_turn_does_not_keep_it() -> None:
    goes_on = asyncio.Event()

    async def lingers() -> None:
        await goes_on.wait()
        current_turn()

    index = Index()
    kept = weakref.ref(index)
    with in_turn(turn_with(index)):
        task = asyncio.create_task(lingers())
        await asyncio.sleep(0)
    del index
    gc.collect()
    assert kept() is None
    goes_on.set()
    with pytest.raises(RuntimeError, match="the turn has ended"):
        await task
