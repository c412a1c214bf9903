"""The server under attack: its settings, its token, and whether it stayed quiet."""

from __future__ import annotations

from bot.bench.server_process import ServerProcess

SLACK_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TELEGRAM_TOKEN = "42:TEST-token_of-this-bot"
# Nobody listens there: nothing of this test may reach a platform.
NOWHERE = "http://127.0.0.1:9/"
CREDENTIALS = {
    "slack": {
        "slack_token": "xoxb-1",
        "slack_signing_secret": SLACK_SECRET,
        "base_url": NOWHERE,
    },
    "telegram": {"access_token": TELEGRAM_TOKEN, "base_url": NOWHERE},
}
# The rates must not hide what lies behind them, and slow sockets not slow down the test.
LIMITS = {
    "messages_per_minute": 1_000_000,
    "requests_per_minute_ip": 10_000_000,
    "header_timeout_s": 1,
    "body_timeout_s": 1,
}


def token_of(server: ServerProcess) -> str:
    return (server.project / "var" / "secrets" / "api_token").read_text(encoding="utf-8").strip()


def check_quiet(server: ServerProcess) -> None:
    """Check that the server has logged no error and no traceback."""
    loud = [
        line
        for line in server.lines()
        if "Traceback" in line or '"level": "error"' in line or not line.startswith(("{", "Serv"))
    ]
    assert loud == []
