from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertModel

from finetune.checkpoint import load_trunk, read_shape
from finetune.encoder import find_encoder
from finetune.errors import EncoderError
from finetune.trunk import PackedBatch, Trunk, pool
from tests.fakes.tiny_encoder import SHAPE

ROWS = ([2, 7, 9, 11, 3], [2, 8, 3], [2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 3], [2, 3], [2, 40, 3])


@pytest.fixture
def trunk(tiny_encoder: Path) -> Trunk:
    return load_trunk(find_encoder(str(tiny_encoder))).eval()


def test_the_packed_pass_equals_the_reference_implementation(
    trunk: Trunk, tiny_encoder: Path
) -> None:
    config = BertConfig.from_json_file(tiny_encoder / "config.json")
    reference = BertModel(config, add_pooling_layer=False).eval()
    reference.load_state_dict(trunk.state_dict(), strict=False)

    with torch.inference_mode():
        hidden = trunk(PackedBatch.pack(ROWS))
        wanted = [reference(torch.tensor([row])).last_hidden_state[0] for row in ROWS]

    assert torch.allclose(hidden, torch.cat(wanted), atol=1e-5)


def test_a_text_reads_the_same_alone_and_in_any_company(trunk: Trunk) -> None:
    with torch.inference_mode():
        together = pool(trunk(batch := PackedBatch.pack(ROWS)), batch, first_token=False)
        for row, wanted in zip(ROWS, together, strict=True):
            alone = pool(trunk(one := PackedBatch.pack([row])), one, first_token=False)
            assert torch.allclose(alone[0], wanted, atol=1e-5)


def test_pooling_is_the_mean_or_the_first_token(trunk: Trunk) -> None:
    with torch.inference_mode():
        batch = PackedBatch.pack(ROWS[:2])
        hidden = trunk(batch)

        mean = pool(hidden, batch, first_token=False)
        first = pool(hidden, batch, first_token=True)

    assert torch.allclose(mean[1], hidden[5:8].mean(dim=0), atol=1e-6)
    assert torch.allclose(first, hidden[[0, 5]], atol=1e-6)


def test_texts_of_like_length_share_one_group_and_unlike_ones_do_not() -> None:
    assert len(PackedBatch.pack([[1] * 5] * 4).groups) == 1
    assert PackedBatch.pack([[1] * 5] * 4).groups[0].mask is None
    assert len(PackedBatch.pack([[1] * 2] * 4 + [[1] * 40]).groups) == 2


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"model_type": "t5"}, "model_type 't5' is not supported"),
        ({"hidden_size": "wide"}, "hidden_size is missing or not a whole number"),
        ({"hidden_act": "relu"}, "activation 'relu'"),
        ({"position_embedding_type": "relative_key"}, "absolute positions"),
    ],
)
def test_other_families_are_refused_with_the_reason(
    tiny_encoder: Path, change: dict[str, object], complaint: str
) -> None:
    config = {**find_encoder(str(tiny_encoder)).config, **change}

    with pytest.raises(EncoderError, match=complaint):
        read_shape(config, tiny_encoder / "config.json")


def test_families_with_shifted_positions_start_behind_the_padding(tiny_encoder: Path) -> None:
    config = {
        **find_encoder(str(tiny_encoder)).config,
        "model_type": "xlm-roberta",
        "pad_token_id": 1,
    }

    assert read_shape(config, tiny_encoder).first_position == 2
    assert SHAPE.first_position == 0
