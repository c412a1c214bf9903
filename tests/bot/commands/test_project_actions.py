"""Whole conversations with a project's own actions: in this process, and on rasa-sdk's server."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from tests.bot.commands.conftest import Run, one_line, put
from tests.fakes.action_server import action_server, free_port
from tests.fakes.actions_project import shop_actions_project, write_actions
from tests.fakes.threaded_app import ThreadedApp

DOMAIN = """version: "3.1"
intents: [greet, track, price, order, inform, chat, say]
entities: [order_id, city, note]
slots:
  order_id: {type: text, influence_conversation: false, mappings: [{type: from_entity, entity: order_id}]}
  gift: {type: bool, influence_conversation: false, mappings: [{type: custom,
    conditions: [{active_loop: order_form}]}]}
  status: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  city: {type: text, influence_conversation: false, mappings: [{type: from_entity, entity: city}]}
  mood: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  size: {type: text, influence_conversation: false, mappings: [{type: custom, action: action_find_size}]}
forms:
  order_form: {required_slots: [order_id]}
responses:
  utter_greet: [{text: "Hello {name}"}]
  utter_track: [{text: It is on its way}]
  utter_price: [{text: It is cheap}]
  utter_chat: [{text: Nice weather}]
  utter_told: [{text: "city {city}, mood {mood}, size {size}"}]
  utter_ask_order_id: [{text: Which order?}]
  utter_ask_rephrase: [{text: again?}]
actions: [action_lookup, validate_order_form, action_ask_order_form_gift, action_boom, action_find_size,
  action_validate_slot_mappings, action_see, action_reject]
"""  # noqa: E501
RULES = """version: "3.1"
rules:
- rule: open
  steps: [{intent: order}, {action: order_form}, {active_loop: order_form}]
- rule: submit
  condition: [{active_loop: order_form}]
  steps:
  - action: order_form
  - active_loop: null
  - slot_was_set: [{requested_slot: null}]
  - action: action_lookup
- rule: chat
  steps: [{intent: chat}, {action: utter_chat}]
- rule: say
  steps: [{intent: say}, {action: utter_told}]
- rule: price
  steps: [{intent: price}, {action: action_boom}]
- rule: greet
  steps: [{intent: greet}, {action: action_hello}]
"""
SIMPLE = """
from rasa_sdk import Action


class {kind}(Action):
    def name(self):
        return "{name}"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text={says})
        return {returns}
"""


def talk(run: Run, project: Path, *said: str) -> list[str]:
    """Return what the bot says, line by line, without the lead."""
    typed = "".join(f"{one}\n" for one in said)
    ended = run("shell", project, "--sender", "ann", typed=typed)
    assert ended.exit_code == 0, (ended.stdout, ended.stderr, ended.exception)
    lines = [line.removeprefix("You: ") for line in ended.stdout.splitlines()[1:]]
    return [line.removeprefix("Bot: ") for line in lines if line.strip() and line != "You: "]


@pytest.fixture
def shop(trained: Path) -> Path:
    """Return the trained project with a domain and rules that need actions of its own."""
    put(trained, "domain.yml", DOMAIN)
    put(trained, "data/rules.yml", RULES.replace("action_hello", "utter_greet"))
    shutil.rmtree(trained / "catalog")
    return trained


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = shop_actions_project(tmp_path_factory.mktemp("served"), with_knowledge=False)
    with action_server(folder) as url:
        yield url


@pytest.fixture(params=["in process", "on a server"])
def bot(request: pytest.FixtureRequest, shop: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the project with its actions in either place."""
    if request.param == "in process":
        return shop_actions_project(shop)
    monkeypatch.setenv("SHOP_ACTIONS", request.getfixturevalue("served"))
    put(shop, "endpoints.yml", "action_endpoint:\n  url: ${SHOP_ACTIONS}\n")
    return shop


def test_a_form_with_its_own_checks_questions_and_slots(run: Run, bot: Path) -> None:
    said = talk(
        run,
        bot,
        "/order",
        '/inform{"order_id": "abc"}',
        '/inform{"order_id": "777"}',
        "/chat",
        "wrapped please",
    )
    assert said[:6] == [
        "Which order?",
        "An order number has digits only.",
        "Which order?",
        "Gift wrap for 777?",
        "Nice weather",
        "Gift wrap for 777?",
    ]
    assert said[6:9] == ["Order 777 ships today", "     [Track]  /track", "Hello Ann"]


def test_slots_are_found_and_checked_by_actions(run: Run, bot: Path) -> None:
    assert talk(run, bot, '/say{"city": "rome"}') == ["city Rome, mood , size "]
    assert talk(run, bot, '/say{"city": "atlantis", "note": "great"}') == [
        "city , mood good, size "
    ]
    assert talk(run, bot, '/say{"note": "large"}') == ["Large, then", "city , mood good, size L"]


def test_an_action_that_fails_ends_its_turn_and_no_other(run: Run, bot: Path) -> None:
    unanswered = "(the message could not be answered; it is kept for a person to see)"
    assert talk(run, bot, "/price", "/chat") == [unanswered, "Nice weather"]


def test_an_action_that_refuses_is_not_asked_again(run: Run, bot: Path) -> None:
    put(bot, "data/rules.yml", RULES.replace("action_hello", "action_reject"))
    fallback = "Sorry, I have no answer to that."
    assert talk(run, bot, "/greet", "/chat") == [fallback, "Nice weather"]


def test_a_server_that_is_away_is_told_in_a_sentence(run: Run, shop: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}/webhook"
    put(shop, "endpoints.yml", f"action_endpoint:\n  url: {url}\n")
    ended = run("shell", shop, "--sender", "ann", typed="/price\n/chat\n")
    assert "Bot: Nice weather" in ended.stdout
    told = [line for line in ended.stderr.splitlines() if "turn_failed" in line]
    assert f"the action server {url} cannot be asked" in told[0]
    assert "Traceback" not in ended.stderr


def test_the_projects_own_actions_come_before_ours(run: Run, shop: Path) -> None:
    own = SIMPLE.format(kind="Own", name="action_answer_faq", says="'mine'", returns="[]")
    start = SIMPLE.format(
        kind="Start",
        name="action_session_start",
        says="'Welcome'",
        returns="[{'event': 'session_started'}, {'event': 'action', 'name': 'action_listen'}]",
    )
    write_actions(shop, own=own, start=start)
    put(shop, "data/rules.yml", RULES.replace("action_hello", "action_answer_faq"))
    assert talk(run, shop, "/greet", "/chat") == ["Welcome", "mine", "Nice weather"]


def test_files_are_found_beside_the_actions_package(run: Run, shop: Path) -> None:
    reads = SIMPLE.format(
        kind="Reads", name="action_boom", says="AT_ONCE + Path('price.txt').read_text()",
        returns="[]",
    )  # fmt: skip
    at_once = "from pathlib import Path\nAT_ONCE = Path('price.txt').read_text()\n"
    write_actions(shop, reads=at_once + reads)
    put(shop, "price.txt", "free ")
    here = Path.cwd()
    assert talk(run, shop, "/price") == ["free free "]
    assert Path.cwd() == here


def test_a_server_may_write_the_responses(run: Run, shop: Path) -> None:
    async def write(request: web.Request) -> web.Response:
        asked = await request.json()
        name = asked["arguments"].get("name", "you")
        return web.json_response({"text": f"{asked['response']} for {name}"})

    app = web.Application()
    app.router.add_post("/nlg", write)
    shop_actions_project(shop)
    with ThreadedApp(app) as served:
        put(shop, "endpoints.yml", f"nlg:\n  url: {served.address}/nlg\n")
        said = talk(run, shop, "/chat", '/order{"order_id": "5"}', "/restart")
    assert said[0] == "utter_chat for you"
    assert "utter_greet for Ann" in said
    assert said[-1] == "We start afresh. What can I do for you?"  # the domain has no utter_restart


def test_a_fault_in_the_actions_is_one_line(run: Run, shop: Path) -> None:
    write_actions(shop, actions="import no_such_library\n")
    told = one_line(run("shell", shop, typed="/chat\n"))
    assert f"{shop}/actions/actions.py:1: the actions import 'no_such_library'" in told


def test_with_a_server_at_hand_the_fault_is_a_warning(run: Run, shop: Path) -> None:
    write_actions(shop, actions="import no_such_library\n")
    put(shop, "endpoints.yml", "action_endpoint:\n  url: http://localhost:5055/webhook\n")
    assert talk(run, shop, "/chat") == ["Nice weather"]


@pytest.mark.parametrize(
    ("endpoints", "told"),
    [
        ("action_endpoint: here\n", ":1: 'action_endpoint' is not a mapping; write 'url: …'"),
        ("action_endpoint:\n  url: grpc://localhost:5055\n", ":2: 'action_endpoint.url': gRPC is "
         "not spoken; write it like http://localhost:5055/webhook"),
        ("action_endpoint:\n  url: ${NO_SUCH_URL}\n", ":2: the environment variable 'NO_SUCH_URL' "
         "is not set; set it, or remove '${NO_SUCH_URL}' from this line"),
        ("action_endpoint:\n  url: http://x/webhook\n  headers: 3\n", ":3: "
         "'action_endpoint.headers': "),
        ("action_endpoint:\n  url: http://x/webhook\n  cafile: /no.pem\n", ":3: "
         "'action_endpoint.cafile': No such file or directory; name a file in PEM"),
        ("action_endpoint:\n  actions_module: shop.own\n", ":2: 'action_endpoint.actions_module': "
         "there is no 'shop.own' in the project; correct the name"),
    ],
)  # fmt: skip
def test_a_fault_in_endpoints_is_one_line(run: Run, shop: Path, endpoints: str, told: str) -> None:
    path = put(shop, "endpoints.yml", endpoints)
    assert f"{path}{told}" in one_line(run("shell", shop, typed="/chat\n"))


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("in_process", "there is no package 'actions'"),
        ("server", "has no 'action_endpoint: url:'"),
    ],
)
def test_a_place_that_there_is_not_is_told(run: Run, shop: Path, wanted: str, told: str) -> None:
    config = (shop / "config.yml").read_text()
    put(shop, "config.yml", f"{config}  actions: {{run: {wanted}}}\n")
    assert told in one_line(run("shell", shop, typed="/chat\n"))


def test_what_an_action_did_is_in_the_transcript(run: Run, shop: Path) -> None:
    shop_actions_project(shop)
    talk(run, shop, "/order", '/inform{"order_id": "5"}')
    exported = run("transcripts", "export", shop).stdout.splitlines()
    assert [json.loads(line)["text"] for line in exported] == [
        "/order",
        '/inform{"order_id": "5"}',
    ]
