from __future__ import annotations

from retrieval.catalog import Catalog
from tests.fakes.shop_talk import ShopTalk


async def test_a_question_is_answered_with_its_entry(talk: ShopTalk, catalog: Catalog) -> None:
    told = await talk.says("ask_gift_cards", "how long is a gift card valid?")
    assert told.text == catalog.faqs["gift-card-validity"].answer
    assert told.evidence == {"gift-card-validity"}
    assert told.buttons  # never a dead end


async def test_a_button_of_a_topic_offers_its_questions(talk: ShopTalk, catalog: Catalog) -> None:
    told = await talk.presses("/ask_gift_cards")
    assert told.text == "Which of these would you like to know?"
    assert len(told.evidence) == 4
    question = next(iter(told.buttons.values()))
    assert any(question == one.questions[0] for one in catalog.faqs.values())


async def test_what_the_knowledge_does_not_have_is_not_made_up(talk: ShopTalk) -> None:
    told = await talk.says("ask_sustainability", "qwertz uiop")
    assert told.responses == ["utter_no_answer"]
    assert told.evidence == set()


async def test_after_did_you_mean_the_doubtful_question_is_answered(
    talk: ShopTalk, catalog: Catalog
) -> None:
    asked = await talk.says(
        "nlu_fallback",
        "how long is a gift card valid?",
        ranking={"nlu_fallback": 0.4, "ask_gift_cards": 0.3, "ask_payment": 0.28},
    )
    if "action_clarify" in asked.actions:
        told = await talk.presses("/ask_gift_cards")
    else:
        told = asked  # the knowledge was sure enough by itself
    assert told.text == catalog.faqs["gift-card-validity"].answer


async def test_every_entry_has_a_next_step(talk: ShopTalk, catalog: Catalog) -> None:
    for entry in catalog.faqs.values():
        told = await talk.says(f"ask_{entry.topic.replace('-', '_')}", entry.questions[0])
        if told.evidence == {entry.id}:
            assert told.buttons, entry.id
