"""What the client says of answers that are none, and what it never says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web

from bot.endpoints.client import EndpointClient, EndpointUnreachable
from bot.endpoints.endpoint import Endpoint
from tests.fakes.scripted_service import Scripted

SECRET = "s3cret"
Says = Callable[[bytes], bytes]


@asynccontextmanager
async def speaking(says: Says) -> AsyncIterator[str]:
    """Serve what is said to the first line of each request; yield the address."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        writer.write(says(request.splitlines()[0]))
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/webhook"


@asynccontextmanager
async def client(url: str) -> AsyncIterator[EndpointClient]:
    endpoint = Endpoint.model_validate({"url": url, "token": SECRET})
    async with ClientSession() as session:
        yield EndpointClient(endpoint, session, timeout_s=5)


async def refusal(ask: Callable[[], Awaitable[object]]) -> str:
    with pytest.raises(EndpointUnreachable) as error:
        await ask()
    assert error.value.__cause__ is None
    return str(error.value)


@pytest.mark.parametrize(
    "says",
    [
        lambda line: b"what do you want?\r\n\r\n",
        lambda line: line + b"\r\n\r\n",  # an echo says the token back
        lambda line: b"HTTP/1.1 200 OK\r\nX " + line + b"\r\n\r\n",
        lambda line: b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n" + line[:1],
        lambda line: b"",
    ],
)
async def test_what_garbage_an_address_speaks_is_told_without_the_token(says: Says) -> None:
    async with speaking(says) as url, client(url) as asked:
        for told in (await refusal(lambda: asked.post({})), await refusal(lambda: asked.get("x"))):
            assert told.startswith(f"{url} cannot be asked (")
            assert "is it running?" in told
            assert SECRET not in told
            assert "token=" not in told


async def test_a_redirect_is_not_followed() -> None:
    elsewhere = Scripted(web.json_response({}))
    async with elsewhere.serving() as other:
        scripted = Scripted(web.Response(status=307, headers={"Location": f"{other}?a=1"}))
        async with scripted.serving() as url, client(url) as asked:
            answer = await asked.post({})
    assert (answer.status, answer.body) == (307, None)
    assert elsewhere.requests == []


async def test_an_address_that_redirects_to_itself_is_no_error_with_the_token() -> None:
    class Circle(Scripted):
        async def answer(self, request: web.Request) -> web.StreamResponse:
            return web.Response(status=302, headers={"Location": str(request.url)})

    async with Circle().serving() as url, client(url) as asked:
        assert (await asked.get("actions")).status == 302
