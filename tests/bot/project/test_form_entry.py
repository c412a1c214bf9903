from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.domain import Domain, Form
from bot.domain.slot import MappingCondition, MappingType, SlotMapping
from bot.project.domain_file import read_domain
from retrieval.source_problem import SourceError

SLOTS = """
entities: [number, cuisine]
intents: [affirm]
slots:
  people: {type: text}
  cuisine: {type: text}
  outside: {type: bool}
  vip: {type: bool, auto_fill: false}
"""


def domain(folder: Path, text: str) -> Domain:
    path = folder / "domain.yml"
    path.write_text(SLOTS + text, encoding="utf-8")
    return read_domain(path, as_rasa=True)


def test_mappings_in_a_form_count_within_it(tmp_path: Path) -> None:
    read = domain(
        tmp_path,
        """
forms:
  table_form:
    ignored_intents: [affirm]
    required_slots:
      people:
      - {type: from_entity, entity: number}
      outside:
      - {type: from_intent, intent: affirm, value: true}
      cuisine: []
""",
    )
    assert read.forms["table_form"] == Form(
        "table_form", ("people", "outside", "cuisine"), ("affirm",)
    )
    within = (MappingCondition("table_form", None),)
    assert read.slots["people"].mappings == (
        SlotMapping(MappingType.FROM_ENTITY, entity="number", conditions=within),
    )
    (outside,) = read.slots["outside"].mappings
    assert (outside.value, outside.conditions) == (
        True,
        (MappingCondition("table_form", "outside"),),
    )
    assert read.slots["cuisine"].mappings == (
        SlotMapping(MappingType.FROM_ENTITY, entity="cuisine", conditions=within),
    )


def test_the_oldest_spelling_has_the_slots_in_the_form_itself(tmp_path: Path) -> None:
    read = domain(tmp_path, "forms:\n  f:\n    people:\n    - type: from_text\n")
    assert read.forms["f"] == Form("f", ("people",))
    (mapping,) = read.slots["people"].mappings
    assert mapping == SlotMapping(
        MappingType.FROM_TEXT, conditions=(MappingCondition("f", "people"),)
    )


def test_slots_of_an_old_domain_are_filled_by_entities_of_their_name(tmp_path: Path) -> None:
    filled = (SlotMapping(MappingType.FROM_ENTITY, entity="cuisine"),)
    assert domain(tmp_path, 'version: "2.0"').slots["cuisine"].mappings == filled
    assert domain(tmp_path, 'version: "2.0"').slots["vip"].mappings == ()
    assert domain(tmp_path, 'version: "3.1"').slots["cuisine"].mappings == ()


@pytest.mark.parametrize(
    ("form", "complaint"),
    [
        (
            "required_slots: {a: [{type: from_text}]}",
            "2: 'required_slots' of form 'f' should be a",
        ),
        ("a: [{type: from_text}]", "2: unknown key in form 'f' 'a'; the keys are required_slots"),
    ],
)
def test_only_projects_of_rasas_may_write_forms_as_rasa_2_did(
    tmp_path: Path, form: str, complaint: str
) -> None:
    path = tmp_path / "domain.yml"
    path.write_text(f"slots: {{a: {{type: text}}}}\nforms: {{f: {{{form}}}}}\n", encoding="utf-8")
    assert read_domain(path, as_rasa=True).forms["f"].required_slots == ("a",)
    with pytest.raises(SourceError) as refusal:
        read_domain(path)
    assert [str(one).startswith(f"{path}:{complaint}") for one in refusal.value.problems] == [True]


def test_slots_of_any_other_project_are_filled_by_their_mappings_alone(tmp_path: Path) -> None:
    path = tmp_path / "domain.yml"
    path.write_text(f'{SLOTS}\nversion: "2.0"', encoding="utf-8")
    assert read_domain(path).slots["cuisine"].mappings == ()
