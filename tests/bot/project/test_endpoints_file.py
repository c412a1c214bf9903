from __future__ import annotations

from pathlib import Path

import pytest

from bot.project.endpoints_file import check_endpoints
from retrieval.yaml_file import parse_yaml

PATH = Path("endpoints.yml")


def told(text: str) -> list[str]:
    return [str(one) for one in check_endpoints(PATH, parse_yaml(text, PATH))]


def test_what_is_used_needs_no_word() -> None:
    assert told("action_endpoint: {url: x, token: y, enable_selective_domain: true}\n") == []
    assert told("nlg: {url: x, headers: {a: b}}\n") == []


@pytest.mark.parametrize(
    ("key", "instead"),
    [
        ("tracker_store", "conversations are kept in var/"),
        ("event_broker", "'frontdesk transcripts export'"),
        ("lock_store", "one after the other"),
        ("nlu", "in this process"),
        ("models", "var/models"),
    ],
)
def test_what_is_not_used_is_told_once_with_what_happens_instead(key: str, instead: str) -> None:
    (warning,) = told(f"action_endpoint:\n  url: x\n{key}:\n  type: SQL\n  url: ${{NOT_SET}}\n")
    assert warning.startswith(f"endpoints.yml:3: '{key}' is not used; ")
    assert instead in warning


def test_a_key_that_nobody_knows_is_told_with_the_one_that_was_meant() -> None:
    assert told("action_endpont: {url: x}\n") == [
        "endpoints.yml:1: unknown key 'action_endpont'; did you mean 'action_endpoint'? "
        "Otherwise nothing is done with it"
    ]


def test_an_unknown_key_of_a_service_is_told() -> None:
    assert told("nlg:\n  url: x\n  enable_selective_domain: true\n") == [
        "endpoints.yml:3: 'nlg.enable_selective_domain' is not used; the request goes without it"
    ]
