"""What a person may set about training; every field has a default that needs no tuning."""

from __future__ import annotations

from dataclasses import dataclass, field

from finetune.augmentation import AugmentationRates
from finetune.errors import TrainingError
from finetune.objective import LossWeights
from finetune.pattern_habits import PatternHabits

MODES = ("auto", "frozen", "tuned")


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How a model is trained. `encoder` None is the packaged one; learning rates are peaks.

    `validation_share` of each intent is held out to fit calibration and the out-of-scope
    decision, which turns away about `rejection_rate` of in-scope texts; `settle_epochs` then go
    over the held-out part and some of the rest at `settle_rate` of the learning rates. `mode` is
    "auto" (by the data's size, see `finetune.mode`), "frozen" (the trunk stays as it is) or
    "tuned"; `epochs` None leaves them to the data's size as well.
    """

    mode: str = "auto"
    epochs: int | None = None
    settle_epochs: int = 1
    settle_rate: float = 0.3
    batch_size: int = 16
    learning_rate: float = 2e-4
    head_learning_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup_share: float = 0.1
    label_smoothing: float = 0.1
    max_gradient_norm: float = 1.0
    validation_share: float = 0.15
    rejection_rate: float = 0.03
    seed: int = 1
    device: str = "auto"
    encoder: str | None = None
    max_tokens: int = 64
    weights: LossWeights = field(default_factory=LossWeights)
    augmentation: AugmentationRates = field(default_factory=AugmentationRates)
    patterns: PatternHabits = field(default_factory=PatternHabits)

    def check(self) -> None:
        """Raise TrainingError naming the first setting that makes no sense."""
        if self.mode not in MODES:
            raise TrainingError(f"mode is {self.mode!r}; it must be one of {', '.join(MODES)}")
        positive = ("epochs", "batch_size", "learning_rate", "head_learning_rate")
        for name in positive:
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise TrainingError(f"{name} is {getattr(self, name)}; it must be above 0")
        shares = ("warmup_share", "label_smoothing", "validation_share", "rejection_rate")
        for name in shares:
            if not 0 <= getattr(self, name) < 1:
                raise TrainingError(f"{name} is {getattr(self, name)}; it must be in [0, 1)")
        if self.max_tokens < 8:
            raise TrainingError(f"max_tokens is {self.max_tokens}; it must be at least 8")
