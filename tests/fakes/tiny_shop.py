"""A whole shop on a tiny encoder: it trains in a second and then knows its three intents."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.tiny_encoder import write_tiny_encoder

CONFIG = """recipe: default.v1
language: en
frontdesk:
  model: {{encoder: {encoder}, device: cpu, threads: 1}}
  training: {{epochs: 6, batch_size: 8, learning_rate: 0.003, rejection_rate: 0}}
"""
DOMAIN = """version: "3.1"
intents: [greet, track, price]
responses:
  utter_greet: [{text: Hello from the tiny shop}]
  utter_track: [{text: It is on its way}]
  utter_price: [{text: It is cheap}]
  utter_ask_rephrase: [{text: again?}]
  utter_default: [{text: sorry}]
"""
RULES = """version: "3.1"
rules:
- rule: greeting
  steps: [{intent: greet}, {action: utter_greet}]
- rule: tracking
  steps: [{intent: track}, {action: utter_track}]
- rule: pricing
  steps: [{intent: price}, {action: utter_price}]
"""
OPENINGS = {
    "greet": ("hello", "hi", "good morning", "hi good", "hello good morning"),
    "track": ("where is my", "track my", "i want to track the", "where can i see my", "i want my"),
    "price": (
        "how much is the",
        "what does it cost the",
        "price of the",
        "how much for a",
        "cost of the",
    ),
}
ENDINGS = {
    "greet": ("", " you", " hello", " hi"),
    "track": (" order", " parcel", " order please", " parcel number"),
    "price": (" tent", " boots", " bag", " red bag"),
}
SAID = {
    intent: "\n".join(a + b for a in OPENINGS[intent] for b in ENDINGS[intent])
    for intent in OPENINGS
}
OUTSIDE = (
    "days days days\nberlin vienna rome\nit is long and long\n42 and 42\nstop it\nred blue green"
)
# What it has learned: a model of this size turns away much of what it has not seen.
HELD_OUT = {intent: "\n".join(said.splitlines()[::4]) for intent, said in SAID.items()}
FAQ = """faq:
- id: shipping-time
  topic: shipping
  questions: [how long does it take, how many days is it]
  answer: It takes two days.
- id: buy
  topic: payment
  questions: [how can i buy]
  answer: By card.
"""
PRODUCTS = """id,name,brand,category,description,price,currency,colours
TNT-1,Fjord Tent,Fjord,Camping > Tents,A tent for two.,200,EUR,red
TNT-2,Fell Tent,Fell,Camping > Tents,A tent for three.,400,EUR,green
BAG-1,Fell Bag,Fell,Packs > Bags,A bag for a day.,50,EUR,red
"""
QUESTIONS = '{"text": "how long does it take", "ids": ["shipping-time"]}\n'
QUERIES = '{"text": "tent under 300", "ids": ["TNT-1"]}\n'


def write_tiny_shop(folder: Path) -> Path:
    """Write the project and, beside it, its encoder; return the project's folder."""
    encoder = write_tiny_encoder(folder.parent / "encoder")
    for name, text in {
        "config.yml": CONFIG.format(encoder=encoder),
        "credentials.yml": "rest:\n",
        "domain.yml": DOMAIN,
        "data/rules.yml": RULES,
        "data/nlu.yml": nlu({**SAID, "out_of_scope": OUTSIDE}),
        "catalog/faq.yml": FAQ,
        "catalog/products.csv": PRODUCTS,
        "tests/heldout/nlu.yml": nlu(HELD_OUT),
        "tests/heldout/faq_questions.jsonl": QUESTIONS,
        "tests/heldout/product_queries.jsonl": QUERIES,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def nlu(examples: dict[str, str]) -> str:
    """Return training data as YAML; the examples of an intent are lines."""
    lines = ['version: "3.1"', "nlu:"]
    for intent, said in examples.items():
        lines += [f"- intent: {intent}", "  examples: |"]
        lines += [f"    - {one}" for one in said.splitlines()]
    return "\n".join(lines) + "\n"
