"""The next action of a conversation.

Whoever comes first in this order decides:

1. a person who has the conversation: the bot waits;
2. a follow-up that an action asked for, and Rasa's own intents (restart, back, session start);
3. the answer to the bot's own question ("did you mean", "shall I bring in a person");
4. the active form, unless the message is a digression that a rule or the knowledge answers;
5. knowledge that is surer than a general answer, rules, remembered stories, the knowledge,
   products that a doubtful message names, clarification;
6. when there is nothing to do after an action: back to the form, or wait for the customer.

In a project of Rasa's only what Rasa knows decides: 1, 2, the active form, rules, remembered
stories, what was learned from stories, 6.

Everything is read from the conversation; nothing is kept here and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN, Domain
from bot.domain.event import (
    ActionExecuted,
    LoopInterrupted,
)
from bot.policy import clarification
from bot.policy.decision import Decision, Knowledge, KnowledgeHit
from bot.policy.form_policy import form_again, form_first, form_stop, form_stopped
from bot.policy.learned import Guess
from bot.policy.policies import Policies
from bot.policy.settings import PolicySettings
from bot.policy.situation import Situation
from bot.policy.views import StoryView, recent_states

__all__ = ["Decision", "Knowledge", "KnowledgeHit", "decide"]

DEFAULT_INTENT_ACTIONS = {
    "restart": "action_restart",
    "back": "action_back",
    "session_start": "action_session_start",
}
ANSWER = "action_answer_faq"


def decide(
    conversation: Conversation,
    domain: Domain,
    training: Policies,
    knowledge: Knowledge | None,
    settings: PolicySettings,
) -> Decision:
    """Return the next action. `knowledge` is what search found for the latest message."""
    situation = Situation(conversation, domain, training, knowledge or Knowledge(), settings)
    for policy in _RASA_ORDER if settings.rasa else _ORDER:
        decision = policy(situation)
        if decision is not None:
            return decision
    return _default(situation)


def _paused(at: Situation) -> Decision | None:
    if not at.conversation.paused or at.intent == "restart":
        return None
    return Decision(LISTEN, "HandoffPolicy", 1.0, "a person has the conversation")


def _followup(at: Situation) -> Decision | None:
    action = at.conversation.followup_action
    if action is None or not at.domain.has_action(action):
        return None
    return Decision(action, "FollowupPolicy", 1.0, f"'{action}' was asked for as the next action")


def _default_intent(at: Situation) -> Decision | None:
    action = DEFAULT_INTENT_ACTIONS.get(at.intent or "")
    if action is None:
        return None
    return Decision(action, "RulePolicy", 1.0, f"{at.said()} always means '{action}'")


def _own_question(at: Situation) -> Decision | None:
    """Decide on a yes or no to a clarifying question of the bot."""
    yes = at.intent == at.settings.affirm_intent
    if not yes and at.intent != at.settings.deny_intent:
        return None
    asked = clarification.question_before(at.conversation)
    if asked == clarification.OFFER_HANDOFF:
        return _handoff_answer(at, yes)
    if asked == clarification.CLARIFY and at.loop is None:
        if yes:
            reason = "the customer confirmed what was meant"
            return Decision(clarification.RESOLVE, "ClarificationPolicy", 1.0, reason)
        reason = "none of the offered intents was meant"
        return Decision(
            clarification.REPHRASE, "ClarificationPolicy", 1.0, reason, hide_rule_turn=True
        )
    return None


def _handoff_answer(at: Situation, yes: bool) -> Decision:
    policy, reason = "ClarificationPolicy", "the customer said no to a person"
    if yes:
        reason = "the customer said yes to a person"
        return Decision(clarification.HANDOFF, policy, 1.0, reason, hide_rule_turn=True)
    if at.loop is not None:
        events = (LoopInterrupted(True),)
        return Decision(at.loop, policy, 1.0, reason, events, hide_rule_turn=True)
    declined = clarification.HANDOFF_DECLINED
    action = declined if declined in at.domain.responses else clarification.REPHRASE
    return Decision(action, policy, 1.0, reason, hide_rule_turn=True)


def _stop(at: Situation) -> Decision | None:
    if at.loop is None or at.message is None or at.has_declined:
        return None
    is_told = at.rule.action is not None or at.recall is not None
    return form_stop(at.conversation, at.settings, is_told=is_told)


def _form(at: Situation) -> Decision | None:
    return form_first(at.conversation, at.domain, at.rule, at.knowledge, at.settings, _hides(at))


def _surer_knowledge(at: Situation) -> Decision | None:
    """Answer from the knowledge what an intent's own action would answer too broadly."""
    best = at.knowledge.best
    own = at.settings.answered_by_action.get(at.intent or "")
    if own is None or best is None or best.id in own or best.score < at.settings.knowledge_exact:
        return None
    reason = f"knowledge '{best.id}' {best.score:.2f} answers more exactly than {at.said()}"
    return Decision(ANSWER, "KnowledgePolicy", best.score, reason, hide_rule_turn=True)


def _rules(at: Situation) -> Decision | None:
    match = at.rule
    if match.action is None:
        return None
    if match.action == at.loop:
        # a rule that says nothing of the form has ended its turn, or sends the form on
        if at.has_declined and not match.interrupted:
            return None
        reason = f"rule '{match.rule}' is done; the form goes on"
    else:
        reason = f"rule '{match.rule}' matched after {at.said()}"
    events = (LoopInterrupted(True),) if match.interrupted else ()
    hidden = match.states not in at.policies.rules_in_stories
    return Decision(match.action, "RulePolicy", 1.0, reason, events, hidden)


def _stories(at: Situation) -> Decision | None:
    recall = at.recall
    if recall is None or (recall.action == at.loop and at.has_declined):
        return None
    reason = f"story '{recall.story}' goes on so after {at.said()}"
    events = (LoopInterrupted(True),) if at.rule.interrupted else ()
    return Decision(recall.action, "AugmentedMemoizationPolicy", 1.0, reason, events)


def _learned(at: Situation) -> Decision | None:
    """Do what stories make likely, if it is likely enough to come before the fallback."""
    guess = _guess(at)
    if guess is None or (guess.action == at.loop and at.has_declined):
        return None
    reason = f"stories make it likely after {at.said()}, above all '{guess.story}'"
    events = (LoopInterrupted(True),) if at.rule.interrupted else ()
    return Decision(guess.action, "LearnedPolicy", guess.confidence, reason, events)


def _guess(at: Situation) -> Guess | None:
    """Return what the stories make likely of a past without what only rules know, or of all."""
    learned, book = at.policies.learned, at.policies.stories
    if not learned.history:
        return None
    least = at.settings.fallback_threshold if at.settings.falls_back else 0.0
    view = StoryView(at.conversation, learned.history, book.hidden, book.texts)
    guess = learned.guess(view.states())
    if guess is None or guess.confidence < least:
        whole = recent_states(at.conversation, learned.history, book.texts)
        guess = learned.guess(whole[::-1])
    return guess if guess is not None and guess.confidence >= least else None


def _knowledge(at: Situation) -> Decision | None:
    """Answer from the knowledge what no rule or story answers, if it is sure enough."""
    best = at.knowledge.best
    if at.message is None or best is None:
        return None
    must_be_sure = (
        at.loop is not None
        or clarification.is_out_of_scope(at.message)
        or (clarification.is_doubtful(at.message) and at.options)
    )
    enough = at.settings.knowledge_sure if must_be_sure else at.settings.knowledge_threshold
    if best.score < enough:
        return None
    reason = f"knowledge '{best.id}' {best.score:.2f} answers; {at.said()} leads nowhere surer"
    return Decision(ANSWER, "KnowledgePolicy", best.score, reason, hide_rule_turn=True)


def _wanted_products(at: Situation) -> Decision | None:
    """Search for what a message names or needs although its intent is in doubt: "thermos"."""
    action, message = at.settings.product_action, at.message
    if at.loop is not None or not at.knowledge.wants_products or not at.domain.has_action(action):
        return None
    if not clarification.is_doubtful(message):
        return None
    if at.options and not clarification.is_out_of_scope(message):
        return None
    confidence = 1.0 - (message.confidence if message else 0.0)
    reason = "the message is about things of the catalogue"
    return Decision(action, "KnowledgePolicy", confidence, reason, hide_rule_turn=True)


def _clarify(at: Situation) -> Decision | None:
    if at.loop is not None or not clarification.is_doubtful(at.message):
        return None
    action, reason = clarification.next_step(at.conversation, at.domain, at.settings)
    confidence = 1.0 - (at.message.confidence if at.message else 0.0)
    return Decision(action, "ClarificationPolicy", confidence, reason, hide_rule_turn=True)


def _back_to_form(at: Situation) -> Decision | None:
    return form_again(at.conversation, at.settings, is_message=at.message is not None)


def _stopped(at: Situation) -> Decision | None:
    return form_stopped(at.conversation, at.domain)


def _default(at: Situation) -> Decision:
    if at.message is None:
        reason = "nothing more to do until the customer speaks"
        return Decision(LISTEN, "ListenPolicy", 1.0, reason, hide_rule_turn=_is_hidden(at))
    action = at.settings.fallback_action if at.settings.falls_back else LISTEN
    reason = f"no rule, story or knowledge for {at.said()}"
    return Decision(action, "FallbackPolicy", 0.0, reason, hide_rule_turn=True)


def _is_hidden(at: Situation) -> bool:
    """Whether stories do not see the turn, so that they must not see its end either."""
    for event in at.conversation.recent_events():
        if isinstance(event, ActionExecuted):
            return event.hide_rule_turn
    return False


def _hides(at: Situation) -> bool:
    return at.loop is not None and at.loop not in at.policies.loops_in_stories


_ORDER: Sequence[Callable[[Situation], Decision | None]] = (
    _paused,
    _followup,
    _own_question,
    _default_intent,
    _stop,
    _form,
    _surer_knowledge,
    _rules,
    _stories,
    _knowledge,
    _wanted_products,
    _clarify,
    _stopped,
    _back_to_form,
)
# Rasa knows no knowledge and no clarification of ours, but its two-stage fallback ends in the same
# question; a loop is given to the form first.
_RASA_ORDER: Sequence[Callable[[Situation], Decision | None]] = (
    _paused,
    _followup,
    _own_question,
    _default_intent,
    _form,
    _rules,
    _stories,
    _learned,
    _back_to_form,
)
