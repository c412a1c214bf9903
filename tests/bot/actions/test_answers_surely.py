"""What the FAQ surely knows it answers, whatever intent the message was given."""

from __future__ import annotations

import pytest

from tests.fakes.shop_talk import ShopTalk

GIFT = "How do I return a gift?"


@pytest.mark.parametrize(
    "intent",
    [
        "store_location",
        "store_hours",
        "shipping_cost",
        "shipping_time",
        "product_details",
        "product_price",
        "product_stock",
        "find_accessories",
        "compare_products",
    ],
)
async def test_a_question_that_the_faq_surely_answers(talk: ShopTalk, intent: str) -> None:
    assert (await talk.says(intent, GIFT)).evidence == {"return-gift"}


async def test_the_stores_are_told_where_the_faq_is_not_sure(talk: ShopTalk) -> None:
    assert (await talk.says("store_location", "where are you")).responses == [
        "utter_store_location"
    ]


async def test_an_answer_to_the_bots_question_is_no_question(talk: ShopTalk) -> None:
    await talk.says("store_hours", "when are you open")
    said = await talk.says("inform", GIFT)
    assert said.actions == ("action_store_hours",)
    assert said.evidence == {"action_store_hours"}


async def test_a_product_that_is_meant_comes_before_the_faq(talk: ShopTalk) -> None:
    said = await talk.says("product_price", GIFT, product="Moraine Col 2 Tent")
    assert said.evidence == {"TNT-101"}


async def test_a_name_that_is_unknown_is_said_to_be_so(talk: ShopTalk) -> None:
    said = await talk.says("product_price", GIFT, product="Zeta 9000 Flux")
    assert "Zeta 9000 Flux" in said.text
    assert not said.evidence


async def test_the_cheapest_is_found_and_not_recommended(talk: ShopTalk) -> None:
    said = await talk.says(
        "recommend_product", "what's the cheapest headlamp", category="Headlamps"
    )
    assert said.cards[0] == "HDL-106"


async def test_a_refinement_of_nothing_asks_what_to_look_for(talk: ShopTalk) -> None:
    said = await talk.says("refine_search", "for Italy", country="Italy")
    assert said.responses == ["utter_ask_search"]
    assert (await talk.says("refine_search", "only red gloves")).cards


async def test_something_similar_for_less_after_a_search_narrows_it(talk: ShopTalk) -> None:
    shown = await talk.says("search_product", "family tents for five or six people")
    less = await talk.says("find_similar", "something more affordable?")
    products = talk.searcher.catalog.products
    assert shown.cards
    assert less.cards
    cheapest = min(products[one].price for one in shown.cards)
    assert max(products[one].price for one in less.cards) < cheapest
