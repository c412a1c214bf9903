"""A project folder: everything a bot is made of, read and checked at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.domain.domain import Domain
from bot.policy.policies import Policies
from bot.policy.steps import Rule, Story, mentioned_intents
from bot.project.agreement import check_agreement
from bot.project.complaints import Complaints, Place
from bot.project.config_file import check_config, rules_may_be_long, story_habits
from bot.project.domain_file import DomainParts, read_domain_file
from bot.project.endpoints_file import check_endpoints
from bot.project.pipeline import follows_rasa
from bot.project.references import ReferenceCheck
from bot.project.response_entry import read_responses
from bot.project.rules_file import TrainingFiles, read_training_file
from finetune.types import Example
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import read_yaml

YAML_SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Project:
    """A project as its files say. `config`, `credentials` and `endpoints` know their lines.

    `faults` are mistakes that a project of Rasa's can be used with, `warnings` what is worth a
    look.

    Variables (`${NAME}`) in credentials and endpoints are still there: `environment.expand`
    replaces them.
    """

    folder: Path
    domain: Domain
    rules: tuple[Rule, ...] = ()
    stories: tuple[Story, ...] = ()
    nlu_paths: tuple[Path, ...] = ()
    config: Mapping[str, Any] = field(default_factory=dict)
    credentials: Mapping[str, Any] = field(default_factory=dict)
    endpoints: Mapping[str, Any] = field(default_factory=dict)
    catalog_dir: Path = Path()
    var_dir: Path = Path()
    faults: tuple[SourceProblem, ...] = ()
    warnings: tuple[SourceProblem, ...] = ()

    def policies(self) -> Policies:
        """Return rules and stories compiled, used as config.yml says."""
        return Policies.compile(self.rules, self.stories, self.domain, story_habits(self.config))


def load_project(folder: Path) -> Project:
    """Return the project in a folder.

    Raises SourceError listing every fault of all its files with file, line and remedy.
    """
    if not folder.is_dir():
        raise SourceError(
            SourceProblem(folder, 0, "the project folder does not exist", "correct the path")
        )
    complaints = Complaints()
    config = _read_mapping(folder / "config.yml", complaints)
    complaints.as_rasa = follows_rasa(config)
    files = TrainingFiles()
    for path in _yaml_files(folder / "data"):
        read_training_file(path, files, complaints)
    parts = _read_domain(folder, files, complaints)
    domain = parts.domain()
    warnings = check_config(folder / "config.yml", config, domain, complaints)
    check = ReferenceCheck(domain, complaints)
    check.domain(parts)
    check.rules(files.rules, one_message=not rules_may_be_long(config))
    check.stories(files.stories)
    if not complaints.stops:
        warnings += check_agreement(files.rules, files.stories, domain, complaints)
    credentials = _read_mapping(folder / "credentials.yml", complaints)
    endpoints = _read_mapping(folder / "endpoints.yml", complaints)
    warnings += check_endpoints(folder / "endpoints.yml", endpoints)
    complaints.raise_if_any()
    warnings += complaints.notes
    return Project(
        folder=folder,
        domain=domain,
        rules=tuple(files.rules),
        stories=tuple(files.stories),
        nlu_paths=tuple(files.nlu_paths),
        config=config,
        credentials=credentials,
        endpoints=endpoints,
        catalog_dir=folder / "catalog",
        var_dir=folder / "var",
        faults=tuple(dict.fromkeys(complaints.faults)),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def validate(
    project: Project, nlu_intents: Mapping[str, str], nlu_entities: Mapping[str, str]
) -> tuple[tuple[SourceProblem, ...], tuple[SourceProblem, ...]]:
    """Return faults and warnings of training examples against the domain.

    Intents and entities come with the place ("file:line") of an example that has them. One that
    the domain lacks is a fault; a declared intent without examples, or one that no rule and no
    story mentions, is a warning.
    """
    complaints, doubts = Complaints(), Complaints()
    domain, path = project.domain, _domain_path(project.folder)
    for name, source in sorted({one.split("/")[0]: at for one, at in nlu_intents.items()}.items()):
        if not domain.has_intent(name):
            remedy = f"add it to 'intents' in {path.name}"
            complaints.undeclared(*_place(source, path), "intent", name, domain.intents, remedy)
    for name, source in sorted(nlu_entities.items()):
        if name not in domain.entities:
            remedy = f"add it to 'entities' in {path.name}"
            complaints.undeclared(*_place(source, path), "entity", name, domain.entities, remedy)
    examples = {one.split("/")[0] for one in nlu_intents}
    used = mentioned_intents(project.rules, project.stories)
    for name in domain.intents:
        if name not in examples:
            doubts.add(path, 0, f"intent '{name}' has no examples", "add some, or remove it")
        if name not in used:
            doubts.add(path, 0, f"no rule or story uses intent '{name}'", "add one")
    return tuple(complaints.faults), tuple(doubts.problems)


def _place(source: str, otherwise: Path) -> tuple[Path, int]:
    """Return the file and line of a "file:line"."""
    name, _, line = source.rpartition(":")
    return (Path(name), int(line)) if name and line.isdecimal() else (otherwise, 0)


def places_of(examples: Iterable[Example]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the intents and the entities of examples, each with its first place ("file:line")."""
    intents: dict[str, str] = {}
    entities: dict[str, str] = {}
    for example in examples:
        intents.setdefault(example.intent, example.source)
        for span in example.entities:
            entities.setdefault(span.entity, example.source)
    return intents, entities


def _read_domain(folder: Path, files: TrainingFiles, complaints: Complaints) -> DomainParts:
    parts = DomainParts(complaints)
    paths = [one for one in (folder / "domain.yml", folder / "domain.yaml") if one.is_file()]
    paths += _yaml_files(folder / "domain")
    if not paths:
        complaints.add(
            folder / "domain.yml", 0, "the project has no domain", "add domain.yml or domain/*.yml"
        )
    for path in paths:
        read_domain_file(path, parts)
    for place in files.responses:
        for name, templates in read_responses(place).items():
            if parts.declare("response", name, place.path, place.at(name)):
                parts.responses[name] = templates
    return parts


def _yaml_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in YAML_SUFFIXES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _read_mapping(path: Path, complaints: Complaints) -> Mapping[str, Any]:
    """Return a file's mapping, an empty one if there is no file or nothing in it."""
    if not path.exists():
        return {}
    try:
        document = read_yaml(path)
    except SourceError as error:
        complaints.problems += error.problems
        return {}
    place = Place(complaints, path, {} if document is None else document, f"{path.name}")
    mapping: Mapping[str, Any] = place.node if place.is_mapping() else {}
    return mapping


def _domain_path(folder: Path) -> Path:
    single = folder / "domain.yml"
    return single if single.is_file() or not (folder / "domain").is_dir() else folder / "domain"
