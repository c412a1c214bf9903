"""`frontdesk data validate`: every fault of a project with its file and line."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.bot.commands.conftest import NLU, RULES, Run, one_object, put
from tests.fakes.tiny_shop import PRODUCTS, SAID, nlu, write_tiny_shop

HEADER = PRODUCTS.splitlines()[0]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return the tiny shop, in which nothing is wrong."""
    return write_tiny_shop(tmp_path / "shop")


def problems(result: Result, kind: str = "errors") -> Sequence[str]:
    found = one_object(result)[kind]
    assert isinstance(found, list)
    return found


def test_what_a_sound_project_has_is_counted(run: Run, shop: Path) -> None:
    checked = run("data", "validate", shop, "--json")
    assert checked.exit_code == 0
    assert one_object(checked) == {
        "errors": [],
        "warnings": [],
        "counts": {
            "intents": 3,
            "examples": 60,
            "out_of_scope": 6,
            "rules": 3,
            "stories": 0,
            "products": 3,
            "faq": 2,
            "passages": 0,
            "needs": 0,
            "heldout_examples": 15,
        },
    }
    shown = run("data", "validate", shop)
    assert "3 products" in shown.stdout
    assert "0 errors, 0 warnings" in shown.stdout
    assert not (shop / "var").exists()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("config.yml", "language: en\nfrontdesk: {modle: {}}\n", ":2: unknown key"),
        ("config.yml", "frontdesk:\n  server:\n    port: 70000\n", ":3: 'frontdesk.server.port'"),
        (
            "config.yml",
            "language: en\nlanguage: de\n",
            ":2:1: not valid YAML: found duplicate key",
        ),
        ("config.yml", "- a\n", ":1: config.yml should be a mapping (key: value), not a list"),
        ("credentials.yml", "rest:\n  - {\n", ":3:1: not valid YAML"),
        ("endpoints.yml", "- a\n", ":1: endpoints.yml should be a mapping"),
        ("domain.yml", "intents: [greet]\nintens: [bye]\n", ":2: unknown key in the domain"),
        (
            "data/rules.yml",
            "rules:\n- rule: x\n  steps: [{intent: grete}]\n",
            ":3: unknown intent",
        ),
        (
            "data/rules.yml",
            RULES.replace("utter_bye", "utter_by"),
            ":6: unknown response 'utter_by'",
        ),
        ("data/nlu.yml", 'nlu:\n- intent: greet\n  examples: "x\n', "not valid YAML"),
        ("catalog/faq.yml", "faq:\n- id: a\n  questions: [x]\n", ":2: "),
        ("catalog/products.csv", "id,name\na,b\n", ":1: the column 'brand' is missing"),
        (
            "catalog/products.csv",
            f"{HEADER}\nTNT-1,Tent,Fjord,Tents,A tent.,cheap,EUR,\n",
            ":2:6: ",
        ),
        ("catalog/products.jsonl", '\n{"id": "a",\n', ":2:12: not valid JSON"),
        ("tests/heldout/nlu.yml", "nlu: 7\n", ":1: "),
        ("tests/heldout/faq_questions.jsonl", '{"text": "a", "ids": ["b"]}\n7\n', ":2: "),
        ("tests/heldout/product_queries.jsonl", '{"text": "a"}\n', ":1: needs 'expect'"),
    ],
)
def test_a_fault_is_told_with_file_and_line(
    run: Run, project: Path, name: str, text: str, told: str
) -> None:
    (project / "catalog").mkdir()
    path = put(project, name, text)
    checked = run("data", "validate", project, "--json")
    assert checked.exit_code == 1
    found = problems(checked)
    assert any(one.startswith(f"{path}:") and told in one for one in found), found
    assert str(path) in run("data", "validate", project).stdout


def test_an_intent_that_the_domain_lacks_is_named(run: Run, project: Path) -> None:
    (project / "catalog").mkdir()
    put(project, "data/nlu.yml", NLU.replace("intent: bye", "intent: leave"))
    checked = run("data", "validate", project, "--json")
    assert checked.exit_code == 1
    assert [one for one in problems(checked) if "unknown intent 'leave'" in one]


@pytest.mark.parametrize(
    "name",
    ["config.yml", "domain.yml", "data/nlu.yml", "data/rules.yml", "credentials.yml"],
)
def test_a_file_that_is_not_utf_8_is_told(run: Run, project: Path, name: str) -> None:
    (project / "catalog").mkdir()
    path = project / name
    path.write_bytes(b"a: \xff\n")
    found = problems(run("data", "validate", project, "--json"))
    assert f"{path}:0: not UTF-8 at byte 3; save the file as UTF-8" in found


def test_all_faults_are_told_at_once(run: Run, project: Path) -> None:
    (project / "catalog").mkdir()
    put(project, "credentials.yml", "a: [\n")
    put(project, "config.yml", "langauge: en\n")
    put(project, "data/rules.yml", RULES.replace("utter_bye", "utter_by"))
    checked = run("data", "validate", project)
    assert checked.exit_code == 1
    for name in ("credentials.yml:2", "config.yml:1", "data/rules.yml:6"):
        assert name in checked.stdout
    assert "3 errors" in checked.stdout


def test_a_faulty_row_costs_only_itself(run: Run, shop: Path) -> None:
    put(shop, "catalog/products.csv", f"{PRODUCTS}TNT-9,Tent,Fell,Tents,A tent.,cheap,EUR,\n")
    checked = run("data", "validate", shop, "--json")
    assert checked.exit_code == 1
    (fault,) = problems(checked)
    assert f"{shop}/catalog/products.csv:5:6: " in fault
    counts = one_object(checked)["counts"]
    assert isinstance(counts, dict)
    assert counts["products"] == 3


def test_a_warning_does_not_fail(run: Run, project: Path) -> None:
    (project / "catalog").mkdir()
    domain = project / "domain.yml"
    domain.write_text(domain.read_text("utf-8").replace("[greet, bye]", "[greet, bye, thank]"))
    checked = run("data", "validate", project, "--json")
    assert checked.exit_code == 0
    assert problems(checked) == []
    told = problems(checked, "warnings")
    assert [one for one in told if "'thank' has no examples" in one]
    assert "warning  " in run("data", "validate", project).stdout


def test_components_of_rasa_are_warned_about_once(run: Run, project: Path) -> None:
    (project / "catalog").mkdir()
    put(project, "config.yml", "language: en\npipeline:\n- name: A\n- name: B\n")
    told = problems(run("data", "validate", project, "--json"), "warnings")
    (warning,) = (one for one in told if "config.yml" in one)
    assert warning.startswith(f"{project}/config.yml:2: components not used: A, B;")


def test_a_project_of_rasas_is_told_so_and_that_its_products_go_unused(
    run: Run, shop: Path
) -> None:
    config = (shop / "config.yml").read_text(encoding="utf-8")
    assert "A Rasa project" not in run("data", "validate", shop).stdout
    put(shop, "config.yml", f"pipeline:\n{config}")
    checked = run("data", "validate", shop)
    assert checked.stdout.count("A Rasa project ('pipeline' in config.yml): it is read and") == 1
    assert f"warning  {shop}/config.yml:1: the products of catalog/ (3) are sear" in checked.stdout
    shutil.rmtree(shop / "catalog")
    checked = run("data", "validate", shop)
    assert "A Rasa project" in checked.stdout
    assert "products of" not in checked.stdout


def test_an_intent_of_needs_that_is_none_is_told(run: Run, shop: Path) -> None:
    config = (shop / "config.yml").read_text(encoding="utf-8").split("frontdesk:")[0]
    put(shop, "config.yml", f"{config}frontdesk:\n  training: {{needs_intent: wishes}}\n")
    checked = run("data", "validate", shop, "--json")
    assert checked.exit_code == 1
    (told,) = problems(checked)
    assert "needs_intent' is 'wishes', which the domain lacks" in told


def test_a_review_names_wrong_and_doubled_examples_with_their_lines(run: Run, shop: Path) -> None:
    said = {**SAID, "greet": f"{SAID['greet']}\nwhere is my parcel please\nTrack my order!"}
    path = put(shop, "data/nlu.yml", nlu(said))
    found: Any = one_object(run("data", "review", shop, "--json"))
    assert found["examples"] == 62
    lines = path.read_text(encoding="utf-8").splitlines()
    doubled = [one for one in found["findings"] if one["kind"] == "near_duplicate"]
    assert any("track my order" in one["message"].lower() for one in doubled)
    for one in found["findings"]:
        file, line = one["source"].rsplit(":", 1)
        assert Path(file) == path
        if one["kind"] in ("mislabelled", "near_duplicate"):
            assert repr(lines[int(line) - 1].strip(" -")) in one["message"]
        assert one["fix"]
    shown = run("data", "review", shop)
    assert shown.exit_code == 0
    assert "near_duplicate" in shown.stdout
    assert "in 62 examples" in shown.stdout


def test_a_review_of_one_intent_says_that_there_is_nothing_to_compare(
    run: Run, shop: Path
) -> None:
    put(shop, "data/nlu.yml", nlu({"greet": SAID["greet"]}))
    result = run("data", "review", shop)
    assert result.exit_code == 1
    assert "fewer than 2 intents with examples" in result.stderr
