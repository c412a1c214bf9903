"""Versions on disk and which one is live.

var/models/<id>/    files of a model, manifest.json written last with every hash; never changed
var/indexes/<id>/   an index, made by retrieval
var/CURRENT         the live model and index and those before; replaced at once

A crash at any point leaves CURRENT valid and every folder without a leading dot complete.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from finetune.errors import RegistryError
from finetune.version_files import (
    FORMAT,
    MANIFEST,
    check_id,
    content_id,
    copy_files,
    read_json_object,
    read_manifest,
    record_files,
    sync,
    verify_files,
    write_json,
)

_LOCK_TIMEOUT_S = 60.0
# How many earlier versions a rollback can reach, one after the other.
_KEPT_HISTORY = 20
_RESERVED = {"format", "id", "files", "created_at"}

_History = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Version:
    """A model and the index that was built with it."""

    model_id: str
    index_id: str


@dataclass(frozen=True, slots=True)
class VersionEntry:
    """A line of `list`: a published model, when, with which headline figures, live or not."""

    model_id: str
    created_at: str
    metrics: Mapping[str, Any]
    current: bool


class Registry:
    """The versions under a project's `var` folder; safe for several processes."""

    def __init__(
        self, var: Path, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._models = var / "models"
        self._indexes = var / "indexes"
        self._current = var / "CURRENT"
        self._lock_path = var / "registry.lock"
        self._var = var
        self._now = now

    def publish(self, staged_dir: Path, manifest_extra: Mapping[str, Any]) -> str:
        """Copy a finished model into the registry and return its id; it is not yet live.

        The id is a hash of the files: publishing the same files again changes nothing.
        Raises RegistryError for a file that must not be in a version, or a reserved key.
        """
        if taken := sorted(_RESERVED & set(manifest_extra)):
            raise RegistryError(f"manifest key {taken[0]!r} is reserved")
        records = record_files(staged_dir)
        model_id = content_id(records)
        target = self._models / model_id
        with self._locked():
            self._sweep()
            if self._is_whole(model_id):
                return model_id
            arriving = self._models / f".arriving-{model_id}"
            copy_files(staged_dir, arriving, records)
            manifest = {
                **_plain(manifest_extra),
                "format": FORMAT,
                "id": model_id,
                "created_at": self._now().isoformat(timespec="seconds"),
                "files": {
                    name: {"sha256": record.sha256, "bytes": record.size}
                    for name, record in records.items()
                },
            }
            write_json(arriving / MANIFEST, manifest)
            if target.exists():
                target.rename(self._models / f".damaged-{model_id}")
            arriving.rename(target)
            sync(self._models)
            self._sweep()
        return model_id

    def current(self) -> Version | None:
        """Return the live version, None before the first promotion.

        Raises RegistryError if CURRENT is damaged.
        """
        history = self._history()
        return _version(history[0]) if history else None

    def promote(self, model_id: str, index_id: str) -> None:
        """Make a verified model and its index live.

        Raises RegistryError if either is missing or altered, or if they do not belong together.
        """
        manifest = self.verify(model_id)
        self._check_index(index_id, manifest.get("encoder_fingerprint"))
        with self._locked():
            history = self._history()
            if history and _version(history[0]) == Version(model_id, index_id):
                return
            entry = {
                "model_id": model_id,
                "index_id": index_id,
                "promoted_at": self._now().isoformat(timespec="seconds"),
            }
            self._write_current([entry, *history][: _KEPT_HISTORY + 1])

    def rollback(self) -> Version:
        """Make the version before the live one live again and return it.

        Raises RegistryError if there is none, or if it is no longer whole.
        """
        with self._locked():
            history = self._history()
            if len(history) < 2:
                raise RegistryError("there is no earlier version to go back to")
            version = _version(history[1])
            manifest = self.verify(version.model_id)
            self._check_index(version.index_id, manifest.get("encoder_fingerprint"))
            self._write_current(history[1:])
        return version

    def list(self) -> list[VersionEntry]:
        """Return all published models, newest first; one with a broken manifest has no metrics."""
        live = self.current()
        entries = []
        for folder in self._models.iterdir() if self._models.is_dir() else ():
            if folder.name.startswith("."):
                continue
            try:
                manifest = read_manifest(folder)
            except RegistryError:
                manifest = {}
            metrics = manifest.get("metrics")
            entries.append(
                VersionEntry(
                    model_id=folder.name,
                    created_at=str(manifest.get("created_at", "")),
                    metrics=metrics if isinstance(metrics, dict) else {},
                    current=live is not None and live.model_id == folder.name,
                )
            )
        return sorted(entries, key=lambda each: (each.created_at, each.model_id), reverse=True)

    def show(self, model_id: str) -> dict[str, Any]:
        """Return a model's manifest, with "current" added."""
        manifest = read_manifest(self._known(model_id))
        live = self.current()
        return {**manifest, "current": live is not None and live.model_id == model_id}

    def verify(self, model_id: str) -> dict[str, Any]:
        """Hash every file of a model and return its manifest.

        Raises RegistryError naming the first file that is missing, added, altered or refused.
        """
        folder = self._known(model_id)
        manifest = read_manifest(folder)
        verify_files(folder, manifest)
        if manifest.get("id") != model_id:
            raise RegistryError(f"{folder} holds model {manifest.get('id')}")
        return manifest

    def model_path(self, model_id: str) -> Path:
        """Return the folder of a model, whether or not it exists."""
        return self._models / check_id(model_id, "model")

    def index_path(self, index_id: str) -> Path:
        """Return the folder of an index, whether or not it exists."""
        return self._indexes / check_id(index_id, "index")

    def _known(self, model_id: str) -> Path:
        folder = self.model_path(model_id)
        if not folder.is_dir():
            raise RegistryError(f"model {model_id} is unknown; see `frontdesk models list`")
        return folder

    def _is_whole(self, model_id: str) -> bool:
        try:
            self.verify(model_id)
        except RegistryError:
            return False
        return True

    def _check_index(self, index_id: str, fingerprint: Any) -> None:
        folder = self.index_path(index_id)
        if not folder.is_dir():
            raise RegistryError(f"index {index_id} is unknown; run `frontdesk index build`")
        made_by = read_json_object(folder / MANIFEST).get("encoder")
        if fingerprint is not None and made_by is not None and made_by != fingerprint:
            raise RegistryError(
                f"index {index_id} was built with another model; run `frontdesk index build`"
            )

    def _history(self) -> _History:
        if not self._current.exists():
            return []
        history = read_json_object(self._current).get("history")
        if not isinstance(history, list) or not all(map(_is_entry, history)):
            raise RegistryError(
                f"{self._current} is damaged; delete it and run `frontdesk models promote`"
            )
        return history

    def _write_current(self, history: _History) -> None:
        write_json(self._current, {"format": FORMAT, "history": history})

    def _sweep(self) -> None:
        """Remove what an interrupted or replaced publication left; only under the lock."""
        self._models.mkdir(parents=True, exist_ok=True)
        for folder in self._models.glob(".*"):
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._var.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._lock_path, timeout=_LOCK_TIMEOUT_S):
                yield
        except Timeout:
            raise RegistryError(
                f"another process has held {self._lock_path} for {_LOCK_TIMEOUT_S:.0f} s; "
                "wait for it or end it"
            ) from None


def _is_entry(entry: Any) -> bool:
    return isinstance(entry, dict) and all(
        isinstance(entry.get(key), str) for key in ("model_id", "index_id")
    )


def _version(entry: Mapping[str, Any]) -> Version:
    return Version(entry["model_id"], entry["index_id"])


def _plain(extra: Mapping[str, Any]) -> dict[str, Any]:
    """Return the extra entries as JSON values; RegistryError if they are not."""
    try:
        plain: dict[str, Any] = json.loads(json.dumps(dict(extra)))
    except (TypeError, ValueError) as error:
        raise RegistryError(f"the manifest entries are not JSON: {error}") from None
    return plain
