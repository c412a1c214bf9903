"""`frontdesk test`: play the project's test conversations against a real server."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from bot.bench.server_process import ServerDied, throw_away_server
from bot.commands.output import Output, fail
from bot.commands.project_folder import (
    JsonOption,
    ProjectArgument,
    project_folder,
    told_plainly,
)
from bot.commands.run import train_if_needed
from bot.commands.story_test import play_stories
from bot.e2e.case_files import FOLDER, SINGLE_FILE, read_cases
from bot.e2e.report import Report, difference
from bot.e2e.runner import CaseResult, CaseRunner
from bot.e2e.story_report import StoryReport, story_difference
from bot.e2e.talker import HttpTalker, ServerUnusable
from bot.e2e.test_story import TestStory, read_test_stories, story_files
from bot.project.e2e_file import TestCase
from bot.project.project import load_project
from bot.server.log import configure_logging
from bot.settings import FrontdeskSection, read_secrets, read_settings
from retrieval.catalog import load_catalog
from retrieval.types import Product

# A throw-away server has no other conversations, so that each run has the same ones: responses
# with several variations then choose the same.
OWN_RUN = "test"


def test(
    project: ProjectArgument = None,
    case: Annotated[
        str | None, typer.Option(help="Only the cases whose name has this (regular expression).")
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="A running server; default: one of its own, thrown away.")
    ] = None,
    token: Annotated[
        str | None, typer.Option(help="The API token of --url; default: the project's own.")
    ] = None,
    stories: Annotated[
        Path | None, typer.Option(help="Only the test stories of this file or folder.")
    ] = None,
    fail_fast: Annotated[bool, typer.Option("--fail-fast", help="Stop at a failure.")] = False,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML to this file too.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Play the conversations in tests/.

    Test cases (tests/e2e_test_cases.yml, tests/e2e/*.yml) are played against a real server and
    its actions really run: their writes go to the server's shop, so --url should name a test
    server. Test stories (tests/**/test_*.yml) are played as Rasa does: messages are read by the
    live model, the policies are asked for each action, and no action runs.

    Example: frontdesk test config --case "return" --fail-fast
    """
    configure_logging(json=False, level=40)
    folder = project_folder(project)
    output = Output(as_json=as_json)
    with told_plainly():
        chosen = _chosen(folder, case, stories)
        report, told = _run(folder, chosen, (url, token), fail_fast, output)
    _tell(report, told, output, junit)
    if not (report.ok and told.ok):
        raise typer.Exit(1)


def _run(
    folder: Path,
    chosen: tuple[tuple[TestCase, ...], tuple[TestStory, ...]],
    server: tuple[str | None, str | None],
    fail_fast: bool,
    output: Output,
) -> tuple[Report, StoryReport]:
    """Play the stories, then the cases against a server (its address and token, if given)."""
    cases, stories = chosen
    loaded = load_project(folder)
    settings = read_settings(loaded.config, folder / "config.yml")
    products = load_catalog(loaded.catalog_dir).products if loaded.catalog_dir.is_dir() else {}
    served = bool(cases) and server[0] is None
    if served or any(one.has_words for one in stories):
        train_if_needed(loaded, settings, as_json=output.as_json)
    told = StoryReport(())
    if stories:
        with output.progress() as progress:
            told = play_stories(stories, loaded, settings, fail_fast=fail_fast, progress=progress)
    if not cases or (fail_fast and not told.ok):
        return Report((), len(cases)), told
    try:
        with _server(folder, settings, *server) as (address, key, run_id):
            return _play(cases, products, address, key, run_id, fail_fast, output), told
    except (ServerDied, ServerUnusable) as error:
        raise fail(str(error)) from None


def _chosen(
    folder: Path, pattern: str | None, where: Path | None
) -> tuple[tuple[TestCase, ...], tuple[TestStory, ...]]:
    if where is not None and not where.exists():
        raise fail(f"--stories: there is no {where}", 2)
    cases = read_cases(folder) if where is None else ()
    stories = read_test_stories(*story_files(folder, where))
    if not cases and not stories:
        places = f"{SINGLE_FILE}, {FOLDER}/*.yml or tests/test_stories.yml"
        raise fail(f"{folder}: no test conversations; write {places}", 2)
    if pattern is None:
        return cases, stories
    try:
        wanted = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise fail(f"--case: '{pattern}' is no regular expression: {error}", 2) from None
    chosen = tuple(one for one in cases if wanted.search(one.name))
    told = tuple(one for one in stories if wanted.search(one.name))
    if not chosen and not told:
        number = len(cases) + len(stories)
        raise fail(f"--case: none of {number} cases has '{pattern}' in its name", 2)
    return chosen, told


@contextmanager
def _server(
    folder: Path, settings: FrontdeskSection, url: str | None, token: str | None
) -> Iterator[tuple[str, str, str]]:
    """Yield the address of the server to test, its token, and the id of this run."""
    if url is not None:
        key = token or read_secrets(folder / "var").api_token
        yield url, key, f"{OWN_RUN}-{uuid4().hex[:8]}"
        return
    now = settings.testing.now
    environment = {} if now is None else {"FRONTDESK_NOW": now.isoformat()}
    with throw_away_server(folder, environment) as server:
        yield server.url, read_secrets(server.project / "var").api_token, OWN_RUN


def _play(
    cases: Sequence[TestCase],
    products: Mapping[str, Product],
    url: str,
    token: str,
    run_id: str,
    fail_fast: bool,
    output: Output,
) -> Report:
    async def play(told: Callable[[CaseResult], None]) -> tuple[CaseResult, ...]:
        async with HttpTalker(url, token) as talker:
            runner = CaseRunner(talker, products, run_id)
            return await runner.run(cases, fail_fast=fail_fast, on_result=told)

    done = 0
    with output.progress() as progress:

        def told(_: CaseResult) -> None:
            nonlocal done
            done += 1
            progress("conversations", done, len(cases))

        progress("conversations", 0, len(cases))
        results = asyncio.run(play(told))
    return Report(results, len(cases))


def _tell(report: Report, told: StoryReport, output: Output, junit: Path | None) -> None:
    for told_story in told.failed:
        output.note(f"\n{story_difference(told_story)}")
    for one in report.failed:
        output.note(f"\n{difference(one)}")
    figures = report.to_json()["cases"]
    rows = [[one.case.name, one.case.source, one.said[:60]] for one in report.failed]
    if rows:
        output.table("Failed", ["conversation", "where", "after"], rows)
    if told.total:
        output.note(told.headline())
    if report.total:
        output.note(
            f"{figures['passed']} of {figures['total']} conversations passed"
            + (f", {figures['not_run']} were not begun" if figures["not_run"] else "")
        )
    if junit is not None:
        suites = (told.suite(),) if told.total else ()
        try:
            junit.write_text(report.junit(suites), encoding="utf-8")
        except OSError as error:
            raise fail(f"{junit}: cannot be written: {error.strerror}") from None
    output.result({**told.to_json(), **report.to_json()})
