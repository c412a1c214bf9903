"""`frontdesk transcripts`: what was said, for reading and for learning."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.output import Output, fail
from bot.commands.project_folder import (
    JsonOption,
    ProjectArgument,
    project_folder,
    told_plainly,
)
from bot.learning.review import suggestions
from bot.learning.review_file import write_review
from bot.learning.transcript import read_turns, transcript_json
from bot.privacy.mask import Masker
from bot.project.project import load_project
from bot.settings import FrontdeskSection, Secrets, read_secrets, read_settings
from bot.storage.records import TurnFilter, TurnRow
from bot.storage.store import Store

app = typer.Typer(help="Conversations: export them, pick what to learn.", no_args_is_help=True)
SinceOption = Annotated[
    str | None, typer.Option(help="Only turns from this day or moment on (ISO 8601, UTC).")
]


@app.command()
def export(
    project: ProjectArgument = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write; default: standard output.")
    ] = None,
    since: SinceOption = None,
    mask: Annotated[
        bool, typer.Option("--mask/--no-mask", help="Replace personal data by marks.")
    ] = True,
) -> None:
    """Write turns as JSON lines, without conversations whose customers said no.

    Example: frontdesk transcripts export --out turns.jsonl --since 2026-11-01
    """
    folder = project_folder(project)
    with told_plainly():
        settings, secrets = _settings(folder)
        turns = asyncio.run(_read(folder, settings, secrets, TurnFilter(since=_moment(since))))
        masker = Masker() if mask or settings.privacy.mask_exports else None
        lines = [
            json.dumps(transcript_json(turn, masker), ensure_ascii=False) + "\n" for turn in turns
        ]
        if out is None:
            sys.stdout.writelines(lines)
        else:
            out.write_text("".join(lines), encoding="utf-8")
    Output(as_json=True).note(f"{len(lines)} turns" + (f" in {out}" if out else ""))


@app.command()
def review(
    project: ProjectArgument = None,
    out: Annotated[Path | None, typer.Option(help="File; default: var/review/<date>.yml.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 100,
    since: SinceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Pick the turns that teach the most and write them into a file to approve.

    Example: frontdesk transcripts review --limit 50
    """
    folder = project_folder(project)
    output = Output(as_json=as_json)
    with told_plainly():
        settings, secrets = _settings(folder)
        turns = asyncio.run(_read(folder, settings, secrets, TurnFilter(since=_moment(since))))
        chosen = suggestions(turns, Masker(), limit)
        path = out or folder / "var" / "review" / f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}.yml"
        try:
            write_review(path, chosen)
        except FileExistsError:
            raise fail(f"{path}: exists already; name another file with --out") from None
    output.note(f"{len(chosen)} of {len(turns)} turns in {path}.")
    output.note(f"Approve what is right, then: frontdesk retrain --reviewed {path}")
    output.result({"path": str(path), "suggestions": len(chosen), "turns": len(turns)})


def _settings(folder: Path) -> tuple[FrontdeskSection, Secrets]:
    project = load_project(folder)
    return (
        read_settings(project.config, folder / "config.yml"),
        read_secrets(project.var_dir),
    )


def _moment(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise fail(f"--since {text}: not a date such as 2026-11-01 or 2026-11-01T12:00") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


async def _read(
    folder: Path, settings: FrontdeskSection, secrets: Secrets, wanted: TurnFilter
) -> list[TurnRow]:
    async with _store(folder, settings, secrets) as store:
        consent = settings.privacy.default_consent
        return [turn async for turn in read_turns(store, wanted, default_consent=consent)]


@asynccontextmanager
async def _store(
    folder: Path, settings: FrontdeskSection, secrets: Secrets
) -> AsyncIterator[Store]:
    file = folder / "var" / "frontdesk.sqlite"
    url = secrets.database or settings.server.database or f"sqlite:///{file}"
    if url.endswith(file.name) and not file.exists():
        raise fail(f"{file}: there are no conversations yet; run the bot first")
    store = await Store.open(url, read_only=True)
    try:
        yield store
    finally:
        await store.close()
