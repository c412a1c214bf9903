"""The part of `frontdesk test` that plays test stories."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands.output import ProgressCallback
from bot.e2e.story_player import StoryPlayer
from bot.e2e.story_report import StoryReport
from bot.e2e.test_story import TestStory
from bot.e2e.text_reader import read_texts
from bot.project.policy_settings import policy_settings
from bot.project.project import Project
from bot.settings import FrontdeskSection


def play_stories(
    stories: Sequence[TestStory],
    project: Project,
    settings: FrontdeskSection,
    *,
    fail_fast: bool,
    progress: ProgressCallback,
) -> StoryReport:
    """Return how the stories go with the project's live model and its policies."""
    decides_by = policy_settings(settings, project.config)
    texts = [one.text for story in stories for one in story.utterances]
    parses = read_texts(texts, project, decides_by, settings.model.device)
    player = StoryPlayer(project.domain, project.policies(), decides_by, parses)
    results = []
    for place, story in enumerate(stories, start=1):
        results.append(player.play(story))
        progress("stories", place, len(stories))
        if fail_fast and not results[-1].passed:
            break
    return StoryReport(tuple(results), len(stories))
