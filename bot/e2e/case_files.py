"""Which files of a project hold end-to-end test cases."""

from __future__ import annotations

from pathlib import Path

from bot.project.e2e_file import TestCase, read_test_cases

# Rasa's usual file, and ours grouped by theme.
SINGLE_FILE = Path("tests", "e2e_test_cases.yml")
FOLDER = Path("tests", "e2e")


def case_files(project: Path) -> tuple[Path, ...]:
    """Return the project's files of end-to-end test cases, in the order of their names."""
    single = project / SINGLE_FILE
    found = [single] if single.is_file() else []
    folder = project / FOLDER
    found += sorted(path for path in folder.rglob("*") if path.suffix in (".yml", ".yaml"))
    return tuple(found)


def read_cases(project: Path) -> tuple[TestCase, ...]:
    """Return all test cases of a project. Raises SourceError with what is wrong."""
    return read_test_cases(*case_files(project))
