from __future__ import annotations

import pytest

from tests.bot.server.conftest import TOKEN, Api

WRONG = ["", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}",
         f"Bearer {TOKEN.upper()}", "Bearer ü", f"{TOKEN}"]  # fmt: skip


@pytest.mark.parametrize("header", WRONG)
async def test_a_wrong_token_opens_nothing(api: Api, header: str) -> None:
    async with api.client.get("/status", headers={"Authorization": header}) as answer:
        assert answer.status == 401
        assert (await answer.json())["reason"] == "NotAuthenticated"


@pytest.mark.parametrize("header", [f"Bearer {TOKEN}", f"bearer  {TOKEN} "])
async def test_the_token_opens(api: Api, header: str) -> None:
    async with api.client.get("/status", headers={"Authorization": header}) as answer:
        assert answer.status == 200


async def test_rasas_clients_send_it_in_the_query(api: Api) -> None:
    for token, status in ((TOKEN, 200), (TOKEN + "x", 401), ("", 401), ("%ff", 401)):
        async with api.client.get(f"/status?token={token}") as answer:
            assert answer.status == status
    # a wrong header is not made good by the query
    wrong = {"Authorization": "Bearer x"}
    async with api.client.get(f"/status?token={TOKEN}", headers=wrong) as answer:
        assert answer.status == 401
