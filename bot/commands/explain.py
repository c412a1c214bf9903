"""`frontdesk explain`: why the live version understands a text as it does."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.commands.index import live_version
from bot.commands.output import Output
from bot.commands.project_folder import (
    JsonOption,
    ProjectArgument,
    project_folder,
    told_plainly,
)
from bot.domain.parse_data import Doubt, parse_data
from bot.policy.settings import PolicySettings
from bot.project.policy_settings import policy_settings
from bot.project.project import load_project
from bot.settings import read_settings
from bot.versions import VersionMaker
from finetune.explanation import Explainer, Explanation, Grounds
from retrieval.catalog import load_catalog

_RANKED = 5


def explain(
    text: Annotated[str, typer.Argument(help="What a customer would write.")],
    project: ProjectArgument = None,
    as_json: JsonOption = False,
) -> None:
    """Show the ranking, what decided, the nearest examples and the words that matter.

    Example: frontdesk explain "where is my parcel"
    """
    output = Output(as_json=as_json)
    with told_plainly():
        loaded = load_project(project_folder(project))
        settings = read_settings(loaded.config, loaded.folder / "config.yml")
        maker = VersionMaker(loaded, settings)
        _, _, predictor = live_version(maker)
        needs = load_catalog(loaded.catalog_dir).needs
        found = Explainer(predictor, maker.read_nlu(needs=needs).examples).explain(text)
    decision = _decision(found, policy_settings(settings, loaded.config))
    _show(output, found, decision)
    output.result(_json(found, decision))


def _decision(found: Explanation, limits: PolicySettings) -> dict[str, str]:
    """Return what a conversation makes of the text, and the threshold that decided."""
    parse = parse_data(
        found.prediction,
        intent_threshold=limits.intent_threshold,
        ambiguity_margin=limits.ambiguity_margin,
        scope_counts=limits.scope_counts,
    )
    reason, best = parse.get("fallback_reason"), found.prediction.intent
    if reason == Doubt.UNSURE:
        why = f"probability {best.confidence:.2f} is below intent_threshold"
        return {"result": reason, "why": f"{why} {limits.intent_threshold:g}"}
    if reason == Doubt.AMBIGUOUS:
        second = found.prediction.ranking[1]
        why = f"{second.name} is as near as {best.confidence - second.confidence:.2f}, less than"
        return {"result": reason, "why": f"{why} ambiguity_margin {limits.ambiguity_margin:g}"}
    result = "understood" if reason is None else str(reason)
    if found.grounds != Grounds.MEASURED:
        return {"result": result, "why": str(found.grounds)}
    side = "above" if found.score > found.threshold else "within"
    why = f"doubt adds up to {found.score:.2f}, {side} the threshold {found.threshold:.2f}"
    return {"result": result, "why": why}


def _show(output: Output, found: Explanation, decision: dict[str, str]) -> None:
    output.note(f"{decision['result']}: {decision['why']}")
    ranking = found.prediction.ranking[:_RANKED]
    output.table("Intents", ["intent", "probability"], [(r.name, r.confidence) for r in ranking])
    if found.grounds == Grounds.MEASURED:
        ordered = sorted(found.shares.items(), key=lambda item: -item[1])
        output.table("Doubt", ["sign", "adds"], ordered)
    rows = [(n.text, n.intent, n.cosine, Path(n.source).name) for n in found.neighbours]
    output.table("Nearest examples", ["text", "intent", "cosine", "file"], rows)
    if found.words:
        output.table("Words", ["word", "adds"], [(one.word, one.weight) for one in found.words])
    if found.prediction.entities:
        spans = [(one.entity, one.value, one.extractor) for one in found.prediction.entities]
        output.table("Entities", ["entity", "value", "found by"], spans)


def _json(found: Explanation, decision: dict[str, str]) -> dict[str, Any]:
    prediction = found.prediction
    return {
        "text": prediction.text,
        "decision": decision,
        "in_scope": prediction.in_scope,
        "doubt": prediction.doubt,
        "ranking": [asdict(one) for one in prediction.ranking],
        "grounds": str(found.grounds),
        "signs": found.shares,
        "score": found.score,
        "threshold": found.threshold,
        "neighbours": [asdict(one) for one in found.neighbours],
        "words": [asdict(one) for one in found.words],
        "entities": [asdict(one) for one in prediction.entities],
    }
