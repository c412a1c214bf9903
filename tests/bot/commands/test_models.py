from __future__ import annotations

from pathlib import Path

import pytest

from finetune.registry import Registry
from tests.bot.commands.conftest import INDEX, Run, one_line, one_object


def test_the_versions_are_listed_with_the_live_one_marked(
    run: Run, project: Path, published: list[str]
) -> None:
    found = one_object(run("models", "list", "-p", project, "--json"))["models"]
    assert isinstance(found, list)
    assert {one["id"]: one["current"] for one in found} == {
        published[0]: True,
        published[1]: False,
    }
    shown = run("models", "list", "-p", project)
    assert shown.exit_code == 0
    assert "→" in shown.stdout
    assert "0.950" in shown.stdout


def test_without_versions_the_list_is_empty(run: Run, project: Path) -> None:
    assert one_object(run("models", "list", "-p", project, "--json")) == {"models": []}


def test_a_version_is_shown(run: Run, project: Path, published: list[str]) -> None:
    manifest = one_object(run("models", "show", published[0], "-p", project, "--json"))
    assert manifest["id"] == published[0]
    assert manifest["current"] is True
    assert "labels.json" in str(manifest["files"])


def test_promote_and_rollback_change_what_is_live(
    run: Run, project: Path, published: list[str]
) -> None:
    first, second = published
    done = run("models", "promote", second, "-p", project)
    assert done.exit_code == 0
    assert f"{second} is live, with index {INDEX}." in done.stdout
    live = Registry(project / "var").current()
    assert live is not None
    assert live.model_id == second
    assert run("models", "rollback", "-p", project).exit_code == 0
    live = Registry(project / "var").current()
    assert live is not None
    assert live.model_id == first
    assert "no earlier version" in one_line(run("models", "rollback", "-p", project))


def test_verify_finds_what_was_altered(run: Run, project: Path, published: list[str]) -> None:
    assert "2 verified" in run("models", "verify", "-p", project).stdout
    altered = project / "var" / "models" / published[1] / "labels.json"
    altered.write_text("[]", encoding="utf-8")
    assert "labels.json" in one_line(run("models", "verify", "-p", project))
    assert "labels.json" in one_line(run("models", "promote", published[1], "-p", project))
    assert run("models", "verify", published[0], "-p", project).exit_code == 0


@pytest.mark.parametrize("command", ["show", "promote", "verify"])
@pytest.mark.parametrize("name", ["f" * 16, "../../etc", "nonsense"])
def test_an_unknown_id_is_said_plainly(run: Run, project: Path, command: str, name: str) -> None:
    told = one_line(run("models", command, name, "-p", project))
    assert name in told
    assert "models list" in told


def test_a_folder_that_is_no_project_is_said_plainly(run: Run, tmp_path: Path) -> None:
    assert "no config.yml" in one_line(run("models", "list", "-p", tmp_path), code=2)
    assert "no such folder" in one_line(run("models", "list", "-p", tmp_path / "x"), code=2)


def test_a_damaged_current_is_said_plainly(run: Run, project: Path, published: list[str]) -> None:
    (project / "var" / "CURRENT").write_text('{"history": 7}', encoding="utf-8")
    assert "CURRENT is damaged" in one_line(run("models", "list", "-p", project))
