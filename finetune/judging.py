"""What heads over the encoder as it is say of examples that they were fitted without."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from torch.nn import functional

from finetune.calibration import softmax
from finetune.checkpoint import load_trunk
from finetune.device import choose_device, reproducible
from finetune.encoder import find_encoder
from finetune.errors import TrainingError
from finetune.frozen_heads import FrozenHeads
from finetune.network import Network
from finetune.settings import TrainingSettings
from finetune.split import folds
from finetune.tokenizer import TextTokenizer
from finetune.types import Example

_FOLDS = 5


def judge(
    examples: Sequence[Example],
    settings: TrainingSettings,
    progress: Callable[[int, int], None],
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Return embeddings and probabilities of examples, intents in alphabetical order.

    An intent's only example is judged by a head that never heard of the intent. Raises
    TrainingError for less than two intents, EncoderError for an encoder that cannot be read.
    """
    intents = sorted({each.intent for each in examples})
    if len(intents) < 2:
        raise TrainingError("there are fewer than 2 intents with examples: nothing to compare")
    files, device = find_encoder(settings.encoder), choose_device(settings.device)
    network = Network(
        load_trunk(files), len(intents), 1, first_token_pooling=files.first_token_pooling
    ).to(device)
    tokenizer = TextTokenizer.load(files.folder, min(settings.max_tokens, files.max_tokens))
    # prototypes alone move: quick, and sure enough to tell a wrong label
    heads = FrozenHeads(network, tokenizer, settings, device, an_intent=0)
    progress(0, _FOLDS + 1)
    seen = heads.see([each.text for each in examples])
    progress(1, _FOLDS + 1)
    labels = [intents.index(each.intent) for each in examples]
    vectors = np.zeros(tuple(seen.pooled.shape), dtype=np.float32)
    vectors = functional.normalize(seen.pooled, dim=1).cpu().numpy()
    chances = np.zeros((len(examples), len(intents)))
    with reproducible(settings.seed):
        for done, part in enumerate(folds(labels, _FOLDS, settings.seed), start=2):
            kept = sorted(set(range(len(examples))) - set(part))
            if part and kept:
                kept_labels = [labels[i] for i in kept]
                head, _ = heads.fit(seen.rows(kept), kept_labels, len(intents), seen.rows([]))
                reading = heads.read(head, seen.rows(part))
                chances[part] = softmax(reading.logits.astype(np.float64))
            progress(done, _FOLDS + 1)
    return vectors, chances
