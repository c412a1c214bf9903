"""An encoder's weights: from a published checkpoint into a Trunk, and into a model folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from finetune.encoder import EncoderFiles
from finetune.errors import EncoderError
from finetune.trunk import Trunk, TrunkShape

# RoBERTa's family counts positions from padding index + 1.
_OFFSET_FAMILIES = ("roberta", "xlm-roberta", "camembert")
_FAMILIES = ("bert", *_OFFSET_FAMILIES, "distilbert")

_DISTIL_KEYS = {
    "dim": "hidden_size",
    "n_layers": "num_hidden_layers",
    "n_heads": "num_attention_heads",
    "hidden_dim": "intermediate_size",
    "dropout": "hidden_dropout_prob",
    "attention_dropout": "attention_probs_dropout_prob",
    "activation": "hidden_act",
}
_DISTIL_NAMES = (
    (r"^transformer\.layer\.(\d+)\.attention\.q_lin", r"encoder.layer.\1.attention.self.query"),
    (r"^transformer\.layer\.(\d+)\.attention\.k_lin", r"encoder.layer.\1.attention.self.key"),
    (r"^transformer\.layer\.(\d+)\.attention\.v_lin", r"encoder.layer.\1.attention.self.value"),
    (
        r"^transformer\.layer\.(\d+)\.attention\.out_lin",
        r"encoder.layer.\1.attention.output.dense",
    ),
    (
        r"^transformer\.layer\.(\d+)\.sa_layer_norm",
        r"encoder.layer.\1.attention.output.LayerNorm",
    ),
    (r"^transformer\.layer\.(\d+)\.ffn\.lin1", r"encoder.layer.\1.intermediate.dense"),
    (r"^transformer\.layer\.(\d+)\.ffn\.lin2", r"encoder.layer.\1.output.dense"),
    (r"^transformer\.layer\.(\d+)\.output_layer_norm", r"encoder.layer.\1.output.LayerNorm"),
)
_PREFIX = re.compile(r"^(bert|roberta|xlm_roberta|camembert|distilbert|0\.auto_model)\.")
_SEGMENTS = "embeddings.token_type_embeddings.weight"
_SIZES = (
    "vocab_size",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "max_position_embeddings",
)


def read_shape(config: Mapping[str, Any], where: Path) -> TrunkShape:
    """Return the sizes in a config.json; EncoderError if the encoder is of another family."""
    family = config.get("model_type")
    if family not in _FAMILIES:
        raise EncoderError(
            f"{where}: model_type {family!r} is not supported; "
            f"choose an encoder of one of {', '.join(_FAMILIES)}"
        )
    if family == "distilbert":
        config = {_DISTIL_KEYS.get(key, key): value for key, value in config.items()}
    missing = [key for key in _SIZES if not isinstance(config.get(key), int)]
    if missing:
        raise EncoderError(f"{where}: {missing[0]} is missing or not a whole number")
    if config.get("hidden_act", "gelu") != "gelu":
        raise EncoderError(f"{where}: activation {config['hidden_act']!r} is not supported")
    if config.get("position_embedding_type", "absolute") != "absolute":
        raise EncoderError(f"{where}: only absolute positions are supported")
    offset = int(config.get("pad_token_id", 1)) + 1 if family in _OFFSET_FAMILIES else 0
    return TrunkShape(
        **{key: int(config[key]) for key in _SIZES},
        type_vocab_size=int(config.get("type_vocab_size", 1)),
        layer_norm_eps=float(config.get("layer_norm_eps", 1e-12)),
        hidden_dropout_prob=float(config.get("hidden_dropout_prob", 0.1)),
        attention_probs_dropout_prob=float(config.get("attention_probs_dropout_prob", 0.1)),
        first_position=offset,
    )


def load_trunk(files: EncoderFiles) -> Trunk:
    """Build the trunk and fill it with a checkpoint's weights, in float32."""
    shape = read_shape(files.config, files.folder / "config.json")
    weights = read_weights(files.weights)
    named = {_trunk_name(name): tensor for name, tensor in weights.items()}
    named.setdefault(_SEGMENTS, torch.zeros(shape.type_vocab_size, shape.hidden_size))
    return fill_trunk(Trunk(shape), named, files.weights)


def fill_trunk(trunk: Trunk, weights: Mapping[str, Tensor], where: Path) -> Trunk:
    """Copy weights by name into a trunk; names it does not have (a pooler) are left out."""
    wanted = trunk.state_dict()
    for name, tensor in wanted.items():
        if name not in weights:
            raise EncoderError(f"{where}: tensor {name} is missing")
        if weights[name].shape != tensor.shape:
            raise EncoderError(
                f"{where}: tensor {name} has shape {tuple(weights[name].shape)}, "
                f"config.json says {tuple(tensor.shape)}"
            )
    trunk.load_state_dict({name: weights[name].float() for name in wanted})
    return trunk


def read_weights(path: Path) -> dict[str, Tensor]:
    """Return the tensors of a safetensors file; EncoderError if it is damaged."""
    try:
        return load_file(path)
    except (SafetensorError, OSError) as error:
        raise EncoderError(f"{path} is not a readable safetensors file: {error}") from None


def _trunk_name(name: str) -> str:
    name = _PREFIX.sub("", name)
    for pattern, replacement in _DISTIL_NAMES:
        renamed, count = re.subn(pattern, replacement, name)
        if count:
            return renamed
    return name
