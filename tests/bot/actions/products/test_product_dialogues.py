"""Questions about products: which one is meant, and what the catalogue says of it."""

from __future__ import annotations

from retrieval.catalog import Catalog
from tests.fakes.shop_talk import ShopTalk


async def test_a_price(talk: ShopTalk) -> None:
    told = await talk.says("product_price", "how much is the Col 2 tent?", product="Col 2 tent")
    assert told.text == "The Moraine Col 2 Tent costs €249.00 and is in stock."
    assert (told.cards, told.evidence) == (["TNT-101"], {"TNT-101"})


async def test_what_was_named_stays_in_focus(talk: ShopTalk) -> None:
    await talk.says("product_price", "price of the Moraine Col 2 Tent")
    told = await talk.says("product_details", "is it waterproof?")
    assert told.text == "**Moraine Col 2 Tent**, €249.00\n- Waterproof: 3000 mm"
    assert "brightwater" not in told.text.lower()


async def test_a_name_wins_over_the_focus(talk: ShopTalk) -> None:
    await talk.says("product_price", "price of the Moraine Col 2 Tent")
    told = await talk.says("product_price", "and the Nordvik Fjell 2 tent?")
    assert told.evidence == {"TNT-103"}


async def test_a_general_question_tells_everything(talk: ShopTalk, catalog: Catalog) -> None:
    told = await talk.says("product_details", "tell me about STV-101", product="STV-101")
    assert catalog.products["STV-101"].description in told.text
    assert "- Weight: 85 g" in told.text


async def test_a_product_that_nobody_named_is_asked_for(talk: ShopTalk) -> None:
    told = await talk.says("product_price", "how much is that?")
    assert told.text == "Which product would you like the price of?"
    assert told.buttons["Find a product"] == "/search_product"


async def test_a_product_that_does_not_exist_is_not_taken_for_another(talk: ShopTalk) -> None:
    await talk.says("product_price", "price of the Moraine Col 2 Tent")
    told = await talk.says("product_price", "and the Zermatt 9000?", product="Zermatt 9000")
    assert told.text.startswith("I know no product called “Zermatt 9000”.")
    assert "€" not in told.text


async def test_this_jacket_is_no_name(talk: ShopTalk) -> None:
    await talk.says("product_price", "price of RNJ-102")
    told = await talk.says(
        "product_stock", "do you have this jacket in M?", product="jacket", size="M"
    )
    assert told.evidence == {"RNJ-102"}


async def test_two_products_named_equally_well_are_offered(talk: ShopTalk) -> None:
    asked = await talk.says("product_price", "what does the Col tent cost", product="Col tent")
    assert set(asked.buttons) >= {"Moraine Col 2 Tent", "Moraine Col 3 Tent"}
    payload = asked.buttons["Moraine Col 3 Tent"]
    assert payload == '/product_price{"product":"TNT-102"}'
    assert (await talk.presses(payload)).evidence == {"TNT-102"}


async def test_of_two_the_one_talked_about_is_meant(talk: ShopTalk) -> None:
    await talk.says("product_price", "price of TNT-102", product="TNT-102")
    told = await talk.says("product_stock", "is the Col tent in stock", product="Col tent")
    assert told.evidence == {"TNT-102"}


async def test_stock_of_a_size(talk: ShopTalk) -> None:
    boots = "Nordvik Fjell High Boots"
    told = await talk.says("product_stock", "in 43?", product=boots, size="43")
    assert told.text == "Yes, the Nordvik Fjell High Boots are in stock in size 43."
    sold_out = await talk.says("product_stock", "and 44?", size="44")
    assert "are sold out in size 44 right now. In stock: 38, 39," in sold_out.text
    assert sold_out.buttons["Similar products"] == '/find_similar{"product":"HKB-103"}'
    none = await talk.says("product_stock", "49", size="49")
    assert "do not come in size 49" in none.text


async def test_a_size_within_a_span(talk: ShopTalk) -> None:
    told = await talk.says("product_stock", "socks in 42", product="SCK-101", size="42")
    assert "in size 39-42" in told.text


async def test_the_own_size_is_looked_at(mara: ShopTalk, talk: ShopTalk) -> None:
    boots = "Nordvik Fjell High Boots"
    told = await mara.says("product_stock", f"are the {boots} available", product=boots)
    assert told.text.endswith("You usually take 42; it is in stock.")
    told = await talk.says("product_stock", f"are the {boots} available", product=boots)
    assert "usually" not in told.text


async def test_colours(talk: ShopTalk) -> None:
    told = await talk.says("product_stock", "Col 2 in green?", product="TNT-101", colour="green")
    assert told.text.startswith("It comes in moss green.")
    told = await talk.says("product_stock", "in pink?", product="TNT-101", colour="pink")
    assert told.text.startswith("It does not come in pink, but in moss green and sand.")


async def test_a_comparison_of_two_names(talk: ShopTalk) -> None:
    told = await talk.says(
        "compare_products",
        "Col 2 or Saddle 2?",
        product=["Moraine Col 2 Tent", "Cairnwell Saddle 2"],
    )
    assert "The Moraine Col 2 Tent is €80 cheaper." in told.text
    assert "- Price: €249.00 vs €329.00" in told.text
    assert told.cards == ["TNT-101", "TNT-109"]
    assert told.evidence == {"TNT-101", "TNT-109"}


async def test_a_comparison_of_what_was_shown(talk: ShopTalk) -> None:
    shown = (await talk.says("search_product", "rain jackets")).cards
    told = await talk.says("compare_products", "compare the first and the third")
    assert told.cards == [shown[0], shown[2]]


async def test_a_comparison_with_one_name_offers_its_like(
    talk: ShopTalk, catalog: Catalog
) -> None:
    asked = await talk.says("compare_products", "compare it", product="Moraine Col 2 Tent")
    assert asked.text == "What should I compare the Moraine Col 2 Tent with?"
    offered = [one for one in asked.buttons.values() if one.startswith("/compare_products")]
    assert len(offered) == 3
    told = await talk.presses(offered[0])
    assert "TNT-101" in told.cards
    assert len(told.cards) == 2


async def test_something_like_it_for_less(talk: ShopTalk, catalog: Catalog) -> None:
    told = await talk.says(
        "find_similar", "like the Nordvik Fjell 2 but cheaper", product="Nordvik Fjell 2"
    )
    assert told.text == "Similar to the Nordvik Fjell 2 Tent (up to €548.99):"
    products = [catalog.products[one] for one in told.cards]
    assert all(one.price < 549 and one.in_stock for one in products)
    assert "TNT-103" not in told.cards


async def test_something_like_it_but_lighter(talk: ShopTalk, catalog: Catalog) -> None:
    await talk.says("search_product", "tents")
    told = await talk.says("find_similar", "like the Col 2 but lighter", product="Col 2")
    assert told.text == "Similar to the Moraine Col 2 Tent but lighter:"
    assert all((catalog.products[one].weight_g or 9999) < 1890 for one in told.cards)


async def test_accessories_are_in_stock_and_belong_to_it(talk: ShopTalk, catalog: Catalog) -> None:
    told = await talk.says("find_accessories", "what goes with it", product="Moraine Col 2 Tent")
    assert told.text == "This goes with the Moraine Col 2 Tent:"
    assert "TNT-113" in told.cards
    assert all(catalog.products[one].in_stock for one in told.cards)


async def test_nothing_that_belongs_to_it_is_no_dead_end(talk: ShopTalk, catalog: Catalog) -> None:
    related = {
        other
        for one in catalog.products.values()
        for other in (*one.relations.accessory_of, *one.relations.compatible_with)
    }
    alone = next(
        one
        for one in catalog.products.values()
        if one.id not in related
        and not one.relations.compatible_with
        and not one.relations.accessory_of
    )
    told = await talk.says("find_accessories", "what goes with it", product=alone.id)
    assert "lists nothing in stock that belongs to" in told.text
    assert told.buttons["Similar products"]


async def test_size_advice_from_catalogue_faq_and_the_customers_own(mara: ShopTalk) -> None:
    told = await mara.says(
        "size_advice",
        "should boots be bought bigger than street shoes?",
        product="Nordvik Fjell High Boots",
    )
    assert "The Nordvik Fjell High Boots come in 38, 39," in told.text
    assert "You usually take 42; it is in stock." in told.text
    assert "half a size" in told.text
    assert told.evidence == {"HKB-103", "sizing-boots-fit"}


async def test_size_advice_for_nothing_asks(talk: ShopTalk) -> None:
    assert (await talk.presses("/size_advice")).responses == ["utter_ask_size_product"]


async def test_recommendations_know_the_customer(mara: ShopTalk, catalog: Catalog) -> None:
    told = await mara.says("recommend_product", "what would you recommend?")
    assert told.text == "For you, Mara:"
    assert not {"TNT-101", "SLB-104", "HKB-103", "RNJ-102"} & set(told.cards)
    assert all(catalog.products[one].in_stock for one in told.cards)
    assert all(card.subtitle for reply in told.replies for card in reply.cards)


async def test_a_recommendation_keeps_to_the_budget(talk: ShopTalk, catalog: Catalog) -> None:
    told = await talk.says("recommend_product", "a present for a hiker, about 40 euros tops")
    assert told.cards
    assert all(catalog.products[one].price <= 40 for one in told.cards)


async def test_without_anything_in_the_budget_others_are_named_as_such(talk: ShopTalk) -> None:
    told = await talk.says("recommend_product", "tents under 5 euros")
    assert told.text.startswith("I have nothing to suggest in Tents (up to €5) right now")
    assert told.cards


async def test_sizes_in_general_are_not_those_of_a_lamp(talk: ShopTalk) -> None:
    await talk.says("product_price", "price of HDL-101", product="HDL-101")
    told = await talk.says("size_advice", "how do sizes run?")
    assert "one size" not in told.text
