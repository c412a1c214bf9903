"""Rasa's test stories (`tests/test_*.yml`) as test cases.

    stories:
    - story: order lookup
      steps:
      - user: |
          where is order [10042](order_number)
        intent: order_status
      - action: order_status_form
      - active_loop: order_status_form

The message is sent without its annotations, or as `/intent` where the story has none; the intent
must be understood, the actions must run in their order, and slots and form are compared after the
turn. What the annotations mark shows in the slots that it fills.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.policy.steps import ActionStep, LoopStep, SlotStep, Step, Story, UserStep
from bot.project.e2e_assertion import Assertion, IntentWas, LoopIs, SlotWasSet
from bot.project.e2e_file import BotSays, BotUtters, CaseStep, TestCase, UserSays
from bot.project.rules_file import read_rules
from finetune.annotation import AnnotationError, read_annotated
from retrieval.source_problem import SourceError, SourceProblem

LISTEN = "action_listen"
CANNOT_BE_PLAYED = "a test story cannot have this step"


def read_story_cases(*paths: Path) -> tuple[TestCase, ...]:
    """Return the test stories of these files as cases. Raises SourceError with every fault."""
    _, stories = read_rules(*paths)
    problems: list[SourceProblem] = []
    cases = []
    for story in stories:
        try:
            cases.append(_case(story))
        except SourceError as error:
            problems += error.problems
    if problems:
        raise SourceError(*problems)
    return tuple(cases)


def _case(story: Story) -> TestCase:
    steps: list[CaseStep] = []
    place = 0
    while place < len(story.steps):
        step = story.steps[place]
        if isinstance(step, UserStep):
            following = list(_until_message(story.steps[place + 1 :]))
            assertions = [*_intent(step), *_loops(following)]
            steps.append(UserSays(_message(step, story), tuple(assertions), line=step.line))
        else:
            steps += _expected(step, story)
        place += 1
    return TestCase(story.name, tuple(steps), source=story.source)


def _until_message(steps: Sequence[Step]) -> Iterable[Step]:
    for step in steps:
        if isinstance(step, UserStep):
            return
        yield step


def _intent(step: UserStep) -> Iterable[Assertion]:
    return (IntentWas(step.intent, step.line),) if step.intent else ()


def _loops(steps: Sequence[Step]) -> Iterable[Assertion]:
    """Return the last form step of a turn: it says which form is open after it."""
    loops = [step for step in steps if isinstance(step, LoopStep)]
    return (LoopIs(loops[-1].name, loops[-1].line),) if loops else ()


def _message(step: UserStep, story: Story) -> str:
    if step.text is None:
        entities = {one.entity: one.value for one in step.entities}
        return f"/{step.intent}{json.dumps(entities) if entities else ''}"
    try:
        text, _ = read_annotated(step.text)
    except AnnotationError as error:
        raise SourceError(_problem(story, step.line, str(error))) from None
    return text


def _expected(step: Step, story: Story) -> Iterable[CaseStep]:
    if isinstance(step, ActionStep):
        if step.text is not None:
            return (BotSays(step.text, step.line),)
        return () if step.name in (None, LISTEN) else (BotUtters(step.name or "", step.line),)
    if isinstance(step, SlotStep):
        return (SlotWasSet(step.name, step.value, step.given, step.line),)
    if isinstance(step, LoopStep):
        return ()
    raise SourceError(_problem(story, step.line, CANNOT_BE_PLAYED, "write a story for each way"))


def _problem(story: Story, line: int, message: str, remedy: str = "") -> SourceProblem:
    path, _, first = story.source.rpartition(":")
    return SourceProblem(
        Path(path), line or int(first), f"story '{story.name}': {message}", remedy
    )
