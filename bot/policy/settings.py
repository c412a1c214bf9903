"""What can be tuned about decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class StoryHabits:
    """How stories are used; lengths are in states, one before each action.

    `remembers`: what a story says word for word is done again; `augments`: also after a past that
    only ends like the story. `learns`: how far a learned policy looks back, 0 for none.
    """

    max_history: int = 5
    remembers: bool = True
    augments: bool = True
    learns: int = 0


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """Thresholds and names that policies go by. All probabilities are in [0, 1].

    `intent_threshold` and `ambiguity_margin` are applied when a message is read
    (`bot.domain.parse_data`): below them its intent is `nlu_fallback`.
    """

    # a project of Rasa's: rules, forms and stories decide, in Rasa's order, and nothing else
    rasa: bool = False
    # whether a text that the model calls out of scope is doubtful
    scope_counts: bool = True
    intent_threshold: float = 0.4
    ambiguity_margin: float = 0.1
    # a doubtful message is answered from knowledge from `knowledge_sure` on; from
    # `knowledge_threshold` on if no intent is likely enough to be asked about
    knowledge_threshold: float = 0.45
    knowledge_sure: float = 0.7
    # an entry this sure answers in place of an intent's own action, unless it is one of those that
    # the action itself puts into words (intent -> entries)
    knowledge_exact: float = 0.85
    answered_by_action: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # what answers a message that was not understood but names things of the catalogue
    product_action: str = "action_search_products"
    # an intent less likely than this is not offered in "did you mean"
    option_threshold: float = 0.1
    max_options: int = 3
    # Rasa's limit of actions in one turn, and how many turns of the past stories look at
    max_predictions: int = 10
    max_history: int = 5
    # how often a form may ask the same thing in vain before a person is offered
    max_form_tries: int = 3
    affirm_intent: str = "affirm"
    deny_intent: str = "deny"
    stop_intent: str = "stop"
    confirm_slot: str = "confirm"
    # intents that only answer a question: inside a form they are never a digression
    answer_intents: tuple[str, ...] = ("affirm", "deny", "inform")
    # what is done when nothing else is known, and how sure a learned policy must be before it
    fallback_action: str = "action_default_fallback"
    falls_back: bool = True
    fallback_threshold: float = 0.3
