"""`frontdesk data`: check a project's files, and review what its examples teach."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict

import typer

from bot.commands.output import Output, counted, fail
from bot.commands.project_folder import (
    JsonOption,
    ProjectArgument,
    project_folder,
    told_plainly,
)
from bot.heldout import read_heldout
from bot.project.pipeline import RASAS_WAY, follows_rasa, unused_catalog
from bot.project.project import load_project, places_of, validate
from bot.settings import read_settings
from finetune.data_review import review
from finetune.judging import judge
from finetune.nlu_file import read_nlu
from finetune.settings import TrainingSettings
from finetune.sign_texts import sign_key
from retrieval.catalog import load_catalog
from retrieval.source_problem import SourceError, SourceProblem

# A person looks at the gravest first, mends them, and asks again.
_SHOWN_OF_A_KIND = 20

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
            if follows_rasa(loaded.config):
                output.note(RASAS_WAY)
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
            config_path = folder / "config.yml"
            warnings += unused_catalog(config_path, loaded.config, len(catalog.products))
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


@app.command("review")
def review_data(project: ProjectArgument = None, as_json: JsonOption = False) -> None:
    """Find examples that look mislabelled or doubled, intents that overlap or have too few.

    Example: frontdesk data review config
    """
    output = Output(as_json=as_json)
    with told_plainly():
        loaded = load_project(project_folder(project))
        model = read_settings(loaded.config, loaded.folder / "config.yml").model
        nlu = read_nlu(loaded.nlu_paths)
        examples = [each for each in nlu.examples if sign_key(each.text) is None]
        if not examples:
            raise fail("there are no training examples; add intents to data/nlu.yml")
        settings = TrainingSettings(encoder=model.encoder, device=model.device)
        with output.progress() as progress:
            vectors, chances = judge(
                examples, settings, lambda done, total: progress("review", done, total)
            )
        found = review(examples, vectors, chances)
    shown: Counter[str] = Counter()
    for finding in found:
        shown[finding.kind] += 1
        if shown[finding.kind] <= _SHOWN_OF_A_KIND:
            output.note(f"{finding.kind:<15}{finding}")
    for kind, count in shown.items():
        if count > _SHOWN_OF_A_KIND:
            output.note(f"{kind:<15}{count - _SHOWN_OF_A_KIND} more; --json has all")
    output.note(f"{counted(len(found), 'finding')} in {counted(len(examples), 'example')}")
    output.result({"examples": len(examples), "findings": [asdict(each) for each in found]})
