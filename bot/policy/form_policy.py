"""When an active form acts, and when it steps aside."""

from __future__ import annotations

from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN, Domain
from bot.domain.event import ActionExecutionRejected, LoopInterrupted
from bot.domain.slot import MappingType
from bot.policy import clarification
from bot.policy.decision import Decision, Knowledge
from bot.policy.form import fillable, is_after_message, tries
from bot.policy.rules import Match
from bot.policy.settings import PolicySettings

DEACTIVATE = "action_deactivate_loop"
NOTHING_CHANGED = "utter_nothing_changed"
_NAME = "FormPolicy"


def form_first(
    conversation: Conversation,
    domain: Domain,
    rule: Match,
    knowledge: Knowledge,
    settings: PolicySettings,
    hide: bool,
) -> Decision | None:
    """Return what the active form does, before rules and stories are asked.

    None if there is no form, or if it has stepped aside for the present message.
    """
    loop = conversation.active_loop
    if loop is None or loop.rejected:
        return None
    if conversation.latest_action == loop.name:
        if not settings.rasa and tries(conversation) >= settings.max_form_tries:
            return _offer_person(conversation)
        return Decision(LISTEN, _NAME, 1.0, f"'{loop.name}' has asked", hide_rule_turn=hide)
    if conversation.latest_action == clarification.OFFER_HANDOFF:
        return Decision(LISTEN, _NAME, 1.0, "a person is offered", hide_rule_turn=True)
    if is_after_message(conversation) and not settings.rasa:
        aside = _digression(conversation, domain, rule, knowledge, settings)
        if aside is not None:
            return aside
    asked = conversation.requested_slot
    reason = f"'{loop.name}' is active" + (f" and has asked for '{asked}'" if asked else "")
    return Decision(loop.name, _NAME, 1.0, reason, hide_rule_turn=hide)


def form_stop(
    conversation: Conversation, settings: PolicySettings, *, is_told: bool
) -> Decision | None:
    """Return the end of the form if the customer wants it: stop, or no to the confirmation.

    `is_told`: a rule or story of the project says itself what a stop leads to.
    """
    intent = conversation.latest_message.intent if conversation.latest_message else None
    refuses = (
        intent == settings.deny_intent and conversation.requested_slot == settings.confirm_slot
    )
    if not refuses and (intent != settings.stop_intent or is_told):
        return None
    what = "no to the confirmation" if refuses else "stop"
    return Decision(DEACTIVATE, _NAME, 1.0, f"the customer said {what}", hide_rule_turn=True)


def form_again(
    conversation: Conversation, settings: PolicySettings, *, is_message: bool
) -> Decision | None:
    """Return the way back to a form that stepped aside, once nothing else is to be done.

    After a message that nothing could answer the form asks again; when it has asked in vain too
    often, a person is offered.
    """
    loop = conversation.active_loop
    if loop is None or conversation.latest_action in clarification.STEPS:
        return None
    if not is_message:
        reason = f"back to '{loop.name}' after '{conversation.latest_action}'"
        return Decision(loop.name, _NAME, 1.0, reason, hide_rule_turn=True)
    if not settings.rasa and tries(conversation) >= settings.max_form_tries:
        return _offer_person(conversation)
    reason = f"the message does not answer '{loop.name}', nor does anything else fit"
    events = (LoopInterrupted(True),)
    return Decision(loop.name, _NAME, 1.0, reason, events, hide_rule_turn=True)


def form_stopped(conversation: Conversation, domain: Domain) -> Decision | None:
    """Return the word that closes a form the customer stopped, unless a rule has said it."""
    if conversation.latest_action != DEACTIVATE or NOTHING_CHANGED not in domain.responses:
        return None
    reason = "the customer stopped the form"
    return Decision(NOTHING_CHANGED, _NAME, 1.0, reason, hide_rule_turn=True)


def _offer_person(conversation: Conversation) -> Decision:
    vain = tries(conversation)
    reason = f"'{conversation.requested_slot}' was asked for in vain {vain} times"
    return Decision(clarification.OFFER_HANDOFF, _NAME, 1.0, reason, hide_rule_turn=True)


def _digression(
    conversation: Conversation,
    domain: Domain,
    rule: Match,
    knowledge: Knowledge,
    settings: PolicySettings,
) -> Decision | None:
    """Return what answers a message that is none for the form's question.

    Rasa's forms step aside only when a message fills none of their slots; here it is enough that
    it does not fill the one that was asked for, if a rule wants the message's intent.
    """
    loop, slot = conversation.active_loop_name, conversation.requested_slot
    message = conversation.latest_message
    if loop is None or slot is None or message is None or _may_be_custom(slot, domain):
        return None
    if fillable(conversation, (slot,)) or message.intent in settings.answer_intents:
        return None
    events = (ActionExecutionRejected(loop, _NAME, 1.0),)
    if rule.action not in (None, LISTEN, loop):
        reason = f"rule '{rule.rule}' answers {message.intent} {message.confidence:.2f} within"
        return Decision(rule.action or loop, "RulePolicy", 1.0, f"{reason} '{loop}'", events, True)
    best = knowledge.best
    if (
        best is not None
        and clarification.is_doubtful(message)
        and best.score >= settings.knowledge_sure
    ):
        reason = f"knowledge '{best.id}' {best.score:.2f} answers within '{loop}'"
        return Decision("action_answer_faq", "KnowledgePolicy", best.score, reason, events, True)
    return None


def _may_be_custom(slot: str, domain: Domain) -> bool:
    """Whether an action of the project may find the slot's value in any message."""
    declared = domain.slots.get(slot)
    return declared is None or any(one.type is MappingType.CUSTOM for one in declared.mappings)
