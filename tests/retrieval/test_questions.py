from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from retrieval.expectation import Expectation
from retrieval.questions import read_queries, read_questions
from retrieval.source_problem import SourceError
from tests.retrieval.shop import PRODUCTS

TENT = PRODUCTS[0]


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "q.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def test_lines_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, '{"text": "how?", "ids": ["a", "b"]}\n\n{"text": "x", "ids": ["c"]}\n')
    assert [one.ids for one in read_questions(path)] == [("a", "b"), ("c",)]


def test_queries_have_constraints_or_ids(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '{"text": "tent", "expect": {"category": ["Tents"]}}\n{"text": "Col", "ids": ["TNT-1"]}\n',
    )
    first, second = read_queries(path)
    assert first.expect == {"category": ["Tents"]}
    assert second.ids == ("TNT-1",)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not valid JSON"),
        ("[]", "JSON object"),
        ('{"text": "a", "ids": ["x"], "id": 1}', "unknown key 'id'"),
        ('{"text": "", "ids": ["x"]}', "'text' needs"),
        ('{"text": "a", "ids": []}', "'ids' needs"),
        ('{"text": "a", "ids": [1]}', "'ids' needs"),
        ('{"text": "a"}', "needs 'expect'"),
        ('{"text": "a", "expect": {"colr": ["x"]}}', "unknown constraint 'colr'"),
        ('{"text": "a", "expect": 7}', "needs 'expect'"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, words: str) -> None:
    path = write(tmp_path, '{"text": "good", "ids": ["x"]}\n' + line)
    with pytest.raises(SourceError, match=":2") as caught:
        read_queries(path)
    assert words in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    ("expect", "met"),
    [
        ({}, True),
        ({"category": ["Tents", "Stoves"]}, True),
        ({"category": ["Stoves"]}, False),
        ({"brand": ["Moraine"]}, True),
        ({"price_max": 249, "price_min": 249}, True),
        ({"price_max": 248.99}, False),
        ({"colour": ["green"]}, True),
        ({"colour": ["red"]}, False),
        ({"not_colour": ["green"]}, False),
        ({"size": ["2-person"]}, True),
        ({"size": ["3-person"]}, False),
        ({"in_stock": False}, False),
        ({"attributes": {"capacity": 2, "activities": "hiking"}}, True),
        ({"attributes": {"capacity": {"min": 3}}}, False),
        ({"attributes": {"waterproof_mm": {"min": 3000, "max": 3000}}}, True),
        ({"attributes": {"fuel": "gas"}}, False),
    ],
)
def test_expectations_are_checked(expect: dict[str, Any], met: bool) -> None:
    assert Expectation(expect).met_by(TENT) is met


def test_what_is_broken_is_named() -> None:
    expect = {"price_max": 1, "brand": ["Moraine"], "attributes": {"capacity": 9, "seasons": 3}}
    assert Expectation(expect).broken_by(TENT) == ["price_max", "attributes.capacity"]


def test_a_sold_out_size_does_not_meet_a_wish_for_it() -> None:
    assert not Expectation({"size": ["2-person"]}).met_by(replace(TENT, stock={"2-person": 0}))
