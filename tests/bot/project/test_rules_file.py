from pathlib import Path

import pytest

from bot.policy.steps import (
    ActionStep,
    CheckpointStep,
    LoopStep,
    OrStep,
    Rule,
    SlotStep,
    StepEntity,
    Story,
    UserStep,
)
from bot.project.complaints import Complaints
from bot.project.rules_file import TrainingFiles, read_rules, read_training_file


def write(folder: Path, text: str) -> Path:
    path = folder / "rules.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_kind_of_step_is_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """version: "3.1"
rules:
- rule: r
  condition:
  - active_loop: null
  - slot_was_set: [{vip: true}, city]
  conversation_start: true
  wait_for_user_input: false
  steps:
  - ...
  - intent: /order
    entities:
    - order_id
    - city: Berlin
      role: to
    - {entity: size, value: L, group: 1}
  - action: order_form
  - active_loop: order_form
stories:
- story: s
  metadata: {any: [1]}
  steps:
  - checkpoint: c
    slot_was_set: [{a: 1}]
  - or: [{intent: yes_}, {slot_was_set: [{a: 2}]}]
  - user: |
      free text
  - bot: free words
  - user: hello
    intent: greet
  - slot_was_set: {b: null}
  - form: old_form
""",
    )
    rules, stories = read_rules(path)
    assert rules == (
        Rule(
            "r",
            steps=(
                UserStep(
                    "order",
                    entities=(
                        StepEntity("order_id"),
                        StepEntity("city", "Berlin", "to"),
                        StepEntity("size", "L", group="1"),
                    ),
                    line=11,
                ),
                ActionStep("order_form", line=17),
                LoopStep("order_form", line=18),
            ),
            condition=(
                LoopStep(None, line=5),
                SlotStep("vip", True, line=6),
                SlotStep("city", given=False, line=6),
            ),
            conversation_start=True,
            wait_for_user_input=False,
            source=f"{path}:3",
        ),
    )
    assert stories == (
        Story(
            "s",
            steps=(
                CheckpointStep("c", (SlotStep("a", 1, line=24),), line=23),
                OrStep((UserStep("yes_", line=25), SlotStep("a", 2, line=25)), line=25),
                UserStep(text="free text", line=26),
                ActionStep(text="free words", line=28),
                UserStep("greet", "hello", line=29),
                SlotStep("b", None, line=31),
                LoopStep("old_form", line=32),
            ),
            metadata={"any": [1]},
            source=f"{path}:20",
        ),
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("rule: []", "unknown key in a training file 'rule'; did you mean 'rules'?"),
        ("rules: {}", "'rules' should be a list (- item), not a mapping"),
        ("rules:\n- steps: []", "rules.yml:2: a rule has no 'rule'; add 'rule: ...'"),
        ("rules:\n- rule: r", "rules.yml:2: rule 'r' has no 'steps'"),
        ("rules:\n- rule: r\n  steps: []", "rule 'r' has no steps"),
        ("rules:\n- rule: r\n  step: []\n  steps: [{action: a}]", "rules.yml:3: unknown key"),
        ("stories:\n- story: s\n  steps: [a]", "a step should be a mapping (key: value), not 'a'"),
        ("stories:\n- story: s\n  steps: [{intnt: a}]", "kind of step 'intnt'; did you mean"),
        ("stories:\n- story: s\n  steps: [{action: 5}]", "'action' of a step should be a text"),
        ("stories:\n- story: s\n  steps: [{action: a, intent: b}]", "unknown key in a step"),
        ("stories:\n- story: s\n  steps: [{or: [{action: a}, {checkpoint: c}]}]", "'or' should"),
        (
            "stories:\n- story: s\n  steps: [{intent: a, entities: [5]}]",
            "an entity should be a name or 'name: value'",
        ),
        (
            "stories:\n- story: s\n  steps: [{intent: a, entities: [{a: 1, b: 2}]}]",
            "an entity should be 'name: value'",
        ),
        ("rules:\n- rule: r\n  wait_for_user_input: no one\n  steps: [{action: a}]", "true or"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_remedy(
    tmp_path: Path, text: str, complaint: str
) -> None:
    noted = Complaints()
    read_training_file(write(tmp_path, text), TrainingFiles(), noted)
    assert complaint in "\n".join(map(str, noted.problems))


def test_keys_that_rasa_passes_over_do_not_stop_a_file(tmp_path: Path) -> None:
    path = write(tmp_path, "regex: x\nstorys: []\nrules:\n- {rule: r, steps: [{action: a}], x: 1}")
    noted = Complaints(as_rasa=True)
    files = TrainingFiles()
    read_training_file(path, files, noted)
    assert [rule.name for rule in files.rules] == ["r"]
    assert not noted.problems
    assert [(one.line, one.message) for one in noted.faults] == [
        (2, "unknown key in a training file 'storys'")
    ]
    assert [(one.line, one.message) for one in noted.notes] == [
        (1, "unknown key in a training file 'regex'"),
        (4, "unknown key in rule 'r' 'x'"),
    ]


def test_an_empty_file_has_no_rules(tmp_path: Path) -> None:
    assert read_rules(write(tmp_path, "")) == ((), ())


def test_a_key_that_is_there_twice_is_told_without_its_values(tmp_path: Path) -> None:
    text = "stories:\n- story: a\n  steps: [{intent: b}]\n  steps: [{intent: c}]\n"
    noted = Complaints(as_rasa=True)
    read_training_file(write(tmp_path, text), TrainingFiles(), noted)
    (problem,) = noted.problems
    assert problem.message == 'not valid YAML: found duplicate key "steps"'
    assert problem.line == 4
