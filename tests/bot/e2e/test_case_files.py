from __future__ import annotations

from pathlib import Path

from bot.e2e.case_files import case_files, read_cases

CASE = "test_cases:\n- test_case: {name}\n  steps:\n  - user: hi\n  - utter: utter_greet\n"


def project(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        path = tmp_path / "tests" / name.replace("__", "/")
        path = path.with_name(path.name + ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_rasas_file_and_the_folder_of_themes_are_found(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        e2e_test_cases=CASE.format(name="one"),
        e2e__b=CASE.format(name="two"),
        e2e__a__c=CASE.format(name="three"),
        other="not: ours",
    )
    assert [path.name for path in case_files(folder)] == ["e2e_test_cases.yml", "c.yml", "b.yml"]
    assert [case.name for case in read_cases(folder)] == ["one", "three", "two"]


def test_a_project_without_tests_has_no_cases(tmp_path: Path) -> None:
    assert read_cases(tmp_path) == ()
