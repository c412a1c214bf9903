"""Results of test cases: as text with differences, as JSON, and as JUnit XML for CI services."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from textwrap import indent
from typing import Any
from xml.etree import ElementTree as ET

from bot.e2e.runner import CaseResult

# XML 1.0 has no way to write these, not even escaped.
_NOT_IN_XML = {code: None for code in (*range(9), 11, 12, *range(14, 32))}


@dataclass(frozen=True, slots=True)
class Report:
    """All results of a run; `total` counts the cases that were not begun too."""

    results: tuple[CaseResult, ...]
    total: int

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that differ."""
        return tuple(one for one in self.results if not one.passed)

    @property
    def passed(self) -> int:
        """How many cases went as expected."""
        return len(self.results) - len(self.failed)

    @property
    def ok(self) -> bool:
        """Whether every case was played and went as expected."""
        return self.passed == self.total

    def to_json(self) -> dict[str, Any]:
        """Return the figures and the failures."""
        return {
            "cases": {
                "total": self.total,
                "passed": self.passed,
                "failed": len(self.failed),
                "not_run": self.total - len(self.results),
            },
            "turns": sum(one.turns for one in self.results),
            "seconds": round(sum(one.seconds for one in self.results), 2),
            "failures": [
                {
                    "test_case": one.case.name,
                    "source": one.case.source,
                    "said": one.said,
                    "mismatches": [asdict(mismatch) for mismatch in one.mismatches],
                }
                for one in self.failed
            ],
        }

    def junit(self, more: Iterable[ET.Element] = ()) -> str:
        """Return the results as JUnit XML, one suite a file, with `more` suites after them."""
        root = ET.Element("testsuites")
        for file, results in _by_file(self.results):
            failures = sum(not one.passed for one in results)
            suite = ET.SubElement(
                root,
                "testsuite",
                name=file,
                tests=str(len(results)),
                failures=str(failures),
                time=f"{sum(one.seconds for one in results):.3f}",
            )
            for one in results:
                _add_case(suite, file, one)
        root.extend(more)
        return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def xml_text(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return text.translate(_NOT_IN_XML)


def difference(result: CaseResult) -> str:
    """Return what of a case differs, as lines."""
    path, _, _ = result.case.source.rpartition(":")
    lines = [f"{result.case.name}  ({result.case.source})"]
    if result.said:
        lines.append(f"  after: {result.said}")
    for one in result.mismatches:
        lines += [f"  {path}:{one.line}", f"  - expected {one.expected}"]
        lines.append(indent(one.got, "  + got "))
    return "\n".join(lines)


def _by_file(results: Sequence[CaseResult]) -> Iterable[tuple[str, list[CaseResult]]]:
    grouped: dict[str, list[CaseResult]] = {}
    for one in results:
        grouped.setdefault(one.case.source.rpartition(":")[0], []).append(one)
    return grouped.items()


def _add_case(suite: ET.Element, file: str, result: CaseResult) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=file,
        name=xml_text(result.case.name),
        time=f"{result.seconds:.3f}",
    )
    if not result.passed:
        failure = ET.SubElement(case, "failure", message=result.mismatches[0].expected)
        failure.text = xml_text(difference(result))
        failure.set("message", xml_text(result.mismatches[0].expected))
