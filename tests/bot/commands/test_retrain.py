"""`frontdesk retrain`: approved examples are learned, and a worse candidate stays one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from finetune.registry import Registry
from tests.bot.commands.conftest import Run, live, one_object, put
from tests.fakes.tiny_shop import HELD_OUT, SAID


def review(project: Path, *entries: tuple[str, str, str], name: str = "a.yml") -> Path:
    """Write a review file of texts, intents and approvals."""
    lines = ["reviewed:"]
    for text, intent, approved in entries:
        lines += [f"- text: {text}", f"  intent: {intent}", f"  approved: {approved}"]
    return put(project, f"var/review/{name}", "\n".join(lines) + "\n")


def poison(project: Path) -> Path:
    """Approve that all greetings and all questions about orders ask for a price."""
    texts = [one for said in ("greet", "track") for one in HELD_OUT[said].splitlines()]
    return review(project, *((text, "price", "true") for text in texts * 6))


@pytest.fixture
def weak(run: Run, trained: Path) -> Path:
    """Return the shop with a live version that turns away most messages; the next is better."""
    config = (trained / "config.yml").read_text(encoding="utf-8")
    put(trained, "config.yml", config.replace("rejection_rate: 0", "rejection_rate: 0.9"))
    assert run("train", trained).exit_code == 0
    put(trained, "config.yml", config)
    return trained


def test_a_candidate_that_is_not_worse_goes_live(run: Run, weak: Path) -> None:
    before, _ = live(weak)
    review(
        weak,
        ("where is the parcel", "track", "true"),
        ("how much for a bag", "price", "true"),
        ("hello you", "track", "false"),
    )
    done = run("retrain", weak, "--json")
    result: Any = one_object(done)
    assert done.exit_code == 0, done.stderr
    assert result["promoted"] is True
    assert result["approved_examples"] == 2
    assert result["model"] != before
    assert live(weak) == (result["model"], result["index"])
    manifest = Registry(weak / "var").show(result["model"])
    assert manifest["learned_from_transcripts"] == 2
    assert manifest["examples"] == len(SAID) * 20 + 2


def test_a_worse_candidate_does_not_go_live(run: Run, trained: Path) -> None:
    before = live(trained)
    done = run("retrain", trained, "--reviewed", poison(trained), "--json")
    result: Any = one_object(done)
    assert done.exit_code == 3
    assert result["promoted"] is False
    assert [reason for reason in result["reasons"] if reason.startswith("accuracy is ")]
    assert live(trained) == before
    assert {one.model_id for one in Registry(trained / "var").list()} == {
        before[0],
        result["model"],
    }


def test_people_see_why_a_candidate_was_refused(run: Run, trained: Path) -> None:
    poison(trained)
    shown = run("retrain", trained)
    assert shown.exit_code == 3
    for wanted in ("too low", "below the limit of", "stays a candidate; the live version goes on"):
        assert wanted in shown.stdout


def test_the_first_version_has_nothing_to_be_worse_than(run: Run, trained: Path) -> None:
    shutil.rmtree(trained / "var")
    done = run("retrain", trained, "--json")
    result: Any = one_object(done)
    assert done.exit_code == 0
    assert result["reasons"] == ["there was no version before"]
    assert live(trained)[0] == result["model"]


def test_only_the_named_files_are_learned_from(run: Run, weak: Path) -> None:
    poison(weak)
    chosen = review(weak, ("good morning you", "greet", "true"), name="b.yml")
    done = run("retrain", weak, "--reviewed", chosen, "--json")
    assert done.exit_code == 0, done.stderr
    assert one_object(done)["approved_examples"] == 1
    assert "1 approved examples in 1 files" in done.stderr


def test_what_is_out_of_scope_can_be_learned(run: Run, trained: Path) -> None:
    review(trained, ("days days days", "out_of_scope", "true"))
    result: Any = one_object(run("retrain", trained, "--json"))
    assert result["approved_examples"] == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a\n", ":1: there is no list 'reviewed'"),
        ("", ":1: there is no list 'reviewed'"),
        ("reviewed:\n- [\n", ":3:1: not valid YAML"),
        ("reviewed:\n- 7\n", ":2: the entry is not a mapping"),
        (
            "reviewed:\n- {text: a, intent: nope, approved: true}\n",
            ":2: there is no intent 'nope'",
        ),
        ("reviewed:\n- {text: a, intent: greet, approved: maybe}\n", ":2: 'approved' is neither"),
        ("reviewed:\n- {text: '', intent: greet, approved: true}\n", ":2: 'text' is missing"),
        ("reviewed:\n\n- {txt: a, intent: greet, approved: true}\n", ":3: unknown key 'txt'"),
    ],
)
def test_a_fault_in_a_review_file_is_told_with_its_line(
    run: Run, trained: Path, text: str, told: str
) -> None:
    before = live(trained)
    path = put(trained, "var/review/a.yml", text)
    refused = run("retrain", trained, "--json")
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert f"{path}{told}" in refused.stderr
    assert live(trained) == before


def test_a_review_file_that_is_not_there_is_named(run: Run, trained: Path) -> None:
    absent = trained / "absent.yml"
    refused = run("retrain", trained, "--reviewed", absent)
    assert refused.exit_code == 1
    assert f"{absent}:0: the file does not exist; create it or correct the path" in refused.stderr


def test_without_a_test_set_nothing_is_learned(run: Run, trained: Path) -> None:
    (trained / "tests" / "heldout" / "nlu.yml").unlink()
    refused = run("retrain", trained)
    assert refused.exit_code == 1
    assert "without a frozen test set nothing can be compared" in refused.stderr
    assert len(Registry(trained / "var").list()) == 1
