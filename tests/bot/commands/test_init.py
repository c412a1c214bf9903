from __future__ import annotations

from pathlib import Path

from bot.project.project import load_project
from tests.bot.commands.conftest import Run, one_line


def test_a_new_project_is_whole_and_without_a_past(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "my-shop"
    done = run("init", folder)
    assert done.exit_code == 0
    assert f"frontdesk run {folder}" in done.stdout
    assert not (folder / "var").exists()
    assert load_project(folder).domain.intents


def test_an_empty_folder_is_filled(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path).exit_code == 0
    assert (tmp_path / "config.yml").is_file()


def test_what_is_there_is_not_touched(run: Run, tmp_path: Path) -> None:
    kept = tmp_path / "mine.txt"
    kept.write_text("mine", encoding="utf-8")
    for place in (tmp_path, kept):
        assert "exists already" in one_line(run("init", place))
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]
