"""Changing orders: confirmed, once, and only what was asked about."""

from __future__ import annotations

import pytest

from bot.shop.records import OrderStatus
from bot.storage.shop import ShopDatabase
from tests.fakes.shop_talk import ShopTalk

MAIL = "mara.lindqvist@example.com"


async def status(shop: ShopDatabase, number: str) -> OrderStatus:
    order = await shop.order(number)
    assert order is not None
    return order.status


# --- cancelling ---


async def test_an_order_is_cancelled_after_a_yes(talk: ShopTalk, shop: ShopDatabase) -> None:
    asked = await talk.says("cancel_order", "cancel 10077", order_number="10077", email=MAIL)
    assert asked.replies[0].text == (
        "Order 10077: Nordvik Fjell High Boots (size 42, dark brown), €247.95."
    )
    assert asked.responses[-1] == "utter_ask_cancel_form_confirm"
    assert await status(shop, "10077") is OrderStatus.PROCESSING
    done = await talk.says("affirm", "yes, do it")
    assert done.text == (
        "Done: order 10077 is cancelled. €247.95 goes back to you the way you paid (PayPal)."
    )
    assert done.evidence == {"10077"}
    assert await status(shop, "10077") is OrderStatus.CANCELLED
    assert talk.slots["confirm"] is None
    assert talk.form is None


@pytest.mark.parametrize(("intent", "text"), [("deny", "no"), ("stop", "never mind")])
async def test_no_and_stop_change_nothing(
    talk: ShopTalk, shop: ShopDatabase, intent: str, text: str
) -> None:
    await talk.says("cancel_order", "cancel", order_number="10077", email=MAIL)
    told = await talk.says(intent, text)
    assert "utter_nothing_changed" in told.responses
    assert await status(shop, "10077") is OrderStatus.PROCESSING
    assert talk.form is None
    # a yes afterwards is an answer to nothing
    await talk.says("affirm", "yes")
    assert await status(shop, "10077") is OrderStatus.PROCESSING


@pytest.mark.parametrize(
    ("number", "email", "reason"),
    [
        ("10042", MAIL, "It is on its way already."),
        ("10101", MAIL, "It has been delivered already."),
        ("10155", MAIL, "It has been cancelled."),
        ("10250", "aylin.demir@example.com", "It is packed already and waits for the carrier."),
    ],
)
async def test_what_cannot_be_cancelled_is_said_at_once(
    talk: ShopTalk, number: str, email: str, reason: str
) -> None:
    told = await talk.says("cancel_order", "cancel", order_number=number, email=email)
    assert told.text == f"Order {number} cannot be cancelled. {reason}"
    assert told.evidence == {number}
    assert told.buttons["Talk to a person"] == "/talk_to_human"
    assert talk.form is None


async def test_a_yes_that_names_another_order_is_no_yes(
    mara: ShopTalk, shop: ShopDatabase
) -> None:
    await mara.says("cancel_order", "cancel 10077", order_number="10077")
    told = await mara.says("affirm", "yes, and 10042", order_number="10042")
    assert told.text == "Order 10042 cannot be cancelled. It is on its way already."
    assert await status(shop, "10077") is OrderStatus.PROCESSING


async def test_a_yes_that_names_the_same_order_is_a_yes(
    mara: ShopTalk, shop: ShopDatabase
) -> None:
    await mara.says("cancel_order", "cancel 10077", order_number="10077")
    await mara.says("affirm", "yes, cancel 10077", order_number="10077")
    assert await status(shop, "10077") is OrderStatus.CANCELLED


async def test_an_interrupted_turn_that_is_done_again_writes_once_and_says_the_same(
    talk: ShopTalk, shop: ShopDatabase
) -> None:
    await talk.says("cancel_order", "cancel", order_number="10077", email=MAIL)
    before = talk.conversation
    first = await talk.says("affirm", "yes")
    again = await talk.again(before, "yes", "affirm")
    assert again.replies == first.replies
    assert "is cancelled" in again.text


async def test_an_order_that_is_packed_meanwhile_is_not_cancelled(
    talk: ShopTalk, shop: ShopDatabase
) -> None:
    await talk.says("cancel_order", "cancel", order_number="10077", email=MAIL)
    await shop.cancel_order("10077", "somebody else's key")
    told = await talk.says("affirm", "yes")
    assert told.text == "It has been cancelled."
    assert told.evidence == {"10077"}


async def test_a_question_at_the_confirmation_is_answered_and_asked_again(talk: ShopTalk) -> None:
    await talk.says("cancel_order", "cancel", order_number="10077", email=MAIL)
    told = await talk.says("ask_gift_cards", "how long is a gift card valid?")
    assert told.evidence == {"gift-card-validity"}
    assert told.responses[-1] == "utter_ask_cancel_form_confirm"
    assert len(told.replies) == 2  # what is in the order was said before


async def test_only_orders_that_can_be_cancelled_are_offered(mara: ShopTalk) -> None:
    told = await mara.says("cancel_order", "cancel my order")
    assert told.evidence == {"10077"}


# --- returning ---


async def test_one_of_several_items_goes_back(mara: ShopTalk, shop: ShopDatabase) -> None:
    asked = await mara.says("return_order", "return something of 10101", order_number="10101")
    assert asked.buttons["Highmark Talus Shell Jacket (size M, petrol)"] == (
        '/inform{"product":"RNJ-102"}'
    )
    assert asked.evidence == {"10101"}
    assert (await mara.says("inform", "the jacket")).responses == ["utter_ask_return_reason"]
    asked = await mara.says("inform", "too small")
    assert asked.replies[0].text == (
        "From order 10101: Highmark Talus Shell Jacket (size M, petrol), €279.00."
    )
    assert "too small" in (asked.replies[1].text or "")
    done = await mara.says("affirm", "yes")
    assert "of the Highmark Talus Shell Jacket is registered." in done.text
    assert "we pay back €279.00, less any return costs" in done.text
    (registered,) = await shop.returns_of("10101")
    assert (registered.product_id, registered.reason) == ("RNJ-102", "too small")
    assert registered.id in done.evidence
    assert [mara.slots[one] for one in ("return_item", "return_reason", "confirm")] == [None] * 3


async def test_the_only_item_is_chosen_and_named(talk: ShopTalk) -> None:
    told = await talk.says(
        "return_order", "send 10188 back", order_number="10188", email="jonas.weber@example.com"
    )
    assert told.responses == ["utter_ask_return_reason"]
    asked = await talk.says("inform", "too heavy")
    assert (asked.replies[0].text or "").startswith("From order 10188: Highmark")


async def test_the_last_item_left_is_chosen_and_nothing_goes_back_twice(mara: ShopTalk) -> None:
    await mara.says("return_order", "return the socks", order_number="10101", product="the socks")
    await mara.says("inform", "scratchy")
    done = await mara.says("affirm", "yes")
    again = await mara.presses(done.buttons["Return another item"])
    assert again.responses == ["utter_ask_return_reason"]
    assert mara.slots["return_item"] == "RNJ-102"
    await mara.says("inform", "too small")
    done = await mara.says("affirm", "yes")
    assert "Return another item" not in done.buttons
    told = await mara.says("return_order", "return 10101", order_number="10101")
    assert told.text.endswith("A return of this item has been registered already.")
    assert told.evidence == {"10101"}


async def test_an_item_named_before_the_order_is_known_is_not_asked_for(talk: ShopTalk) -> None:
    await talk.says("return_order", "I want to return the rain jacket", product="rain jacket")
    await talk.says("inform", "10101", order_number="10101")
    told = await talk.says("inform", MAIL, email=MAIL)
    assert told.responses == ["utter_ask_return_reason"]
    assert talk.slots["return_item"] == "RNJ-102"


async def test_an_item_that_is_not_in_the_order_is_asked_for_again(mara: ShopTalk) -> None:
    await mara.says("return_order", "return", order_number="10101")
    told = await mara.says("inform", "the kettle")
    assert told.responses[0] == "utter_item_not_in_order"
    assert "Which item would you like to send back?" in told.text


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("10130", "The 30 days for returns ended on 2024-04-04."),
        ("10042", "It is still on its way; a return is possible once it has arrived."),
        ("10077", "It has not been sent yet; it can still be cancelled instead."),
        ("10155", "It has been cancelled."),
    ],
)
async def test_what_cannot_be_sent_back_is_said_at_once(
    mara: ShopTalk, number: str, reason: str
) -> None:
    told = await mara.says("return_order", "return", order_number=number)
    assert told.text == f"Nothing of order {number} can be sent back. {reason}"
    assert told.evidence == {number}


async def test_a_return_done_again_is_the_same_return(mara: ShopTalk, shop: ShopDatabase) -> None:
    await mara.says("return_order", "return", order_number="10101", product="the jacket")
    await mara.says("inform", "too small")
    before = mara.conversation
    first = await mara.says("affirm", "yes")
    again = await mara.again(before, "yes", "affirm")
    assert again.text == first.text
    assert len(await shop.returns_of("10101")) == 1


# --- what a form forgets ---


async def test_a_stopped_return_leaves_nothing_behind(mara: ShopTalk) -> None:
    await mara.says("return_order", "return", order_number="10101", product="the jacket")
    await mara.says("inform", "too small")
    await mara.says("stop", "forget it")
    assert [mara.slots[one] for one in ("return_item", "return_reason")] == [None, None]


async def test_a_form_left_for_another_leaves_nothing_to_it(mara: ShopTalk) -> None:
    await mara.says("warranty_claim", "claim", order_number="10130")
    await mara.says("inform", "the left strap came off")
    assert mara.slots["problem_description"] == "the left strap came off"
    told = await mara.says("delivery_problem", "10101 came late", order_number="10101")
    assert mara.form == "delivery_problem_form"
    assert told.responses == ["utter_ask_delivery_problem_form_problem_description"]
    assert mara.slots["problem_description"] is None


async def test_the_same_form_opens_empty_after_it_was_left(mara: ShopTalk) -> None:
    await mara.says("return_order", "return", order_number="10101", product="the jacket")
    await mara.says("inform", "too small")
    await mara.says("order_status", "wait, where is 10042?", order_number="10042")
    told = await mara.says("return_order", "return", order_number="10101", product="the socks")
    assert told.responses == ["utter_ask_return_reason"]
    assert mara.slots["return_item"] == "SCK-101"


# --- the other writes ---


async def test_an_address_is_changed_after_a_yes(talk: ShopTalk, shop: ShopDatabase) -> None:
    await talk.says("change_address", "new address", order_number="10077", email=MAIL)
    told = await talk.says("inform", "Rue des Alpes")
    assert told.responses == ["utter_invalid_street", "utter_ask_new_street"]
    await talk.says("inform", "Rue des Alpes 7")
    told = await talk.says("inform", "no idea")
    assert told.responses == ["utter_invalid_postcode", "utter_ask_new_postcode"]
    await talk.says("inform", "38000")
    asked = await talk.says("inform", "Grenoble")
    assert asked.replies[0].text == "The country stays Sweden."
    assert "Rue des Alpes 7, 38000 Grenoble" in (asked.replies[1].text or "")
    done = await talk.says("affirm", "yes")
    assert done.text == "Done: order 10077 goes to Rue des Alpes 7, 38000 Grenoble, Sweden."
    order = await shop.order("10077")
    assert order is not None
    assert order.address.street == "Rue des Alpes 7"
    assert talk.slots["new_street"] is None


async def test_a_whole_address_in_one_answer_needs_no_further_question(talk: ShopTalk) -> None:
    await talk.says("change_address", "new address", order_number="10077", email=MAIL)
    asked = await talk.says("inform", "please send it to Lindenweg 12, 79098 Freiburg")
    assert asked.responses[-1] == "utter_ask_address_form_confirm"
    assert "Lindenweg 12, 79098 Freiburg" in asked.text


async def test_a_corrected_street_is_confirmed_anew(mara: ShopTalk, shop: ShopDatabase) -> None:
    await mara.says("change_address", "new address", order_number="10077")
    await mara.says("inform", "Lindenweg 12, 79098 Freiburg")
    told = await mara.says("affirm", "yes, but Lindenweg 21", street="Lindenweg 21")
    assert told.responses[-1] == "utter_ask_address_form_confirm"
    assert "Lindenweg 21" in told.text
    await mara.says("affirm", "yes")
    order = await shop.order("10077")
    assert order is not None
    assert order.address.street == "Lindenweg 21"


async def test_a_warranty_claim_is_filed_with_item_and_fault(mara: ShopTalk) -> None:
    told = await mara.says("warranty_claim", "strap ripped off", order_number="10130")
    assert told.responses == ["utter_ask_warranty_form_problem_description"]
    asked = await mara.says("inform", "the seam of the left strap opened")
    assert "Cairnwell Drover 40 Backpack" in (asked.replies[0].text or "")
    done = await mara.says("affirm", "yes")
    assert done.text.startswith("Your warranty claim S70001 for the Cairnwell Drover 40 Backpack")
    assert done.evidence == {"10130", "S70001"}


async def test_no_claim_for_what_has_not_arrived(mara: ShopTalk) -> None:
    told = await mara.says("warranty_claim", "zip broke", order_number="10042")
    assert told.text == "Order 10042 has not been delivered, so there is nothing to claim yet."


async def test_no_claim_when_the_warranty_is_over(mara: ShopTalk) -> None:
    mara.now = mara.now.replace(year=2027)
    told = await mara.says("warranty_claim", "strap ripped off", order_number="10130")
    assert told.text == (
        "The 3 years of warranty on the Cairnwell Drover 40 Backpack from order 10130 ended on "
        "5 March 2027. Our workshop can still look at it."
    )
    assert told.evidence == {"10130"}


async def test_a_delivery_problem_is_reported(mara: ShopTalk) -> None:
    await mara.says("delivery_problem", "never came", order_number="10042")
    await mara.says("inform", "the parcel never arrived")
    done = await mara.says("affirm", "yes")
    assert "Your report S70001 is with our delivery team now" in done.text
    assert done.evidence == {"10042", "S70001"}


async def test_no_delivery_problem_with_what_was_not_sent(mara: ShopTalk) -> None:
    told = await mara.says("delivery_problem", "never came", order_number="10077")
    assert told.text == "Order 10077 has not been sent yet: it is still being prepared."
    assert told.evidence == {"10077"}


async def test_a_redone_turn_that_reads_otherwise_writes_nothing_and_says_so(
    talk: ShopTalk, shop: ShopDatabase
) -> None:
    await talk.says("cancel_order", "cancel", order_number="10077", email=MAIL)
    # the interrupted attempt of the next turn had understood another order
    await shop.cancel_order("10203", f"{talk.id}/2/action_cancel_order")
    told = await talk.says("affirm", "yes")
    assert "I was interrupted and am not sure how far I got." in told.text
    assert told.buttons["Talk to a person"]
    assert await status(shop, "10077") is OrderStatus.PROCESSING


async def test_a_form_that_a_signed_out_customer_left_open_asks_who_it_is(
    mara: ShopTalk, shop: ShopDatabase
) -> None:
    await mara.says("cancel_order", "cancel 10077", order_number="10077")
    mara.sign_out()
    told = await mara.says("affirm", "yes")
    assert told.responses == ["utter_ask_email"]
    assert await status(shop, "10077") is OrderStatus.PROCESSING
