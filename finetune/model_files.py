"""A model folder: safetensors and JSON, one file for each part.

encoder.json        sizes of the trunk, pooling, token limit
model.safetensors   the trunk, under the names of the published checkpoints
tokenizer.json      the encoder's own
heads.safetensors   intent head, entity head, training texts as the intent head sees them
labels.json         intents, entity tags, signs that were taught
calibration.json    temperature, scope rule, whether bfloat16 decides as float32 does
familiarity.json    character counts        patterns.json   regular expressions, lookups, synonyms
known_texts.json    hashes of the examples with their intents
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file

from finetune.calibration import ScopeRule
from finetune.checkpoint import fill_trunk, read_weights
from finetune.encoder import TOKENIZER, WEIGHTS
from finetune.entity_tags import TagName, TagSet
from finetune.errors import EncoderError, ModelError
from finetune.familiarity import Familiarity
from finetune.known_texts import OUTSIDE, KnownTexts
from finetune.network import Network
from finetune.patterns import Patterns
from finetune.scope import SIGNS, Memory
from finetune.tokenizer import TextTokenizer
from finetune.trunk import Trunk, TrunkShape

FORMAT = 4
HEADS = "heads.safetensors"
ENCODER = "encoder.json"
LABELS = "labels.json"
CALIBRATION = "calibration.json"
FAMILIARITY = "familiarity.json"
PATTERNS = "patterns.json"
KNOWN_TEXTS = "known_texts.json"

_HEAD_PREFIXES = ("intents.", "tags.")


@dataclass(frozen=True, slots=True)
class Model:
    """Everything a trained model consists of; the network is in float32 on the CPU.

    `intents` are all labels. Those of retrieval intents ("faq/shipping") stand in `retrieval` with
    the intent that they belong to ("faq").
    """

    network: Network
    tokenizer: TextTokenizer
    intents: tuple[str, ...]
    retrieval: Mapping[str, str]
    tags: TagSet
    taught_signs: Mapping[str, str]
    temperature: float
    scope: ScopeRule
    bf16_agrees: bool
    memory: Memory
    familiarity: Familiarity
    patterns: Patterns
    known_texts: KnownTexts


def save_model(model: Model, folder: Path) -> None:
    """Write all files of a model into a folder, which is made if needed."""
    folder.mkdir(parents=True, exist_ok=True)
    state = {name: tensor.contiguous() for name, tensor in model.network.state_dict().items()}
    heads = {name: tensor for name, tensor in state.items() if name.startswith(_HEAD_PREFIXES)}
    heads["memory.features"] = torch.from_numpy(model.memory.features)
    heads["memory.embeddings"] = torch.from_numpy(model.memory.embeddings)
    heads["memory.labels"] = torch.from_numpy(model.memory.labels)
    save_file(model.network.trunk.state_dict(), folder / WEIGHTS)
    save_file(heads, folder / HEADS)
    (folder / TOKENIZER).write_text(model.tokenizer.source, encoding="utf-8")
    encoder = {
        "format": FORMAT,
        "shape": asdict(model.network.trunk.shape),
        "first_token_pooling": model.network.first_token_pooling,
        "max_tokens": model.tokenizer.max_tokens,
    }
    labels = {
        "intents": list(model.intents),
        "retrieval": dict(model.retrieval),
        "tags": [[name.entity, name.role, name.group] for name in model.tags.names],
        "taught_signs": dict(model.taught_signs),
    }
    calibration = {
        "temperature": model.temperature,
        "scope": model.scope.to_json(),
        "bf16_agrees": model.bf16_agrees,
    }
    for name, value in (
        (ENCODER, encoder),
        (LABELS, labels),
        (CALIBRATION, calibration),
        (FAMILIARITY, model.familiarity.to_json()),
        (PATTERNS, model.patterns.to_json()),
        (KNOWN_TEXTS, dict(model.known_texts.intents)),
    ):
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / name).write_text(text + "\n", encoding="utf-8")


def load_model(folder: Path) -> Model:
    """Read a model folder; ModelError naming the file that is missing or damaged."""
    encoder = _read(folder / ENCODER)
    labels = _read(folder / LABELS)
    calibration = _read(folder / CALIBRATION)
    if encoder.get("format") != FORMAT:
        raise ModelError(
            f"{folder} has model format {encoder.get('format')}, this version reads {FORMAT}; "
            "train again with `frontdesk train`"
        )
    try:
        tags = TagSet(TagName(*each) for each in labels["tags"])
        intents = tuple(map(str, labels["intents"]))
        trunk = Trunk(TrunkShape(**encoder["shape"]))
        network = Network(
            fill_trunk(trunk, read_weights(folder / WEIGHTS), folder / WEIGHTS),
            len(intents),
            len(tags),
            first_token_pooling=bool(encoder["first_token_pooling"]),
        )
        return Model(
            network=network,
            tokenizer=_load_tokenizer(folder, int(encoder["max_tokens"])),
            intents=intents,
            retrieval=dict(labels["retrieval"]),
            tags=tags,
            taught_signs=dict(labels["taught_signs"]),
            temperature=float(calibration["temperature"]),
            scope=_scope(calibration["scope"]),
            bf16_agrees=bool(calibration["bf16_agrees"]),
            memory=_load_heads(network, folder / HEADS),
            familiarity=Familiarity.from_json(_read(folder / FAMILIARITY)),
            patterns=Patterns.from_json(_read(folder / PATTERNS)),
            known_texts=KnownTexts(_known(_read(folder / KNOWN_TEXTS), intents)),
        )
    except EncoderError as error:
        raise ModelError(str(error)) from None
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(f"{folder} is not a whole model: {error!r}") from None


def _load_tokenizer(folder: Path, max_tokens: int) -> TextTokenizer:
    if not (folder / TOKENIZER).is_file():
        raise ModelError(f"{folder / TOKENIZER} is missing; the folder is not a model")
    return TextTokenizer.load(folder, max_tokens)


def _known(data: Mapping[str, Any], intents: tuple[str, ...]) -> dict[str, str]:
    unknown = set(map(str, data.values())) - {OUTSIDE, *intents}
    if unknown:
        raise ModelError(f"{KNOWN_TEXTS} names an unknown intent {min(unknown)!r}")
    return {key: str(intent) for key, intent in data.items()}


def _scope(data: Mapping[str, Any]) -> ScopeRule:
    rule = ScopeRule.from_json(data)
    if rule.signs != SIGNS:
        raise ModelError("the model's scope rule uses other signs; train it again")
    return rule


def _load_heads(network: Network, path: Path) -> Memory:
    weights = read_weights(path)
    features = weights.pop("memory.features").numpy()
    embeddings = weights.pop("memory.embeddings").numpy()
    labels = weights.pop("memory.labels").numpy()
    wanted = {
        name: tensor.shape
        for name, tensor in network.state_dict().items()
        if name.startswith(_HEAD_PREFIXES)
    }
    if {name: tensor.shape for name, tensor in weights.items()} != wanted:
        raise ModelError(f"{path} does not fit the model's labels")
    if not len(features) == len(embeddings) == len(labels) or not np.isfinite(features).all():
        raise ModelError(f"{path} is damaged")
    network.load_state_dict(weights, strict=False)
    return Memory(features, embeddings, labels)


def _read(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{path} is missing; the folder is not a model") from None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ModelError(f"{path} is damaged: {error}") from None
    if not isinstance(value, dict):
        raise ModelError(f"{path} is damaged: not a JSON object")
    return value
