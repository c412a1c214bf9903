"""Reading a domain in Rasa's format, from one file or many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.domain.domain import Domain, EntityType, Form, Intent, SessionConfig
from bot.domain.slot import Slot, SlotMapping
from bot.project.complaints import Complaints, Place, plain
from bot.project.form_entry import filled_by_entity, read_form
from bot.project.response_entry import read_responses
from bot.project.slot_entry import read_slot
from retrieval.source_problem import SourceError
from retrieval.yaml_file import read_yaml

KEYS = (
    "version",
    "intents",
    "entities",
    "slots",
    "forms",
    "responses",
    "actions",
    "e2e_actions",
    "session_config",
    "config",
)


class DomainParts:
    """What the files read so far declare; `where` remembers the place of each name."""

    def __init__(self, complaints: Complaints) -> None:
        self.complaints = complaints
        self.intents: dict[str, Intent] = {}
        self.entities: dict[str, EntityType] = {}
        self.slots: dict[str, Slot] = {}
        self.forms: dict[str, Form] = {}
        # mappings that stand in forms, and slots that entities of their name fill (Rasa 2)
        self.form_mappings: dict[str, list[SlotMapping]] = {}
        self.auto_filled: set[str] = set()
        self.responses: dict[str, tuple[Mapping[str, Any], ...]] = {}
        self.actions: dict[str, bool] = {}
        self.session = SessionConfig()
        self.store_entities = True
        self.source: dict[str, Any] = {}
        self.is_old: dict[Path, bool] = {}
        self.where: dict[tuple[str, str], tuple[Path, int]] = {}

    def declare(self, kind: str, name: str, path: Path, line: int) -> bool:
        """Note where a name is declared; False, with a fault, if it is declared already."""
        before = self.where.get((kind, name))
        if before is None:
            self.where[kind, name] = (path, line)
            return True
        # Rasa merges files, but wants each name once in a file
        tell = self.complaints.add if before[0] == path else self.complaints.note
        tell(
            path,
            line,
            f"{kind} '{name}' is declared twice",
            f"the first is {before[0]}:{before[1]}; remove one",
        )
        return False

    def place(self, kind: str, name: str) -> tuple[Path, int]:
        """Return where a name is declared."""
        return self.where.get((kind, name), (Path(), 0))

    def domain(self) -> Domain:
        """Return the domain that the parts make."""
        return Domain(
            intents=self.intents,
            entities=self.entities,
            slots={name: self._slot(slot) for name, slot in self.slots.items()},
            forms=self.forms,
            responses=self.responses,
            actions=tuple(self.actions),
            actions_with_domain=frozenset(name for name, wants in self.actions.items() if wants),
            session_config=self.session,
            store_entities_as_slots=self.store_entities,
            source=self.source,
        )

    def _slot(self, slot: Slot) -> Slot:
        """Return a slot with the mappings that Rasa 2 writes elsewhere."""
        more = tuple(self.form_mappings.get(slot.name, ()))
        if slot.name in self.auto_filled and slot.name in self.entities and not slot.mappings:
            more = (filled_by_entity(slot.name), *more)
        return replace(slot, mappings=slot.mappings + more) if more else slot


def read_domain(*paths: Path, as_rasa: bool = False) -> Domain:
    """Return the domain in these files, merged. Raises SourceError with what stops it."""
    complaints = Complaints(as_rasa=as_rasa)
    parts = DomainParts(complaints)
    for path in paths:
        read_domain_file(path, parts)
    complaints.raise_if_any()
    return parts.domain()


def read_domain_file(path: Path, parts: DomainParts) -> None:
    """Add one file to the parts; faults go to their complaints."""
    try:
        document = read_yaml(path)
    except SourceError as error:
        parts.complaints.problems += error.problems
        return
    place = Place(parts.complaints, path, document if document is not None else {}, "the domain")
    if not place.is_mapping():
        return
    place.allow(KEYS)
    is_old = str(place.node.get("version", "")).startswith("2")
    parts.is_old[path] = is_old and place.complaints.as_rasa
    readers = {
        "intents": _read_intents,
        "entities": _read_entities,
        "slots": _read_slots,
        "forms": _read_forms,
        "responses": _read_responses,
        "actions": _read_actions,
        "session_config": _read_session,
        "config": _read_config,
    }
    for key, read in readers.items():
        if place.node.get(key) is not None:
            read(place.child(key, f"'{key}'"), parts)
    _merge_source(parts.source, place.node)


def _merge_source(source: dict[str, Any], document: Mapping[str, Any]) -> None:
    """Keep what the files say, for action servers: lists joined, mappings merged."""
    for key, value in document.items():
        if key in ("config", None) or value is None:
            continue
        new, known = plain(value), source.get(str(key))
        if isinstance(known, list) and isinstance(new, list):
            known += new
        elif isinstance(known, dict) and isinstance(new, dict):
            known.update(new)
        else:
            source[str(key)] = new


def _named(place: Place, parts: DomainParts, kind: str) -> list[tuple[str, Place | None, int]]:
    """Return name, options and line of each entry of a list like `- name` or `- name: {...}`."""
    if not place.is_list():
        return []
    found: list[tuple[str, Place | None, int]] = []
    for i, entry in enumerate(place.node):
        line = place.at(i)
        options: Place | None = None
        if isinstance(entry, Mapping) and len(entry) == 1:
            name = str(next(iter(entry)))
            if entry[name] is not None:
                options = Place(
                    place.complaints, place.path, entry[name], f"{kind} '{name}'", line
                )
                if not options.is_mapping():
                    continue
        elif isinstance(entry, str):
            name = str(entry)
        else:
            place.wrong(i, f"each {kind} should be a name, or a name with its options")
            continue
        if parts.declare(kind, name, place.path, line):
            found.append((name, options, line))
    return found


def _read_intents(place: Place, parts: DomainParts) -> None:
    for name, options, _ in _named(place, parts, "intent"):
        use: tuple[str, ...] | None = None
        ignore: tuple[str, ...] = ()
        if options is not None:
            options.allow(("use_entities", "ignore_entities", "is_retrieval_intent"))
            wanted = options.node.get("use_entities", True)
            use = None if wanted is True else options.texts("use_entities") if wanted else ()
            ignore = options.texts("ignore_entities")
        parts.intents[name] = Intent(name, use, ignore)


def _read_entities(place: Place, parts: DomainParts) -> None:
    for name, options, _ in _named(place, parts, "entity"):
        if options is None:
            parts.entities[name] = EntityType(name)
            continue
        options.allow(("roles", "groups", "influence_conversation"))
        groups = options.node.get("groups")
        parts.entities[name] = EntityType(
            name,
            options.texts("roles"),
            tuple(str(one) for one in groups) if isinstance(groups, Sequence) else (),
            options.flag("influence_conversation", True),
        )


def _read_slots(place: Place, parts: DomainParts) -> None:
    if not place.is_mapping():
        return
    old = parts.is_old.get(place.path, False)
    for name in place.node:
        slot_place = place.child(name, f"slot '{name}'")
        if (
            parts.declare("slot", str(name), place.path, place.at(name))
            and slot_place.is_mapping()
        ):
            slot = read_slot(str(name), slot_place)
            if slot is not None:
                parts.slots[slot.name] = slot
                if old and slot_place.node.get("auto_fill") is not False:
                    parts.auto_filled.add(slot.name)


def _read_forms(place: Place, parts: DomainParts) -> None:
    if not place.is_mapping():
        return
    for key in place.node:
        name = str(key)
        form = place.child(key, f"form '{name}'")
        if not parts.declare("form", name, place.path, place.at(key)):
            continue
        if form.node is None:
            parts.forms[name] = Form(name, ())
        elif form.is_mapping():
            parts.forms[name], mappings = read_form(name, form)
            for slot, more in mappings.items():
                parts.form_mappings.setdefault(slot, []).extend(more)


def _read_responses(place: Place, parts: DomainParts) -> None:
    for name, templates in read_responses(place).items():
        if parts.declare("response", name, place.path, place.at(name)):
            parts.responses[name] = templates


def _read_actions(place: Place, parts: DomainParts) -> None:
    for name, options, _ in _named(place, parts, "action"):
        wants = False
        if options is not None:
            options.allow(("send_domain",))
            wants = options.flag("send_domain", False)
        parts.actions[name] = wants


def _read_session(place: Place, parts: DomainParts) -> None:
    if not place.is_mapping():
        return
    place.allow(("session_expiration_time", "carry_over_slots_to_new_session"))
    minutes = place.node.get("session_expiration_time", 60)
    if isinstance(minutes, bool) or not isinstance(minutes, int | float) or minutes < 0:
        place.wrong(
            "session_expiration_time",
            "'session_expiration_time' should be a number of minutes",
            "write 60, or 0 for no end",
        )
        minutes = 60
    carries = place.flag("carry_over_slots_to_new_session", True)
    parts.session = SessionConfig(float(minutes), carries)


def _read_config(place: Place, parts: DomainParts) -> None:
    if place.is_mapping():
        place.allow(("store_entities_as_slots",))
        parts.store_entities = place.flag("store_entities_as_slots", True)
