"""`frontdesk retrain`: learn from approved transcripts, behind a gate."""

from __future__ import annotations

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
from bot.commands.train import show_version
from bot.learning.review_file import read_review
from bot.project.project import load_project
from bot.server.log import configure_logging
from bot.settings import read_settings
from bot.versions import VersionMaker
from finetune.evaluation import Evaluation
from finetune.predictor import Predictor
from finetune.promotion import Verdict, compare
from finetune.types import Example


def retrain(
    project: ProjectArgument = None,
    reviewed: Annotated[
        list[Path] | None, typer.Option(help="A review file; may be repeated. Default: all.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Train a candidate with the approved examples; it goes live only if it is not worse.

    Example: frontdesk retrain --reviewed config/var/review/2026-11-24-101500.yml
    """
    configure_logging(json=False)
    folder = project_folder(project)
    output = Output(as_json=as_json)
    with told_plainly():
        loaded = load_project(folder)
        maker = VersionMaker(loaded, read_settings(loaded.config, folder / "config.yml"))
        files = reviewed or sorted((folder / "var" / "review").glob("*.yml"))
        approved: list[Example] = []
        for path in files:
            approved += read_review(path, loaded.domain.intents)
        output.note(f"{len(approved)} approved examples in {len(files)} files.")
        if not maker.heldout.examples:
            raise fail("without a frozen test set nothing can be compared; write tests/heldout")
        before = _current_evaluation(maker)
        with output.progress() as progress:
            made = maker.make(progress, approved)
        verdict = _verdict(before, maker.evaluate(_predictor(maker, made.model_id)))
        if verdict.promote:
            maker.promote(made)
    show_version(output, made)
    _show_verdict(output, verdict)
    decision = "is live" if verdict.promote else "stays a candidate; the live version goes on"
    output.note(f"{made.model_id} {decision}.")
    output.result(
        {
            "model": made.model_id,
            "index": made.index_id,
            "approved_examples": len(approved),
            "promoted": verdict.promote,
            "reasons": list(verdict.reasons),
            "metrics": dict(made.metrics),
        }
    )
    if not verdict.promote:
        raise typer.Exit(3)


def _current_evaluation(maker: VersionMaker) -> Evaluation | None:
    """Measure the live version on the test set as it is today; None if there is none."""
    version = maker.registry.current()
    return None if version is None else maker.evaluate(_predictor(maker, version.model_id))


def _predictor(maker: VersionMaker, model_id: str) -> Predictor:
    return Predictor.load(maker.registry.model_path(model_id))


def _verdict(before: Evaluation | None, after: Evaluation | None) -> Verdict:
    if before is None or after is None:
        return Verdict(promote=True, reasons=("there was no version before",), figures=())
    return compare(before, after)


def _show_verdict(output: Output, verdict: Verdict) -> None:
    shown = [one for one in verdict.figures if not one.passed or "/" not in one.name]
    rows = [
        [one.name, one.current, one.candidate, one.limit, "ok" if one.passed else "too low"]
        for one in shown
    ]
    columns = ["figure", "live", "candidate", "limit", ""]
    output.table("Candidate against live version", columns, rows)
    for reason in verdict.reasons:
        output.note(reason)
