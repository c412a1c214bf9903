"""Shipping, stores, newsletter, complaints, a person."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.storage.shop import ShopDatabase
from tests.fakes.shop_talk import ShopTalk

# --- shipping ---


async def test_shipping_to_a_country_then_how_long(talk: ShopTalk) -> None:
    told = await talk.says("shipping_cost", "what is postage to norway", country="norway")
    assert told.text == "To Norway: standard shipping €14.90."
    assert told.buttons["How long does it take?"] == '/shipping_time{"country":"Norway"}'
    told = await talk.says("shipping_time", "and how many days?")
    assert told.text == "To Norway: standard 5-8 working days."


async def test_a_country_that_no_entity_marks_is_found(talk: ShopTalk) -> None:
    told = await talk.says("shipping_time", "how long to the Netherlands by post?")
    assert told.text == "To the Netherlands: standard 4-6 working days."


async def test_without_a_country_all_zones_are_told(talk: ShopTalk) -> None:
    told = await talk.says("shipping_cost", "delivery fees?")
    assert told.text.splitlines() == [
        "- Austria, Germany and France: standard shipping €4.95, free from €75.00; express €9.95.",
        "- 24 other European countries: standard shipping €8.95.",
        "- Switzerland and Norway: standard shipping €14.90.",
    ]


async def test_a_signed_customer_is_told_of_the_own_country(mara: ShopTalk) -> None:
    told = await mara.says("shipping_cost", "delivery fees?")
    assert told.text == "To Sweden: standard shipping €8.95."


async def test_where_nothing_is_sent_is_said(talk: ShopTalk) -> None:
    told = await talk.says("shipping_cost", "shipping to Brazil", country="Brazil")
    assert told.text == "Sorry, we do not deliver to Brazil."
    assert told.buttons["Where do you deliver?"]


async def test_europe_is_no_country(talk: ShopTalk) -> None:
    told = await talk.says("shipping_cost", "shipping within Europe", country="Europe")
    assert "Sorry" not in told.text
    assert "Switzerland and Norway" in told.text


# --- stores ---


async def test_all_stores(talk: ShopTalk) -> None:
    told = await talk.says("store_hours", "opening times pls")
    assert told.text.splitlines()[0] == "- **Innsbruck**: Mon-Sat 09:00-18:30. Open now."
    assert len(told.text.splitlines()) == 3


async def test_one_store_by_its_town(talk: ShopTalk) -> None:
    talk.now = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    told = await talk.says("store_hours", "is the one in grenoble open?")
    assert told.text == "- **Grenoble**: Tue-Sat 10:00-19:00. Closed now, opens Tuesday at 10:00."


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("are you open on Sundays in Freiburg", "Closed on Sunday 22 November."),
        ("open on saturday in Freiburg?", "Tomorrow: 10:00-19:00."),
        ("open tomorrow in Freiburg?", "Tomorrow: 10:00-19:00."),
        ("until when on Tuesday in Freiburg?", "Tuesday 24 November: 10:00-19:00."),
        ("open today in Freiburg?", "Today: 10:00-19:00."),
    ],
)
async def test_a_day(talk: ShopTalk, asked: str, said: str) -> None:
    told = await talk.says("store_hours", asked)
    assert told.text == f"- **Freiburg**: Mon-Sat 10:00-19:00. Open now. {said}"


# --- newsletter ---


async def test_a_subscription_is_confirmed_first(talk: ShopTalk, shop: ShopDatabase) -> None:
    asked = await talk.says("subscribe_newsletter", "sign me up")
    assert asked.responses == ["utter_ask_newsletter_form_newsletter_email"]
    told = await talk.says("inform", "trailfan-at-example")
    assert told.responses[0] == "utter_invalid_email"
    asked = await talk.says("inform", "mara.lindqvist@example.com")
    assert asked.responses == ["utter_ask_newsletter_form_confirm"]
    done = await talk.says("affirm", "yes")
    assert done.evidence == {"action_subscribe_newsletter"}
    assert talk.slots["newsletter_email"] is None


async def test_a_signed_customers_address_is_proposed(mara: ShopTalk) -> None:
    asked = await mara.says("subscribe_newsletter", "sign me up")
    assert asked.responses == ["utter_ask_newsletter_form_confirm"]
    assert "mara.lindqvist@example.com" in asked.text


async def test_another_address_at_the_confirmation_is_confirmed_anew(
    mara: ShopTalk, shop: ShopDatabase
) -> None:
    await mara.says("unsubscribe_newsletter", "unsubscribe me")
    asked = await mara.says("affirm", "yes, for other@example.org", email="other@example.org")
    assert asked.responses == ["utter_ask_unsubscribe_form_confirm"]
    assert "other@example.org" in asked.text
    customer = await shop.customer_by_id("C1001")
    assert customer is not None
    assert customer.newsletter


# --- complaints and a person ---


async def test_a_complaint_is_filed_word_for_word(mara: ShopTalk, shop_file: Path) -> None:
    asked = await mara.says("complain", "I want to complain")
    assert asked.responses == ["utter_ask_complaint_form_complaint_text"]
    await mara.says("complain", "three mails  in two weeks\nand not one answer")
    done = await mara.says("affirm", "yes")
    assert done.text.startswith("Thank you for telling us. Your complaint S70001 goes to a team")
    with closing(sqlite3.connect(shop_file)) as rows:
        query = "SELECT kind, customer_id, payload FROM service_requests"
        kind, customer_id, payload = rows.execute(query).fetchone()
    assert (kind, customer_id) == ("complaint", "C1001")
    assert json.loads(payload) == {"complaint_text": "three mails in two weeks and not one answer"}


async def test_a_complaint_of_a_visitor_belongs_to_nobody(talk: ShopTalk, shop_file: Path) -> None:
    talk.set_slots(customer_id="C1002")  # unsigned: it does not count
    await talk.says("complain", "I want to complain")
    await talk.says("complain", "nobody answers my mails")
    await talk.says("affirm", "yes")
    with closing(sqlite3.connect(shop_file)) as rows:
        assert rows.execute("SELECT customer_id FROM service_requests").fetchall() == [(None,)]


async def test_a_person_takes_over_and_the_bot_is_silent(talk: ShopTalk) -> None:
    told = await talk.says("talk_to_human", "a person please")
    assert told.responses == ["utter_handoff"]
    assert talk.conversation.paused
    assert (await talk.says("greet", "hello?")).replies == ()


async def test_a_person_can_be_called_in_the_middle_of_a_form(mara: ShopTalk) -> None:
    await mara.says("return_order", "return", order_number="10101")
    told = await mara.says("talk_to_human", "let me talk to somebody")
    assert told.responses == ["utter_handoff"]
    assert mara.conversation.paused
