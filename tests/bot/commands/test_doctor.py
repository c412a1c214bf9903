from __future__ import annotations

import asyncio
from pathlib import Path

from aiohttp import web
from typer.testing import Result

from bot.storage.store import Store
from tests.bot.commands.conftest import Run, one_object
from tests.fakes.actions_project import WORDS, shop_actions_project, write_actions
from tests.fakes.threaded_app import ThreadedApp


def findings(result: Result) -> dict[str, tuple[bool, str]]:
    checks = one_object(result)["checks"]
    assert isinstance(checks, list)
    return {one["name"]: (one["ok"], one["finding"]) for one in checks}


def test_a_project_without_a_model_needs_one_and_nothing_else(run: Run, project: Path) -> None:
    result = run("doctor", project, "--json")
    found = findings(result)
    assert result.exit_code == 1
    assert [name for name, (ok, _) in found.items() if not ok] == ["model"]
    assert "frontdesk train" in found["model"][1]
    assert found["database"][1].startswith("writable")
    assert "2 intents, 2 rules" in found["project"][1]
    assert "channels: rest" in found["secrets"][1]


def test_a_published_version_is_verified(run: Run, project: Path, published: list[str]) -> None:
    result = run("doctor", project, "--json")
    assert result.exit_code == 0
    assert findings(result)["model"] == (
        True,
        f"{published[0]} with index {'1' * 16}, all hashes right",
    )
    (project / "var" / "models" / published[0] / "labels.json").write_text("", encoding="utf-8")
    ok, told = findings(run("doctor", project, "--json"))["model"]
    assert not ok
    assert "labels.json" in told


def test_a_broken_project_file_is_named_with_its_line(run: Run, project: Path) -> None:
    (project / "config.yml").write_text("language: en\nfrontdesk:\n  limit: 1\n", "utf-8")
    result = run("doctor", project)
    assert result.exit_code == 1
    assert "need attention" in result.stdout
    ok, told = findings(run("doctor", project, "--json"))["project"]
    assert not ok
    assert "config.yml:3: unknown key 'frontdesk.limit'" in told


def test_a_secret_that_is_missing_or_open_to_all_is_named(run: Run, project: Path) -> None:
    run("doctor", project)  # makes the secrets
    secret = next((project / "var" / "secrets").iterdir())
    secret.chmod(0o644)
    ok, told = findings(run("doctor", project, "--json"))["secrets"]
    assert not ok
    assert f"{secret} can be read by others; chmod 600 it" in told
    secret.chmod(0o600)
    (project / "credentials.yml").write_text("slack:\n  slack_token: ${NOT_SET_ANYWHERE}\n")
    ok, told = findings(run("doctor", project, "--json"))["secrets"]
    assert not ok
    assert "NOT_SET_ANYWHERE" in told


def test_a_wrong_token_for_the_action_server_is_told(run: Run, project: Path) -> None:
    async def refuses(request: web.Request) -> web.Response:
        return web.Response(status=401)

    app = web.Application()
    app.router.add_get("/actions", refuses)
    with ThreadedApp(app) as served:
        url = f"{served.address}/webhook"
        (project / "endpoints.yml").write_text(f"action_endpoint: {{url: {url}, token: wrong}}\n")
        assert findings(run("doctor", project, "--json"))["actions"] == (
            False,
            f"{url} does not list its actions (status 401); is the token right?",
        )


def test_who_runs_the_projects_actions_is_told(run: Run, project: Path) -> None:
    def told() -> tuple[bool, str]:
        return findings(run("doctor", project, "--json"))["actions"]

    assert told() == (True, "the project has none of its own")
    write_actions(project, words=f"print('hello')\n{WORDS}")
    assert told() == (True, "0 in this process, from 'actions'")
    shop_actions_project(project)
    assert told() == (True, "10 in this process, from 'actions'")
    (project / "endpoints.yml").write_text("action_endpoint: {url: http://x.invalid/webhook}\n")
    ok, finding = told()
    assert not ok
    assert finding.startswith("http://x.invalid/webhook cannot be asked (")
    (project / "endpoints.yml").write_text("")
    write_actions(project, words="import no_such_library")
    ok, finding = told()
    assert not ok
    assert "actions/words.py:1: the actions import 'no_such_library'" in finding


def test_a_database_that_a_server_uses_is_no_fault(run: Run, project: Path) -> None:
    (project / "var").mkdir()

    async def hold() -> Store:
        return await Store.open(f"sqlite:///{project / 'var' / 'frontdesk.sqlite'}")

    with asyncio.Runner() as runner:
        store = runner.run(hold())
        found = findings(run("doctor", project, "--json"))
        runner.run(store.close())
    assert found["database"] == (True, "in use by a running server")


def test_a_file_that_is_no_database_is_said(run: Run, project: Path) -> None:
    (project / "var").mkdir()
    (project / "var" / "frontdesk.sqlite").write_text("not a database" * 100, encoding="utf-8")
    ok, told = findings(run("doctor", project, "--json"))["database"]
    assert not ok
    assert "database" in told
