"""Looking for products, narrowing, paging, picking."""

from __future__ import annotations

from retrieval.catalog import Catalog
from tests.fakes.shop_talk import ShopTalk


async def test_a_search_shows_what_fits_and_reads_the_wish_back(
    talk: ShopTalk, catalog: Catalog
) -> None:
    told = await talk.says("search_product", "green tents under 300 euros")
    assert told.text == "This fits in Tents (green, up to €300):"
    assert told.cards == ["TNT-101"]
    assert told.evidence == {"TNT-101"}
    assert talk.slots["shown_products"] == ["TNT-101"]
    assert talk.slots["focus_product"] == "TNT-101"


async def test_a_button_searches_for_what_it_carries(talk: ShopTalk, catalog: Catalog) -> None:
    told = await talk.presses('/search_product{"category":"Hiking Boots"}')
    assert len(told.cards) == 4
    assert {catalog.products[one].category[-1] for one in told.cards} == {"Hiking Boots"}


async def test_pages_never_show_a_product_twice(talk: ShopTalk, catalog: Catalog) -> None:
    told = await talk.says("search_product", "rain jackets")
    seen = list(told.cards)
    assert told.buttons["Show more"] == "show more"
    while "Show more" in told.buttons:
        told = await talk.says("refine_search", "show more")
        assert not set(seen) & set(told.cards)
        seen += told.cards
    jackets = {
        one.id
        for one in catalog.products.values()
        if one.category[-1] == "Rain Jackets" and one.attributes["kind"] == "rain jacket"
    }
    assert set(seen) == jackets
    told = await talk.says("refine_search", "show more")
    assert told.text == "That was everything I have in Rain Jackets."
    assert told.buttons["Find a product"]


async def test_a_search_is_narrowed_step_by_step(talk: ShopTalk, catalog: Catalog) -> None:
    await talk.says("search_product", "what fleece do you have")
    told = await talk.says("refine_search", "only in navy")
    assert {"navy"} == {
        colour for one in told.cards for colour in catalog.products[one].colours
        if colour == "navy"
    }  # fmt: skip
    told = await talk.says("refine_search", "not over 130")
    assert "navy" in told.text
    assert "up to €130" in told.text
    assert all(catalog.products[one].price <= 130 for one in told.cards)


async def test_cheaper_is_cheaper_than_all_that_was_shown(
    talk: ShopTalk, catalog: Catalog
) -> None:
    first = await talk.says("search_product", "sleeping mats")
    lowest = min(catalog.products[one].price for one in first.cards)
    told = await talk.says("refine_search", first.buttons["Anything cheaper?"])
    assert told.cards
    assert all(catalog.products[one].price < lowest for one in told.cards)


async def test_what_nothing_satisfies_is_said_with_what_comes_near(talk: ShopTalk) -> None:
    told = await talk.says("search_product", "a 4-season tent under 100 euros")
    assert told.text.startswith("Nothing fits exactly in Tents (up to €100")
    assert "Without “" in told.text
    assert told.cards
    assert told.buttons["Talk to a person"]


async def test_a_search_without_a_wish_asks_and_forgets_the_one_before(
    talk: ShopTalk, catalog: Catalog
) -> None:
    await talk.says("search_product", "hiking boots under 150 euros")
    asked = await talk.presses("/search_product")
    assert asked.responses == ["utter_ask_search"]
    told = await talk.says("inform", "socks", category="Socks")
    assert {catalog.products[one].category[-1] for one in told.cards} == {"Socks"}
    assert "150" not in told.text


async def test_a_stored_search_of_another_version_is_forgotten(talk: ShopTalk) -> None:
    await talk.says("search_product", "socks")
    talk.set_slots(last_query={"query": {"text": "x", "filters": {"no": 1}}, "seen": []})
    told = await talk.says("refine_search", "tents")
    assert told.cards


async def test_a_choice_from_the_list_is_told_about(talk: ShopTalk) -> None:
    shown = (await talk.says("search_product", "backpacks")).cards
    told = await talk.says("choose_item", "the second one")
    assert told.evidence == {shown[1]}
    assert talk.slots["focus_product"] == shown[1]
    assert talk.slots["shown_products"] == shown
    assert f'/product_stock{{"product":"{shown[1]}"}}' == told.buttons["In stock?"]


async def test_a_choice_without_a_list_is_asked_about(talk: ShopTalk) -> None:
    told = await talk.says("choose_item", "number two")
    assert told.text == "Which product do you mean?"
    assert told.buttons["Find a product"] == "/search_product"


async def test_a_choice_that_points_at_nothing_offers_the_list(talk: ShopTalk) -> None:
    shown = (await talk.says("search_product", "backpacks")).cards
    told = await talk.says("choose_item", "hmm, that one")
    assert told.text == "Which of these do you mean?"
    assert f'/choose_item{{"product":"{shown[0]}"}}' in told.buttons.values()


async def test_the_answer_to_did_you_mean_is_what_was_written_before(
    talk: ShopTalk, catalog: Catalog
) -> None:
    asked = await talk.says(
        "nlu_fallback",
        "blue rain jackets maybe",
        ranking={"nlu_fallback": 0.4, "search_product": 0.3, "product_stock": 0.25},
    )
    assert asked.buttons["Find a product"] == "/search_product"
    told = await talk.presses("/search_product")
    assert told.cards
    assert "Rain Jackets (blue)" in told.text


async def test_a_yes_to_did_you_mean_searches_for_the_message_and_not_for_yes(
    talk: ShopTalk, catalog: Catalog
) -> None:
    await talk.says(
        "nlu_fallback",
        "blue rain jackets maybe",
        ranking={"nlu_fallback": 0.4, "search_product": 0.3},
    )
    told = await talk.says("affirm", "yes")
    assert told.actions[-1] == "action_search_products"
    assert "Rain Jackets (blue)" in told.text
