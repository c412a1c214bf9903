"""A project of Rasa's, as Rasa's users have them: checked, trained and tested as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot.commands.conftest import Run, one_object, put
from tests.fakes.tiny_encoder import write_tiny_encoder

FILES = {
    "domain.yml": """version: "3.1"
intents: [greet, order, inform, out_of_scope, faq]
entities: [size]
slots:
  size: {type: text, mappings: [{type: from_entity, entity: size}]}
forms:
  tea_form: {required_slots: [size]}
responses:
  utter_greet: [{text: Welcome to the tea house}]
  utter_no: [{text: I only know about tea}]
  utter_ask_size: [{text: Which size?}]
  utter_faq/open: [{text: From eight}]
  utter_faq/pay: [{text: In cash}]
actions: [action_brew]
""",
    "data/nlu.yml": """version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    - good morning
    - hi there
- intent: order
  examples: |
    - some tea please
    - i would like tea
    - bring me tea
- intent: inform
  examples: |
    - a [small](size) one
    - a [large](size) one
    - [large](size)
- intent: out_of_scope
  examples: |
    - who won the match
    - sing a song
    - tell me a joke
- intent: faq/open
  examples: |
    - when do you open
    - opening hours
    - are you open on sunday
- intent: faq/pay
  examples: |
    - can i pay by card
    - do you take cash
    - how do i pay
""",
    "data/rules.yml": """version: "3.1"
rules:
- rule: greet
  steps: [{intent: greet}, {action: utter_greet}]
- rule: no
  steps: [{intent: out_of_scope}, {action: utter_no}]
- rule: questions
  steps: [{intent: faq}, {action: utter_faq}]
- rule: open
  steps: [{intent: order}, {action: tea_form}, {active_loop: tea_form}]
- rule: brew
  condition: [{active_loop: tea_form}]
  steps:
  - action: tea_form
  - active_loop: null
  - action: action_brew
""",
    "tests/test_stories.yml": """version: "3.1"
stories:
- story: tea
  steps:
  - user: |
      bring me tea
    intent: order
  - action: tea_form
  - active_loop: tea_form
  - user: |
      when do you open
    intent: faq/open
  - action: utter_faq
  - action: tea_form
  - user: |
      a [LARGE](size) one
    intent: inform
  - slot_was_set: [{size: LARGE}]
  - action: tea_form
  - active_loop: null
  - action: action_brew
- story: nothing of ours
  steps:
  - user: |
      sing a song
    intent: out_of_scope
  - action: utter_no
""",
}


@pytest.fixture
def tea_house(tmp_path: Path) -> Path:
    """Return the project; only its encoder is ours, so that training takes a second."""
    encoder = write_tiny_encoder(tmp_path / "encoder")
    folder = tmp_path / "tea"
    for name, text in FILES.items():
        put(folder, name, text)
    model = f"{{encoder: '{encoder}', device: cpu, threads: 1}}"
    training = "{epochs: 4, batch_size: 16, learning_rate: 0.003}"
    put(
        folder,
        "config.yml",
        "recipe: default.v1\nlanguage: en\npipeline:\npolicies:\n"
        f"frontdesk: {{model: {model}, training: {training}}}\n",
    )
    return folder


def test_it_is_checked_trained_and_passes_its_stories(run: Run, tea_house: Path) -> None:
    checked = run("data", "validate", tea_house, "--json")
    assert checked.exit_code == 0, checked.stdout
    trained = run("train", tea_house, "--json")
    assert trained.exit_code == 0, trained.stderr
    tested = run("test", tea_house, "--json")
    figures: Any = one_object(tested)
    assert figures["failed_stories"] == []
    assert figures["stories"] == {"passed": 2, "total": 2}
    assert figures["actions"]["accuracy"] == 1.0
    assert figures["nlu"]["intent_accuracy"] == 1.0
    assert figures["nlu"]["entity_f1"] == 1.0
    assert tested.exit_code == 0
