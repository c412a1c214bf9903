"""What is wrong with a project's actions package, said in one sentence with its place."""

from __future__ import annotations

import inspect
import traceback
from pathlib import Path

from rasa_sdk.interfaces import Action

from retrieval.source_problem import SourceProblem

ELSEWHERE = (
    "install it beside Frontdesk, or run the actions elsewhere and name them in endpoints.yml "
    "(action_endpoint)"
)
CORRECT = "correct it; 'frontdesk run actions' shows the whole traceback"
ARGUMENTS = "give its __init__ no arguments that must be given"


def import_problem(error: BaseException, folder: Path, start: Path) -> SourceProblem:
    """Return why a package cannot be imported, at the deepest line of the project's own."""
    if isinstance(error, SyntaxError) and error.filename:
        place = _shown(Path(error.filename), folder)
        message = f"the actions cannot be read as Python: {error.msg}"
        return SourceProblem(place, error.lineno or 0, message, CORRECT)
    path, line = _place(error, folder) or (start, 0)
    if isinstance(error, ModuleNotFoundError):
        message = f"the actions import '{error.name}', which there is not"
        return SourceProblem(path, line, message, ELSEWHERE)
    message = f"the actions cannot be imported: {_told(error)}"
    return SourceProblem(path, line, message, CORRECT)


def making_problem(kind: type[Action], error: Exception, folder: Path) -> SourceProblem:
    """Return why no action can be made of a class."""
    place = _place(error, folder)
    remedy = CORRECT if place else ARGUMENTS
    path, line = place or _definition(kind, folder)
    message = f"class '{kind.__qualname__}' makes no action: {_told(error)}"
    return SourceProblem(path, line, message, remedy)


def _told(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:300]}" if text else type(error).__name__


def _place(error: BaseException, folder: Path) -> tuple[Path, int] | None:
    """Return the deepest place in a traceback that is in the project."""
    home = folder.resolve()
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if Path(frame.filename).is_relative_to(home):
            return _shown(Path(frame.filename), folder), frame.lineno or 0
    return None


def _definition(kind: type[Action], folder: Path) -> tuple[Path, int]:
    try:
        path, line = inspect.getsourcefile(kind), inspect.getsourcelines(kind)[1]
    except (OSError, TypeError):
        return folder, 0
    return _shown(Path(path or folder), folder), line


def _shown(path: Path, folder: Path) -> Path:
    """Return a path as the user has named the project."""
    home = folder.resolve()
    return folder / path.relative_to(home) if path.is_relative_to(home) else path
