from __future__ import annotations

from xml.etree import ElementTree as ET

from bot.e2e.matching import Mismatch
from bot.e2e.report import Report, difference
from bot.e2e.runner import CaseResult
from bot.project.e2e_file import TestCase

GOOD = CaseResult(TestCase("good", (), source="a.yml:2"), 0.5, 3)
BAD = CaseResult(
    TestCase("bad \x01 <name>", (), source="b.yml:7"),
    0.25,
    1,
    "hi \x00",
    (Mismatch(9, "utter: utter_greet", "intent stop 0.50\n(nothing)"),),
)


def test_the_figures_count_what_was_not_begun() -> None:
    report = Report((GOOD, BAD), 5)
    assert report.to_json()["cases"] == {"total": 5, "passed": 1, "failed": 1, "not_run": 3}
    assert report.to_json()["turns"] == 4
    assert report.to_json()["failures"][0]["mismatches"][0]["line"] == 9
    assert not report.ok


def test_only_a_run_of_all_cases_without_failure_is_ok() -> None:
    assert Report((GOOD,), 1).ok
    assert not Report((GOOD,), 2).ok
    assert not Report((GOOD, BAD), 2).ok


def test_a_difference_has_place_message_expected_and_got() -> None:
    text = difference(BAD)
    assert "b.yml:9" in text
    assert "after: hi" in text
    assert "- expected utter: utter_greet" in text
    assert "+ got intent stop 0.50" in text
    assert "+ got (nothing)" in text


def test_junit_is_xml_whatever_customers_write() -> None:
    root = ET.fromstring(Report((GOOD, BAD), 2).junit())  # noqa: S314 - our own output
    suites = {suite.get("name"): suite for suite in root}
    assert suites["a.yml"].get("failures") == "0"
    assert suites["b.yml"].get("failures") == "1"
    failure = suites["b.yml"].find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "utter: utter_greet"
