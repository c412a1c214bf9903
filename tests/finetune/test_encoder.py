import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from finetune.checkpoint import load_trunk
from finetune.encoder import find_encoder
from finetune.errors import EncoderError
from finetune.sentence_encoder import SentenceEncoder, cut_batches
from finetune.tokenizer import TextTokenizer


@pytest.fixture
def folder(tiny_encoder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_encoder, tmp_path / "encoder"))


def write_modules(folder: Path, pooling: dict[str, object], last: str = "Normalize") -> None:
    modules = [
        {"path": "", "type": "sentence_transformers.models.Transformer"},
        {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        {"path": "2", "type": f"sentence_transformers.models.{last}"},
    ]
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(pooling))


def test_a_folder_without_modules_is_pooled_by_mean(folder: Path) -> None:
    files = find_encoder(str(folder))

    assert not files.first_token_pooling
    assert files.max_tokens == 48


@pytest.mark.parametrize(
    ("pooling", "first_token"),
    [
        ({"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False}, False),
        ({"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}, True),
        ({"pooling_mode": "mean"}, False),
        ({"pooling_mode": "cls"}, True),
    ],
)
def test_pooling_is_as_the_modules_say(
    folder: Path, pooling: dict[str, object], first_token: bool
) -> None:
    write_modules(folder, pooling)
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 20}')

    files = find_encoder(str(folder))

    assert files.first_token_pooling is first_token
    assert files.max_tokens == 20


def test_what_cannot_be_done_is_refused(folder: Path) -> None:
    write_modules(folder, {"pooling_mode": "max"})
    with pytest.raises(EncoderError, match="pooling max is not supported"):
        find_encoder(str(folder))
    shutil.rmtree(folder / "1_Pooling")
    write_modules(folder, {"pooling_mode": "mean"}, last="Dense")
    with pytest.raises(EncoderError, match="module Dense is not supported"):
        find_encoder(str(folder))


def test_pickled_weights_are_refused(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    with pytest.raises(EncoderError, match="is missing"):
        find_encoder(str(folder))
    (folder / "pytorch_model.bin").write_bytes(b"\x80")
    with pytest.raises(EncoderError, match="pickled weights are refused"):
        find_encoder(str(folder))


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("./gone", "does not exist"),
        ("/gone/encoder", "does not exist"),
        ("a/b/c", "does not exist"),
        ("not a name!", "neither a folder nor a hub name"),
    ],
)
def test_a_wrong_name_is_said(name: str, complaint: str) -> None:
    with pytest.raises(EncoderError, match=complaint):
        find_encoder(name)


@pytest.mark.parametrize("content", ["", "{", "\x00"])
def test_a_broken_config_is_named(folder: Path, content: str) -> None:
    (folder / "config.json").write_text(content)

    with pytest.raises(EncoderError, match=r"config\.json"):
        find_encoder(str(folder))


def test_broken_weights_are_named(folder: Path) -> None:
    weights = load_file(folder / "model.safetensors")
    files = find_encoder(str(folder))

    save_file({"x": torch.zeros(1)}, folder / "model.safetensors")
    with pytest.raises(EncoderError, match="is missing"):
        load_trunk(files)
    name = "embeddings.LayerNorm.weight"
    save_file({**weights, name: torch.zeros(7)}, folder / "model.safetensors")
    with pytest.raises(EncoderError, match=r"LayerNorm\.weight has shape \(7,\)"):
        load_trunk(files)
    (folder / "model.safetensors").write_bytes(b"\x10\x00\x00\x00\x00\x00\x00\x00garbage")
    with pytest.raises(EncoderError, match="not a readable safetensors file"):
        load_trunk(files)


def test_prefixed_and_distilled_names_are_understood(folder: Path) -> None:
    files = find_encoder(str(folder))
    weights = load_file(folder / "model.safetensors")
    wanted = load_trunk(files).state_dict()

    save_file({f"bert.{name}": each for name, each in weights.items()}, files.weights)
    prefixed = load_trunk(files).state_dict()

    assert all(torch.equal(prefixed[name], wanted[name]) for name in wanted)


def test_the_default_is_the_packaged_encoder_with_the_known_hash() -> None:
    files = find_encoder()

    assert files.config["hidden_size"] == 384
    assert files.max_tokens == 256
    assert not files.first_token_pooling


def test_another_distribution_is_not_accepted_in_its_place() -> None:
    with pytest.raises(EncoderError, match="not installed"):
        find_encoder(distribution="no-such-distribution")
    with pytest.raises(EncoderError, match=r"holds no model\.safetensors"):
        find_encoder(distribution="numpy")


def test_vectors_are_unit_rows_in_the_order_of_the_texts(tiny_encoder: Path) -> None:
    encoder = SentenceEncoder.load(find_encoder(str(tiny_encoder)), device="cpu")
    texts = [
        "where is my order",
        "hi",
        "",
        "how much does the red bag cost in berlin please",
        "hi",
    ]

    vectors = encoder.encode(texts)

    assert vectors.shape == (5, 32)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-4)
    assert np.allclose(vectors[1], vectors[4], atol=1e-2)
    assert encoder.encode([]).shape == (0, 32)


def test_the_fingerprint_names_weights_and_tokenizer(folder: Path, tiny_encoder: Path) -> None:
    def fingerprint(path: Path) -> str:
        return SentenceEncoder.load(find_encoder(str(path)), device="cpu").fingerprint

    first = fingerprint(tiny_encoder)
    assert fingerprint(folder) == first

    weights = load_file(folder / "model.safetensors")
    weights["embeddings.LayerNorm.bias"] += 1.0
    save_file(weights, folder / "model.safetensors")
    assert fingerprint(folder) != first


def test_batches_hold_every_text_once_within_the_limit() -> None:
    lengths = [5, 1, 9, 3, 30, 2]

    batches = list(cut_batches(lengths, 10))

    assert sorted(index for batch in batches for index in batch) == list(range(6))
    assert all(sum(lengths[i] for i in batch) <= 10 or len(batch) == 1 for batch in batches)
    assert batches[0] == [1, 5, 3]


def test_special_tokens_typed_by_a_customer_are_text(tiny_encoder: Path) -> None:
    tokenizer = TextTokenizer.load(tiny_encoder, 48)
    (ids,) = tokenizer.ids(["hi [SEP] [CLS]"])

    assert ids.count(3) == 1
    assert ids.count(2) == 1


def test_tokens_know_their_words(tiny_encoder: Path) -> None:
    (row,) = TextTokenizer.load(tiny_encoder, 48).rows(["hi tents?"])

    assert [word.text for word in row.words] == ["hi", "tents", "?"]
    assert row.token_words[0] == row.token_words[-1] == -1
    assert row.token_words[1] == 0
    assert set(row.token_words[2:-2]) == {1}
    assert row.token_words[-2] == 2


def test_a_long_text_is_cut_and_a_broken_one_is_read(tiny_encoder: Path) -> None:
    tokenizer = TextTokenizer.load(tiny_encoder, 48)

    rows = tokenizer.rows(["hi " * 5_000, "hi \ud800 there", "\x00"])

    assert len(rows[0].ids) == 48
    assert len(rows[1].ids) > 3


def test_the_vocabulary_knows_ordinary_words(tiny_encoder: Path) -> None:
    tokenizer = TextTokenizer.load(tiny_encoder, 48)

    assert tokenizer.knows("Boots")
    assert not tokenizer.knows("bakcpack")


@pytest.mark.parametrize("content", ["{}", "nonsense"])
def test_a_broken_tokenizer_is_named(folder: Path, content: str) -> None:
    (folder / "tokenizer.json").write_text(content)

    with pytest.raises(EncoderError, match="not a readable tokenizer"):
        TextTokenizer.load(folder, 48)
