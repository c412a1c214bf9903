"""Domains, rules and stories for tests, written as the YAML that users write."""

from __future__ import annotations

from pathlib import Path

from bot.domain.domain import Domain
from bot.policy.policies import Policies
from bot.policy.settings import StoryHabits
from bot.project.domain_file import read_domain
from bot.project.rules_file import read_rules
from tests.fakes.dialogue import Dialogue

DOMAIN = """
version: "3.1"
intents: [greet, goodbye, affirm, deny, inform, stop, order, faq, chitchat, book, mood_great, mood_sad]
entities: [order_id, city, {place: {roles: [from, to]}}]
slots:
  order_id: {type: text, influence_conversation: false, mappings: [{type: from_entity, entity: order_id}]}
  email: {type: text, influence_conversation: false, mappings: [{type: from_text, not_intent: [faq, stop, chitchat],
    conditions: [{active_loop: order_form, requested_slot: email}]}]}
  confirm: {type: bool, influence_conversation: false, mappings: [
    {type: from_intent, intent: affirm, value: true, conditions: [{active_loop: order_form, requested_slot: confirm}]},
    {type: from_intent, intent: deny, value: false, conditions: [{active_loop: order_form, requested_slot: confirm}]}]}
  vip: {type: bool, mappings: [{type: custom}]}
  city: {type: text, mappings: [{type: from_entity, entity: city}]}
forms:
  order_form: {required_slots: [order_id, email, confirm]}
responses:
  utter_greet: [{text: hi}]
  utter_bye: [{text: bye}]
  utter_vip: [{text: hi vip}]
  utter_faq: [{text: because}]
  utter_chat: [{text: indeed}]
  utter_cheer: [{text: cheer up}]
  utter_happy: [{text: great}]
  utter_booked: [{text: booked}]
  utter_ask_order_id: [{text: which?}]
  utter_ask_email: [{text: mail?}]
  utter_ask_confirm: [{text: sure?}]
  utter_nothing_changed: [{text: nothing}]
  utter_title_order: [{text: Your order}]
  utter_title_faq: [{text: A question}]
actions: [action_submit, action_other]
"""  # noqa: E501

RULES = """
version: "3.1"
rules:
- rule: greeting
  steps: [{intent: greet}, {action: utter_greet}]
- rule: question
  steps: [{intent: faq}, {action: utter_faq}]
- rule: open the order form
  steps: [{intent: order}, {action: order_form}, {active_loop: order_form}]
- rule: submit the order form
  condition: [{active_loop: order_form}]
  steps:
  - action: order_form
  - active_loop: null
  - slot_was_set: [{requested_slot: null}]
  - action: action_submit
"""


def small_domain(folder: Path, text: str = DOMAIN) -> Domain:
    """Return the domain of this text."""
    path = folder / "domain.yml"
    path.write_text(text, encoding="utf-8")
    return read_domain(path)


def compiled(folder: Path, domain: Domain, *texts: str, max_history: int = 5) -> Policies:
    """Return the policies of these training files."""
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"training{number}.yml")
        paths[-1].write_text(text, encoding="utf-8")
    rules, stories = read_rules(*paths)
    return Policies.compile(rules, stories, domain, StoryHabits(max_history))


def dialogue(folder: Path, *texts: str) -> Dialogue:
    """Return a dialogue over the small domain with these training files."""
    domain = small_domain(folder)
    return Dialogue(domain, compiled(folder, domain, *texts))
