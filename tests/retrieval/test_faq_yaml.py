from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.catalog import Catalog, load_catalog

GOOD = """\
- id: shipping-cost
  topic: shipping
  questions: [What does shipping cost?, postage]
  answer: It costs 4.95 EUR.
  buttons:
  - {title: How long?, payload: /shipping_time}
"""


def load(tmp_path: Path, *entries: str) -> Catalog:
    (tmp_path / "faq.yml").write_text("faq:\n" + "".join(entries), encoding="utf-8")
    return load_catalog(tmp_path)


def test_an_entry_is_read(tmp_path: Path) -> None:
    entry = load(tmp_path, GOOD).faqs["shipping-cost"]
    assert entry.questions == ("What does shipping cost?", "postage")
    assert entry.buttons == ({"title": "How long?", "payload": "/shipping_time"},)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("topic: shipping", "topik: shipping", 3, "unknown key 'topik'"),
        ("  answer: It costs 4.95 EUR.\n", "", 2, "'answer' is missing"),
        ("answer: It costs 4.95 EUR.", "answer: 4.95", 5, "'answer' should be text, got 4.95"),
        ("answer: It costs 4.95 EUR.", "answer: ''", 5, "'answer' needs 1 to"),
        ("[What does shipping cost?, postage]", "[]", 4, "at least one question"),
        ("[What does shipping cost?, postage]", "postage", 4, "at least one question"),
        ("[What does shipping cost?, postage]", "[postage, 7]", 4, "question 2 should be text"),
        ("id: shipping-cost", "id: shipping cost", 2, "'id' cannot be 'shipping cost'"),
        ("id: shipping-cost", "id: 7", 2, "'id' cannot be 7"),
        ("{title: How long?, payload: /shipping_time}", "{title: x}", 7, "exactly the keys"),
        ("{title: How long?, payload: /shipping_time}", "{title: 1, payload: x}", 7, "'title'"),
    ],
)
def test_a_bad_entry_is_left_out_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    other = (
        GOOD.replace("shipping-cost", "other")
        .replace("What does", "How much")
        .replace("postage", "stamps")
    )
    catalog = load(tmp_path, GOOD.replace(old, new), other)
    (problem,) = catalog.problems
    assert list(catalog.faqs) == ["other"]
    assert problem.line == line
    assert words in problem.message
    assert "left out" in problem.message


def test_a_second_id_is_left_out(tmp_path: Path) -> None:
    second = GOOD.replace("What does shipping cost?, postage", "else")
    (problem,) = load(tmp_path, GOOD, second).problems
    assert problem.line == 8
    assert "already taken by line 2" in problem.message


def test_a_question_belongs_to_one_entry(tmp_path: Path) -> None:
    catalog = load(tmp_path, GOOD, GOOD.replace("shipping-cost", "b").replace("What", "How"))
    (problem,) = catalog.problems
    assert catalog.faqs["b"].questions == ("How does shipping cost?",)
    assert "'postage' is also a question of 'shipping-cost'" in problem.message


def test_an_entry_without_a_question_of_its_own_is_not_kept(tmp_path: Path) -> None:
    catalog = load(tmp_path, GOOD, GOOD.replace("shipping-cost", "b"))
    assert list(catalog.faqs) == ["shipping-cost"]
    assert len(catalog.problems) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("faq: [", "not valid YAML"),
        ("- a\n- b\n", "the one key 'faq'"),
        ("faq: 7\n", "the one key 'faq'"),
        ("faq: []\nmore: 1\n", "the one key 'faq'"),
        ("", "the one key 'faq'"),
        ("a: 1\na: 2\n", "not valid YAML"),
    ],
)
def test_a_file_of_another_shape_is_left_out(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "faq.yml").write_text(text, encoding="utf-8")
    catalog = load_catalog(tmp_path)
    assert catalog.faqs == {}
    assert words in catalog.problems[0].message
    assert "left out" in catalog.problems[0].message


def test_an_entry_that_is_no_mapping_is_left_out(tmp_path: Path) -> None:
    catalog = load(tmp_path, "- just text\n", GOOD)
    assert list(catalog.faqs) == ["shipping-cost"]
    assert "expected an entry" in catalog.problems[0].message
