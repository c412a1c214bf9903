from pathlib import Path

import pytest

from bot.domain.domain import EntityType, Form, Intent, SessionConfig
from bot.domain.slot import MappingCondition, MappingType, Slot, SlotMapping, SlotType
from bot.project.complaints import Complaints
from bot.project.domain_file import DomainParts, read_domain, read_domain_file
from retrieval.source_problem import SourceError

# What is told of a project of Rasa's too, and does not stop it.
PASSED_OVER = ("unknown key", "names of responses begin with", "a button has no 'payload'")


def write(folder: Path, text: str, name: str = "domain.yml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def complaints(folder: Path, text: str, *, as_rasa: bool = False) -> tuple[bool, list[str]]:
    """Return whether a domain is refused, and everything that is noted of it."""
    noted = Complaints(as_rasa=as_rasa)
    read_domain_file(write(folder, text), DomainParts(noted))
    found = (*noted.problems, *noted.faults, *noted.notes)
    return noted.stops, [str(one).removeprefix(f"{folder}/") for one in found]


def test_everything_of_a_domain_is_read(tmp_path: Path) -> None:
    domain = read_domain(
        write(
            tmp_path,
            """
version: "3.1"
intents:
- greet
- order: {use_entities: [order_id]}
- chat: {use_entities: false}
- all: {use_entities: true, ignore_entities: [city]}
entities:
- order_id
- city: {roles: [from, to], groups: ["1"], influence_conversation: false}
slots:
  order_id:
    type: text
    initial_value: "0"
    mappings:
    - {type: from_entity, entity: order_id, role: from, group: 1, not_intent: greet}
    - type: from_text
      intent: [order, greet]
      conditions: [{active_loop: f, requested_slot: order_id}, {active_loop: null}]
  size: {type: categorical, values: [S, 1, true], influence_conversation: false}
  price: {type: float, min_value: 1, max_value: 9.5, initial_value: 3}
  own: {type: my.module.Slot, mappings: [{type: custom, action: action_own}]}
forms:
  f: {required_slots: [order_id], ignored_intents: chat}
  empty:
responses:
  utter_hi:
  - text: "Hi {name}"
    buttons: [{title: A, payload: /greet}]
    condition: [{type: slot, name: size, value: S}]
  - {image: "https://x/i.png", channel: slack}
  - custom: {a: [1, 2.5]}
actions:
- action_own
- action_domain: {send_domain: true}
session_config: {session_expiration_time: 30, carry_over_slots_to_new_session: false}
config: {store_entities_as_slots: false}
""",
        )
    )
    assert domain.intents == {
        "greet": Intent("greet"),
        "order": Intent("order", ("order_id",)),
        "chat": Intent("chat", ()),
        "all": Intent("all", None, ("city",)),
    }
    assert domain.entities["city"] == EntityType("city", ("from", "to"), ("1",), False)
    assert domain.slots["order_id"] == Slot(
        "order_id",
        SlotType.TEXT,
        "0",
        mappings=(
            SlotMapping(MappingType.FROM_ENTITY, "order_id", "from", "1", not_intents=("greet",)),
            SlotMapping(
                MappingType.FROM_TEXT,
                intents=("order", "greet"),
                conditions=(MappingCondition("f", "order_id"), MappingCondition()),
            ),
        ),
    )
    assert domain.slots["size"].values == ("S", 1, True)
    assert domain.slots["price"].max_value == 9.5
    assert domain.slots["own"].type is SlotType.ANY
    assert domain.forms == {"f": Form("f", ("order_id",), ("chat",)), "empty": Form("empty", ())}
    assert domain.responses["utter_hi"][2] == {"custom": {"a": [1, 2.5]}}
    assert domain.actions == ("action_own", "action_domain")
    assert domain.needs_domain("action_domain")
    assert domain.session_config == SessionConfig(30, False)
    assert not domain.store_entities_as_slots
    assert "config" not in domain.as_dict()


def test_a_domain_may_be_split(tmp_path: Path) -> None:
    domain = read_domain(
        write(tmp_path, "intents: [a]\nresponses: {utter_a: [{text: a}]}", "one.yml"),
        write(tmp_path, "intents: [b]\nresponses: {utter_b: [{text: b}]}", "two.yml"),
    )
    assert list(domain.intents) == ["a", "b"]
    assert domain.as_dict()["intents"] == ["a", "b"]
    assert list(domain.as_dict()["responses"]) == ["utter_a", "utter_b"]


def test_an_empty_file_is_an_empty_domain(tmp_path: Path) -> None:
    assert not read_domain(write(tmp_path, "")).intents


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- a", "domain.yml:1: the domain should be a mapping (key: value), not a list"),
        ("intents: [a]\nslts: {}", "domain.yml:2: unknown key in the domain 'slts'; did you mean"),
        ("intents: greet", "domain.yml:1: 'intents' should be a list (- item), not 'greet'"),
        ("intents: [a, a]", "intent 'a' is declared twice; the first is"),
        ("intents:\n- a: {use: []}", "domain.yml:2: unknown key in intent 'a' 'use'"),
        ("intents: [[a]]", "each intent should be a name, or a name with its options"),
        ("slots:\n  s: {}", "domain.yml:2: slot 's' has no 'type'; add 'type: ...'"),
        ("slots:\n  s:\n    type: txt", "unknown type of slot 's' 'txt'; did you mean 'text'?"),
        ("slots: {s: {type: categorical}}", "slot 's' has no 'values'; list them"),
        ("slots: {s: {type: bool, initial_value: x}}", "should be true or false"),
        ("slots: {s: {type: float, max_value: x}}", "'max_value' of slot 's' should be a number"),
        ("slots: {s: {type: any, influence_conversation: 1}}", "should be true or false, not 1"),
        ("slots: {s: {type: any, mappings: from_text}}", "should be a list (- item)"),
        (
            "slots: {s: {type: any, mappings: [{type: from_entty, entity: e}]}}",
            "unknown mapping type 'from_entty'; did you mean 'from_entity'?",
        ),
        ("slots: {s: {type: any, mappings: [{type: from_entity}]}}", "has no 'entity'"),
        ("slots: {s: {type: any, mappings: [{type: from_trigger_intent}]}}", "has no 'intent'"),
        (
            "slots: {s: {type: any, mappings: [{type: from_text, conditions: [{loop: f}]}]}}",
            "unknown key in a mapping condition 'loop'",
        ),
        ("forms: {f: {required_slot: [a]}}", "key in form 'f' 'required_slot'; did you mean"),
        ("forms: {f: {required_slots: {a: 1}}}", "should be a list of names"),
        ("responses: {hi: [{text: x}]}", "names of responses begin with 'utter_'"),
        ("responses: {utter_hi: }", "response 'utter_hi' has no variation"),
        ("responses: {utter_hi: [hello]}", "is a bare text; write '- text: ...'"),
        ("responses: {utter_a: [{text: x, txt: x}]}", "unknown key in a variation of"),
        ("responses: {utter_hi: [{channel: slack}]}", "says nothing"),
        ("responses: {utter_hi: [{text: 5}]}", "should be a text, not 5"),
        ("responses: {utter_hi: [{text: x, buttons: [{title: a}]}]}", "a button has no 'payload'"),
        (
            "responses: {utter_hi: [{text: x, condition: [{type: intent, name: a}]}]}",
            "type 'slot'",
        ),
        ("actions: [{action_a: {domain: true}}]", "unknown key in action 'action_a' 'domain'"),
        ("session_config: {session_expiration_time: never}", "should be a number of minutes"),
        ("config: {store: true}", "unknown key in 'config' 'store'"),
        ("intents: [a", "not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(
    tmp_path: Path, text: str, complaint: str
) -> None:
    stopped, found = complaints(tmp_path, text)
    assert stopped
    assert len(found) == 1
    assert complaint in found[0]
    stopped, noted = complaints(tmp_path, text, as_rasa=True)
    assert stopped is not any(words in found[0] for words in PASSED_OVER)
    assert len(noted) == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("intents: [a]", "intent 'a'"),
        ("slots: {a: {type: text}}", "slot 'a'"),
        ("responses: {utter_a: [{text: x}]}", "response 'utter_a'"),
    ],
)
def test_a_name_in_two_files_is_passed_over_in_projects_of_rasas_alone(
    tmp_path: Path, text: str, what: str
) -> None:
    one, two = write(tmp_path, text), write(tmp_path, text, "two.yml")
    with pytest.raises(SourceError) as refusal:
        read_domain(one, two)
    assert str(refusal.value) == (
        f"{two}:1: {what} is declared twice; the first is {one}:1; remove one"
    )
    assert read_domain(one, two, as_rasa=True) is not None


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    stopped, found = complaints(
        tmp_path,
        """intents: [a, a]
slots:
  s: {type: txt}
  t: {type: text, maps: []}
responses:
  utter_a: [x]
""",
    )
    assert stopped
    assert [one.split(":")[1] for one in found] == ["1", "3", "4", "6"]


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the file does not exist"):
        read_domain(tmp_path / "domain.yml")
