"""Training data for a bot that knows four intents, made by combining phrases."""

from itertools import product

from finetune.annotation import read_annotated
from finetune.types import Example, NluData

ORDER = ("where is my order", "track my parcel", "where is parcel", "i want to track order")
NUMBERS = (
    "[12345](order_number)",
    "[10042](order_number)",
    "please",
    "number [10777](order_number)",
)
PRICE = ("how much is the", "what does it cost the", "price of the", "how much for a")
THINGS = (
    "[tent](category)",
    "[boots](category)",
    "red [bag](category)",
    "[tent](category) in blue",
)
GREET = ("hello", "hi", "good morning", "hi good morning", "hello hello", "hi hi", "hello good")
ENDS = ("", "you", "!")
SHIP = ("can you ship to", "do you ship to", "ship from berlin to", "how long to")
CITIES = (
    '[berlin]{"entity":"city","role":"to"}',
    '[Paris]{"entity":"city","role":"to"}',
    '[rome]{"entity":"city","role":"to"}',
    '[vienna]{"entity":"city","role":"to"}',
)
OUTSIDE = (
    "stop stop stop",
    "what is 42 and 42",
    "it is long and long",
    "red blue green",
    "days days",
    "do what i want",
    "number number",
    "it is a good what",
)


def small_talk() -> NluData:
    """Return about sixty examples of four intents, with entities, synonyms and a taught sign."""
    groups = (
        ("order_status", product(ORDER, NUMBERS)),
        ("product_price", product(PRICE, THINGS)),
        ("greet", product(GREET, ENDS)),
        ("shipping", product(SHIP, CITIES)),
    )
    examples = [
        Example(*_read(" ".join(parts).strip(), intent), source=f"{intent}.yml:1")
        for intent, combined in groups
        for parts in combined
    ]
    return NluData(
        examples=(*examples, Example("👋", "greet")),
        out_of_scope=tuple(Example(text, "out_of_scope") for text in OUTSIDE),
        synonyms={"boots": "Hiking Boots", "boot": "Hiking Boots", "tent": "Tents"},
        lookups={"city": ("Berlin", "Paris", "Vienna", "Rome")},
        regexes={"order_number": (r"\b1\d{4}\b",)},
    )


def _read(annotated: str, intent: str) -> tuple[str, str, tuple[object, ...]]:
    text, entities = read_annotated(annotated)
    return text, intent, entities
