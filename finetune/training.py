"""Training a model from a project's examples: fit, calibrate on held-out texts, settle, save.

1. prepare    check and split the examples, embed them with the encoder as it is
2. train      fine-tune trunk and heads on the larger part
3. calibrate  temperature and the out-of-scope decision on the part held out
4. settle     go on over everything for a little, so that no example is lost to calibration
5. save       write the model folder
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from finetune.device import reproducible
from finetune.encoder import WEIGHTS, file_sha256, find_encoder
from finetune.evaluation import dataset_hash
from finetune.model_files import save_model
from finetune.run import Progress, Run
from finetune.sentence_encoder import encoder_fingerprint
from finetune.settings import TrainingSettings
from finetune.types import NluData


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What was trained on, and what the calibration part said; shares are in [0, 1].

    `held_out` has accuracy, ece, in_scope_rejected, oos_recall and auroc on texts that the first
    stage did not see. `dataset` names the training data by its content. `mode` says how it was
    trained ("frozen" or "tuned"), and `why`.
    """

    encoder: str
    encoder_fingerprint: str
    dataset: str
    intents: int
    examples: int
    out_of_scope: int
    loss: float
    temperature: float
    held_out: Mapping[str, float]
    seconds: float
    device: str
    notes: tuple[str, ...]
    mode: str
    why: str


def train(
    nlu: NluData,
    settings: TrainingSettings,
    out_dir: Path,
    *,
    retrieval_pairs: Sequence[tuple[str, str]] = (),
    progress: Progress | None = None,
    valid: NluData | None = None,
) -> TrainingReport:
    """Train a model and write it into `out_dir`.

    `retrieval_pairs` are phrasings with what they should find (a canonical question, an answer).
    With `valid` its texts calibrate, and all of `nlu` is learned from. The same data, settings and
    machine give the same files. Raises TrainingError or EncoderError.
    """
    settings.check()
    started = time.perf_counter()
    hear = progress or _nobody
    files = find_encoder(settings.encoder)
    with reproducible(settings.seed):
        run = Run(nlu, settings, files, retrieval_pairs, hear, valid)
        model, loss, held_out = run.execute()
    hear("save", 0, 1, "")
    save_model(model, out_dir)
    hear("save", 1, 1, "")
    return TrainingReport(
        encoder=files.name,
        encoder_fingerprint=encoder_fingerprint(file_sha256(out_dir / WEIGHTS), model.tokenizer),
        dataset=dataset_hash(nlu.examples, [each.text for each in nlu.out_of_scope]),
        intents=len(model.intents),
        examples=len(nlu.examples),
        out_of_scope=len(nlu.out_of_scope),
        loss=loss,
        temperature=model.temperature,
        held_out=held_out,
        seconds=time.perf_counter() - started,
        device=str(run.device),
        notes=run.data.notes,
        mode=run.mode.name,
        why=run.mode.why,
    )


def _nobody(stage: str, done: int, total: int, message: str) -> None:
    """Take no note."""
