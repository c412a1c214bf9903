"""A project's own actions, imported and searched as `rasa run actions` does it.

While the package is imported the project's folder comes first on Python's path, as in Rasa;
afterwards it comes last, so that imports at run time work and nothing of ours is taken from it.
`close` makes the process forget the modules.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import structlog
from rasa_sdk.interfaces import Action
from rasa_sdk.utils import all_subclasses

from bot.actions.package_fault import import_problem, making_problem
from retrieval.source_problem import SourceError, SourceProblem

log = structlog.get_logger(__name__)

MODULE = "actions"
# Parameters of `run`: dispatcher, tracker and domain.
RUN_PARAMETERS = 3
_LIBRARIES = ("rasa_sdk.", "rasa.", "bot.")


def find_actions(folder: Path, module: str = MODULE) -> Path | None:
    """Return the file or folder of a project's actions, None if it has none."""
    place = folder.joinpath(*module.split("."))
    single = place.with_name(f"{place.name}.py")
    if place.is_dir() and any(place.glob("*.py")):
        return place
    return single if single.is_file() else None


class ActionsPackage:
    """An imported package of actions."""

    def __init__(self, folder: Path, module: str = MODULE) -> None:
        """Import the module and all below it.

        Raises SourceError with file, line and remedy for what cannot be imported or made.
        """
        self._folder = folder
        self._module = module
        self._path = str(folder.resolve())
        self._displaced = _take_out(module.split(".")[0])
        before, known = set(sys.modules), list(all_subclasses(Action))
        sys.path.insert(0, self._path)
        try:
            self._import()
            self._own = _modules_in(self._path, before)
            self.actions = tuple(self._make(known))
        except SourceError:
            self._own = _modules_in(self._path, before)
            self.close()
            raise
        sys.path.remove(self._path)
        sys.path.append(self._path)

    def close(self) -> None:
        """Forget the modules, so that another project's can have their names."""
        for name in self._own:
            sys.modules.pop(name, None)
        sys.modules.update(self._displaced)
        self._displaced = {}
        if self._path in sys.path:
            sys.path.remove(self._path)

    def _import(self) -> None:
        importlib.invalidate_caches()
        try:
            _import_all(self._module)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a project's code raises
            start = find_actions(self._folder, self._module) or self._folder
            raise SourceError(import_problem(error, self._folder, start)) from None

    def _make(self, known: list[type[Action]]) -> Iterator[Action]:
        """Yield an action of each class; of two with one name the later wins, as in rasa-sdk."""
        made: dict[str, Action] = {}
        problems: list[SourceProblem] = []
        for kind in _classes([sys.modules[name] for name in self._own], known):
            try:
                action = kind()
                name = _name_of(action)
            except Exception as error:  # noqa: BLE001 - whatever a project's code raises
                problems.append(making_problem(kind, error, self._folder))
                continue
            if name is None:
                log.debug("action_without_name", kind=kind.__qualname__)
                continue
            if name in made:
                other = type(made[name]).__qualname__
                log.warning("action_replaced", action=name, by=kind.__qualname__, other=other)
            made[name] = action
        if problems:
            raise SourceError(*problems)
        yield from made.values()


def _take_out(top: str) -> dict[str, ModuleType]:
    """Remove a module and all below it from Python's memory and return them."""
    names = [name for name in sys.modules if name == top or name.startswith(f"{top}.")]
    return {name: sys.modules.pop(name) for name in names}


def _import_all(name: str) -> None:
    module = importlib.import_module(name)
    for found in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{name}."):
        if found.ispkg:
            _import_all(found.name)
        else:
            importlib.import_module(found.name)


def _modules_in(path: str, before: set[str]) -> list[str]:
    """Return the modules that were imported from a folder since `before`."""
    folder = Path(path)
    return [name for name, module in sys.modules.items() if name not in before
            and any(Path(one).is_relative_to(folder) for one in _files(module))]  # fmt: skip


def _files(module: ModuleType) -> list[str]:
    file = getattr(module, "__file__", None)
    return [file] if file else list(getattr(module, "__path__", ()))


def _classes(own: list[ModuleType], before: list[type[Action]]) -> list[type[Action]]:
    """Return the classes of actions that the import has brought, in rasa-sdk's order."""
    named = {id(value) for module in own for value in vars(module).values()}
    kinds: list[type[Action]] = list(dict.fromkeys(all_subclasses(Action)))
    return [
        kind
        for kind in kinds
        if not inspect.isabstract(kind)
        and not kind.__module__.startswith(_LIBRARIES)
        and (kind not in before or id(kind) in named)
    ]


def _name_of(action: Action) -> str | None:
    """Return an action's name, None for a base class that has none."""
    try:
        name: Any = action.name()
    except NotImplementedError:
        return None
    if not isinstance(name, str) or not name:
        raise TypeError(f"'name' returned {name!r}, not a text")
    if len(inspect.signature(action.run).parameters) < RUN_PARAMETERS:
        raise TypeError("'run' should take dispatcher, tracker and domain")
    return str(name)
