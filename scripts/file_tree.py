"""Writes the file tree into README.md: one line a file, taken from its own docstring.

Run from the repository's root after adding or renaming files: python -m scripts.file_tree
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

README = Path("README.md")
PACKAGES = ("bot", "finetune", "retrieval")
BEGIN, END = "<!-- tree -->", "<!-- /tree -->"
OTHERS = (
    ("config/", "the demo shop, a project folder: data only"),
    ("scripts/demo_shop/", "the seeded generator of the demo shop's catalogue and customers"),
    ("tests/", "mirrors the packages; tests/e2e drives the real server and a real browser"),
    ("docs/", "the widget, for those who put it on their pages"),
)


def tree() -> str:
    """Return the tree as Markdown."""
    listed = subprocess.run(  # noqa: S603 - git lists what is versioned
        ["git", "ls-files", *PACKAGES],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    )
    names = [Path(name) for name in listed.stdout.split() if name.endswith(".py")]
    files = [name for name in names if "migrations" not in name.parts]
    return "\n".join(["```", *_lines(sorted(files)), "```"])


def _lines(files: list[Path]) -> Iterator[str]:
    by_folder = sorted(files, key=lambda path: (path.parent.parts, path.name))
    for folder, group in groupby(by_folder, key=lambda path: path.parent):
        members = list(group)
        for path in members:
            if path.name == "__init__.py":
                yield f"{folder}/".ljust(30) + summary(path)
        for path in members:
            if path.name != "__init__.py":
                yield f"  {path.name}".ljust(30) + summary(path)
    for name, text in OTHERS:
        yield name.ljust(30) + text


def summary(path: Path) -> str:
    """Return the first sentence of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0].rstrip(".")


def main() -> None:
    """Put the tree between its two marks."""
    text = README.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        sys.exit(f"{README}: the marks {BEGIN} and {END} are missing")
    README.write_text(f"{before}{BEGIN}\n{tree()}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
