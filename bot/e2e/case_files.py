"""Which files of a project hold test conversations, and all of these as cases."""

from __future__ import annotations

from pathlib import Path

from bot.e2e.story_cases import read_story_cases
from bot.project.e2e_file import TestCase, read_test_cases

# Rasa's usual files, and ours grouped by theme.
SINGLE_FILE = Path("tests", "e2e_test_cases.yml")
FOLDER = Path("tests", "e2e")
STORIES = "test_*.yml"


def case_files(project: Path) -> tuple[Path, ...]:
    """Return the project's files of end-to-end test cases, in the order of their names."""
    single = project / SINGLE_FILE
    found = [single] if single.is_file() else []
    folder = project / FOLDER
    found += sorted(path for path in folder.rglob("*") if path.suffix in (".yml", ".yaml"))
    return tuple(found)


def story_files(project: Path) -> tuple[Path, ...]:
    """Return the project's files of test stories, in the order of their names."""
    return tuple(sorted((project / "tests").glob(STORIES)))


def read_cases(project: Path) -> tuple[TestCase, ...]:
    """Return all test conversations of a project. Raises SourceError with what is wrong."""
    return read_test_cases(*case_files(project)) + read_story_cases(*story_files(project))
