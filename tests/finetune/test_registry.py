import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finetune.errors import RegistryError
from finetune.registry import Registry, Version

INDEX = "0123456789abcdef"


class Clock:
    """Moves one minute at each look."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now


@pytest.fixture
def var(tmp_path: Path) -> Path:
    return tmp_path / "var"


@pytest.fixture
def registry(var: Path) -> Registry:
    return Registry(var, now=Clock())


def staged(tmp_path: Path, content: str = "weights") -> Path:
    folder = tmp_path / f"staged-{hashlib.sha256(content.encode()).hexdigest()[:8]}"
    folder.mkdir(exist_ok=True)
    (folder / "model.safetensors").write_bytes(content.encode())
    (folder / "labels.json").write_text("{}")
    (folder / "vocab.txt").write_text("a")
    return folder


def add_index(var: Path, index_id: str = INDEX, fingerprint: str = "f") -> str:
    folder = var / "indexes" / index_id
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"encoder": fingerprint}))
    return index_id


def test_a_published_model_is_whole_and_not_yet_live(registry: Registry, tmp_path: Path) -> None:
    model_id = registry.publish(staged(tmp_path), {"metrics": {"accuracy": 0.9}})

    manifest = registry.verify(model_id)
    assert manifest["metrics"] == {"accuracy": 0.9}
    assert set(manifest["files"]) == {"model.safetensors", "labels.json", "vocab.txt"}
    assert (
        manifest["files"]["model.safetensors"]["sha256"] == hashlib.sha256(b"weights").hexdigest()
    )
    assert registry.current() is None
    assert registry.show(model_id)["current"] is False


def test_the_id_is_the_content(registry: Registry, tmp_path: Path) -> None:
    first = registry.publish(staged(tmp_path), {"run": 1})
    again = registry.publish(staged(tmp_path), {"run": 2})
    other = registry.publish(staged(tmp_path, "other"), {})

    assert first == again != other
    assert registry.show(first)["run"] == 1


def test_list_shows_newest_first_with_figures_and_the_live_one(
    registry: Registry, var: Path, tmp_path: Path
) -> None:
    old = registry.publish(staged(tmp_path, "old"), {"metrics": {"accuracy": 0.8}})
    new = registry.publish(staged(tmp_path, "new"), {})
    registry.promote(old, add_index(var))

    entries = registry.list()

    assert [entry.model_id for entry in entries] == [new, old]
    assert [entry.current for entry in entries] == [False, True]
    assert entries[1].metrics == {"accuracy": 0.8}
    assert entries[1].created_at == "2026-01-01T00:01:00+00:00"


def test_promote_and_roll_back(registry: Registry, var: Path, tmp_path: Path) -> None:
    index = add_index(var)
    ids = [registry.publish(staged(tmp_path, name), {}) for name in "abc"]
    for model_id in ids:
        registry.promote(model_id, index)
    assert registry.current() == Version(ids[2], index)

    assert registry.rollback() == Version(ids[1], index)
    assert registry.rollback() == Version(ids[0], index)
    assert Registry(var).current() == Version(ids[0], index)
    with pytest.raises(RegistryError, match="no earlier version"):
        registry.rollback()


def test_promoting_the_live_version_again_changes_nothing(
    registry: Registry, var: Path, tmp_path: Path
) -> None:
    index = add_index(var)
    first = registry.publish(staged(tmp_path, "a"), {})
    second = registry.publish(staged(tmp_path, "b"), {})
    for model_id in (first, second, second):
        registry.promote(model_id, index)

    assert registry.rollback() == Version(first, index)


def test_an_index_of_another_model_is_refused(
    registry: Registry, var: Path, tmp_path: Path
) -> None:
    model_id = registry.publish(staged(tmp_path), {"encoder_fingerprint": "f"})

    with pytest.raises(RegistryError, match="built with another model"):
        registry.promote(model_id, add_index(var, "a" * 16, fingerprint="g"))
    with pytest.raises(RegistryError, match="unknown"):
        registry.promote(model_id, "b" * 16)
    registry.promote(model_id, add_index(var))


@pytest.mark.parametrize("name", ["weights.bin", "model.pt", "notes.pkl", "run.py", "noname"])
def test_files_that_could_run_are_refused(
    registry: Registry, var: Path, tmp_path: Path, name: str
) -> None:
    folder = staged(tmp_path)
    (folder / name).write_bytes(b"x")

    with pytest.raises(RegistryError, match="refused"):
        registry.publish(folder, {})
    assert registry.list() == []


def test_links_and_folders_are_refused(registry: Registry, tmp_path: Path) -> None:
    folder = staged(tmp_path)
    (folder / "more").mkdir()
    with pytest.raises(RegistryError, match="not a plain file"):
        registry.publish(folder, {})
    (folder / "more").rmdir()
    (folder / "link.json").symlink_to("/etc/hostname")
    with pytest.raises(RegistryError, match="not a plain file"):
        registry.publish(folder, {})
    with pytest.raises(RegistryError, match="is not a folder"):
        registry.publish(tmp_path / "gone", {})


def change(path: Path) -> None:
    path.write_bytes(path.read_bytes()[::-1] + b"!")


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda model: change(model / "model.safetensors"), "has sha256"),
        (lambda model: (model / "labels.json").unlink(), "labels.json is missing"),
        (lambda model: (model / "extra.json").write_text("{}"), "not in the manifest"),
        (lambda model: (model / "evil.bin").write_text(""), "refused"),
        (lambda model: (model / "manifest.json").unlink(), "manifest.json is missing"),
        (lambda model: (model / "manifest.json").write_text("{"), "damaged"),
        (lambda model: (model / "manifest.json").write_text("[]"), "not a JSON object"),
        (lambda model: (model / "manifest.json").write_text("{}"), "not a manifest"),
    ],
)
def test_every_damage_is_found(
    registry: Registry, var: Path, tmp_path: Path, damage: object, complaint: str
) -> None:
    index = add_index(var)
    good = registry.publish(staged(tmp_path, "good"), {})
    registry.promote(good, index)
    model_id = registry.publish(staged(tmp_path), {})
    damage(registry.model_path(model_id))  # type: ignore[operator]

    with pytest.raises(RegistryError, match=complaint):
        registry.verify(model_id)
    with pytest.raises(RegistryError, match=complaint):
        registry.promote(model_id, index)
    assert registry.current() == Version(good, index)
    assert model_id in {entry.model_id for entry in registry.list()}


def test_publishing_again_repairs_a_damaged_version(registry: Registry, tmp_path: Path) -> None:
    model_id = registry.publish(staged(tmp_path), {})
    change(registry.model_path(model_id) / "model.safetensors")

    assert registry.publish(staged(tmp_path), {}) == model_id
    registry.verify(model_id)


def test_a_swapped_manifest_does_not_pass(registry: Registry, tmp_path: Path) -> None:
    first = registry.publish(staged(tmp_path, "a"), {})
    second = registry.publish(staged(tmp_path, "b"), {})
    for path in registry.model_path(first).iterdir():
        path.unlink()
    for path in registry.model_path(second).iterdir():
        (registry.model_path(first) / path.name).write_bytes(path.read_bytes())

    with pytest.raises(RegistryError, match="holds model"):
        registry.verify(first)


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=50)
def test_no_name_leads_out_of_the_registry(name: str) -> None:
    registry = Registry(Path("/nowhere"))
    try:
        path = registry.model_path(name)
    except RegistryError:
        return
    assert path.parent == Path("/nowhere/models")


@pytest.mark.parametrize("name", ["../../etc", "", "ABCDEF0123456789", "a" * 15, ".arriving"])
def test_other_names_than_ids_are_refused(registry: Registry, name: str) -> None:
    for call in (registry.model_path, registry.index_path, registry.show, registry.verify):
        with pytest.raises(RegistryError, match="id"):
            call(name)


def test_an_unknown_model_is_named(registry: Registry) -> None:
    with pytest.raises(RegistryError, match="model 0000000000000000 is unknown"):
        registry.show("0" * 16)


@pytest.mark.parametrize("content", ["", "{}", '{"history": 3}', '{"history": [{"model_id": 1}]}'])
def test_a_damaged_current_is_said_and_not_guessed(
    registry: Registry, var: Path, content: str
) -> None:
    var.mkdir()
    (var / "CURRENT").write_text(content)

    with pytest.raises(RegistryError, match="CURRENT"):
        registry.current()


@pytest.mark.parametrize("extra", [{"id": "x"}, {"files": {}}, {"metrics": object()}])
def test_manifest_entries_must_be_json_and_not_reserved(
    registry: Registry, tmp_path: Path, extra: dict[str, object]
) -> None:
    with pytest.raises(RegistryError, match=r"reserved|not JSON"):
        registry.publish(staged(tmp_path), extra)


WRITER = """
import sys
from pathlib import Path
from finetune.registry import Registry

var, staged, index = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
registry = Registry(var)
print("started", flush=True)
for turn in range(10_000):
    (staged / "labels.json").write_text(f'{{"turn": {turn}}}')
    registry.promote(registry.publish(staged, {"turn": turn}), index)
"""


def test_a_kill_at_any_moment_leaves_whole_versions(
    registry: Registry, var: Path, tmp_path: Path
) -> None:
    index = add_index(var)
    first = registry.publish(staged(tmp_path), {})
    registry.promote(first, index)
    folder = staged(tmp_path, "moving" * 50_000)
    for attempt in range(6):
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", WRITER, str(var), str(folder), index],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.02 + 0.013 * attempt)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()

        live = registry.current()
        assert live is not None
        registry.verify(live.model_id)
        for entry in registry.list():
            registry.verify(entry.model_id)
    assert len(registry.list()) > 3
    registry.publish(staged(tmp_path, "last"), {})
    assert not list((var / "models").glob(".*"))


def test_the_registry_needs_no_torch() -> None:
    code = (
        "import sys, finetune.registry, finetune.promotion, finetune.metrics, finetune.nlu_file, "
        "finetune.evaluation, finetune.annotation; "
        "sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False)  # noqa: S603

    assert done.returncode == 0
