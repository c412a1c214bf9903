"""What the bot does when it is not sure what was meant.

Step one asks "did you mean ...?" with the likeliest intents as buttons (`action_clarify`); a yes
carries the meant intent out, a no or another doubtful message leads to step two, a request for
other words (`action_ask_rephrase`), and after that a person is offered
(`action_offer_handoff`). Which step comes next is read from the events.

An intent is offered under its title: the response `utter_title_<intent>` of the domain. Intents
without a title are never offered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.conversation import Conversation
from bot.domain.domain import LISTEN, Domain
from bot.domain.event import (
    ActionExecuted,
    Event,
    UserUtteranceReverted,
    UserUttered,
)
from bot.domain.parse_data import FALLBACK_INTENT, Doubt
from bot.policy.settings import PolicySettings
from bot.policy.slots import extract_slots

CLARIFY = "action_clarify"
REPHRASE = "action_ask_rephrase"
OFFER_HANDOFF = "action_offer_handoff"
HANDOFF = "action_handoff"
RESOLVE = "action_revert_fallback_events"
OUT_OF_SCOPE = "utter_out_of_scope"
HANDOFF_DECLINED = "utter_handoff_declined"
STEPS = (CLARIFY, OUT_OF_SCOPE, REPHRASE, OFFER_HANDOFF)
# So many turns are looked at for the steps taken so far: one more than there are steps.
_TURNS = 4


@dataclass(frozen=True, slots=True)
class Option:
    """An intent that the customer may have meant: the button's title and payload."""

    intent: str
    confidence: float
    title: str

    @property
    def payload(self) -> str:
        """What the button sends."""
        return f"/{self.intent}"


def is_doubtful(message: UserUttered | None) -> bool:
    """Whether the message could not be understood surely enough."""
    return message is not None and message.intent in (FALLBACK_INTENT, None)


def is_out_of_scope(message: UserUttered | None) -> bool:
    """Whether the model says that the message is none of the shop's business."""
    return message is not None and message.parse_data.get("fallback_reason") == Doubt.OUT_OF_SCOPE


def title_of(intent: str, domain: Domain) -> str | None:
    """Return what an intent is called on a button, None if it has no title."""
    for template in domain.responses.get(f"utter_title_{intent}", ()):
        text = template.get("text")
        if isinstance(text, str) and text:
            return text
    return None


def options(
    conversation: Conversation, domain: Domain, settings: PolicySettings
) -> tuple[Option, ...]:
    """Return the intents to offer for the latest message, likeliest first."""
    message = conversation.latest_message
    found: list[Option] = []
    for name, confidence in message.intent_ranking if message else ():
        title = title_of(name, domain)
        if name == FALLBACK_INTENT or title is None or confidence < settings.option_threshold:
            continue
        found.append(Option(name, confidence, title))
    return tuple(found[: settings.max_options])


def steps_taken(conversation: Conversation) -> tuple[str, ...]:
    """Return the clarifying actions of the turns right before this one, newest first.

    It ends at the first turn in which the bot knew what to do.
    """
    found: list[str] = []
    turn: list[str] = []
    started = False
    for event in conversation.recent_events():
        if isinstance(event, ActionExecuted) and event.name != LISTEN and started:
            turn.append(event.name or "")
        if isinstance(event, UserUttered):
            if started:
                step = next((name for name in turn if name in STEPS), None)
                if step is None or len(found) == _TURNS:
                    break
                found.append(step)
                turn = []
            started = True
    return tuple(found)


def question_before(conversation: Conversation) -> str | None:
    """Return the action that the latest message answers, if it is one of the steps."""
    taken = steps_taken(conversation)
    return taken[0] if taken else None


def next_step(
    conversation: Conversation, domain: Domain, settings: PolicySettings
) -> tuple[str, str]:
    """Return the clarifying action for a message that was not understood, and the reason."""
    taken = steps_taken(conversation)
    message = conversation.latest_message
    doubt = "out of scope" if is_out_of_scope(message) else "intent in doubt"
    if OFFER_HANDOFF in taken[:1] or REPHRASE in taken[:1] or len(taken) > 1:
        return OFFER_HANDOFF, f"{doubt} after {len(taken)} clarifying turns"
    if is_out_of_scope(message) and OUT_OF_SCOPE in domain.responses:
        return OUT_OF_SCOPE, "the message is out of scope"
    if not taken:
        offered = options(conversation, domain, settings)
        if offered:
            names = ", ".join(f"{one.intent} {one.confidence:.2f}" for one in offered)
            return CLARIFY, f"{doubt}; likely: {names}"
    return REPHRASE, f"{doubt}" + (f" again after {taken[0]}" if taken else "; nothing is likely")


def doubtful_message(conversation: Conversation) -> UserUttered | None:
    """Return the message that `action_clarify` asked about, None if it did not ask last."""
    messages = 0
    for event in conversation.recent_events():
        if isinstance(event, UserUttered):
            messages += 1
            if messages == 2:
                return event
    return None


def resolution(
    conversation: Conversation, domain: Domain, settings: PolicySettings
) -> tuple[Event, ...]:
    """Return the events of `action_revert_fallback_events`: the yes and the question are undone.

    As in Rasa the doubtful message is said again with the meant intent, now sure, and what it
    fills is filled; the rules then take it from there.
    """
    meant = doubtful_message(conversation)
    asked = conversation.apply(UserUtteranceReverted())
    chosen = options(asked, domain, settings) if meant is not None else ()
    if meant is None or not chosen:
        return ()
    intent = {"name": chosen[0].intent, "confidence": 1.0}
    rest = [
        {"name": name, "confidence": confidence}
        for name, confidence in meant.intent_ranking
        if name not in (chosen[0].intent, FALLBACK_INTENT)
    ]
    parsed = {key: value for key, value in meant.parse_data.items() if key != "fallback_reason"}
    sure = replace(
        meant,
        parse_data={**parsed, "intent": intent, "intent_ranking": [intent, *rest]},
        timestamp=None,
    )
    events: tuple[Event, ...] = (
        UserUtteranceReverted(),
        UserUtteranceReverted(),
        ActionExecuted(LISTEN),
        sure,
    )
    return events + extract_slots(conversation.apply_all(events), domain)
