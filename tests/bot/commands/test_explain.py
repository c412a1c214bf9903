"""`frontdesk explain`: why a text is understood as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot.commands.conftest import Run, one_line, one_object


def test_a_taught_text_is_understood_because_it_was_taught(run: Run, trained_once: Path) -> None:
    found: Any = one_object(run("explain", "track my parcel", trained_once, "--json"))
    assert found["decision"] == {"result": "understood", "why": "taught"}
    assert found["ranking"][0]["name"] == "track"
    nearest = found["neighbours"][0]
    assert (nearest["text"], nearest["intent"]) == ("track my parcel", "track")
    path, line = nearest["source"].rsplit(":", 1)
    assert "track my parcel" in Path(path).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert {one["word"] for one in found["words"]} == {"track", "my", "parcel"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("stop it", "taught as out of scope"),
        ("👀", "no letter or digit"),
        ("so, the", "nothing but empty words"),
        ("zxq vbn qqq zzz", "above the threshold"),
    ],
)
def test_doubt_is_told_with_its_reason(run: Run, trained_once: Path, text: str, why: str) -> None:
    found: Any = one_object(run("explain", text, trained_once, "--json"))
    assert found["decision"]["result"] == "out_of_scope"
    assert why in found["decision"]["why"]
    assert found["in_scope"] is False


@pytest.mark.parametrize(
    ("key", "result"),
    [("intent_threshold: 1.0", "unsure"), ("ambiguity_margin: 1.0", "ambiguous")],
)
def test_the_threshold_that_decided_is_named(
    run: Run, trained: Path, key: str, result: str
) -> None:
    config = trained / "config.yml"
    config.write_text(
        config.read_text(encoding="utf-8") + f"  understanding: {{{key}}}\n", encoding="utf-8"
    )
    found: Any = one_object(run("explain", "track my parcel", trained, "--json"))
    assert found["decision"]["result"] == result
    assert key.replace(":", "").replace("1.0", "1") in found["decision"]["why"]


def test_people_get_tables(run: Run, trained_once: Path) -> None:
    result = run("explain", "track my red bag", trained_once)
    assert result.exit_code == 0
    for wanted in ("Intents", "Doubt", "familiarity", "Nearest examples", "nlu.yml:", "Words"):
        assert wanted in result.stdout


def test_without_a_model_it_says_how_to_get_one(run: Run, project: Path) -> None:
    told = one_line(run("explain", "hello", project))
    assert told == "there is no model yet; run 'frontdesk train'"
