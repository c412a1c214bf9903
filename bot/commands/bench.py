"""`frontdesk bench`: measure the service on this machine."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.bench.crash import CrashLoad, CrashResult
from bot.bench.crash import crash as run_crash
from bot.bench.load import batch_sizes, closed_loop
from bot.bench.server_process import ServerDied, throw_away_server
from bot.commands.output import Output, fail
from bot.commands.project_folder import (
    JsonOption,
    ProjectArgument,
    project_folder,
    told_plainly,
)
from bot.heldout import read_heldout
from bot.project.project import load_project
from finetune.nlu_file import read_nlu

app = typer.Typer(help="Measurements on this machine.", no_args_is_help=True)
DEFAULT_CONVERSATIONS = (1, 8, 64)
WARM_UP_S = 3.0
SHOWN_FAULTS = 5


@app.command()
def turn(
    project: ProjectArgument = None,
    seconds: Annotated[float, typer.Option(min=1, help="Length of each phase.")] = 15.0,
    conversations: Annotated[
        list[int] | None, typer.Option(min=1, help="Conversations at once; may be repeated.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Turns per second over HTTP, whole turns with the durable log on, in a server of its own.

    Example: frontdesk bench turn --seconds 15
    """
    folder = project_folder(project)
    output = Output(as_json=as_json)
    with told_plainly():
        texts = _texts(folder)
        try:
            with throw_away_server(folder) as server:
                phases = asyncio.run(
                    _measure(
                        server.url,
                        texts,
                        tuple(conversations or DEFAULT_CONVERSATIONS),
                        seconds,
                        output,
                    )
                )
        except ServerDied as error:
            raise fail(f"the server ended: {error}") from None
    rows = [
        [
            one["conversations"],
            f"{one['turns_per_second']:.1f}",
            f"{one['p50_ms']:.1f}",
            f"{one['p99_ms']:.1f}",
            f"{one['mean_batch']:.2f}",
            sum(one["failures"].values()),
        ]
        for one in phases
    ]
    columns = ["conversations", "turns/s", "p50 ms", "p99 ms", "texts a batch", "failed"]
    output.table("Whole turns over HTTP", columns, rows)
    output.result({"phases": phases})


@app.command()
def crash(
    project: ProjectArgument = None,
    kills: Annotated[int, typer.Option(min=1, help="How often the server is killed.")] = 20,
    customers: Annotated[int, typer.Option(min=3, help="How many write at the same time.")] = 40,
    as_json: JsonOption = False,
) -> None:
    """Kill a server of its own again and again under load; count what was lost or doubled.

    Example: frontdesk bench crash --kills 20
    """
    folder = project_folder(project)
    output = Output(as_json=as_json)
    with told_plainly():
        load = CrashLoad(
            kills=kills,
            on_platform=customers // 2,
            over_rest=customers // 4,
            complaints=customers // 4 if _takes_complaints(folder) else 0,
        )
        try:
            result = run_crash(folder, _texts(folder), load, output.note)
        except (ServerDied, TimeoutError) as error:
            raise fail(f"the server did not come back: {error}") from None
    output.table("Killed under load", ["", ""], _crash_rows(result))
    faults = result.findings.faults
    for name, told in faults.items():
        output.note(f"{name}: " + "; ".join(told[:SHOWN_FAULTS]))
    output.result({**result.to_json(), "passed": not faults})
    if faults:
        raise typer.Exit(1)


def _takes_complaints(folder: Path) -> bool:
    return "complain" in load_project(folder).domain.intents


def _crash_rows(result: CrashResult) -> list[list[Any]]:
    findings = result.findings
    return [
        ["kills", result.kills],
        ["webhook deliveries", result.deliveries],
        ["messages acknowledged", findings.acknowledged],
        ["turns", findings.answered],
        ["lost", len(findings.lost)],
        ["doubled", len(findings.doubled)],
        ["unanswered", len(findings.unanswered)],
        ["out of order", len(findings.disordered)],
        ["given up", len(findings.given_up)],
        ["replies sent twice", len(findings.sent_twice)],
        ["replies of which nobody knows", findings.replies_unsure],
        ["writes to the shop", findings.writes],
        ["writes missing or doubled", len(findings.writes_wrong)],
        ["faults in the databases", len(findings.integrity)],
        ["seconds to start again, at most", f"{result.longest_start_s:.1f}"],
        ["seconds to answer what was left", f"{result.recovery_s:.1f}"],
    ]


def _texts(folder: Path) -> list[str]:
    """Return what customers say: the held-out utterances, else the training examples."""
    heldout = [example.text for example in read_heldout(folder).examples]
    if heldout:
        return heldout
    texts = [example.text for example in read_nlu(load_project(folder).nlu_paths).examples]
    if not texts:
        raise fail(f"{folder}: there is nothing to say; add examples to data/nlu.yml")
    return texts


async def _measure(
    url: str, texts: list[str], phases: tuple[int, ...], seconds: float, output: Output
) -> list[dict[str, Any]]:
    await closed_loop(url, texts, conversations=max(phases), seconds=WARM_UP_S)
    results = []
    for conversations in phases:
        before = await batch_sizes(url)
        output.note(f"{conversations} conversations for {seconds:g} s ...")
        result = await closed_loop(url, texts, conversations=conversations, seconds=seconds)
        after = await batch_sizes(url)
        batches = after["batches"] - before["batches"]
        mean = (after["texts"] - before["texts"]) / batches if batches else 0.0
        results.append({**result.to_json(), "mean_batch": round(mean, 2)})
    return results
