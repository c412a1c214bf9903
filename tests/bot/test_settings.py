from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import Invalid
from bot.settings import read_clock, read_secrets, read_settings
from retrieval.source_problem import SourceError
from retrieval.yaml_file import parse_yaml

CONFIG = Path("config.yml")


def test_everything_has_a_default() -> None:
    settings = read_settings(parse_yaml("recipe: default.v1\n", CONFIG), CONFIG)
    assert settings.retrieval.answers == 3
    assert settings.server.port == 5005


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("frontdesk:\n  limits:\n    queue: 0\n", "config.yml:3: 'frontdesk.limits.queue'"),
        ("frontdesk:\n  modle: {}\n", "config.yml:2: unknown key 'frontdesk.modle'"),
        ("frontdesk:\n  model:\n    device: tpu\n", "config.yml:3: 'frontdesk.model.device'"),
        ("frontdesk: 3\n", "config.yml:1: 'frontdesk'"),
        ("frontdesk:\n  understanding: {intent_threshold: 2}\n", "config.yml:2:"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_settings(parse_yaml(text, CONFIG), CONFIG)
    assert said in str(caught.value)


def test_secrets_are_made_once_and_kept_for_their_owner(tmp_path: Path) -> None:
    first, second = read_secrets(tmp_path, {}), read_secrets(tmp_path, {})
    assert first == second
    assert len({first.visitor, first.identity, first.api_token}) == 3
    kept = tmp_path / "secrets" / "api_token"
    assert kept.stat().st_mode & 0o077 == 0
    assert first.api_token not in repr(first)


def test_the_environment_wins(tmp_path: Path) -> None:
    secrets = read_secrets(tmp_path, {"FRONTDESK_API_TOKEN": "from outside"})
    assert secrets.api_token == "from outside"
    assert not (tmp_path / "secrets" / "api_token").exists()


def test_the_clock_can_be_moved_and_runs_on() -> None:
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    clock = read_clock({"FRONTDESK_NOW": "2026-11-24T13:00:00+01:00"})
    first = clock()
    assert 0 <= first - noon.timestamp() < 5
    assert clock() >= first


def test_the_clock_is_the_systems_without_the_variable() -> None:
    assert abs(read_clock({})() - datetime.now(UTC).timestamp()) < 5


@pytest.mark.parametrize("given", ["tomorrow", "2026-11-24T10:00:00", "17"])
def test_a_moment_without_date_or_zone_is_refused_with_an_example(given: str) -> None:
    with pytest.raises(Invalid, match=r"FRONTDESK_NOW is .*like 2026-11-24T10:00:00\+01:00"):
        read_clock({"FRONTDESK_NOW": given})


def test_the_moment_of_test_conversations_needs_its_zone() -> None:
    text = "frontdesk:\n  testing:\n    now: '2026-11-24T10:00:00'\n"
    with pytest.raises(SourceError, match=r"config\.yml:3: 'frontdesk\.testing\.now'"):
        read_settings(parse_yaml(text, CONFIG), CONFIG)
