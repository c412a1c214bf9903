from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.channels.slack_settings import SlackSettings
from bot.channels.socketio_settings import SocketIOSettings
from bot.channels.telegram_settings import TelegramSettings
from bot.channels.widget_settings import WidgetSettings
from retrieval.source_problem import SourceError
from retrieval.yaml_file import parse_yaml

PATH = Path("credentials.yml")
CHANNELS: dict[str, Any] = {
    "slack": SlackSettings,
    "telegram": TelegramSettings,
    "socketio": SocketIOSettings,
    "widget": WidgetSettings,
}


def read(text: str) -> Any:
    document = parse_yaml(text, PATH)
    [(channel, section)] = document.items()
    return CHANNELS[channel].from_credentials(section, PATH)


def test_rasas_credentials_are_read_as_they_are() -> None:
    slack = read(
        """
slack:
  slack_token: "xoxb-1"
  slack_channel: "C1"
  proxy: "http://proxy:3128"
  slack_retry_reason_header: "x-slack-retry-reason"
  slack_retry_number_header: "x-slack-retry-num"
  errors_ignore_retry: null
  use_threads: true
  slack_signing_secret: "s"
  conversation_granularity: thread
"""
    )
    assert slack.signing_secrets == (b"s",)
    assert slack.conversation_granularity == "thread"
    telegram = read(
        """
telegram:
  access_token: "490161424:AAGlRxinBRtKGb21_rlOEMtDFZMXBl6EC0o"
  verify: "your_bot"
  webhook_url: "https://your_url.com/webhooks/telegram/webhook"
"""
    )
    assert telegram.bot_id == "490161424"
    socketio = read(
        """
socketio:
  user_message_evt: user_uttered
  bot_message_evt: bot_uttered
  session_persistence: true
  namespace: /x
  socketio_path: /socket.io
  jwt_key: key
  jwt_method: HS256
  metadata_key: customData
"""
    )
    assert socketio.session_persistence
    assert read("socketio:") == SocketIOSettings()
    assert read("widget: {}") == WidgetSettings()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("slack: {slack_token: x}", ":1", "'slack.slack_signing_secret' is missing"),
        ("slack:\n  slack_signing_secret: s", ":2", "'slack.slack_token' is missing"),
        (
            "slack:\n  slack_token: x\n  slack_signing_secret: ''",
            ":3",
            "'slack.slack_signing_secret' is empty",
        ),
        (
            "slack:\n  slack_token: x\n  slack_signing_secret: []",
            ":3",
            "'slack.slack_signing_secret' is empty",
        ),
        (
            "slack:\n  slack_token: x\n  slack_signing_secret: [a, '']",
            ":3",
            "'slack.slack_signing_secret' is empty",
        ),
        (
            "slack:\n  slack_token: x\n  slack_signing_secret: s\n  slak_channel: C",
            ":4",
            "unknown key 'slack.slak_channel'",
        ),
        (
            "slack:\n  slack_token: x\n  slack_signing_secret: s\n"
            "  conversation_granularity: room",
            ":4",
            "'slack.conversation_granularity'",
        ),
        ("telegram: {}", ":1", "'telegram.access_token' is missing"),
        ("telegram:\n  access_token: ''", ":2", "'telegram.access_token'"),
        ("telegram:\n  access_token: no-colon", ":2", "'telegram.access_token'"),
        (
            "telegram:\n  access_token: 1:a\n  secret_token: 'not ok!'",
            ":3",
            "'telegram.secret_token'",
        ),
        ("telegram:\n  access_token: 1:a\n  webhook_url: ftp://x", ":3", "'telegram.webhook_url'"),
        ("socketio:\n  jwt_method: none", ":2", "'socketio.jwt_method' is 'none'"),
        ("socketio:\n  jwt_key: ''", ":2", "'socketio.jwt_key' is empty"),
        (
            "socketio:\n  cors_allowed_origins: ['*']",
            ":2",
            "'*' is not an origin; write it as https://shop.example",
        ),
        ("socketio:\n  session_persistance: true", ":2", "unknown key"),
        ("socketio: 5", "", "'socketio' is not a mapping"),
        ("widget:\n  id: 'a b'", ":2", "'widget.id'"),
        ("widget:\n  allowed_origins: [shop.example]", ":2", "'shop.example' is not an origin"),
        ("widget:\n  allowed_origins: ['https://shop.example/path']", ":2", "not an origin"),
        ("widget:\n  texts: {title: [1]}", ":2", "'widget.texts'"),
        ("widget:\n  message_chars: 0", ":2", "'widget.message_chars'"),
    ],
)
def test_a_wrong_file_is_one_sentence_with_its_line(text: str, place: str, words: str) -> None:
    with pytest.raises(SourceError) as refused:
        read(text)
    lines = str(refused.value).splitlines()
    assert any(line.startswith(f"credentials.yml{place}") and words in line for line in lines)
    assert not any("input_value" in line or "For further" in line for line in lines)


def test_every_fault_is_named_and_no_secret_shown() -> None:
    text = "slack:\n  slack_token: 5\n  proxi: x\n  slack_signing_secret: {a: hush}\n"
    with pytest.raises(SourceError) as refused:
        read(text)
    assert {problem.line for problem in refused.value.problems} == {2, 3, 4}
    assert "hush" not in str(refused.value)


def test_a_webhook_address_may_be_written_without_its_scheme_as_in_rasas_examples() -> None:
    section = {"access_token": "1:a", "webhook_url": "your_url.com/webhook"}
    assert TelegramSettings.from_credentials(section, Path("c")).webhook_url == (
        "your_url.com/webhook"
    )
