"""Looking orders up: who may, what is asked for, what is remembered."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions.orders.access import MAX_WRONG_PAIRS
from tests.fakes.shop_talk import ShopTalk

MAIL = "mara.lindqvist@example.com"


async def asks_where(talk: ShopTalk, number: str) -> None:
    await talk.says("order_status", f"where is {number}", order_number=number)


async def test_number_and_address_open_an_order(talk: ShopTalk) -> None:
    asked = await talk.says("order_status", "where is my parcel?")
    assert asked.responses == ["utter_ask_order_number"]
    asked = await talk.says("inform", "10042", order_number="10042")
    assert asked.responses == ["utter_ask_email"]
    told = await talk.says("inform", MAIL.upper(), email=MAIL.upper())
    assert "with Nordpost (tracking number NP400100420EU), expected on Friday 27" in told.text
    assert told.evidence == {"10042"}
    assert told.buttons["Something is wrong"] == '/delivery_problem{"order_number":"10042"}'
    assert talk.form is None


async def test_everything_in_one_message_needs_no_question(talk: ShopTalk) -> None:
    told = await talk.says("order_status", "10042 and my mail", order_number="10042", email=MAIL)
    assert told.actions == ("order_status_form", "action_order_status")
    assert len(told.replies) == 1


async def test_a_number_is_found_in_what_was_typed(talk: ShopTalk) -> None:
    await talk.says("order_status", "where is my parcel?")
    told = await talk.says("inform", "it is #10042, thanks")
    assert told.responses == ["utter_ask_email"]
    assert talk.slots["order_number"] == "10042"


@pytest.mark.parametrize("typed", ["123", "100421", "99999", "my number", "²³¹"])
async def test_what_is_no_number_is_explained(talk: ShopTalk, typed: str) -> None:
    await talk.says("order_status", "where is my parcel?")
    told = await talk.says("inform", typed)
    assert told.responses == ["utter_invalid_order_number", "utter_ask_order_number"]


async def test_what_is_no_address_is_explained(talk: ShopTalk) -> None:
    await asks_where(talk, "10042")
    told = await talk.says("inform", "mara at example dot com")
    assert told.responses == ["utter_invalid_email", "utter_ask_email"]


async def test_another_order_needs_no_second_address(talk: ShopTalk) -> None:
    await talk.says("order_status", "10042", order_number="10042", email=MAIL)
    told = await talk.says("inform", "and 10101?", order_number="10101")
    assert told.evidence == {"10101"}
    assert "was delivered on Tuesday 10 November" in told.text


async def test_what_was_just_shown_is_meant_by_a_following_wish(talk: ShopTalk) -> None:
    await talk.says("order_status", "10077", order_number="10077", email=MAIL)
    told = await talk.presses("/cancel_order")
    assert told.responses[-1] == "utter_ask_cancel_form_confirm"
    assert "10077" in told.text


async def test_tracking_again_by_button_asks_for_another_order(talk: ShopTalk) -> None:
    await talk.says("order_status", "10042", order_number="10042", email=MAIL)
    assert (await talk.presses("/order_status")).responses == ["utter_ask_order_number"]
    told = await talk.says("inform", "10101", order_number="10101")
    assert told.evidence == {"10101"}


async def test_asking_again_in_words_means_the_same_order(talk: ShopTalk) -> None:
    await talk.says("order_status", "10042", order_number="10042", email=MAIL)
    assert (await talk.says("order_status", "so where is it now")).evidence == {"10042"}


async def test_a_number_said_before_the_button_is_used(talk: ShopTalk) -> None:
    await talk.says("inform", "order 10042", order_number="10042")
    assert (await talk.presses("/order_status")).responses == ["utter_ask_email"]


async def test_an_order_of_long_ago_is_not_taken_for_granted(talk: ShopTalk) -> None:
    await talk.says("order_status", "10042", order_number="10042", email=MAIL)
    for _ in range(4):
        await talk.says("greet", "hello")
    told = await talk.says("return_order", "I want to send something back")
    assert told.responses == ["utter_ask_order_number"]


async def test_an_order_of_an_earlier_session_is_not_taken_for_granted(mara: ShopTalk) -> None:
    await mara.says("order_status", "10042", order_number="10042")
    mara.now += timedelta(hours=3)
    mara.start_session()
    assert mara.slots["order_number"] == "10042"
    told = await mara.says("return_order", "I want to send something back")
    assert "Which order is it about?" in told.text


async def test_a_wrong_pair_begins_anew_and_tells_nothing(talk: ShopTalk) -> None:
    await asks_where(talk, "10188")
    told = await talk.says("inform", MAIL, email=MAIL)
    assert told.responses == ["utter_order_pair_wrong", "utter_ask_order_number"]
    assert [talk.slots[one] for one in ("order_number", "email")] == [None, None]


async def test_an_existing_and_a_missing_number_are_answered_alike(
    new_talk: Callable[[str], ShopTalk],
) -> None:
    answers = []
    for number in ("10188", "19998"):
        talk = new_talk("same")
        await asks_where(talk, number)
        told = await talk.says("inform", MAIL, email=MAIL)
        again = await talk.says("order_status", "where", order_number=number, email=MAIL)
        answers.append((told.everything, again.everything))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("address_first", [True, False])
async def test_guessing_ends_with_the_offer_of_a_person(
    talk: ShopTalk, address_first: bool
) -> None:
    for guess in range(MAX_WRONG_PAIRS):
        number, email = f"1018{guess}", "somebody@example.com"
        if address_first:
            await talk.says("inform", email, email=email)
            told = await talk.says("order_status", number, order_number=number)
        else:
            await talk.says("order_status", number, order_number=number)
            told = await talk.says("inform", email, email=email)
    assert told.responses == ["utter_order_lookup_ended"]
    assert told.buttons["Talk to a person"] == "/talk_to_human"
    assert talk.form is None


async def give_up_guessing(talk: ShopTalk) -> None:
    for number in ("10001", "10002", "10003"):
        await talk.says("order_status", "x", order_number=number, email="a@b.example")


@pytest.mark.parametrize(
    "intent", ["order_status", "cancel_order", "return_order", "refund_status"]
)
async def test_afterwards_even_a_right_pair_opens_nothing(talk: ShopTalk, intent: str) -> None:
    await give_up_guessing(talk)
    told = await talk.says(intent, "mine", order_number="10188", email="jonas.weber@example.com")
    assert told.responses == ["utter_order_lookup_ended"]
    assert "Carbon" not in told.everything
    assert told.evidence == set()


async def test_a_restart_does_not_give_new_guesses(talk: ShopTalk) -> None:
    await give_up_guessing(talk)
    await talk.presses("/restart")
    assert talk.slots["wrong_order_pairs"] is None
    told = await talk.says("order_status", "x", order_number="10042", email=MAIL)
    assert told.responses == ["utter_order_lookup_ended"]


async def test_an_own_order_in_between_does_not_give_new_guesses(talk: ShopTalk) -> None:
    await talk.says("order_status", "x", order_number="10001", email="a@b.example")
    await talk.says("order_status", "x", order_number="10002", email="a@b.example")
    assert (await talk.says("order_status", "x", order_number="10042", email=MAIL)).evidence
    told = await talk.says("order_status", "x", order_number="10188", email=MAIL)
    assert told.responses == ["utter_order_lookup_ended"]


async def test_a_signed_customer_is_never_shut_out(mara: ShopTalk) -> None:
    await give_up_guessing(mara)
    told = await mara.says("order_status", "10042", order_number="10042")
    assert told.evidence == {"10042"}


async def test_a_signed_customer_picks_an_own_order(mara: ShopTalk) -> None:
    told = await mara.says("order_status", "where is my order")
    assert told.evidence == {"10077", "10042", "10101", "10155"}
    assert told.buttons["Order 10042"] == '/inform{"order_number":"10042"}'
    assert (await mara.presses(told.buttons["Order 10042"])).evidence == {"10042"}


async def test_the_history_is_the_customers_own_and_has_a_button_for_each(mara: ShopTalk) -> None:
    told = await mara.says("order_history", "my orders")
    assert told.text.startswith("Your latest 5 orders:\n- 10077: Nordvik Fjell High Boots")
    assert told.evidence == {"10077", "10042", "10101", "10155", "10130"}
    assert told.buttons["Order 10077"] == '/order_status{"order_number":"10077"}'


async def test_the_history_of_nobody_known_is_not_shown(talk: ShopTalk) -> None:
    assert (await talk.says("order_history", "x")).responses == ["utter_sign_in_for_history"]


async def test_refunds_by_their_state(talk: ShopTalk) -> None:
    mail = "aylin.demir@example.com"
    told = await talk.says("refund_status", "10240", order_number="10240", email=mail)
    assert "€129.00 for return R5001 of the Eastfell Stride Trail Shoes was paid" in told.text
    assert told.evidence == {"10240", "R5001"}


async def test_no_return_no_refund(mara: ShopTalk) -> None:
    told = await mara.says("refund_status", "10101", order_number="10101")
    assert told.text == "There is no return registered for order 10101."
    assert told.buttons["Return something"] == '/return_order{"order_number":"10101"}'
    cancelled = await mara.says("refund_status", "10155", order_number="10155")
    assert "total of €58.90 is paid back the way you paid (PayPal)" in cancelled.text
    assert "Return something" not in cancelled.buttons


async def test_an_invoice_goes_to_the_address_of_the_order(talk: ShopTalk) -> None:
    told = await talk.says("request_invoice", "10101", order_number="10101", email=MAIL)
    assert told.text == "The invoice of order 10101 goes to the e-mail address of your order."
    assert "10101" in told.evidence
    assert len(told.evidence) == 2


async def test_a_customer_without_orders_is_helped_on(
    new_talk: Callable[[str], ShopTalk], shop_file: Path
) -> None:
    with closing(sqlite3.connect(shop_file)) as rows:
        query = "SELECT id FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)"
        (customer_id,) = rows.execute(query).fetchone() or (None,)
        if customer_id is None:
            customer_id = "C1300"
            rows.execute("DELETE FROM orders WHERE customer_id = ?", (customer_id,))
            rows.commit()
    talk = new_talk("new")
    talk.sign_in(customer_id, "New", "new@example.com")
    told = await talk.says("order_history", "my orders")
    assert told.text == "There are no orders in your account yet."
    assert told.buttons["Find a product"]
    asked = await talk.says("order_status", "where is my order")
    assert asked.responses == ["utter_ask_order_number"]
