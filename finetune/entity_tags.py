"""Entities as one tag for each word: B- and I- tags made from spans, and spans made from tags.

A tag stands for an entity with its role and group. Spans are whole words, so an entity never
splits one. Decoding picks the best sequence in which every I- follows its B- or I-.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from finetune.types import EntitySpan, Example
from finetune.words import Word

OUTSIDE = 0
_IMPOSSIBLE = -1e9


@dataclass(frozen=True, slots=True, order=True)
class TagName:
    """What a tag stands for; an absent role or group is empty."""

    entity: str
    role: str = ""
    group: str = ""

    @staticmethod
    def of(span: EntitySpan) -> TagName:
        """Return the name of a span's tag."""
        return TagName(span.entity, span.role or "", span.group or "")


class TagSet:
    """All tags of a model: 0 is outside, name i has B = 1 + 2i and I = 2 + 2i."""

    def __init__(self, names: Iterable[TagName]) -> None:
        self.names = tuple(names)
        self._index = {name: position for position, name in enumerate(self.names)}

    @staticmethod
    def of(examples: Iterable[Example]) -> TagSet:
        """Return the tags that occur in examples, sorted."""
        return TagSet(sorted({TagName.of(span) for each in examples for span in each.entities}))

    def __len__(self) -> int:
        return 1 + 2 * len(self.names)

    def tags(self, words: Sequence[Word], spans: Iterable[EntitySpan]) -> list[int]:
        """Return one tag for each word; of overlapping spans the longest, then the first, wins."""
        tags = [OUTSIDE] * len(words)
        ordered = sorted(spans, key=lambda span: (span.start - span.end, span.start))
        for span in ordered:
            position = self._index.get(TagName.of(span))
            covered = [
                index
                for index, word in enumerate(words)
                if word.start < span.end and span.start < word.end
            ]
            if position is None or not covered or any(tags[index] for index in covered):
                continue
            tags[covered[0]] = 1 + 2 * position
            for index in covered[1:]:
                tags[index] = 2 + 2 * position
        return tags

    def spans(
        self, text: str, words: Sequence[Word], log_probs: NDArray[np.float32]
    ) -> list[EntitySpan]:
        """Return the entities of the best tag sequence; `log_probs` has a row for each word.

        A span's confidence is the geometric mean of its words' probabilities.
        """
        if not words:
            return []
        path = self._best_path(log_probs)
        spans = []
        start = 0
        while start < len(path):
            tag = int(path[start])
            end = start + 1
            if tag != OUTSIDE:
                while end < len(path) and path[end] == tag + 1:
                    end += 1
                score = float(np.exp(log_probs[range(start, end), path[start:end]].mean()))
                spans.append(self._span(text, words[start], words[end - 1], tag, score))
            start = end
        return spans

    def _span(self, text: str, first: Word, last: Word, tag: int, score: float) -> EntitySpan:
        name = self.names[(tag - 1) // 2]
        return EntitySpan(
            entity=name.entity,
            start=first.start,
            end=last.end,
            value=text[first.start : last.end],
            confidence=score,
            role=name.role or None,
            group=name.group or None,
        )

    def _best_path(self, log_probs: NDArray[np.float32]) -> NDArray[np.int64]:
        """Viterbi search; an inside tag may only follow the same name's tags."""
        count, width = log_probs.shape
        inside = np.arange(2, width, 2)
        first = log_probs[0].astype(np.float64)
        first[inside] = _IMPOSSIBLE
        scores, back = first, np.zeros((count, width), dtype=np.int64)
        for row in range(1, count):
            best = int(scores.argmax())
            source = np.full(width, best)
            before = np.full(width, scores[best])
            from_begin = scores[inside - 1] >= scores[inside]
            source[inside] = np.where(from_begin, inside - 1, inside)
            before[inside] = np.maximum(scores[inside - 1], scores[inside])
            back[row] = source
            scores = before + log_probs[row]
        path = np.zeros(count, dtype=np.int64)
        path[-1] = int(scores.argmax())
        for row in range(count - 1, 0, -1):
            path[row - 1] = back[row, path[row]]
        return path
