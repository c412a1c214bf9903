from __future__ import annotations

import time
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

from bot.channels.assembly import (
    ChannelSecrets,
    Platforms,
    check_names,
    open_channels,
)
from bot.rate import RateLimit
from retrieval.source_problem import SourceError
from retrieval.yaml_file import parse_yaml
from tests.fakes.gateway import FakeGateway

PATH = Path("credentials.yml")


async def paths(credentials: dict[str, object], *, as_rasa: bool) -> set[str]:
    async with AsyncExitStack() as stack, ClientSession():
        routes = await open_channels(
            credentials,
            PATH,
            FakeGateway(),
            Platforms(),
            ChannelSecrets("a" * 32, "b" * 32),
            stack,
            clock=time.time,
            rate=RateLimit(60, clock=time.monotonic),
            message_chars=100,
            as_rasa=as_rasa,
        )
        return {route.path for route in routes}


def test_channels_that_are_not_here_are_left_out_of_a_project_of_rasas() -> None:
    named = {"rest": None, "rasa": {"url": "x"}, "facebook": {}, "my.own.Channel": {}}
    with capture_logs() as told:
        check_names(named, PATH, as_rasa=True)
    left_out = [one["channel"] for one in told if one["event"] == "channel_left_out"]
    assert left_out == ["rasa", "facebook", "my.own.Channel"]


def test_in_any_other_project_they_are_mistakes() -> None:
    named = parse_yaml("rest:\nrasa: {}\nmy.own.Channel: {}\n", PATH)
    with pytest.raises(SourceError) as refusal:
        check_names(named, PATH, as_rasa=False)
    assert [(one.line, one.message) for one in refusal.value.problems] == [
        (2, "there is no channel 'rasa'"),
        (3, "there is no channel 'my.own.Channel'"),
    ]


@pytest.mark.parametrize("as_rasa", [True, False])
def test_a_name_that_nobody_knows_is_a_mistake_with_its_line(as_rasa: bool) -> None:
    named = parse_yaml("rest:\nfacebok: {}\n", PATH)
    with pytest.raises(SourceError, match=r"credentials.yml:2: there is no channel 'facebok'"):
        check_names(named, PATH, as_rasa=as_rasa)


@pytest.mark.parametrize("as_rasa", [True, False])
def test_a_name_that_is_no_text_is_a_mistake_like_others(as_rasa: bool) -> None:
    with pytest.raises(SourceError, match=r"credentials.yml:2: there is no channel '5'"):
        check_names(parse_yaml("rest:\n5: x\n", PATH), PATH, as_rasa=as_rasa)


async def test_a_project_of_rasas_that_names_no_channel_of_ours_is_reached_over_rest() -> None:
    rest = "/webhooks/rest/webhook"
    assert rest in await paths({}, as_rasa=True)
    assert rest in await paths({"facebook": {}}, as_rasa=True)
    assert rest not in await paths({"socketio": None}, as_rasa=True)
    assert rest not in await paths({}, as_rasa=False)
    assert rest in await paths({"rest": None}, as_rasa=False)
