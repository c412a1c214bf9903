from __future__ import annotations

import json

import pytest

from bot.commands.output import Output, fail


def test_for_people_everything_is_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output()
    output.note("one note")
    output.table("Figures", ["name", "value"], [["accuracy", 0.95], ["nothing", None]])
    output.result({"accuracy": 0.95})
    told = capsys.readouterr()
    assert told.err == ""
    for wanted in ("one note", "Figures", "accuracy", "0.950"):
        assert wanted in told.out
    assert "{" not in told.out


def test_with_json_the_object_stands_alone(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(as_json=True)
    output.note("one note")
    output.table("Figures", ["name"], [["x"]])
    output.result({"name": "Grüße", "path": object})
    told = capsys.readouterr()
    assert told.out.count("\n") == 1
    assert json.loads(told.out)["name"] == "Grüße"
    assert "one note" in told.err
    assert "Figures" in told.err


def test_a_note_is_neither_markup_nor_wrapped(capsys: pytest.CaptureFixture[str]) -> None:
    text = "[red]" + "a word " * 40 + "[/red]"
    Output().note(text)
    assert capsys.readouterr().out == text + "\n"


def test_what_is_wrong_is_one_line_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    error = fail("config.yml:3: [bold] " + "long " * 50, 2)
    told = capsys.readouterr()
    assert error.exit_code == 2
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "[bold]" in told.err


def test_progress_goes_to_standard_error_only(capsys: pytest.CaptureFixture[str]) -> None:
    with Output(as_json=True).progress() as report:
        report("training", 1, 2)
        report("training", 2, 2)
        report("index", 1, 1)
    assert capsys.readouterr().out == ""
