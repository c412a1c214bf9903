from __future__ import annotations

import json
import subprocess
import sys

# Logging is set up once a process, so each case gets one of its own.
SETUP = """
import logging, structlog, sys
from bot.server.log import configure_logging
configure_logging(json={json})
log = structlog.get_logger("test")
"""
FAILING = """
def answer(text):
    secret_words = "my card is 4111"
    raise RuntimeError("broken")
try:
    answer("canary words")
except RuntimeError:
    log.exception("turn_failed", conversation="c1")
"""


def said(code: str, *, as_json: bool) -> list[str]:
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", SETUP.format(json=as_json) + code],
        capture_output=True,
        text=True,
        check=True,
        timeout=50,
    )
    assert done.stdout == ""
    return done.stderr.splitlines()


def test_a_line_is_one_json_object_whatever_is_in_it() -> None:
    code = r'log.info("turn", conversation="a\nb\x1b[31m", text="canary", token="canary", n=1)'
    (line,) = said(code, as_json=True)
    told = json.loads(line)
    assert told["conversation"] == "a\nb\x1b[31m"
    assert (told["text"], told["token"], told["n"]) == ("[hidden]", "[hidden]", 1)
    assert told["level"] == "info"
    assert "canary" not in line


def test_a_traceback_is_in_the_line_and_shows_no_variables() -> None:
    (line,) = said(FAILING, as_json=True)
    told = json.loads(line)
    assert "RuntimeError: broken" in told["exception"]
    assert "canary words" not in line.replace('answer(\\"canary words\\")', "")
    lines = said(FAILING, as_json=False)
    assert any("RuntimeError: broken" in one for one in lines)
    # the source line may be shown, the value of a variable may not
    assert not any("4111" in one and "secret_words" not in one for one in lines)
    assert not any("│" in one for one in lines)


def test_what_clients_get_wrong_is_no_line_of_ours() -> None:
    code = """
from aiohttp.http_exceptions import BadStatusLine
from aiohttp.web import RequestPayloadError
server = logging.getLogger("aiohttp.server")
for error in (BadStatusLine("x"), RequestPayloadError("x"), ConnectionResetError()):
    server.error("Error handling request", exc_info=error)
server.error("Unhandled exception", exc_info=RuntimeError("ours"))
"""
    lines = said(code, as_json=True)
    assert [one for one in lines if "Error handling request" in one] == []
    assert any("ours" in one for one in lines)
