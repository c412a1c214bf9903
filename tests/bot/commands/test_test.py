from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from typer.testing import CliRunner

from bot.commands.main import app

CASES = """test_cases:
- test_case: greeted
  steps:
  - user: hello
  - utter: utter_greet
- test_case: not so
  steps:
  - user: hello
  - utter: utter_bye
"""
TOKEN = "secret"


class Greeter:
    """Greets whatever it is told."""

    def __init__(self) -> None:
        self.events: dict[str, list[dict[str, Any]]] = {}

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/webhooks/rest/webhook", self.receive)
        app.router.add_get("/conversations/{id}/tracker", self.tracker)
        app.router.add_post("/conversations/{id}/tracker/events", self.tracker)
        return app

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.json()
        said = {"event": "bot", "text": "hi", "metadata": {"utter_action": "utter_greet"}}
        self.events.setdefault(body["sender"], []).append(said)
        return web.json_response([{"text": "hi"}])

    async def tracker(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"message": "no"}, status=401)
        events = self.events.get(request.match_info["id"], [])
        return web.json_response({"events": events, "slots": {}, "active_loop": {}})


@pytest.fixture
def bot_url() -> Iterator[str]:
    """A server in a thread of its own."""
    ready, stop = threading.Event(), threading.Event()
    found: list[str] = []

    async def serve() -> None:
        runner = web.AppRunner(Greeter().app())
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        found.append(f"http://127.0.0.1:{runner.addresses[0][1]}")
        ready.set()
        await asyncio.to_thread(stop.wait)
        await runner.cleanup()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(5)
    yield found[0]
    stop.set()
    thread.join(5)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "bot"
    (folder / "tests" / "e2e").mkdir(parents=True)
    (folder / "config.yml").write_text("recipe: default.v1\n", encoding="utf-8")
    (folder / "domain.yml").write_text(
        "intents: [greet]\nresponses:\n  utter_greet: [{text: hi}]\n  utter_bye: [{text: bye}]\n",
        encoding="utf-8",
    )
    (folder / "tests" / "e2e" / "cases.yml").write_text(CASES, encoding="utf-8")
    return folder


def frontdesk(*arguments: Any) -> Any:
    return CliRunner().invoke(app, ["test", *map(str, arguments)])


def test_one_object_tells_the_figures_and_failures(project: Path, bot_url: str) -> None:
    done = frontdesk(project, "--url", bot_url, "--token", TOKEN, "--json")
    assert done.exit_code == 1
    result = json.loads(done.stdout)
    assert result["cases"] == {"total": 2, "passed": 1, "failed": 1, "not_run": 0}
    assert result["failures"][0]["test_case"] == "not so"
    assert result["failures"][0]["mismatches"][0]["line"] == 9


def test_people_get_the_difference_and_a_table(project: Path, bot_url: str) -> None:
    done = frontdesk(project, "--url", bot_url, "--token", TOKEN)
    assert done.exit_code == 1
    assert "- expected utter: utter_bye" in done.stdout
    assert "bot (utter_greet): 'hi'" in done.stdout
    assert "1 of 2 conversations passed" in done.stdout


def test_a_choice_of_cases_that_pass(project: Path, bot_url: str, tmp_path: Path) -> None:
    report = tmp_path / "junit.xml"
    done = frontdesk(
        project, "--url", bot_url, "--token", TOKEN, "--case", "GREET", "--junit", report
    )
    assert done.exit_code == 0, done.output
    assert "1 of 1 conversations passed" in done.stdout
    assert 'failures="0"' in report.read_text(encoding="utf-8")


def test_a_wrong_token_is_one_line(project: Path, bot_url: str) -> None:
    done = frontdesk(project, "--url", bot_url, "--token", "wrong")
    assert done.exit_code == 1
    assert "the API token is wrong; give --token" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--case", "nobody"], "none of 2 cases has 'nobody' in its name"),
        (["--case", "("], "'(' is no regular expression"),
        (["--url", "http://127.0.0.1:1"], "nothing answers there"),
    ],
)
def test_a_mistake_is_told_in_a_line(project: Path, arguments: list[str], told: str) -> None:
    done = frontdesk(project, *arguments)
    assert done.exit_code in (1, 2)
    assert told in done.stderr.replace("\n", " ")


def test_a_project_without_conversations_is_told_where_to_write_them(project: Path) -> None:
    (project / "tests" / "e2e" / "cases.yml").unlink()
    done = frontdesk(project)
    assert done.exit_code == 2
    assert "no test conversations; write tests/e2e_test_cases.yml" in done.stderr


def test_a_fault_in_a_case_is_told_with_its_line(project: Path) -> None:
    path = project / "tests" / "e2e" / "cases.yml"
    path.write_text(CASES.replace("utter: utter_bye", "uter: utter_bye"), encoding="utf-8")
    done = frontdesk(project)
    assert done.exit_code == 1
    assert "cases.yml:9" in done.stderr.replace("\n", "")


BOT = {
    "config.yml": "recipe: default.v1\nlanguage: en\npipeline:\npolicies:\n",
    "domain.yml": """intents: [greet, goodbye]
responses:
  utter_greet: [{text: hi}]
  utter_bye: [{text: bye}]
""",
    "data/rules.yml": """rules:
- rule: greet
  steps: [{intent: greet}, {action: utter_greet}]
- rule: bye
  steps: [{intent: goodbye}, {action: utter_bye}]
""",
    "tests/test_stories.yml": """stories:
- story: short
  steps:
  - user: |
      /greet
    intent: greet
  - action: utter_greet
- story: wrong
  steps:
  - intent: goodbye
  - action: utter_greet
""",
}


@pytest.fixture
def rasa_bot(tmp_path: Path) -> Path:
    """A project with a live model in name only: its stories say intents, not words."""
    folder = tmp_path / "rasa-bot"
    for name, text in BOT.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_test_stories_are_played_and_their_figures_told(
    rasa_bot: Path, bot_url: str, tmp_path: Path
) -> None:
    report = tmp_path / "junit.xml"
    done = frontdesk(rasa_bot, "--url", bot_url, "--token", TOKEN, "--json", "--junit", report)
    assert done.exit_code == 1
    result = json.loads(done.stdout)
    assert result["stories"] == {"passed": 1, "total": 2}
    assert result["actions"] == {"accuracy": 0.75, "correct": 3, "total": 4}
    assert result["nlu"]["intent_accuracy"] == 1.0
    assert [one["story"] for one in result["failed_stories"]] == ["wrong"]
    assert 'name="test stories" tests="2" failures="1"' in report.read_text(encoding="utf-8")


def test_stories_alone_pass_with_status_0(rasa_bot: Path, bot_url: str) -> None:
    done = frontdesk(rasa_bot, "--url", bot_url, "--token", TOKEN, "--case", "short")
    assert done.exit_code == 0, done.output
    assert "1 of 1 test stories passed, action accuracy 100.0%" in done.stdout


def test_stories_of_another_folder(rasa_bot: Path, bot_url: str, tmp_path: Path) -> None:
    other = tmp_path / "stories.yml"
    other.write_text(BOT["tests/test_stories.yml"].split("- story: wrong")[0], encoding="utf-8")
    done = frontdesk(rasa_bot, "--url", bot_url, "--stories", other, "--json")
    assert json.loads(done.stdout)["stories"] == {"passed": 1, "total": 1}
    missing = frontdesk(rasa_bot, "--stories", tmp_path / "nowhere")
    assert missing.exit_code == 2
    assert "--stories: there is no" in missing.stderr
