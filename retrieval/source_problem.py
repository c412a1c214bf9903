"""What is wrong with a line of a project's files, said in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """A fault in a source file. Lines and columns count from 1; 0 means the whole file."""

    path: Path
    line: int
    message: str
    remedy: str = ""
    column: int = 0

    def __str__(self) -> str:
        """Return `file:line[:column]: message; remedy`."""
        place = f"{self.path}:{self.line}" + (f":{self.column}" if self.column else "")
        return f"{place}: {self.message}" + (f"; {self.remedy}" if self.remedy else "")


class SourceError(ValueError):
    """One or more faults in source files; its text has one line for each."""

    def __init__(self, *problems: SourceProblem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
