"""FAQ entries and passages of the small shop."""

from __future__ import annotations

from retrieval.types import FaqEntry, Passage

FAQS = (
    FaqEntry(
        "shipping-cost",
        "shipping",
        ("How much does shipping cost?", "what are your delivery charges", "postage price"),
        "Standard shipping costs 4.95 EUR. It is free from 75 EUR.",
        ({"title": "How long?", "payload": "/shipping_time"},),
    ),
    FaqEntry(
        "shipping-time",
        "shipping",
        ("How long does delivery take?", "when will my parcel arrive", "delivery time"),
        "Parcels take 2-4 working days. Express takes 1-2 days.",
    ),
    FaqEntry(
        "return-window",
        "returns",
        ("How long can I return something?", "return period", "how many days for a return"),
        "You can return goods within 30 days of delivery.",
    ),
    FaqEntry(
        "warranty-length",
        "warranty",
        ("How long is the warranty?", "years of guarantee"),
        "Our warranty is 3 years. It starts with the delivery.",
    ),
)
PASSAGES = (
    Passage(
        "returns#costs",
        "returns",
        ("Returns", "Costs"),
        "Returns from Austria are free. Elsewhere we deduct 6.95 EUR.",
    ),
    Passage(
        "repair#prices",
        "repair",
        ("Repair", "Prices"),
        "A zip costs 25 EUR to repair. A patch costs 15 EUR.",
    ),
)
