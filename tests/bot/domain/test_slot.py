from typing import Any

import pytest

from bot.domain.slot import Slot, SlotType


@pytest.mark.parametrize(
    ("slot", "value", "feature"),
    [
        (Slot("t", SlotType.TEXT), "x", (1.0,)),
        (Slot("t", SlotType.TEXT), None, None),
        (Slot("t", SlotType.TEXT, influences=False), "x", None),
        (Slot("b", SlotType.BOOL), False, (1.0, 0.0)),
        (Slot("b", SlotType.BOOL), "true", (1.0, 1.0)),
        (Slot("l", SlotType.LIST), [], (0.0,)),
        (Slot("l", SlotType.LIST), ["a"], (1.0,)),
        (Slot("f", SlotType.FLOAT, max_value=10.0), 5, (1.0, 0.5)),
        (Slot("f", SlotType.FLOAT, max_value=10.0), 99, (1.0, 1.0)),
        (Slot("f", SlotType.FLOAT), "much", None),
        (Slot("f", SlotType.FLOAT, min_value=1.0), 1.0, (1.0, 0.0)),
        (Slot("c", SlotType.CATEGORICAL, values=("S", "L")), "l", (0.0, 1.0)),
        (Slot("c", SlotType.CATEGORICAL, values=("S", "L")), "XL", None),
        (Slot("a", SlotType.ANY), "x", None),
    ],
)
def test_policies_see_rasas_features(slot: Slot, value: Any, feature: Any) -> None:
    assert slot.feature(value) == feature


@pytest.mark.parametrize("kind", [kind for kind in SlotType if kind is not SlotType.ANY])
def test_any_value_counts_as_set(kind: SlotType) -> None:
    slot = Slot("s", kind, values=("x",))
    feature = slot.feature(slot.any_value())
    assert feature is not None
    assert any(feature)


def test_lists_stay_lists() -> None:
    assert Slot("l", SlotType.LIST).stored("a") == ["a"]
    assert Slot("l", SlotType.LIST).stored(("a", "b")) == ["a", "b"]
    assert Slot("l", SlotType.LIST).stored(None) is None
    assert Slot("c", SlotType.CATEGORICAL).any_value() is None
