"""`frontdesk models`: the published versions and which one is live."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.output import Output
from bot.commands.project_folder import (
    JsonOption,
    ProjectOption,
    project_folder,
    told_plainly,
)
from finetune.registry import Registry

app = typer.Typer(help="Published model versions.", no_args_is_help=True)
ModelArgument = Annotated[str, typer.Argument(help="The model's id, as 'models list' shows it.")]


def registry_of(project: Path | None) -> Registry:
    """Return the registry of a project."""
    return Registry(project_folder(project) / "var")


@app.command("list")
def list_models(project: ProjectOption = None, as_json: JsonOption = False) -> None:
    """List all versions, newest first.

    Example: frontdesk models list
    """
    output = Output(as_json=as_json)
    with told_plainly():
        entries = registry_of(project).list()
    rows = [
        [
            "→" if one.current else "",
            one.model_id,
            one.created_at,
            one.metrics.get("accuracy"),
            one.metrics.get("oos_recall"),
        ]
        for one in entries
    ]
    output.table("Models", ["", "id", "published", "accuracy", "out of scope found"], rows)
    output.result(
        {
            "models": [
                {
                    "id": one.model_id,
                    "current": one.current,
                    "published": one.created_at,
                    "metrics": dict(one.metrics),
                }
                for one in entries
            ]
        }
    )


@app.command()
def show(model: ModelArgument, project: ProjectOption = None, as_json: JsonOption = False) -> None:
    """Show what a version is made of: files, hashes, data, figures.

    Example: frontdesk models show 20261124-1b2c3d
    """
    output = Output(as_json=as_json)
    with told_plainly():
        manifest = registry_of(project).show(model)
    rows = [[key, value] for key, value in manifest.items() if not isinstance(value, dict | list)]
    output.table(model, ["", ""], rows)
    output.result(manifest)


@app.command()
def promote(
    model: ModelArgument,
    index: Annotated[
        str | None, typer.Option(help="Index id; default: the one made with it.")
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Make a version live; a running server switches to it within a second.

    Example: frontdesk models promote 20261124-1b2c3d
    """
    with told_plainly():
        registry = registry_of(project)
        chosen = index or str(registry.show(model).get("index_id") or "")
        registry.promote(model, chosen)
    Output().note(f"{model} is live, with index {chosen}.")


@app.command()
def rollback(project: ProjectOption = None) -> None:
    """Make the version before the live one live again.

    Example: frontdesk models rollback
    """
    with told_plainly():
        version = registry_of(project).rollback()
    Output().note(f"{version.model_id} is live again, with index {version.index_id}.")


@app.command()
def verify(
    model: Annotated[str | None, typer.Argument(help="The model's id; default: all.")] = None,
    project: ProjectOption = None,
) -> None:
    """Hash every file of a version against its manifest.

    Example: frontdesk models verify
    """
    with told_plainly():
        registry = registry_of(project)
        live = registry.current()
        known = [one.model_id for one in registry.list()]
        wanted = [model] if model else known + ([live.model_id] if live else [])
        wanted = list(dict.fromkeys(wanted))
        for one in wanted:
            registry.verify(one)
    Output().note(f"{len(wanted)} verified.")
