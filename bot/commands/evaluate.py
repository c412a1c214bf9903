"""`frontdesk evaluate`: measure the live version on the project's frozen test set."""

from __future__ import annotations

import typer

from bot.commands.index import live_version, version_maker
from bot.commands.output import Output, fail
from bot.commands.project_folder import JsonOption, ProjectOption, told_plainly
from bot.commands.trial import (
    OOS_LABEL,
    SEED,
    EncoderOption,
    FrozenOption,
    OosOption,
    SeedOption,
    TestOption,
    TrainOption,
    ValidOption,
    trial,
)
from finetune.evaluation import evaluate

app = typer.Typer(help="Figures of the live version.", no_args_is_help=True)
WEAKEST = 15


@app.command()
def intents(
    project: ProjectOption = None,
    train: TrainOption = None,
    test: TestOption = None,
    valid: ValidOption = None,
    oos_label: OosOption = OOS_LABEL,
    seed: SeedOption = SEED,
    frozen: FrozenOption = False,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Intent accuracy, out-of-scope detection and entities on tests/heldout.

    With --train and --test a model is trained and measured on files, outside of any project.

    Example: frontdesk evaluate intents --train train.jsonl --test test.jsonl --json
    """
    output = Output(as_json=as_json)
    if train is not None and test is not None:
        if project is not None:
            raise fail("--project and --train exclude each other: files are no project", 2)
        with told_plainly():
            trial(
                output,
                train,
                test,
                valid=valid,
                oos_label=oos_label,
                seed=seed,
                frozen=frozen,
                encoder=encoder,
            )
        return
    if any((train, test, valid, frozen, encoder)):
        raise fail("--train FILE and --test FILE go together; other options need both", 2)
    with told_plainly():
        maker = version_maker(project)
        if not maker.heldout.examples:
            raise fail("the project has no test set; write tests/heldout/nlu.yml")
        _, _, predictor = live_version(maker)
        measured = evaluate(predictor, maker.heldout.examples, maker.heldout.out_of_scope)
    columns = ["intent", "examples", "precision", "recall", "F1", "mostly taken for"]
    output.table("Weakest intents", columns, measured.rows()[:WEAKEST])
    output.table("Test set", ["figure", "value"], list(measured.summary().items()))
    for error in measured.errors[:WEAKEST]:
        output.note(f"{error.expected} taken for {error.predicted}: {error.text}")
    output.result(measured.to_json())


@app.command()
def retrieval(project: ProjectOption = None, as_json: JsonOption = False) -> None:
    """FAQ and product search on tests/heldout, with the encoder before training beside it.

    Example: frontdesk evaluate retrieval
    """
    output = Output(as_json=as_json)
    with told_plainly():
        maker = version_maker(project)
        _, index_id, predictor = live_version(maker)
        figures = maker.evaluate_retrieval(index_id, predictor)
        if not figures:
            raise fail("the project has no questions to test with; see tests/heldout")
    for name, one in figures.items():
        output.table(f"Search: {name.replace('_', ' ')}", ["figure", "value"], list(one.items()))
    output.result(figures)
