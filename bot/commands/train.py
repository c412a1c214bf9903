"""`frontdesk train`: a new version from the project's data."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.output import Output
from bot.commands.project_folder import (
    JsonOption,
    ProjectArgument,
    project_folder,
    told_plainly,
)
from bot.project.project import load_project
from bot.server.log import configure_logging
from bot.settings import read_settings
from bot.versions import MadeVersion, VersionMaker

WEAKEST = 12


def train(
    project: ProjectArgument = None,
    promote: Annotated[
        bool, typer.Option("--promote/--no-promote", help="Make the new version live.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Fine-tune the model, rebuild the index with it, measure both and publish the version.

    Example: frontdesk train config
    """
    configure_logging(json=False)
    folder = project_folder(project)
    output = Output(as_json=as_json)
    with told_plainly():
        loaded = load_project(folder)
        maker = VersionMaker(loaded, read_settings(loaded.config, folder / "config.yml"))
        with output.progress() as progress:
            made = maker.make(progress)
        if promote:
            maker.promote(made)
    show_version(output, made)
    output.note(f"{made.model_id} is {'live' if promote else 'published, not live'}.")
    output.result(
        {
            "model": made.model_id,
            "index": made.index_id,
            "promoted": promote,
            "metrics": dict(made.metrics),
            "retrieval": made.retrieval,
            "seconds": round(made.seconds, 1),
        }
    )


def show_version(output: Output, made: MadeVersion) -> None:
    """Print the figures of a version: the weakest intents, the headline, search."""
    if made.evaluation is not None:
        columns = ["intent", "examples", "precision", "recall", "F1", "mostly taken for"]
        rows = made.evaluation.rows()[:WEAKEST]
        output.table(f"The {len(rows)} weakest intents of the test set", columns, rows)
    title = "Examples held out of training" if made.evaluation is None else "Test set"
    output.table(title, ["figure", "value"], list(made.metrics.items()))
    for name, figures in made.retrieval.items():
        title = f"Search: {name.replace('_', ' ')}"
        output.table(title, ["figure", "value"], list(figures.items()))
