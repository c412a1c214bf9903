"""Rasa's test stories (`tests/**/test_*.yml`): conversations with what was meant and done.

    stories:
    - story: order lookup
      steps:
      - user: |
          where is order [10042](order_number)
        intent: order_status
      - action: order_status_form
      - active_loop: order_status_form

Stories that meet at checkpoints, and those with `or`, are written out as one story for each way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.policy.steps import Step, StepEntity, Story, UserStep
from bot.policy.story_walk import paths
from bot.project.complaints import Complaints
from bot.project.rules_file import TrainingFiles, read_training_file
from finetune.annotation import AnnotationError, read_annotated
from finetune.types import EntitySpan
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import read_yaml

PREFIX = "test_"
YAML_SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a customer writes in a story; `intent` None: the story does not say what is meant."""

    text: str
    intent: str | None
    entities: tuple[EntitySpan, ...] = ()


@dataclass(frozen=True, slots=True)
class TestStory:
    """A whole conversation. `utterances` are those that are written out, in the steps' order."""

    __test__ = False  # not one of pytest's own

    name: str
    steps: tuple[Step, ...]
    utterances: tuple[Utterance, ...]
    source: str

    @property
    def has_words(self) -> bool:
        """Whether the story has messages that a model must read."""
        return not all(one.text.startswith("/") for one in self.utterances)


def story_files(project: Path, where: Path | None = None) -> tuple[Path, ...]:
    """Return the project's files of test stories, in the order of their names.

    `where` is a file or a folder to look in instead, where names need no prefix.
    """
    if where is not None and where.is_file():
        return (where,)
    folder, names = (project / "tests", f"{PREFIX}*") if where is None else (where, "*")
    return tuple(
        path
        for path in sorted(folder.rglob(names))
        if path.suffix in YAML_SUFFIXES and path.is_file() and _has_stories(path)
    )


def read_test_stories(*files: Path) -> tuple[TestStory, ...]:
    """Return the stories of these files. Raises SourceError with every fault.

    A key that is unknown is one, in Rasa's projects too: what it should say would not be tested.
    """
    found: list[TestStory] = []
    complaints = Complaints()
    for file in files:
        # stories of different files do not meet at checkpoints
        read = TrainingFiles()
        read_training_file(file, read, complaints)
        plain: list[Story] = []
        said: dict[Step, Utterance] = {}
        for story in read.stories:
            try:
                plain.append(replace(story, steps=tuple(_plain(story, said))))
            except SourceError as error:
                complaints.problems += error.problems
        found += _written_out(plain, said)
    complaints.raise_if_any()
    return tuple(found)


def _has_stories(path: Path) -> bool:
    document = read_yaml(path)
    return isinstance(document, dict) and bool(document.get("stories"))


def _written_out(stories: Sequence[Story], said: dict[Step, Utterance]) -> list[TestStory]:
    sources = {story.name: story.source for story in stories}
    return [
        TestStory(
            tale.name,
            tale.steps,
            tuple(said[step] for step in tale.steps if step in said),
            sources[tale.names[-1]],
        )
        for tale in paths(stories)
    ]


def _plain(story: Story, said: dict[Step, Utterance]) -> Sequence[Step]:
    """Return the story's steps with their texts read; `said` gets what each text is."""
    steps: list[Step] = []
    for step in story.steps:
        if not isinstance(step, UserStep) or step.text is None:
            steps.append(step)
            continue
        try:
            text, spans = read_annotated(step.text)
        except AnnotationError as error:
            raise SourceError(_problem(story, step.line, str(error))) from None
        found = tuple(StepEntity(one.entity, one.value, one.role, one.group) for one in spans)
        read = replace(step, text=text, entities=found or step.entities)
        said[read] = Utterance(text, step.intent, spans)
        steps.append(read)
    return steps


def _problem(story: Story, line: int, message: str) -> SourceProblem:
    path, _, first = story.source.rpartition(":")
    return SourceProblem(Path(path), line or int(first), f"story '{story.name}': {message}")
