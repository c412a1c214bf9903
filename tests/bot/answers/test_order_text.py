from __future__ import annotations

from datetime import date

import pytest

from bot.answers.order_text import (
    history_lead,
    lines_summary,
    no_refund_text,
    order_line,
    order_summary,
    refund_text,
    status_text,
)
from bot.answers.phrase import counted, listed, number_text, on_day, shortened, spoken_date
from bot.shop.records import (
    Address,
    Order,
    OrderItem,
    OrderStatus,
    ReturnRequest,
    ReturnStatus,
    Shipment,
)
from tests.fakes.products import ALL

TODAY = date(2026, 11, 24)
PRODUCTS = {one.id: one for one in ALL}
PARCEL = Shipment("Nordpost", "NP1", "2026-11-22T08:00:00", "2026-11-27", None)


def order(status: OrderStatus, *shipments: Shipment) -> Order:
    return Order(
        number="10042",
        customer_id="C1",
        placed_at="2026-11-20T10:00:00",
        status=status,
        total=448.95,
        currency="EUR",
        address=Address("Seeweg 4", "6020", "Innsbruck", "Austria"),
        payment_method="card",
        shipping_cost=0.0,
        items=(
            OrderItem("TNT-1", "one size", "sand", 1, 249.0),
            OrderItem("HKB-1", "42", "", 2, 189.9),
        ),
        shipments=shipments,
    )


@pytest.mark.parametrize(
    ("status", "shipments", "said"),
    [
        (OrderStatus.PROCESSING, (), "was placed on Friday 20 November and is being prepared"),
        (OrderStatus.PACKED, (), "is packed"),
        (
            OrderStatus.SHIPPED,
            (PARCEL,),
            "with Nordpost (tracking number NP1), expected on Friday 27",
        ),
        (OrderStatus.SHIPPED, (), "is on its way."),
        (OrderStatus.DELIVERED, (), "was delivered."),
        (OrderStatus.CANCELLED, (), "was cancelled"),
        (OrderStatus.RETURNED, (), "was sent back"),
    ],
)
def test_every_status_has_its_sentence(
    status: OrderStatus, shipments: tuple[Shipment, ...], said: str
) -> None:
    text = status_text(order(status, *shipments), PRODUCTS, TODAY)
    assert text.startswith(
        "Order 10042 (Moraine Col 2 Tent (sand) and 2 × Highmark Ridge Boot (size 42))"
    )
    assert said in text


def test_a_late_parcel_is_not_promised_for_a_day_that_is_over() -> None:
    late = Shipment("Nordpost", "NP1", "2026-11-18T08:00:00", "2026-11-21", None)
    text = status_text(order(OrderStatus.SHIPPED, late), PRODUCTS, TODAY)
    assert "It was expected on Saturday 21 November; sorry that it is late." in text


def test_a_line_for_a_list() -> None:
    line = order_line(order(OrderStatus.DELIVERED), PRODUCTS, TODAY)
    assert line.startswith("10042: ")
    assert line.endswith("€448.95, Friday 20 November, delivered")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (ReturnStatus.REQUESTED, "We are waiting for the parcel"),
        (ReturnStatus.RECEIVED, "will pay back €249.00"),
        (ReturnStatus.LABEL_SENT, "was registered on Friday 20 November (€249.00). We are"),
        (ReturnStatus.REFUNDED, "was paid yesterday (card)"),
        (ReturnStatus.REJECTED, "could not accept"),
    ],
)
def test_refunds(status: ReturnStatus, said: str) -> None:
    request = ReturnRequest(
        "R5001", "10042", "TNT-1", "too small", status, "2026-11-20", "2026-11-23", 249.0
    )
    assert said in refund_text(order(OrderStatus.DELIVERED), request, "Col", TODAY)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 24), "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 27), "Friday 27 November"),
        (date(2024, 3, 5), "5 March 2024"),
    ],
)
def test_dates_as_people_say_them(day: date, text: str) -> None:
    assert spoken_date(day, TODAY) == text


def test_lists_and_counts() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"], "or")] == ["", "a", "a, b or c"]
    assert [counted(1, "item"), counted(2, "box", "boxes")] == ["1 item", "2 boxes"]


def test_days_in_a_sentence() -> None:
    assert on_day(date(2026, 11, 27), TODAY) == "on Friday 27 November"
    assert on_day(TODAY, TODAY) == "today"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (2.0, "2"),
        (2, "2"),
        (2.5, "2.5"),
        (0.1, "0.1"),
        (3000, "3000"),
        (12000, "12,000"),
        (-5.0, "-5"),
    ],
)
def test_numbers_have_no_needless_digits(number: float, text: str) -> None:
    assert number_text(number) == text


def test_a_long_text_ends_with_a_sentence() -> None:
    assert shortened("One. Two. Three.", 100) == "One. Two. Three."
    assert shortened("One is here. Two is there. Three.", 20) == "One is here. …"
    assert shortened("words without any end at all", 12) == "words …"


def test_what_a_list_of_orders_is_introduced_with() -> None:
    assert history_lead(1, 1) == "Your order:"
    assert history_lead(5, 7) == "Your latest 5 of 7 orders:"
    assert history_lead(3, 3) == "Your latest 3 orders:"


def test_summaries_before_a_change() -> None:
    delivered = order(OrderStatus.DELIVERED)
    assert order_summary(delivered, PRODUCTS).endswith("(size 42), €448.95.")
    assert lines_summary(delivered, "HKB-1", PRODUCTS) == (
        "From order 10042: 2 × Highmark Ridge Boot (size 42), €379.80."
    )
    assert lines_summary(delivered, "NOPE", PRODUCTS) is None


def test_a_cancelled_order_is_paid_back_and_others_have_no_refund() -> None:
    assert "total of €448.95 is paid back" in no_refund_text(order(OrderStatus.CANCELLED))
    assert "no return registered" in no_refund_text(order(OrderStatus.DELIVERED))
