import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.policy.slash_intent import MAX_ENTITIES, parse_slash
from tests.fakes.golden_domain import golden, golden_domain

DOMAIN = golden_domain()


@pytest.mark.parametrize(("text", "wanted"), golden("slash_intents").items())
def test_slash_intents_are_read_as_in_rasa(text: str, wanted: dict[str, Any]) -> None:
    data = parse_slash(text, DOMAIN)
    if "intent" in wanted:
        assert json.dumps(data) == json.dumps(wanted)
    else:
        assert data is None  # plain text, for the model to read


@given(st.text(alphabet='/greet@0.7{}":[], \n') | st.text())
@example('/greet{"order_id":NaN}')
@example("/greet@..")
@example("/greet@9999999999")
@example("/greet{" + "[" * 3000 + "}")
@example('/greet{"a":' + "1" * 6000 + "}")
def test_any_text_is_read_or_left(text: str) -> None:
    data = parse_slash(text, DOMAIN)
    if data is not None:
        assert DOMAIN.has_intent(data["intent"]["name"])
        assert 0 <= data["intent"]["confidence"] <= 1
        json.dumps(data, allow_nan=False)


def test_a_forged_button_carries_only_so_many_entities() -> None:
    data = parse_slash('/greet{"order_id":' + str(list(range(5000))) + "}", DOMAIN)
    assert data is not None
    assert len(data["entities"]) == MAX_ENTITIES


def test_json_that_is_no_object_has_no_entities() -> None:
    data = parse_slash("/greet{[1]}", DOMAIN)
    assert data is not None
    assert data["entities"] == []
