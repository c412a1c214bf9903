"""How good search is over any documents: questions with known answers, every document ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.bootstrap import interval
from retrieval.document_search import DocumentSearch, Scores, ranked
from retrieval.encoding import Progress, encoded
from retrieval.evaluate import average_precision, hit_at_k, mean, ndcg_at_k, reciprocal_rank
from retrieval.questions import KnowledgeQuestion
from retrieval.types import Encoder

DEPTH = 10


@dataclass(slots=True)
class _Values:
    """The figures of each question, by name."""

    of: dict[str, list[float]] = field(default_factory=dict)

    def add(self, order: Sequence[str], right: frozenset[str]) -> None:
        """Measure one ranking of all documents."""
        for name, value in (
            ("map", average_precision(order, right)),
            ("mrr", reciprocal_rank(order, right)),
            (f"ndcg@{DEPTH}", ndcg_at_k(order, right, DEPTH)),
            ("hit@1", hit_at_k(order, right, 1)),
            ("hit@5", hit_at_k(order, right, 5)),
        ):
            self.of.setdefault(name, []).append(value)

    def means(self) -> dict[str, float]:
        return {name: mean(values) for name, values in self.of.items()}


@dataclass(frozen=True, slots=True)
class DocumentsEvaluation:
    """Figures in [0, 1]: of the search as it is, of meaning alone and of words alone."""

    documents: int
    questions: int
    dense_share: float
    figures: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    dense: Mapping[str, float]
    lexical: Mapping[str, float]

    def to_json(self) -> dict[str, object]:
        """Return the figures at the top, the rest beside them."""
        return {
            **self.figures,
            "intervals": {name: list(pair) for name, pair in self.intervals.items()},
            "dense": dict(self.dense),
            "lexical": dict(self.lexical),
            "dense_share": self.dense_share,
            "documents": self.documents,
            "queries": self.questions,
        }

    def rows(self) -> list[list[object]]:
        """Return a row for each figure: name, value, interval, dense alone, lexical alone."""
        return [
            [
                name,
                value,
                " to ".join(f"{end:.3f}" for end in self.intervals[name]),
                self.dense[name],
                self.lexical[name],
            ]
            for name, value in self.figures.items()
        ]


def evaluate_documents(
    search: DocumentSearch,
    encoder: Encoder,
    questions: Sequence[KnowledgeQuestion],
    progress: Progress | None = None,
) -> DocumentsEvaluation:
    """Ask each question and see where the documents that are right for it come."""
    fused, dense, lexical = _Values(), _Values(), _Values()
    vectors = encoded(encoder, [question.text for question in questions])
    for number, (question, vector) in enumerate(zip(questions, vectors, strict=True), 1):
        channels = search.channels(question.text, vector)
        right = frozenset(question.ids)
        fused.add(_order(search, search.fused(channels)), right)
        dense.add(_order(search, channels.dense), right)
        lexical.add(_order(search, channels.lexical), right)
        if progress:
            progress(number, len(questions))
    return DocumentsEvaluation(
        documents=len(search.documents),
        questions=len(questions),
        dense_share=round(search.dense_share, 3),
        figures=fused.means(),
        intervals={name: interval(values) for name, values in fused.of.items()},
        dense=dense.means(),
        lexical=lexical.means(),
    )


def _order(search: DocumentSearch, scores: Scores) -> list[str]:
    return [search.documents[row].id for row in ranked(scores)]
