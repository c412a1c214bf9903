"""What a server that was killed again and again has kept: counted in its database afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.bench.customers import Written
from bot.channels.slack_outbound import SlackOutbound
from bot.channels.slack_settings import SlackSettings
from bot.domain.reply_json import reply_from_json
from bot.storage.integrity import count_service_requests, integrity_problems
from bot.storage.records import Author, StoredMessage, TurnFilter
from bot.storage.store import Store

PAGE = 500
# What the platform adds to a body of `SlackOutbound.parts`, apart from where it goes.
_WRAPPING = ("channel", "thread_ts", "unfurl_links", "unfurl_media")


@dataclass(slots=True)
class Findings:
    """What was found; every list names faults, and is empty when there is none."""

    acknowledged: int = 0
    answered: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    sent_twice: list[str] = field(default_factory=list)
    writes: int = 0
    writes_wrong: list[str] = field(default_factory=list)
    integrity: list[str] = field(default_factory=list)
    replies_unsure: int = 0

    @property
    def faults(self) -> dict[str, list[str]]:
        """Return the lists that are not empty."""
        found: dict[str, Any] = asdict(self)
        return {name: value for name, value in found.items() if isinstance(value, list) and value}

    def to_json(self) -> dict[str, Any]:
        """Return counts and faults as JSON."""
        return asdict(self)


async def examine(
    var: Path,
    customers: Iterable[Written],
    posted: Mapping[str, Sequence[Mapping[str, Any]]],
    wrote: Mapping[str, int],
) -> Findings:
    """Examine the databases of a stopped server.

    `posted` is what the platform took in each conversation, `wrote` how many service requests a
    conversation must have left.
    """
    findings = Findings()
    for name in ("frontdesk.sqlite", "shop.sqlite"):
        if (var / name).exists():
            findings.integrity += [f"{name}: {one}" for one in integrity_problems(var / name)]
    store = await Store.open(f"sqlite:///{var / 'frontdesk.sqlite'}", read_only=True)
    try:
        for customer in customers:
            await _examine_customer(findings, store, customer)
        await _examine_outbox(findings, store, posted)
    finally:
        await store.close()
    _examine_writes(findings, var, wrote)
    return findings


async def _examine_customer(findings: Findings, store: Store, customer: Written) -> None:
    name = customer.conversation_id
    stored = [message async for message in _messages(store, name)]
    said = [message for message in stored if message.author is Author.CUSTOMER]
    findings.acknowledged += len(customer.acknowledged)
    _compare(findings, name, customer, [message.body["text"] for message in said])
    pending = {one.seq for one in await store.pending() if one.conversation_id == name}
    findings.unanswered += [f"{name}: message {seq} waits" for seq in sorted(pending)]
    turns = await _turns(store, name)
    findings.unanswered += [
        f"{name}: message {one.seq} has no turn" for one in said if one.seq not in turns
    ]
    findings.answered += len(turns)
    given_up = [f"{name}: {seq}: {error}" for seq, error in turns.items() if error]
    findings.given_up += given_up
    if not given_up:  # an apology stands in no event
        _compare_replies(findings, name, stored, await store.load_events(name))


def _compare(findings: Findings, name: str, customer: Written, said: list[str]) -> None:
    expected = list(customer.acknowledged)
    if customer.in_doubt is not None and len(said) > len(expected):
        expected.append(customer.in_doubt)
    if said == expected:
        return
    missing, extra = Counter(expected) - Counter(said), Counter(said) - Counter(expected)
    findings.lost += [f"{name}: {text}" for text in missing]
    findings.doubled += [f"{name}: {text}" for text in extra]
    if not missing and not extra:
        findings.disordered.append(f"{name}: stored as {said}, written as {expected}")


def _compare_replies(
    findings: Findings,
    name: str,
    stored: Sequence[StoredMessage],
    events: Sequence[Mapping[str, Any]],
) -> None:
    """Every message must stand once in the events, in order, and every reply once after it."""
    said = [one.body["text"] for one in stored if one.author is Author.CUSTOMER]
    told = [event["text"] for event in events if event["event"] == "user"]
    if told != said:
        findings.disordered.append(f"{name}: the events have {told}, the messages {said}")
    replies = [one for one in stored if one.author is Author.BOT]
    uttered = [event for event in events if event["event"] == "bot"]
    if len(replies) != len(uttered):
        findings.doubled.append(f"{name}: {len(replies)} replies, {len(uttered)} in the events")
    order = [one.seq or 0 for one in replies]
    if order != sorted(order):
        findings.disordered.append(f"{name}: replies to {order}")


async def _examine_outbox(
    findings: Findings, store: Store, posted: Mapping[str, Sequence[Mapping[str, Any]]]
) -> None:
    findings.replies_unsure = sum(one.kind == "outbox" for one in await store.dead_letters())
    async with ClientSession() as session:
        settings = SlackSettings(slack_token="", slack_signing_secret="")
        channel = SlackOutbound(settings, session)
        for name, bodies in posted.items():
            due = [
                dict(part)
                async for message in _messages(store, name)
                if message.author is Author.BOT
                for part in channel.parts(reply_from_json(message.body))
            ]
            sent = [{k: v for k, v in body.items() if k not in _WRAPPING} for body in bodies]
            if not _is_part_of(sent, due):
                findings.sent_twice.append(f"{name}: {len(sent)} sent, {len(due)} due")


def _is_part_of(some: Sequence[Any], whole: Iterable[Any]) -> bool:
    """Return whether `some` is `whole` with nothing added, doubled or moved."""
    rest: Iterator[Any] = iter(whole)
    return all(any(one == other for other in rest) for one in some)


def _examine_writes(findings: Findings, var: Path, wrote: Mapping[str, int]) -> None:
    if not wrote:
        return
    found = count_service_requests(var / "shop.sqlite")
    findings.writes = sum(found.values())
    findings.writes_wrong = [
        f"{name}: {found.get(name, 0)} written, {count} confirmed"
        for name, count in wrote.items()
        if found.get(name, 0) != count
    ]


async def _messages(store: Store, conversation_id: str) -> AsyncIterator[StoredMessage]:
    position = 0
    while page := await store.messages_since(conversation_id, position, PAGE):
        for message in page:
            yield message
        position = page[-1].position


async def _turns(store: Store, conversation_id: str) -> dict[int, str]:
    """Return the error of each turn, "" for one that was answered."""
    found: dict[int, str] = {}
    after = 0
    while page := await store.turns(
        TurnFilter(conversation_id=conversation_id, after_id=after, limit=PAGE)
    ):
        found |= {turn.seq: str(turn.record.get("error", "")) for turn in page}
        after = page[-1].id
    return found
