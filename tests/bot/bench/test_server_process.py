from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from bot.bench.server_process import configure


def test_a_project_without_channels_of_its_own_needs_no_credentials(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("", encoding="utf-8")
    configure(tmp_path, frontdesk={"server": {"port": 0}})
    assert YAML().load(tmp_path / "config.yml") == {"frontdesk": {"server": {"port": 0}}}
    assert not (tmp_path / "credentials.yml").exists()


def test_channels_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "config.yml").write_text("language: en\n", encoding="utf-8")
    (tmp_path / "credentials.yml").write_text("rest:\n", encoding="utf-8")
    configure(tmp_path, credentials={"slack": {"slack_token": "x"}})
    named = YAML().load(tmp_path / "credentials.yml")
    assert named == {"rest": None, "slack": {"slack_token": "x"}}
