from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rasa_sdk.interfaces import Action

from bot.actions.executor import InProcessActions
from bot.actions.package import ActionsPackage, find_actions
from bot.domain.conversation import Conversation
from bot.domain.domain import Domain
from bot.domain.event import FollowupAction, SlotSet, UserUttered
from bot.domain.slot import Slot
from retrieval.source_problem import SourceError
from tests.fakes.actions_project import (
    LOOKUP_RESPONSES,
    WORDS,
    shop_actions_project,
    write_actions,
)

DOMAIN = Domain(
    slots={name: Slot(name) for name in ("order_id", "status")}, source={"slots": {"order_id": {}}}
)
NAMED = "    def name(self):\n        return {name!r}\n"
SIMPLE = (
    "from rasa_sdk import Action\nclass {kind}(Action):\n    def name(self):\n"
    "        return '{name}'\n    def run(self, dispatcher, tracker, domain):\n"
    "        dispatcher.utter_message(text='{kind}')\n        return []\n"
)
TALK = Conversation.start("u1", DOMAIN).apply_all(
    [UserUttered("hi"), SlotSet("order_id", "12345")]
)


@pytest.fixture
def untouched() -> Iterator[None]:
    """The process is as it was afterwards."""
    modules, path = set(sys.modules), list(sys.path)
    yield
    assert [one for one in set(sys.modules) - modules if one.split(".")[0] == "actions"] == []
    assert sys.path == path


def names(folder: Path) -> list[str]:
    with closing(ActionsPackage(folder)) as package:
        return [action.name() for action in package.actions]


def fault(folder: Path) -> str:
    with pytest.raises(SourceError) as caught:
        ActionsPackage(folder)
    told = str(caught.value)
    assert "\n" not in told
    return told.removeprefix(f"{folder}/")


def run(actions: InProcessActions, *wanted: str) -> list[str]:
    async def all_of_them() -> list[str]:
        answers = await asyncio.gather(*(actions.run(one, TALK) for one in wanted))
        return [answer.responses[0]["text"] for answer in answers]

    return asyncio.run(all_of_them())


def in_process(package: ActionsPackage) -> InProcessActions:
    return InProcessActions(package.actions, timeout_s=5, of_project=True)


@pytest.mark.usefixtures("untouched")
def test_every_class_with_a_name_is_found_as_by_rasa(tmp_path: Path) -> None:
    assert set(names(shop_actions_project(tmp_path))) == {
        "action_lookup",
        "action_reject",
        "action_boom",
        "action_see",
        "action_stream",
        "validate_order_form",
        "action_ask_order_form_gift",
        "action_validate_slot_mappings",
        "action_find_size",
        "action_query_knowledge_base",
    }


@pytest.mark.usefixtures("untouched")
def test_a_package_below_and_a_single_file_are_found_too(tmp_path: Path) -> None:
    write_actions(tmp_path / "a", first=SIMPLE.format(kind="First", name="action_first"))
    below = tmp_path / "a" / "actions" / "below"
    below.mkdir()
    (below / "__init__.py").touch()
    (below / "deep.py").write_text(SIMPLE.format(kind="Deep", name="action_deep"))
    assert sorted(names(tmp_path / "a")) == ["action_deep", "action_first"]
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "actions.py").write_text(SIMPLE.format(kind="One", name="action_one"))
    assert names(tmp_path / "b") == ["action_one"]
    assert find_actions(tmp_path) is None


@pytest.mark.usefixtures("untouched")
def test_a_folder_without_init_is_a_package_too(tmp_path: Path) -> None:
    write_actions(tmp_path, actions=SIMPLE.format(kind="Plain", name="action_plain"))
    (tmp_path / "actions" / "__init__.py").unlink()
    assert names(tmp_path) == ["action_plain"]


@pytest.mark.usefixtures("untouched")
def test_two_projects_in_one_process_do_not_mix(tmp_path: Path) -> None:
    write_actions(tmp_path / "a", actions=SIMPLE.format(kind="A", name="action_a"))
    write_actions(tmp_path / "b", actions=SIMPLE.format(kind="B", name="action_b"))
    with closing(ActionsPackage(tmp_path / "a")) as first:
        kept = sys.modules["actions"]
        assert names(tmp_path / "b") == ["action_b"]
        assert sys.modules["actions"] is kept
        assert [one.name() for one in first.actions] == ["action_a"]
    assert names(tmp_path / "a") == ["action_a"]


@pytest.mark.usefixtures("untouched")
def test_modules_beside_the_package_can_be_imported_then_and_later(tmp_path: Path) -> None:
    late = "        import shop_later\n        dispatcher.utter_message(text=shop_later.shipped())"
    text = SIMPLE.format(kind="Late", name="action_late").replace("        return []", late)
    write_actions(tmp_path, actions="import shop_words\n" + text)
    for name in ("shop_words", "shop_later"):
        (tmp_path / f"{name}.py").write_text(WORDS)
    with closing(ActionsPackage(tmp_path)) as package:
        assert sys.path[-1] == str(tmp_path)
        answer = asyncio.run(in_process(package).run("action_late", TALK))
        assert [one["text"] for one in answer.responses] == ["Late", "ships today"]
    sys.modules.pop("shop_later")
    assert "shop_words" not in sys.modules


@pytest.mark.usefixtures("untouched")
def test_classes_of_others_and_nameless_bases_are_no_actions(tmp_path: Path) -> None:
    class Elsewhere(Action):
        def name(self) -> str:
            return "action_elsewhere"

    base = "from rasa_sdk import Action\nclass Base(Action):\n    pass\n"
    write_actions(
        tmp_path, a=base, b="from actions.a import Base\nclass B(Base):\n" + NAMED.format(name="b")
    )
    assert names(tmp_path) == ["b"]
    assert Elsewhere().name() == "action_elsewhere"


@pytest.mark.usefixtures("untouched")
def test_of_two_with_one_name_the_later_runs_as_in_rasa(tmp_path: Path) -> None:
    write_actions(
        tmp_path,
        a=SIMPLE.format(kind="Early", name="action_x"),
        b=SIMPLE.format(kind="Later", name="action_x"),
    )
    with closing(ActionsPackage(tmp_path)) as package:
        assert run(in_process(package), "action_x") == ["Later"]


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("import os\nimport no_such_library\n", "actions/bad.py:2: the actions import "
         "'no_such_library', which there is not; install it beside Frontdesk, or run the "
         "actions elsewhere and name them in endpoints.yml (action_endpoint)"),
        ("def broken(:\n    pass\n", "actions/bad.py:1: the actions cannot be read as Python: "
         "invalid syntax; correct it; 'frontdesk run actions' shows the whole traceback"),
        ("from actions.words import missing\n", "actions/bad.py:1: the actions cannot be imported:"
         " ImportError: cannot import name 'missing' from 'actions.words'"),
        ("x = 1\ny = x / 0\n", "actions/bad.py:2: the actions cannot be imported: "
         "ZeroDivisionError: division by zero"),
        ("import sys\nsys.exit(3)\n", "actions/bad.py:2: the actions cannot be imported: "
         "SystemExit: 3"),
        ("from rasa_sdk import Action\nclass Needs(Action):\n    def __init__(self, db):\n"
         "        pass\n" + NAMED.format(name="n"), "actions/bad.py:2: class 'Needs' makes no "
         "action: TypeError: Needs.__init__() missing 1 required positional argument: 'db'; give "
         "its __init__ no arguments that must be given"),
        ("from rasa_sdk import Action\nclass Opens(Action):\n    def __init__(self):\n"
         "        open('/no/such/file')\n" + NAMED.format(name="n"), "actions/bad.py:4: class "
         "'Opens' makes no action: FileNotFoundError: "),
        ("from rasa_sdk import Action\nclass Short(Action):\n" + NAMED.format(name="n")
         + "    def run(self):\n        pass\n", "actions/bad.py:2: class 'Short' makes no "
         "action: TypeError: 'run' should take dispatcher, tracker and domain"),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    write_actions(tmp_path, bad=text, words=WORDS)
    assert fault(tmp_path).startswith(told)


def test_blocking_actions_run_side_by_side(tmp_path: Path) -> None:
    """Each of eight waits, in its thread, until all eight are there."""
    meeting = "import threading\nALL = threading.Barrier(8, timeout=5)\n" + "".join(
        SIMPLE.format(kind=f"Slow{i}", name=f"action_{i}").replace(
            "        return []", "        ALL.wait()\n        return []"
        )
        for i in range(8)
    )
    write_actions(tmp_path, actions=meeting)
    with closing(ActionsPackage(tmp_path)) as package:
        said = run(in_process(package), *(f"action_{i}" for i in range(8)))
    assert said == [f"Slow{i}" for i in range(8)]


async def test_what_is_no_event_is_left_out_as_in_rasa(tmp_path: Path) -> None:
    with closing(ActionsPackage(shop_actions_project(tmp_path))) as package:
        answer = await in_process(package).run("action_see", TALK)
        seen = (SlotSet("status", 2), SlotSet("order_id", ["slots"]))
        assert answer.events == seen
        answer = await in_process(package).run("action_lookup", TALK)
    assert answer.events == (SlotSet("status", "shipped"), FollowupAction("action_listen"))
    assert list(answer.responses) == LOOKUP_RESPONSES


async def test_what_is_streamed_is_one_message(tmp_path: Path) -> None:
    with closing(ActionsPackage(shop_actions_project(tmp_path))) as package:
        first, second = (await in_process(package).run("action_stream", TALK)).responses
    assert first["text"] == "first"
    assert (second["text"], second["custom"]) == ("Hello!", {"a": 1})
    assert second["buttons"] == [{"title": "A", "payload": "/a"}]
    assert DOMAIN.as_dict()["slots"]  # the action has emptied its own copy


async def test_a_knowledge_base_is_asked(tmp_path: Path) -> None:
    slots = ("object_type", "attribute", "mention", "city")
    slots += ("knowledge_base_listed_objects", "knowledge_base_last_object")
    domain = Domain(slots={name: Slot(name) for name in (*slots, "knowledge_base_objects")})
    asked = Conversation.start("u1", domain).apply_all(
        [UserUttered("hotels", parse_data={"entities": []}), SlotSet("object_type", "hotel")]
    )
    with closing(ActionsPackage(shop_actions_project(tmp_path))) as package:
        answer = await in_process(package).run("action_query_knowledge_base", asked)
    # rasa-sdk's own knowledge base draws the order
    named = {one["text"].partition(": ")[2] for one in answer.responses[1:]}
    assert named == {"Astoria", "Plaza"}
    listed = [SlotSet("knowledge_base_listed_objects", order) for order in ([0, 1], [1, 0])]
    assert any(one in answer.events for one in listed)
