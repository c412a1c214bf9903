"""`frontdesk data`: check a project's files."""

from __future__ import annotations

import typer

from bot.commands.output import Output, counted
from bot.commands.project_folder import (
    JsonOption,
    ProjectArgument,
    project_folder,
    told_plainly,
)
from bot.heldout import read_heldout
from bot.project.project import load_project, places_of, validate
from bot.settings import read_settings
from finetune.nlu_file import read_nlu
from retrieval.catalog import load_catalog
from retrieval.source_problem import SourceError, SourceProblem

app = typer.Typer(help="The project's files.", no_args_is_help=True)


@app.command("validate")
def validate_data(project: ProjectArgument = None, as_json: JsonOption = False) -> None:
    """Check every file of a project and print each fault with file, line and remedy.

    Example: frontdesk data validate config
    """
    folder = project_folder(project)
    output = Output(as_json=as_json)
    errors: list[SourceProblem] = []
    warnings: list[SourceProblem] = []
    counts: dict[str, int] = {}
    with told_plainly():
        try:
            loaded = load_project(folder)
            read_settings(loaded.config, folder / "config.yml")
            errors += loaded.faults
            warnings += loaded.warnings
            nlu = read_nlu(loaded.nlu_paths)
            warnings += nlu.warnings
            wrong, doubtful = validate(loaded, *places_of(nlu.examples))
            errors += wrong
            warnings += doubtful
            catalog = load_catalog(loaded.catalog_dir)
            errors += catalog.problems
            heldout = read_heldout(folder)
            counts = {
                "intents": len(loaded.domain.intents),
                "examples": len(nlu.examples),
                "out_of_scope": len(nlu.out_of_scope),
                "rules": len(loaded.rules),
                "stories": len(loaded.stories),
                "products": len(catalog.products),
                "faq": len(catalog.faqs),
                "passages": len(catalog.passages),
                "needs": len(catalog.needs),
                "heldout_examples": len(heldout.examples),
            }
        except SourceError as error:
            errors += error.problems
    for problem in errors:
        output.note(f"error    {problem}")
    for problem in warnings:
        output.note(f"warning  {problem}")
    if counts:
        output.note(", ".join(f"{number} {name}" for name, number in counts.items()))
    output.note(f"{counted(len(errors), 'error')}, {counted(len(warnings), 'warning')}")
    output.result(
        {
            "errors": [str(problem) for problem in errors],
            "warnings": [str(problem) for problem in warnings],
            "counts": counts,
        }
    )
    if errors:
        raise typer.Exit(1)
