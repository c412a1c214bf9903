"""Reads the messages of test stories with a project's live model, all in a few passes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.parse_data import parse_data
from bot.policy.settings import PolicySettings
from bot.policy.slash_intent import parse_slash
from bot.project.project import Project
from finetune.predictor import Predictor
from finetune.registry import Registry

# Texts in one pass of the model: more take memory and no less time.
BATCH = 32


def read_texts(
    texts: Iterable[str], project: Project, settings: PolicySettings, device: str
) -> dict[str, Mapping[str, Any]]:
    """Return Rasa's parse JSON of each text, as a served conversation reads it.

    The project must have a live model. Raises FinetuneError if it cannot be loaded.
    """
    found: dict[str, Mapping[str, Any]] = {}
    words: list[str] = []
    for text in dict.fromkeys(texts):
        button = parse_slash(text, project.domain)
        if button is not None:
            found[text] = button
        else:
            words.append(text)
    registry = Registry(project.var_dir)
    version = registry.current()
    if version is None or not words:
        return found
    predictor = Predictor.load(registry.model_path(version.model_id), device=device)
    for start in range(0, len(words), BATCH):
        for prediction in predictor.predict(words[start : start + BATCH]):
            found[prediction.text] = parse_data(
                prediction,
                intent_threshold=settings.intent_threshold,
                ambiguity_margin=settings.ambiguity_margin,
                scope_counts=settings.scope_counts,
                templates=project.domain.responses,
            )
    return found
