from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.policies_markdown import MAX_FILE_BYTES, read_policy, slug
from retrieval.types import Passage

TEXT = """\
Before any heading.

# Returns

## Window
You have 30 days.

### At Christmas
Longer.

```
# not a heading
```

Costs
-----
- free from Austria
- # neither this

## Window
Again.
"""


def read(tmp_path: Path, text: str) -> list[Passage]:
    (tmp_path / "returns.md").write_text(text, encoding="utf-8")
    return read_policy(tmp_path / "returns.md")[0]


def test_sections_carry_the_headings_that_lead_to_them(tmp_path: Path) -> None:
    passages = read(tmp_path, TEXT)
    assert [(one.id, one.path) for one in passages] == [
        ("returns#returns", ("Returns",)),
        ("returns#window", ("Returns", "Window")),
        ("returns#at-christmas", ("Returns", "Window", "At Christmas")),
        ("returns#costs", ("Returns", "Costs")),
        ("returns#window-2", ("Returns", "Window")),
    ]
    assert passages[1].text == "You have 30 days."
    assert "# not a heading" in passages[2].text
    assert all(one.document == "returns" for one in passages)


def test_a_heading_without_text_is_no_passage(tmp_path: Path) -> None:
    assert [one.path for one in read(tmp_path, "# A\n## B\ntext\n## C\n")] == [("A", "B")]


def test_text_without_headings_is_named_after_its_file(tmp_path: Path) -> None:
    assert read(tmp_path, "Just text.")[0].path == ("Returns",)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "no section has any text"),
        (b"# A\n\nb\xff", "not UTF-8"),
        (b"a\x00b", "not text"),
        (b"x" * (MAX_FILE_BYTES + 1), "larger than"),
    ],
)
def test_a_file_that_is_no_policy_is_left_out(tmp_path: Path, raw: bytes, words: str) -> None:
    (tmp_path / "a.md").write_bytes(raw)
    passages, (problem,) = read_policy(tmp_path / "a.md")
    assert passages == []
    assert words in problem.message


def test_a_fault_of_encoding_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# A\n\nb\xff")
    assert read_policy(tmp_path / "a.md")[1][0].line == 3


def test_slugs_are_plain() -> None:
    assert slug("Café & Öl: what?") == "cafe-ol-what"
    assert slug("???") == "section"
