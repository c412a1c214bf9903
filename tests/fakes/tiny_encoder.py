"""A random BERT of 2 layers, 32 wide, in a folder as published encoders are."""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from finetune.trunk import Trunk, TrunkShape

SENTENCES = (
    "where is my order parcel track cancel please hello hi good morning how much does the tent",
    "cost price of boots bag red blue green size in to from i want what do you have a an number",
    "and not thanks bye see can ship berlin paris vienna rome 42 for it stop buy days long",
)
WORDS = [word for sentence in SENTENCES for word in sentence.split()]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
SIGNS = list(".,?!#@-€'/&+_:()")
SHAPE = TrunkShape(
    vocab_size=5 + len(SIGNS) + 2 * len(LETTERS) + len(WORDS),
    hidden_size=32,
    num_hidden_layers=2,
    num_attention_heads=4,
    intermediate_size=64,
    max_position_embeddings=48,
)


def tiny_tokenizer() -> Tokenizer:
    """Return a WordPiece tokenizer that knows WORDS whole and everything else by letters."""
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *SIGNS, *LETTERS]
    pieces += [f"##{letter}" for letter in LETTERS]
    pieces += WORDS
    vocabulary = {piece: place for place, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    # published tokenizers come with padding and a limit of their own
    tokenizer.enable_padding(length=16)
    tokenizer.enable_truncation(16)
    return tokenizer


def write_tiny_encoder(folder: Path, *, seed: int = 3) -> Path:
    """Write the encoder's files and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "model_type": "bert",
        "hidden_act": "gelu",
        "vocab_size": SHAPE.vocab_size,
        "hidden_size": SHAPE.hidden_size,
        "num_hidden_layers": SHAPE.num_hidden_layers,
        "num_attention_heads": SHAPE.num_attention_heads,
        "intermediate_size": SHAPE.intermediate_size,
        "max_position_embeddings": SHAPE.max_position_embeddings,
        "type_vocab_size": 2,
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
    }
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer.json").write_text(tiny_tokenizer().to_str())
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        save_file(Trunk(SHAPE).state_dict(), folder / "model.safetensors")
    return folder
