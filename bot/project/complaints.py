"""Collects what is wrong with a project's files, so that all of it is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import line_of


class Complaints:
    """The faults found so far. Each names file, line, key and remedy.

    `problems` stop any project from being used. `faults` are mistakes that Rasa's training passes
    over and its validation does not; `notes` are what Rasa passes over both times. `as_rasa`: the
    project is one of Rasa's, so that only problems stop it; any other is stopped by all three.
    """

    def __init__(self, *, as_rasa: bool = False) -> None:
        self.as_rasa = as_rasa
        self.problems: list[SourceProblem] = []
        self.faults: list[SourceProblem] = []
        self.notes: list[SourceProblem] = []

    def add(self, path: Path, line: int, message: str, remedy: str = "") -> None:
        """Note what makes the project unusable, at a line."""
        self.problems.append(SourceProblem(path, line, message, remedy))

    def fault(self, path: Path, line: int, message: str, remedy: str = "") -> None:
        """Note a mistake that the project can be used with."""
        self.faults.append(SourceProblem(path, line, message, remedy))

    def note(self, path: Path, line: int, message: str, remedy: str = "") -> None:
        """Note what has no effect in Rasa: worth a warning there, a mistake anywhere else."""
        self.notes.append(SourceProblem(path, line, message, remedy))

    def undeclared(
        self, path: Path, line: int, what: str, name: str, known: Iterable[str], remedy: str
    ) -> None:
        """Note as a fault a name that nothing declares, with the one that is most like it."""
        self.fault(path, line, f"unknown {what} '{name}'", _hint(name, known, remedy))

    def unused(
        self, path: Path, line: int, what: str, name: str, known: Iterable[str], remedy: str
    ) -> None:
        """Note a name that nothing declares and that has no effect in Rasa therefore."""
        self.note(path, line, f"unknown {what} '{name}'", _hint(name, known, remedy))

    def unknown(
        self, path: Path, line: int, what: str, name: str, known: Iterable[str], remedy: str
    ) -> None:
        """Note a name without which the project is unusable."""
        self.add(path, line, f"unknown {what} '{name}'", _hint(name, known, remedy))

    @property
    def stops(self) -> bool:
        """Whether the project cannot be used."""
        return bool(self.problems or (not self.as_rasa and (self.faults or self.notes)))

    def raise_if_any(self) -> None:
        """Raise SourceError with all that is wrong, if something stops the project."""
        if self.stops:
            found = [*self.problems, *self.faults, *(() if self.as_rasa else self.notes)]
            found.sort(key=lambda one: (str(one.path), one.line))
            raise SourceError(*dict.fromkeys(found))


class Place:
    """A mapping or list in a file, read with checks; faults go to the complaints."""

    def __init__(
        self, complaints: Complaints, path: Path, node: Any, name: str, line: int = 0
    ) -> None:
        self.complaints = complaints
        self.path = path
        self.node = node
        self.name = name
        self._line = line

    @property
    def line(self) -> int:
        """The line on which the node begins; of its key, if the node does not know."""
        return line_of(self.node) or self._line

    def at(self, key: str | int) -> int:
        """The line of an entry."""
        return line_of(self.node, key)

    def wrong(self, key: str | int, message: str, remedy: str = "") -> None:
        """Note a fault of an entry."""
        self.complaints.add(self.path, self.at(key), message, remedy)

    def allow(self, keys: Sequence[str]) -> None:
        """Note every key that is not among these.

        In Rasa's files, where Rasa passes over it, only one that is misspelt is a fault.
        """
        for key in self.node:
            if key in keys:
                continue
            name, what = str(key), f"key in {self.name}"
            if not self.complaints.as_rasa:
                self.complaints.unknown(self.path, self.at(key), what, name, keys, _choices(keys))
            elif _close(name, keys):
                self.complaints.undeclared(
                    self.path, self.at(key), what, name, keys, _choices(keys)
                )
            else:
                self.complaints.note(
                    self.path, self.at(key), f"unknown {what} '{name}'", _choices(keys)
                )

    def child(self, key: str, name: str) -> Place:
        """Return the place of an entry's value, under a name for messages."""
        return Place(self.complaints, self.path, self.node[key], name, self.at(key))

    def entries(self, name: str, ignored: Sequence[str] = ()) -> list[Place]:
        """Return the places of a list's entries; a fault is noted for each that is no mapping."""
        found = [
            Place(self.complaints, self.path, one, name, self.at(i))
            for i, one in enumerate(self.node)
            if one not in ignored
        ]
        return [one for one in found if one.is_mapping()]

    def is_mapping(self) -> bool:
        """Whether the node is a mapping; a fault is noted if it is not."""
        return self._is(Mapping, "a mapping (key: value)")

    def is_list(self) -> bool:
        """Whether the node is a list; a fault is noted if it is not."""
        if isinstance(self.node, str):
            return self._is(Mapping, "a list (- item)")
        return self._is(Sequence, "a list (- item)")

    def text(self, key: str, *, required: bool = False) -> str | None:
        """Return the text of an entry; None, with a fault noted if need be, without one."""
        value = self.node.get(key)
        if value is None:
            if required:
                self.complaints.add(
                    self.path, self.line, f"{self.name} has no '{key}'", f"add '{key}: ...'"
                )
            return None
        if not isinstance(value, str):
            self.wrong(key, f"'{key}' of {self.name} should be a text, not {shown(value)}")
            return None
        return str(value)

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false of an entry."""
        value = self.node.get(key, default)
        if not isinstance(value, bool):
            self.wrong(key, f"'{key}' of {self.name} should be true or false, not {shown(value)}")
            return default
        return value

    def check_fraction(self, key: str) -> None:
        """Note a fault of an entry that is there and no number from 0 to 1."""
        value = self.node.get(key)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if value is not None and not (is_number and 0 <= value <= 1):
            what = f"'{key}' of {self.name} should be a number from 0 to 1, not {shown(value)}"
            self.wrong(key, what, "write it like 0.4, without quotes")

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list entry; a single text counts as a list of one."""
        value = self.node.get(key)
        if value is None:
            return ()
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, Sequence) or not all(isinstance(one, str) for one in values):
            self.wrong(key, f"'{key}' of {self.name} should be a list of names")
            return ()
        return tuple(str(one) for one in values)

    def _is(self, kind: Any, expected: str) -> bool:
        if isinstance(self.node, kind):
            return True
        found = shown(self.node)
        self.complaints.add(self.path, self.line, f"{self.name} should be {expected}, not {found}")
        return False


def shown(value: Any) -> str:
    """Return a value as it may stand in a message: short, on one line."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "a list"
    text = repr(plain(value))
    return text if len(text) <= 60 else text[:57] + "..."


def plain(value: Any) -> Any:
    """Return a YAML value as plain JSON data, without line numbers and quoting styles."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Sequence):
        return [plain(one) for one in value]
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    return str(value)


def _hint(name: str, known: Iterable[str], remedy: str) -> str:
    close = _close(name, known)
    return f"did you mean '{close[0]}'? Otherwise {remedy}" if close else remedy


def _close(name: str, known: Iterable[str]) -> list[str]:
    return get_close_matches(name, list(known), n=1, cutoff=0.75)


def _choices(keys: Sequence[str]) -> str:
    return "the keys are " + ", ".join(keys)
