"""`frontdesk run`: it serves, or says in one line why it cannot."""

from __future__ import annotations

import json
import shutil
import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bench.server_process import throw_away_server
from tests.bot.commands.conftest import Run, live, put
from tests.fakes.tiny_shop import write_tiny_shop


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port on which somebody else listens, so that no server can start."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


def last_line(run: Run, *arguments: str | Path | int) -> str:
    """Return the last line that a server says which does not come up."""
    ended = run("run", *arguments)
    assert ended.exit_code == 1, (ended.stdout, ended.stderr, ended.exception)
    assert ended.stdout == ""
    return str(ended.stderr.splitlines()[-1])


def test_it_answers_and_ends_when_it_is_asked_to(trained: Path) -> None:
    with throw_away_server(trained) as server:
        with urllib.request.urlopen(f"{server.url}/health/ready", timeout=5) as ready:  # noqa: S310
            assert ready.status == 200
        body = json.dumps({"sender": "ann", "message": "hello"}).encode()
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{server.url}/webhooks/rest/webhook",
            body,
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            assert json.load(answer)[0]["text"] == "Hello from the tiny shop"
        server.stop()
        assert server.exit_code == 0
        served = [line for line in server.lines() if line.startswith("Serving ")]
        assert served == [f"Serving {server.project} at {shown(server.url)} (Ctrl+C stops it)"]
        assert "Traceback" not in server.log


def shown(url: str) -> str:
    return url.replace("127.0.0.1", "localhost")


def test_a_project_of_rasas_is_told_so_at_the_start(run: Run, trained: Path, taken: int) -> None:
    assert "Rasa" not in run("run", trained, "--port", taken).stderr
    config = (trained / "config.yml").read_text(encoding="utf-8")
    put(trained, "config.yml", f"pipeline:\n{config}")
    told = run("run", trained, "--port", taken).stderr
    assert told.count("A Rasa project ('pipeline' in config.yml): it is read and decided") == 1
    assert f"warning  {trained}/config.yml:1: the products of catalog/ (3) are searched" in told


def test_a_port_in_use_is_told(run: Run, trained: Path, taken: int) -> None:
    for _ in range(2):  # the first attempt leaves nothing behind, above all no lock
        told = last_line(run, trained, "--port", taken)
        assert told.startswith(f"cannot listen on 127.0.0.1:{taken}: ")
        assert "address already in use" in told


def test_an_address_that_is_not_ours_is_told(run: Run, trained: Path) -> None:
    told = last_line(run, trained, "--host", "192.0.2.1", "--port", 0)
    assert told.startswith("cannot listen on 192.0.2.1:0: ")


def test_without_a_model_one_is_trained_first(run: Run, tmp_path: Path, taken: int) -> None:
    shop = write_tiny_shop(tmp_path / "shop")
    ended = run("run", shop, "--port", taken)
    assert "No model yet: training one." in ended.stdout
    model, _ = live(shop)
    assert f"Trained {model}: accuracy " in ended.stdout
    assert f"cannot listen on 127.0.0.1:{taken}" in ended.stderr
    again = run("run", shop, "--port", taken)
    assert "training" not in again.stdout


def test_a_model_that_cannot_be_trained_ends_the_start(run: Run, project: Path) -> None:
    (project / "catalog").mkdir()
    put(project, "data/nlu.yml", "nlu: []\n")
    ended = run("run", project)
    assert ended.exit_code == 1
    assert f"{project}/data:0: there are no training examples" in ended.stderr
    assert not (project / "var" / "CURRENT").exists()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("config.yml", "frontdesk:\n  server:\n    prot: 1\n", ":3: unknown key"),
        ("config.yml", "frontdesk:\n  server: {port: many}\n", ":2: 'frontdesk.server.port'"),
        ("config.yml", "a: [\n", ":2:1: not valid YAML"),
        ("credentials.yml", "rest:\nfacebok:\n  a: b\n", ":2: there is no channel 'facebok'"),
        ("credentials.yml", "slack:\n  slack_token: x\n", ":2: 'slack.slack_signing_secret'"),
        ("credentials.yml", "slack:\n  slack_token: ${NOT_SET_ANYWHERE}\n", ":2: the environment"),
        ("credentials.yml", "widget:\n  colour: red\n", ":2: unknown key 'widget.colour'"),
    ],
)
def test_a_fault_in_the_settings_is_told_with_its_line(
    run: Run, trained: Path, name: str, text: str, told: str
) -> None:
    path = put(trained, name, text)
    assert last_line(run, trained, "--port", 0).startswith(f"{path}{told}")


@pytest.mark.parametrize(
    ("database", "told"),
    [
        ("nonsense", "the database URL cannot be read; use sqlite:///"),
        ("oracle://x/y", "there is no store for 'oracle' databases; use sqlite:///"),
    ],
)
def test_a_database_that_is_none_is_told(
    run: Run, trained: Path, database: str, told: str
) -> None:
    put(trained, "config.yml", f"frontdesk:\n  server: {{database: '{database}'}}\n")
    assert last_line(run, trained, "--port", 0).startswith(told)


def test_a_file_that_is_no_database_is_told(run: Run, trained: Path) -> None:
    put(trained, "var/frontdesk.sqlite", "not a database" * 100)
    told = last_line(run, trained, "--port", 0)
    assert told == "the database cannot be opened: file is not a database"


def test_an_altered_model_does_not_start(run: Run, trained: Path) -> None:
    (labels,) = (trained / "var" / "models").glob("*/labels.json")
    labels.write_text("[]", encoding="utf-8")
    assert str(labels) in last_line(run, trained, "--port", 0)


def test_a_model_that_is_gone_is_told(run: Run, trained: Path) -> None:
    model, _ = live(trained)
    shutil.rmtree(trained / "var" / "models" / model)
    told = last_line(run, trained, "--port", 0)
    assert told == f"model {model} is unknown; see `frontdesk models list`"


@pytest.mark.parametrize("port", ["many", "1.5", ""])
def test_a_port_is_a_number(run: Run, trained: Path, port: str) -> None:
    refused = run("run", trained, "--port", port)
    assert refused.exit_code == 2
    assert "--port" in refused.stderr


def test_a_clock_that_is_none_is_told(
    run: Run, trained: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_NOW", "tomorrow")
    told = last_line(run, trained, "--port", 0)
    assert told.startswith("FRONTDESK_NOW is 'tomorrow'; give a date and time with zone")
