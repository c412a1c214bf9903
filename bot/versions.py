"""Makes a version: a trained model, the index made with it, and how good both are.

Nothing is live until `promote`; a training that is interrupted leaves only a staging folder, which
the next one removes.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import structlog

from bot.heldout import read_heldout
from bot.project.pipeline import follows_rasa, pattern_habits
from bot.project.project import Project, places_of, validate
from bot.settings import FrontdeskSection
from bot.taught_needs import taught_examples
from finetune.encoder import find_encoder
from finetune.evaluation import Evaluation, dataset_hash, evaluate
from finetune.nlu_file import read_nlu
from finetune.predictor import Predictor
from finetune.registry import Registry
from finetune.sentence_encoder import SentenceEncoder
from finetune.settings import TrainingSettings
from finetune.training import train
from finetune.types import Example, NluData
from retrieval.build import build_index
from retrieval.catalog import Catalog, load_catalog
from retrieval.evaluate import RetrievalEvaluation, evaluate_knowledge, evaluate_products
from retrieval.index import Index
from retrieval.search import Searcher
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.types import Encoder, FaqEntry, Need

log = structlog.get_logger(__name__)
Progress = Callable[[str, int, int], None]
STAGING = "staging"


@dataclass(frozen=True, slots=True)
class MadeVersion:
    """A published version with its figures.

    `metrics` are of the frozen test set if the project has one (`evaluation` then has the rest),
    else of the examples that training held out for calibration.
    """

    model_id: str
    index_id: str
    metrics: Mapping[str, float | None]
    evaluation: Evaluation | None
    retrieval: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    def headline(self) -> str:
        """Return the figures that matter in one line."""
        accuracy, outside = self.metrics["accuracy"], self.metrics.get("oos_recall")
        parts = [] if accuracy is None else [f"accuracy {accuracy:.1%}"]
        if outside is not None:
            parts.append(f"out of scope found {outside:.1%}")
        return ", ".join([*parts, f"{self.seconds:.0f} s"])


class VersionMaker:
    """Trains, indexes, evaluates and publishes versions of one project."""

    def __init__(self, project: Project, settings: FrontdeskSection) -> None:
        self._project = project
        self._settings = settings
        self.registry = Registry(project.var_dir)
        self.heldout = read_heldout(project.folder)

    def make(self, progress: Progress, extra: Sequence[Example] = ()) -> MadeVersion:
        """Train on the project's data and `extra` examples, and publish the result.

        Raises SourceError for faults in the data and FinetuneError when training cannot be done.
        """
        started = time.monotonic()
        catalog = load_catalog(self._project.catalog_dir)
        nlu = self.read_nlu(extra, catalog.needs)
        staged = self._project.var_dir / STAGING
        shutil.rmtree(staged, ignore_errors=True)
        # before minutes of work: may it be written at all?
        staged.mkdir(parents=True)
        for problem in catalog.problems:
            log.warning("left_out", problem=str(problem))
        report = train(
            nlu,
            self._training_settings(),
            staged,
            retrieval_pairs=retrieval_pairs(catalog.faqs.values()),
            progress=lambda stage, done, total, _: progress(stage, done, total),
        )
        predictor = Predictor.load(staged, device=self._settings.model.device)
        index_id = self.build_index(catalog, predictor, progress)
        evaluation = self.evaluate(predictor)
        metrics = dict(report.held_out) if evaluation is None else evaluation.summary()
        figures = self.evaluate_retrieval(index_id, predictor)
        seconds = time.monotonic() - started
        model_id = self.registry.publish(
            staged,
            {
                "index_id": index_id,
                "encoder_fingerprint": predictor.fingerprint,
                "metrics": metrics,
                "evaluation": None if evaluation is None else evaluation.to_json(),
                "retrieval": figures,
                "dataset": dataset_hash(nlu.examples, [one.text for one in nlu.out_of_scope]),
                "examples": len(nlu.examples),
                "learned_from_transcripts": len(extra),
                "seconds": round(seconds, 1),
            },
        )
        shutil.rmtree(staged, ignore_errors=True)
        return MadeVersion(model_id, index_id, metrics, evaluation, figures, seconds)

    def promote(self, made: MadeVersion) -> None:
        """Make a version live."""
        self.registry.promote(made.model_id, made.index_id)

    def read_nlu(self, extra: Sequence[Example] = (), needs: Sequence[Need] = ()) -> NluData:
        """Return the project's training data, checked against its domain.

        Of each need some examples are taught as examples of `training.needs_intent`.
        """
        nlu = read_nlu(self._project.nlu_paths)
        if not nlu.examples:
            raise SourceError(
                SourceProblem(
                    self._project.folder / "data",
                    0,
                    "there are no training examples",
                    "add intents with examples to data/nlu.yml",
                )
            )
        project = self._project
        faults, warnings = validate(project, *places_of(nlu.examples))
        if faults and not follows_rasa(project.config):
            raise SourceError(*faults)
        for fault in (*project.faults, *faults):
            log.warning("project_fault", problem=str(fault))
        for warning in (*project.warnings, *nlu.warnings, *warnings):
            log.warning("project_warning", problem=str(warning))
        intent = self._settings.training.needs_intent
        taught = taught_examples(needs, intent) if intent else []
        outside = tuple(one for one in extra if one.intent == "out_of_scope")
        inside = tuple(one for one in extra if one.intent != "out_of_scope")
        if follows_rasa(project.config):
            # in Rasa it is an intent as any other
            return replace(
                nlu, examples=nlu.examples + nlu.out_of_scope + tuple(extra), out_of_scope=()
            )
        return replace(
            nlu,
            examples=(*nlu.examples, *taught, *inside),
            out_of_scope=nlu.out_of_scope + outside,
        )

    def build_index(self, catalog: Catalog, encoder: Encoder, progress: Progress) -> str:
        """Build the index of the catalogue with an encoder and return its id."""
        return build_index(
            catalog,
            encoder,
            self._project.var_dir / "indexes",
            progress=lambda done, total: progress("index", done, total),
        )

    def evaluate(self, predictor: Predictor) -> Evaluation | None:
        """Measure a model on the frozen test set; None for a project without one."""
        if not self.heldout.examples:
            return None
        return evaluate(predictor, self.heldout.examples, self.heldout.out_of_scope)

    def evaluate_retrieval(self, index_id: str, predictor: Predictor) -> dict[str, Any]:
        """Measure search with the new trunk, and with the encoder it was trained from."""
        figures: dict[str, Any] = {}
        index = Index.open(self.registry.index_path(index_id))
        searcher = Searcher(index, predictor.synonyms)
        questions, queries = self.heldout.faq_questions, self.heldout.product_queries
        if questions:
            figures["faq"] = _figures(evaluate_knowledge(searcher, predictor, questions))
            figures["faq_before"] = self._before(searcher.catalog)
        if queries:
            figures["products"] = _figures(evaluate_products(searcher, predictor, queries))
        return figures

    def _before(self, catalog: Catalog) -> dict[str, Any]:
        """Return the FAQ figures of the untrained encoder, in an index that is thrown away."""
        base = SentenceEncoder.load(find_encoder(self._settings.model.encoder))
        root = self._project.var_dir / STAGING / "before"
        try:
            knowledge = Catalog.of(faqs=catalog.faqs.values(), passages=catalog.passages.values())
            index = Index.open(root / build_index(knowledge, base, root))
            measured = evaluate_knowledge(Searcher(index), base, self.heldout.faq_questions)
            return _figures(measured)
        finally:
            shutil.rmtree(root, ignore_errors=True)

    def _training_settings(self) -> TrainingSettings:
        chosen = self._settings.training.model_dump(exclude_none=True, exclude={"needs_intent"})
        model = self._settings.model
        return TrainingSettings(
            device=model.device,
            encoder=model.encoder,
            patterns=pattern_habits(self._project.config),
            **chosen,
        )


def _figures(measured: RetrievalEvaluation) -> dict[str, Any]:
    """Return the headline figures; the misses are for those who work on search."""
    return {key: value for key, value in asdict(measured).items() if key != "misses"}


def retrieval_pairs(faqs: Iterable[FaqEntry]) -> list[tuple[str, str]]:
    """Return what must stay close: phrasings and their question, the question and its answer."""
    pairs: list[tuple[str, str]] = []
    for entry in faqs:
        pairs += [(phrasing, entry.questions[0]) for phrasing in entry.questions[1:]]
        pairs.append((entry.questions[0], entry.answer))
    return pairs
