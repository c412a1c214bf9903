"""Hostile HTTP: raw requests of every kind of wrongness, and what a server answers to them."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

ANSWER_TIMEOUT_S = 15.0
REST_S = 1.0
AT_ONCE = 24
NESTED = 20_000
# Every run makes the same requests.
SEED = 20261124
METHODS = (
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "X\x01Y",
)

VALUES = (
    b"null",
    b"true",
    b"1e999",
    b"NaN",
    b"-Infinity",
    b"9" * 4000,
    b"18446744073709551616",
    b'""',
    b'" "',
    b'"\\ud800"',
    b'"\\u0000"',
    b'"\xff\xfe"',
    b"[]",
    b"{}",
    b'["a"]',
    b'{"$ne": 1}',
    b'"' + b"x" * 20_000 + b'"',
    b'"../../../etc/passwd"',
    b'"\'; DROP TABLE messages; --"',
    b'"/restart{\\"a\\": [[[[[]]]]]}"',
    b'"/inform{\\"order_number\\": {\\"x\\": 1e400}}"',
    b"[" * NESTED,
    b'{"a":' * NESTED,
)
KEYS = (
    *(
        "sender",
        "message",
        "metadata",
        "input_channel",
        "message_id",
        "text",
        "agent",
        "client_id",
    ),
    *(
        "event",
        "events",
        "name",
        "value",
        "timestamp",
        "type",
        "challenge",
        "team_id",
        "update_id",
    ),
    *("customer", "callback_query", "payload", "edited_message"),
)
WHOLE_BODIES = (
    b"",
    b"{",
    b"[1, 2",
    b"\xef\xbb\xbf{}",
    b"\x00" * 100,
    b"<xml/>",
    b"a=b&c=d&payload=%7B%22type%22%3A%22block_actions%22%7D",
    b'{"type": "url_verification", "challenge": "let me in"}',
    b'[{"event": "slot", "name": "verified", "value": true}]',
    b'{"event": "user", "text": "hi", "parse_data": {"intent": 7}}',
    b'{"event": "slot"}',
    b'{"event": {"event": "slot"}}',
    b'40\x1e42["user_uttered",{"message":"x"}]',
    b"[" * NESTED,
    b"[" * NESTED + b"]" * NESTED,
    b"9" * 100_000,
    b'"\\ud800\\udfff"',
)
HEADERS = (
    b"Content-Type: application/json",
    b"Content-Type: text/plain; charset=utf-99",
    b"Content-Type: \xff\xfe; \x80",
    b"Content-Type: multipart/form-data; boundary=" + b"-" * 300,
    b"Content-Encoding: gzip",
    b"Content-Encoding: deflate",
    b"Content-Encoding: br",
    b"Content-Encoding: zstd",
    b"Content-Encoding: gzip, gzip, gzip",
    b"Authorization: Bearer",
    b"Authorization: Bearer \xff\xff",
    b"Authorization: Bearer a.b.c",
    b"Authorization: Basic YWRtaW46YWRtaW4=",
    b"X-Slack-Signature: v0=" + b"0" * 64,
    b"X-Slack-Signature: \xff",
    b"X-Slack-Request-Timestamp: nan",
    b"X-Slack-Request-Timestamp: 99999999999999999999",
    b"X-Telegram-Bot-Api-Secret-Token: wrong",
    b"X-Telegram-Bot-Api-Secret-Token: \xe2\x82",
    b"Idempotency-Key: \xff",
    b"Idempotency-Key: " + b"k" * 500,
    b"Idempotency-Key: ",
    b"Origin: https://evil.example",
    b"Origin: null",
    b"Origin: \xc3\xbc",
    b"Upgrade: websocket\r\nConnection: Upgrade",
    b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: short",
    b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk",
    b'If-None-Match: W/"\xff, *, ,,,"',
    b"If-Modified-Since: yesterday",
    b"Range: bytes=-1-2,9-",
    b"Accept-Encoding: gzip;q=nan",
    b"Cookie: \x80=\x81; a=b; " + b"c" * 500,
    b"X-Forwarded-For: 127.0.0.1, ' OR 1=1",
    b"Expect: 200-ok",
    b"Expect: 100-continue",
    b"X-Long: " + b"l" * 9000,
    b"Content-Length: 5",
    b"Content-Length: -1",
    b"Content-Length: 99999999999999999999",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: identity, chunked\r\nContent-Length: 3",
    b"No colon here",
    b" : folded",
    b"Bad Name: x",
    b"N\x00ull: x",
)
TARGETS = (
    "/../../../../etc/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/config.yml",
    "/demo/..%2f..%2fapp.py",
    "/demo/%2e%2e%2fwidget.js",
    "/catalog/images/..%2f..%2fshop.sqlite",
    "/catalog/images/%2fetc%2fpasswd",
    "/catalog/images/....//....//shop.yml",
    "/catalog/images/\\..\\..\\shop.yml",
    "/catalog/images/x.svg%00.png",
    "/products/%00",
    "/products/%ff%fe",
    "/products/" + "a" * 4000,
    "/categories/%F0%9F%98%80",
    "//evil.example/",
    "/;/metrics",
    "/?" + "&".join(f"k{n}=v" for n in range(500)),
    "/metrics?%",
    "*",
    "http://[::1",
    "http://evil.example/webhooks/rest/webhook",
    "/webhooks/rest/webhook/",
    "/webhooks/rest/webhook?stream=%ff",
    "/conversations/%00/tracker",
    "/conversations/..%2f..%2f/tracker",
    "/conversations/a/tracker?include_events=%00",
    "/conversations/" + "c" * 3000 + "/tracker",
    "/desk/conversations/%ud800/messages?after=-1",
    "/desk/conversations/x/messages?after=99999999999999999999",
    "/socket.io/?EIO=4&transport=polling&sid=%00",
    "/socket.io/?EIO=99&transport=smoke",
    "/socket.io/?transport=websocket",
    "/socket.io/?EIO=4&transport=polling&j=0",
)


@dataclass(slots=True)
class Answers:
    """How often each status came, and the requests whose answer no server may give."""

    sent: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    bad: list[tuple[bytes, bytes]] = field(default_factory=list)

    def add(self, request: bytes, answer: bytes) -> int:
        """Count an answer and return its status, 0 for a closed connection."""
        self.sent += 1
        status = status_of(answer)
        self.statuses[status] += 1
        if status >= 500:
            self.bad.append((request[:400], answer[:600]))
        return status


def status_of(answer: bytes) -> int:
    """Return the status of an answer; 0 if the connection was closed without one."""
    parts = answer.split(b" ", 2)
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0


def request_of(
    method: str, target: str, headers: Iterable[bytes] = (), body: bytes | None = None
) -> bytes:
    """Return raw bytes; a body gets its length unless `headers` say one."""
    lines = [f"{method} {target} HTTP/1.1".encode("utf-8", "surrogateescape"), b"Host: shop"]
    lines += [b"Connection: close", *headers]
    told = b"\r\n".join(lines).lower()
    if body is not None and b"content-length" not in told and b"transfer-enc" not in told:
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + (body or b"")


async def exchange(port: int, request: bytes) -> bytes:
    """Send bytes on a connection of their own; return what comes back until it closes or rests."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = b""
    try:
        writer.write(request)
        await writer.drain()
        while True:
            # a request that asks to keep the connection gets no end of it
            async with asyncio.timeout(REST_S if answer else ANSWER_TIMEOUT_S):
                more = await reader.read(65_536)
            if not more:
                return answer
            answer += more
    except TimeoutError:
        if answer:
            return answer
        raise AssertionError(f"no answer to {request!r:.2000}") from None
    except ConnectionError:
        return answer
    finally:
        writer.close()


async def attack(port: int, requests: Sequence[bytes], answers: Answers) -> list[int]:
    """Send all requests, some at a time; return their statuses. One without an answer fails."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(request: bytes) -> int:
        async with places:
            return answers.add(request, await exchange(port, request))

    return list(await asyncio.gather(*map(one, requests)))


def hostile_bodies(chance: random.Random) -> Iterable[bytes]:
    """Yield bodies: whole ones, and objects in which one or two values are wrong."""
    yield from WHOLE_BODIES
    for value in VALUES:
        keys = chance.sample(KEYS, 4)
        pairs = [b'"%s": "x"' % key.encode() for key in keys[1:]]
        pairs.insert(chance.randrange(4), b'"%s": %s' % (keys[0].encode(), value))
        yield b"{" + b", ".join(pairs) + b"}"


def compressed(chance: random.Random) -> Iterable[tuple[bytes, bytes]]:
    """Yield a Content-Encoding header and a body that it does not describe, or a bomb."""
    whole = gzip.compress(json.dumps({"sender": "z", "message": "hi"}).encode())
    flipped = bytearray(whole)
    flipped[chance.randrange(len(whole))] ^= 0xFF
    yield b"Content-Encoding: gzip", b"not gzip at all"
    yield b"Content-Encoding: gzip", whole[:-6]
    yield b"Content-Encoding: gzip", bytes(flipped)
    yield b"Content-Encoding: gzip", whole + b"trailing"
    yield b"Content-Encoding: deflate", b"\x78\x9c" + b"\xff" * 30
    yield b"Content-Encoding: deflate", zlib.compress(b"x" * 100)[:-3]
    yield b"Content-Encoding: br", whole
    yield b"Content-Encoding: gzip", gzip.compress(b" " * 50_000_000, 9)


def mutated(request: bytes, chance: random.Random) -> bytes:
    """Return a request with some of its bytes flipped, doubled, cut or moved."""
    data = bytearray(request)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data))
        kind = chance.randrange(4)
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            data[at:at] = data[at : at + chance.randint(1, 40)]
        elif kind == 2:
            del data[at : at + chance.randint(1, 20)]
        else:
            data[at:at] = chance.choice((b"\r\n", b"\x00", b"\n", b" ", b"\xff", b"%"))
    return bytes(data) or b"\n"
