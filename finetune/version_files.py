"""The files of a version: which may be there, their hashes, and writing that survives a crash."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finetune.errors import RegistryError

MANIFEST = "manifest.json"
FORMAT = 1

# Anything else (pickles above all) can run code when it is loaded, or has no business here.
_SUFFIXES = (".safetensors", ".json", ".txt")
_ID = re.compile(r"[0-9a-f]{16,64}")
_ID_LENGTH = 16
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file's content: hex SHA-256 and size."""

    sha256: str
    size: int


def check_id(version_id: str, kind: str) -> str:
    """Return the id; RegistryError if it is not one (and could be a path)."""
    if not _ID.fullmatch(version_id):
        raise RegistryError(f"{version_id!r} is not a {kind} id; see `frontdesk models list`")
    return version_id


def record_files(folder: Path) -> dict[str, FileRecord]:
    """Return the record of every file but the manifest.

    Raises RegistryError at the first entry that must not be in a version.
    """
    if not folder.is_dir():
        raise RegistryError(f"{folder} is not a folder")
    records = {}
    for path in sorted(folder.iterdir()):
        if path.is_symlink() or not path.is_file():
            raise RegistryError(f"{path} is not a plain file; a version holds files only")
        if path.suffix not in _SUFFIXES:
            raise RegistryError(
                f"{path} is refused: only {', '.join(_SUFFIXES)} files may be in a version"
            )
        if path.name != MANIFEST:
            records[path.name] = _record(path)
    if not records:
        raise RegistryError(f"{folder} is empty")
    return records


def content_id(records: Mapping[str, FileRecord]) -> str:
    """Return the id of a version: the start of a hash over names and hashes of its files."""
    lines = "\n".join(f"{name} {record.sha256}" for name, record in sorted(records.items()))
    return hashlib.sha256(lines.encode()).hexdigest()[:_ID_LENGTH]


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return a version's manifest; RegistryError if it is missing or damaged."""
    path = folder / MANIFEST
    manifest = read_json_object(path)
    if manifest.get("format") != FORMAT or not isinstance(manifest.get("files"), dict):
        raise RegistryError(f"{path} is not a manifest of format {FORMAT}")
    return manifest


def read_json_object(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file; RegistryError if there is none."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RegistryError(f"{path} is missing") from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise RegistryError(f"{path} is damaged: {error}") from None
    if not isinstance(value, dict):
        raise RegistryError(f"{path} is damaged: not a JSON object")
    return value


def verify_files(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Raise RegistryError unless the folder holds exactly the files the manifest says."""
    records = record_files(folder)
    listed = manifest["files"]
    for name in sorted(set(records) | set(listed)):
        if name not in listed:
            raise RegistryError(f"{folder / name} is not in the manifest")
        if name not in records:
            raise RegistryError(f"{folder / name} is missing")
        wanted = listed[name].get("sha256") if isinstance(listed[name], dict) else None
        if records[name].sha256 != wanted:
            raise RegistryError(
                f"{folder / name} has sha256 {records[name].sha256}, the manifest says {wanted}"
            )
    if content_id(records) != manifest.get("id"):
        raise RegistryError(f"{folder / MANIFEST}: the id does not fit the files")


def copy_files(source: Path, target: Path, records: Mapping[str, FileRecord]) -> None:
    """Copy recorded files into a new folder and bring them to the disk."""
    target.mkdir(parents=True)
    for name in records:
        shutil.copyfile(source / name, target / name)
        sync(target / name)
        if _record(target / name) != records[name]:
            raise RegistryError(f"{source / name} changed while it was copied; publish again")


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Replace a JSON file at once: readers see the old content or the new, crash or not."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}")
    with waiting.open("w", encoding="utf-8") as stream:
        json.dump(value, stream, indent=2, ensure_ascii=False, sort_keys=True)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    waiting.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file's or folder's content to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _record(path: Path) -> FileRecord:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return FileRecord(digest.hexdigest(), size)
