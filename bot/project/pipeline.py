"""The pipeline of a config.yml of Rasa's: what of it means something here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.project.complaints import Place
from finetune.pattern_habits import DIMENSIONS, PatternHabits
from retrieval.source_problem import SourceProblem
from retrieval.yaml_file import line_of

# Said once, where a project is checked or started.
RASAS_WAY = (
    "A Rasa project ('pipeline' in config.yml): it is read and decided in Rasa's way, "
    "without catalogue search and clarification of Frontdesk's own."
)

# What our own model, patterns and synonyms do in the place of these.
UNDERSTOOD = frozenset(
    {
        "CRFEntityExtractor",
        "DIETClassifier",
        "EntitySynonymMapper",
        "FallbackClassifier",
        "KeywordIntentClassifier",
        "LogisticRegressionClassifier",
        "RegexEntityExtractor",
        "ResponseSelector",
        "SklearnIntentClassifier",
    }
)
# Rasa's defaults of the FallbackClassifier.
_THRESHOLD, _AMBIGUITY = 0.3, 0.1
_FALLBACK, _REGEX, _DUCKLING = "FallbackClassifier", "RegexEntityExtractor", "Duckling"
_SPACY = "SpacyEntityExtractor"


def follows_rasa(config: Mapping[str, Any]) -> bool:
    """Whether the project is one of Rasa's: its config.yml has the key `pipeline`."""
    return "pipeline" in config


def unused_catalog(
    path: Path, config: Mapping[str, Any], products: int
) -> tuple[SourceProblem, ...]:
    """Return a warning if a project of Rasa's has products: nothing searches them by itself."""
    if not follows_rasa(config) or not products:
        return ()
    return (
        SourceProblem(
            path,
            line_of(config, "pipeline"),
            f"the products of catalog/ ({products}) are searched only by actions that rules name",
            "remove 'pipeline' if Frontdesk is to decide; otherwise nothing needs to be done",
        ),
    )


def rasa_fallback(config: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return threshold and ambiguity threshold of the FallbackClassifier, None without one.

    An empty pipeline is Rasa's default one, which has it.
    """
    components = _components(config)
    if not components:
        return _THRESHOLD, _AMBIGUITY
    for component in components:
        if _name(component) == _FALLBACK:
            return (
                fraction(component.get("threshold"), _THRESHOLD),
                fraction(component.get("ambiguity_threshold"), _AMBIGUITY),
            )
    return None


def pattern_habits(config: Mapping[str, Any]) -> PatternHabits:
    """Return how entities are looked for: in a project of Rasa's as its pipeline would."""
    if not follows_rasa(config):
        return PatternHabits()
    components = _components(config)
    found: dict[str, None] = {}
    for component in components:
        if _name(component).startswith(_DUCKLING):
            found.update(dict.fromkeys(_dimensions(component) or DIMENSIONS))
    return PatternHabits(
        seen_values=True,
        unannotated=any(_name(one) == _REGEX for one in components),
        dimensions=tuple(name for name in found if name in DIMENSIONS),
    )


def component_note(entry: Any) -> str:
    """Return what is lost of a component, "" if nothing is."""
    component = _as_mapping(entry)
    name = _name(component)
    if name.startswith(_DUCKLING):
        lost = [one for one in _dimensions(component) if one not in DIMENSIONS]
        return f"'{name}' finds nothing of {', '.join(lost)}" if lost else ""
    if name == _SPACY:
        kinds = ", ".join(_dimensions(component)) or "any kind"
        return f"'{name}' finds no entities of {kinds} by itself"
    if name.endswith("EntityExtractor") and name not in UNDERSTOOD:
        return f"component '{name}' is not there"
    return ""


def check_component(place: Place) -> None:
    """Note what a component sets to something that it cannot be."""
    name = _name(place.node)
    if name == _FALLBACK:
        place.check_fraction("threshold")
        place.check_fraction("ambiguity_threshold")
    elif name == _SPACY or name.startswith(_DUCKLING):
        place.texts("dimensions")


def is_replaced(name: str) -> bool:
    """Whether a component has no counterpart here because the model needs none."""
    return name not in UNDERSTOOD and not name.endswith("EntityExtractor")


def fraction(value: Any, default: float) -> float:
    """Return a number in [0, 1], the default for anything else (`check_component` tells it)."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value <= 1 else default


def _components(config: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    pipeline = config.get("pipeline")
    is_list = isinstance(pipeline, Sequence) and not isinstance(pipeline, str)
    return [_as_mapping(one) for one in pipeline or ()] if is_list else []


def _as_mapping(entry: Any) -> Mapping[str, Any]:
    return entry if isinstance(entry, Mapping) else {"name": entry}


def _name(component: Mapping[str, Any]) -> str:
    """Return a component's name without its module."""
    return str(component.get("name")).rpartition(".")[2]


def _dimensions(component: Mapping[str, Any]) -> list[str]:
    named = component.get("dimensions") or ()
    if isinstance(named, str):
        return [str(named)]
    return [str(one) for one in named] if isinstance(named, Sequence) else []
