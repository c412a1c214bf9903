import json
from pathlib import Path

import pytest

from finetune.nlu_file import read_nlu
from finetune.types import Example
from retrieval.source_problem import SourceError

GOLDEN = Path(__file__).parent.parent / "golden"
# The file that the reference implementation was given for the golden answers.
GOLDEN_SOURCE = """\
version: "3.1"
nlu:
- intent: order_status
  examples: |
    - where is order [12345](order_id)
    - track my parcel
- intent: faq/shipping
  examples:
  - text: |
      - how long does shipping take
    metadata:
      sentiment: neutral
- synonym: credit
  examples: |
    - credit card
    - visa
- regex: order_id
  examples: |
    - \\d{5}
- lookup: city
  examples: |
    - Berlin
    - Paris
responses:
  utter_faq/shipping:
  - text: "2-3 days"
"""


def write(tmp_path: Path, content: str, name: str = "nlu.yml") -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def problems(tmp_path: Path, content: str) -> list[str]:
    path = write(tmp_path, content)
    with pytest.raises(SourceError) as caught:
        read_nlu([path])
    return [str(problem).removeprefix(f"{path}:") for problem in caught.value.problems]


def as_rasa(example: Example, *, full_intent: bool) -> dict[str, object]:
    described: dict[str, object] = {
        "text": example.text,
        "intent": (full_intent and example.response_key) or example.intent,
    }
    if example.entities:
        described["entities"] = [
            {"start": span.start, "end": span.end, "value": span.value, "entity": span.entity}
            for span in example.entities
        ]
    if example.metadata:
        described["metadata"] = dict(example.metadata)
    return described


def test_reads_what_rasa_reads(tmp_path: Path) -> None:
    wanted = json.loads((GOLDEN / "nlu_training_data.json").read_text())["rasa_nlu_data"]
    extra = json.loads((GOLDEN / "nlu_training_data_extra.json").read_text())

    data = read_nlu([write(tmp_path, GOLDEN_SOURCE)])

    found = [as_rasa(example, full_intent=True) for example in data.examples]
    assert found == wanted["common_examples"]
    assert sorted({example.intent for example in data.examples}) == extra["intents"]
    assert [example.response_key for example in data.examples if example.response_key] == [
        each["intent_response_key"] for each in extra["examples"] if "intent_response_key" in each
    ]
    assert data.synonyms == extra["entity_synonyms"]
    assert {name: list(responses) for name, responses in data.responses.items()} == extra[
        "responses"
    ]
    assert [
        {"name": name, "pattern": pattern}
        for name, patterns in data.regexes.items()
        for pattern in patterns
    ] == extra["regex"]
    assert [
        {"name": name, "elements": list(values)} for name, values in data.lookups.items()
    ] == extra["lookup"]


def test_an_example_knows_its_file_and_line(tmp_path: Path) -> None:
    path = write(tmp_path, GOLDEN_SOURCE)

    data = read_nlu([path])

    assert [example.source for example in data.examples] == [
        f"{path}:5",
        f"{path}:6",
        f"{path}:9",
    ]


def test_out_of_scope_is_kept_apart(tmp_path: Path) -> None:
    data = read_nlu(
        [
            write(
                tmp_path,
                "nlu:\n- intent: out_of_scope\n  examples: |\n    - what is 2 + 2\n"
                "- intent: greet\n  examples: |\n    - hi\n",
            )
        ]
    )

    assert [example.text for example in data.out_of_scope] == ["what is 2 + 2"]
    assert [example.intent for example in data.examples] == ["greet"]


def test_several_files_add_up(tmp_path: Path) -> None:
    first = write(tmp_path, "nlu:\n- intent: a\n  examples: |\n    - x\n", "a.yml")
    second = write(tmp_path, "nlu:\n- intent: a\n  examples:\n  - y\n  - text: z\n", "b.yml")

    assert [example.text for example in read_nlu([first, second]).examples] == ["x", "y", "z"]


def test_an_annotated_value_is_a_synonym(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "nlu:\n- intent: a\n  examples: |\n"
        '    - to [NYC]{"entity":"city","value":"New York"}\n    - to [LA](city:Los Angeles)\n',
    )

    assert read_nlu([path]).synonyms == {"NYC": "New York", "LA": "Los Angeles"}


def test_one_text_under_two_intents_is_a_warning(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "nlu:\n- intent: a\n  examples: |\n    - Where is it\n    - where is  it\n"
        "- intent: b\n  examples: |\n    - where is it\n",
    )

    warnings = [str(each) for each in read_nlu([path]).warnings]

    assert len(warnings) == 2
    assert f"{path}:5" in warnings[0]
    assert "again" in warnings[0]
    assert f"{path}:8" in warnings[1]
    assert "under 'a' and 'b'" in warnings[1]


def test_all_faults_come_at_once_each_with_its_line(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        """\
version: "9"
nlu:
- intent: a
  examples: |
    - fine
    broken
    - [x]{"entity"}
- intent: b
- regex: r
  examples: |
    - (
- something: else
- intent: c
  examples:
  - 5
  exemples: 3
nlus: []
""",
    )

    assert [line.split(":")[0] for line in found] == [
        "1",
        "7",
        "11",
        "12",
        "15",
    ]
    text = "\n".join(found)
    assert "version 9 is not supported" in text
    assert "not valid JSON" in text
    assert "regular expression '(' is broken" in text
    assert "no single kind" in text
    assert "example 5 is not text" in text


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("- a\n- b\n", "1: the file is not a mapping"),
        ("nlu: 5\n", "1: `nlu` is not a list"),
        ("nlu:\n- intent: [a]\n  examples: |\n    - x\n", "2: the intent has no name"),
        ("nlu:\n- intent: a\n  examples: 7\n", "3: `examples` is neither text nor a list"),
        ("nlu:\n- intent: a\n\t examples: x\n", "3:"),
        ("nlu: []\nresponses: 3\n", "2: `responses` is not a mapping"),
        ("nlu: []\nresponses:\n  utter_a: 3\n", "3: response 'utter_a' is not a list"),
    ],
)
def test_a_fault_is_one_clear_line(tmp_path: Path, content: str, complaint: str) -> None:
    assert problems(tmp_path, content)[0].startswith(complaint)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.yml.*does not exist"):
        read_nlu([tmp_path / "gone.yml"])


def test_an_empty_file_is_nothing(tmp_path: Path) -> None:
    assert read_nlu([write(tmp_path, "")]).examples == ()


def test_what_rasa_passes_over_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "nlu.yml"
    path.write_text(
        """\
version: "2.8"
nlu:
- intent: a
  example: 3
  examples: |
    - fine
    broken
- intent: b
nlus: []
""",
        encoding="utf-8",
    )
    data = read_nlu([path])
    assert [one.text for one in data.examples] == ["fine"]
    assert [(one.line, one.message) for one in data.warnings] == [
        (9, "key 'nlus' is unknown here and ignored"),
        (4, "key 'example' of an NLU entry is ignored"),
        (7, "'broken' does not start with `- ` and is left out"),
        (8, "intent 'b' has no examples"),
    ]
