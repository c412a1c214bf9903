"""How much meaning weighs against words for given documents, learned from the documents alone.

Heads ask and bodies answer: where a question finds its own answer better by words than by meaning,
the encoder is far from home, and words get more weight. No question of a user is needed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.analyzer import Analyzer
from retrieval.document_search import DENSE_SHARE, Channels, DocumentSearch
from retrieval.documents import Document, passages
from retrieval.encoding import encoded
from retrieval.types import Encoder

SHARES = (0.1, 0.2, 0.3, 0.4, DENSE_SHARE, 0.5, 0.6, 0.7, 0.8)
MIN_QUESTIONS = 30
"""Fewer heads with a body say nothing: the usual share is kept."""
MAX_QUESTIONS = 200
"""Enough for one number; more would only make building slower."""
MAX_PASSAGES = 3
"""Of each body, for the same reason."""
TRUST_WORDS, TRUST_MEANING = 0.75, 0.25
"""How far from the usual share to what the documents say. A body that is found by the words of its
head is found by words even more by a question; that it is found by meaning says less, because in
earnest the head is there too, with all its words."""
MIN_RANK = 0.2
"""Below this mean reciprocal rank bodies do not tell documents apart: nothing is learned."""
SEED = 7


def learned_dense_share(
    documents: Sequence[Document], encoder: Encoder, analyzer: Analyzer
) -> float:
    """Return the weight of meaning, in (0, 1), for a search over the documents."""
    asked = [one for one in documents if one.head and one.body]
    if len(asked) < MIN_QUESTIONS:
        return DENSE_SHARE
    if len(asked) > MAX_QUESTIONS:
        chosen = np.random.default_rng(SEED).permutation(len(asked))[:MAX_QUESTIONS]
        asked = [asked[int(one)] for one in sorted(chosen)]
    bodies = [Document(one.id, " ".join(passages(one.body)[:MAX_PASSAGES])) for one in asked]
    search = DocumentSearch(bodies, encoder, analyzer)
    heads = [one.head for one in asked]
    found = [
        search.channels(head, vector)
        for head, vector in zip(heads, encoded(encoder, heads), strict=True)
    ]
    names, texts = np.array(heads), np.array([one.text for one in bodies])
    # who has the same head or the same body is as right
    right = [(names == names[row]) | (texts == texts[row]) for row in range(len(names))]
    means = [_mean_rank(found, right, share) for share in SHARES]
    if max(means) < MIN_RANK:
        return DENSE_SHARE
    # of shares that do equally well the one nearest to the usual share
    best = max(
        zip(means, SHARES, strict=True), key=lambda one: (one[0], -abs(one[1] - DENSE_SHARE))
    )[1]
    trust = TRUST_WORDS if best < DENSE_SHARE else TRUST_MEANING
    return DENSE_SHARE + trust * (best - DENSE_SHARE)


def _mean_rank(
    found: Sequence[Channels], right: Sequence[NDArray[np.bool_]], share: float
) -> float:
    """Return the mean reciprocal rank of the first right body of each head."""
    pairs = zip(found, right, strict=True)
    return float(np.mean([_reciprocal(one.fused(share), mask) for one, mask in pairs]))


def _reciprocal(scores: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    best = scores[right].max()
    # of equal scores the right one comes last: bodies that are all alike find nothing
    return 1.0 / (1 + int(np.count_nonzero(scores[~right] >= best)))
