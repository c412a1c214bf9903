from __future__ import annotations

from typing import Any

import pytest
from aiohttp import FormData

from tests.bot.server.conftest import BEARER, Api

KEYS = {"version", "status", "message", "reason", "details", "help", "code"}


async def body_of(api: Api, method: str, path: str, **more: Any) -> tuple[int, Any, Any]:
    async with api.client.request(method, path, **more) as answer:
        return answer.status, await answer.json(), answer.headers


@pytest.mark.parametrize(
    ("method", "path", "status", "reason"),
    [
        ("GET", "/nowhere", 404, "NotFound"),
        ("DELETE", "/health/live", 405, "MethodNotAllowed"),
        ("GET", "/status", 401, "NotAuthenticated"),
        ("GET", "/busy", 503, "Busy"),
        ("GET", "/store", 503, "Busy"),
        ("GET", "/bug", 500, "ServerError"),
    ],
)
async def test_every_error_has_rasas_body(
    api: Api, method: str, path: str, status: int, reason: str
) -> None:
    got, body, headers = await body_of(api, method, path)
    assert (got, body["code"], body["reason"]) == (status, status, reason)
    assert set(body) == KEYS
    assert "secret" not in str(body)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"].startswith("application/json")


async def test_who_may_come_back_is_told_when(api: Api) -> None:
    for path, seconds in (("/busy", "3"), ("/store", "2")):
        _, _, headers = await body_of(api, "GET", path)
        assert headers["Retry-After"] == seconds


async def test_an_error_of_ours_has_an_incident_number_that_is_in_the_log(
    api: Api, capsys: pytest.CaptureFixture[str]
) -> None:
    _, body, _ = await body_of(api, "GET", "/bug")
    incident = body["message"].split()[-1]
    said = capsys.readouterr().out
    assert incident in said
    assert "secret detail" in said
    assert b'frontdesk_errors_total{where="request"} 1.0' in api.desk.metrics.render()


async def test_a_body_that_is_too_large_or_not_what_it_says(api: Api) -> None:
    status, body, _ = await body_of(api, "POST", "/read", data=b"x" * 2000)
    assert (status, body["code"]) == (413, 413)
    status, body, _ = await body_of(
        api, "POST", "/read", data=b"no gzip", headers={"Content-Encoding": "gzip"}
    )
    assert (status, body["reason"]) == (400, "BadRequest")


async def test_the_fastest_address_is_slowed_down(api: Api) -> None:
    statuses = []
    for _ in range(400):
        async with api.client.get("/health/live") as answer:
            statuses.append(answer.status)
            if answer.status == 429:
                assert int(answer.headers["Retry-After"]) >= 1
                break
    assert statuses[-1] == 429
    assert statuses.count(200) >= 150


async def test_a_form_is_no_json_body(api: Api) -> None:
    form = FormData({"text": "greet"})
    status, body, _ = await body_of(api, "POST", "/model/parse", data=form, headers=BEARER)
    assert (status, body["reason"]) == (400, "BadRequest")
