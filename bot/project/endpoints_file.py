"""The keys of endpoints.yml: which are used here, and what happens instead of the others."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.project.complaints import Complaints
from retrieval.source_problem import SourceProblem
from retrieval.yaml_file import line_of

USED = ("action_endpoint", "nlg")
# Keys of a service, in Rasa's words, and those of the action server alone.
SERVICE_KEYS = frozenset(
    {"url", "params", "headers", "basic_auth", "token", "token_name", "cafile", "type"}
)
ACTION_KEYS = SERVICE_KEYS | {"enable_selective_domain", "actions_module"}
_MODELS = "versions come from var/models; see 'frontdesk models'"
UNUSED = {
    "tracker_store": "conversations are kept in var/, or in the database that "
    "FRONTDESK_DATABASE_URL names",
    "lock_store": "turns of a conversation run one after the other without it",
    "event_broker": "events are not sent anywhere; 'frontdesk transcripts export' writes them",
    "nlu": "messages are understood in this process",
    "models": _MODELS,
    "model": _MODELS,
    "tracing": "measurements are at /metrics, and each turn is a line of the log",
}


def check_endpoints(path: Path, endpoints: Mapping[str, Any]) -> list[SourceProblem]:
    """Return a warning for each key of endpoints.yml that has no effect here."""
    notes = Complaints()
    for key, section in endpoints.items():
        line = line_of(endpoints, key)
        if key in USED:
            allowed = ACTION_KEYS if key == "action_endpoint" else SERVICE_KEYS
            for name in section if isinstance(section, Mapping) else ():
                if name not in allowed:
                    what = f"'{key}.{name}' is not used"
                    notes.add(path, line_of(section, name), what, "the request goes without it")
        elif key in UNUSED:
            notes.add(path, line, f"'{key}' is not used", UNUSED[key])
        else:
            known = (*USED, *UNUSED)
            notes.unknown(path, line, "key", str(key), known, "nothing is done with it")
    return notes.problems
