"""`frontdesk evaluate intents --train F --test F`: train and measure outside of any project."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.output import Output, fail
from finetune.labelled_file import read_labelled
from finetune.settings import TrainingSettings
from finetune.trial import run_trial
from finetune.types import NluData

SEED = 1
OOS_LABEL = "oos"
_WEAKEST = 15

TrainOption = Annotated[
    Path | None, typer.Option("--train", help='JSON lines {"text", "intent"} to learn from.')
]
TestOption = Annotated[
    Path | None, typer.Option("--test", help="JSON lines to measure on; only with --train.")
]
ValidOption = Annotated[
    Path | None, typer.Option("--valid", help="JSON lines to choose thresholds on.")
]
OosOption = Annotated[str, typer.Option(help="The intent of rows that are out of scope.")]
SeedOption = Annotated[int, typer.Option(help="Of everything that is drawn in training.")]
EncoderOption = Annotated[
    str | None, typer.Option("--encoder", help="A folder or hub name; default: the packaged one.")
]
FrozenOption = Annotated[
    bool, typer.Option("--frozen", help="Leave the encoder as it is and fit the heads only.")
]


def trial(
    output: Output,
    train: Path,
    test: Path,
    *,
    valid: Path | None,
    oos_label: str,
    seed: int,
    frozen: bool,
    encoder: str | None,
) -> None:
    """Train on one file, measure on another, print the figures."""
    learned = read_labelled(train, oos_label)
    if len({each.intent for each in learned.examples}) < 2:
        raise fail(f"{train}: there is no second intent; at least 2 are needed to tell apart")
    measured_on = read_labelled(test, oos_label)
    if not measured_on.examples:
        raise fail(f"{test}: every row has the label {oos_label!r}; there is no intent to measure")
    checked = (
        None if valid is None else _known_only(output, read_labelled(valid, oos_label), learned)
    )
    settings = TrainingSettings(seed=seed, mode="frozen" if frozen else "auto", encoder=encoder)
    with output.progress() as progress:
        figures, measured = run_trial(
            learned,
            measured_on,
            settings,
            valid=checked,
            progress=lambda stage, done, total, _: progress(stage, done, total),
        )
    columns = ["intent", "rows", "precision", "recall", "F1", "mostly taken for"]
    output.table("Weakest intents", columns, measured.rows()[:_WEAKEST])
    found = {key: value for key, value in asdict(figures).items() if key not in ("mode", "why")}
    output.table("Figures", ["figure", "value"], list(found.items()))
    output.note(figures.why)
    output.result({**asdict(figures), "seed": seed})


def _known_only(output: Output, checked: NluData, learned: NluData) -> NluData:
    """Leave out validation rows of intents that cannot be learned, and say so."""
    known = {each.intent for each in learned.examples}
    kept = tuple(each for each in checked.examples if each.intent in known)
    if len(kept) < len(checked.examples):
        left_out = next(each for each in checked.examples if each.intent not in known)
        output.note(
            f"{left_out.source}: intent {left_out.intent!r} is not in the training file; "
            f"{len(checked.examples) - len(kept)} such rows are left out"
        )
    return replace(checked, examples=kept)
