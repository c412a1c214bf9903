"""How a model is trained, chosen from how much there is to learn from, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from finetune.settings import TrainingSettings
from finetune.types import Example

# Up to so many examples an intent, heads over the trunk as it is do as well as fine-tuning, in a
# tenth of the time, and can be calibrated by cross-validation instead of giving examples up.
_FEW_AN_INTENT = 5
# Up to so many examples in all, those held out are too few to choose a threshold by: judged by
# cross-validation 5 % of what is in scope is turned away, after fine-tuning 15 % (HINT3 training
# part, 2 of 3 folds, both 91 % accurate). Entities need a trunk that moves all the same.
_FEW_IN_ALL = 1_000
# Below, three epochs are too few steps to move anything; above, the third adds nothing.
_SMALL = 2_000
_LARGE = 12_000
_EPOCHS_SMALL = 6
_EPOCHS = 3
_EPOCHS_LARGE = 2


@dataclass(frozen=True, slots=True)
class Mode:
    """Whether the trunk stays as it is (`frozen`), for how many epochs it moves, and why.

    `small` says that held-out texts are few, so that everything fitted on them must not have seen
    them before.
    """

    frozen: bool
    epochs: int
    small: bool
    why: str

    @property
    def name(self) -> str:
        """One word for reports."""
        return "frozen" if self.frozen else "tuned"


def choose_mode(settings: TrainingSettings, examples: Sequence[Example]) -> Mode:
    """Return the mode for examples; what the settings say is kept."""
    count = len(examples)
    middle = median(Counter(each.label for each in examples).values())
    small = count < _SMALL
    if settings.mode == "frozen":
        return Mode(True, 0, small, "frozen trunk: asked for")
    if settings.epochs is not None:
        return Mode(False, settings.epochs, small, f"{settings.epochs} epochs: asked for")
    if settings.mode == "auto" and middle <= _FEW_AN_INTENT:
        why = f"frozen trunk: {count} examples, half of the intents have at most {middle:g}"
        return Mode(True, 0, small, why)
    tagged = any(each.entities for each in examples)
    if settings.mode == "auto" and count <= _FEW_IN_ALL and not tagged:
        why = f"frozen trunk: {count} examples are few, and they have no entities"
        return Mode(True, 0, small, why)
    if small:
        return Mode(False, _EPOCHS_SMALL, True, _epochs(_EPOCHS_SMALL, count, "few"))
    if count >= _LARGE:
        return Mode(False, _EPOCHS_LARGE, False, _epochs(_EPOCHS_LARGE, count, "many"))
    return Mode(False, _EPOCHS, False, _epochs(_EPOCHS, count, "the usual amount"))


def _epochs(epochs: int, count: int, amount: str) -> str:
    return f"fine-tuned for {epochs} epochs: {count} examples are {amount}"
