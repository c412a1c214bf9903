"""`frontdesk run actions`: rasa-sdk's own server on the project's actions."""

from __future__ import annotations

import json
import socket
import urllib.request
from pathlib import Path

import pytest

from tests.bot.commands.conftest import Run, one_line, put
from tests.fakes.action_server import FRONTDESK, action_server
from tests.fakes.actions_project import shop_actions_project


def test_it_serves_all_actions_of_the_project(tmp_path: Path) -> None:
    folder = shop_actions_project(tmp_path / "shop", with_knowledge=False)
    command = (*FRONTDESK, "run", "actions", str(folder))
    with action_server(folder, command) as url:
        listed = url.replace("/webhook", "/actions")
        with urllib.request.urlopen(listed, timeout=5) as answer:  # noqa: S310 - our own server
            names = {one["name"] for one in json.load(answer)}
    assert {"action_lookup", "validate_order_form", "action_validate_slot_mappings"} <= names


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "{folder}: no actions; write actions/ or actions.py, or name --actions"),
        (("--actions", "shop.own"), "{folder}: no actions; write shop/own/ or shop/own.py, or"),
        (("--actions", "shop/own"), "--actions: 'shop/own' is no module; write it with dots"),
    ],
)
def test_a_project_without_actions_is_told(
    run: Run, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    line = one_line(run("run", "actions", tmp_path, *options), 2)
    assert line.startswith(told.format(folder=tmp_path))


def test_a_folder_that_is_none_is_told(run: Run, tmp_path: Path) -> None:
    place = put(tmp_path, "file.txt", "")
    assert one_line(run("run", "actions", place), 2) == f"{place}: it is no folder"
    gone = tmp_path / "gone"
    assert one_line(run("run", "actions", gone), 2) == f"{gone}: there is no such folder"


def test_a_port_in_use_is_told(run: Run, tmp_path: Path) -> None:
    put(tmp_path, "actions.py", "")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = one_line(run("run", "actions", tmp_path, "--port", port))
    assert told.startswith(f"cannot listen on port {port}: ")


def test_a_folder_named_actions_can_still_be_served(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "actions").mkdir()
    told = one_line(run("run", "./actions"), 2)
    assert told == "actions: not a project (no config.yml); 'frontdesk init DIR' makes one"
    assert one_line(run("run", "actions", "./actions"), 2).startswith("actions: no actions; ")


def test_it_is_listed_beside_run(run: Run) -> None:
    listed = run("--help").stdout
    assert "run actions" in listed
    assert "--auto-reload" in run("run", "actions", "--help").stdout
    assert "--auto-reload" not in run("run", "--help").stdout
