"""How a project's bot decides: from the `frontdesk:` key, and from Rasa's keys of config.yml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.policy.settings import PolicySettings
from bot.project.config_file import rule_policy
from bot.project.pipeline import follows_rasa, rasa_fallback
from bot.settings import FrontdeskSection


def policy_settings(section: FrontdeskSection, config: Mapping[str, Any]) -> PolicySettings:
    """Return what can be tuned about a project's decisions.

    Where config.yml has Rasa's `pipeline`, thresholds that `frontdesk:` does not name are those of
    its FallbackClassifier, or none without one, and decisions are made in Rasa's order.
    """
    chosen = section.understanding
    threshold, margin = chosen.intent_threshold, chosen.ambiguity_margin
    rasa = follows_rasa(config)
    fallback = rasa_fallback(config) if rasa else None
    if rasa:
        own = chosen.model_fields_set
        limits = fallback or (0.0, 0.0)
        threshold = threshold if "intent_threshold" in own else limits[0]
        margin = margin if "ambiguity_margin" in own else limits[1]
    rules = rule_policy(config)
    return PolicySettings(
        rasa=rasa,
        # of 15 messages in test stories of public bots that our scope decision doubted, 8 were
        # understood as the stories say
        scope_counts=not rasa,
        intent_threshold=threshold,
        ambiguity_margin=margin,
        knowledge_threshold=chosen.knowledge_threshold,
        knowledge_sure=chosen.knowledge_sure,
        knowledge_exact=chosen.knowledge_exact,
        answered_by_action=chosen.answered_by_action,
        fallback_action=rules.fallback_action,
        falls_back=rules.falls_back,
        fallback_threshold=rules.threshold,
    )
