"""The `frontdesk:` key of config.yml and the environment, read once into frozen objects.

Every key has a default; an unknown key or a wrong value is an error with file and line.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from bot.errors import Invalid
from retrieval.source_problem import SourceError, SourceProblem
from retrieval.yaml_file import line_of

Fraction = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(gt=0, le=3600)]
Count = Annotated[int, Field(ge=1)]


class Section(BaseModel):
    """A part of the settings: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ModelSection(Section):
    """Which encoder and where it runs."""

    encoder: str | None = None  # None: the packaged MiniLM; else a local folder or a hub name
    device: Literal["auto", "cpu", "cuda"] = "auto"
    max_batch: Count = 32
    threads: int | None = Field(default=None, ge=1)  # torch threads; None: all cores


class TrainingSection(Section):
    """How `frontdesk train` fine-tunes; None leaves it to the trainer (finetune/settings.py)."""

    epochs: Count | None = None
    batch_size: Count | None = None
    learning_rate: float | None = Field(default=None, gt=0)
    seed: int | None = None
    rejection_rate: Fraction | None = None  # share of in-scope messages that may be turned away
    needs_intent: str | None = None  # the intent that the catalogue's needs are examples of


class UnderstandingSection(Section):
    """When the bot is sure enough of an intent."""

    intent_threshold: Fraction = 0.4
    ambiguity_margin: Fraction = 0.1
    knowledge_threshold: Fraction = 0.45
    knowledge_sure: Fraction = 0.7
    knowledge_exact: Fraction = 0.85
    # intent -> FAQ entries that the intent's own action says; other sure entries win over it
    answered_by_action: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class RetrievalSection(Section):
    """How much search returns."""

    answers: Count = 3  # FAQ entries and passages looked at for a message


class PrivacySection(Section):
    """What is kept of customers' words."""

    default_consent: bool = True  # may transcripts be used for training unless the visitor says no
    mask_exports: bool = True


class LimitsSection(Section):
    """Sizes, times and rates."""

    message_chars: Count = 8000
    understood_chars: Count = 2000
    body_bytes: Count = 1_048_576
    body_timeout_s: Seconds = 10
    header_timeout_s: Seconds = 10
    connections: Count = 2000
    queue: Count = 512
    turns_at_once: Count = 64
    turn_timeout_s: Seconds = 30
    action_timeout_s: Seconds = 15
    messages_per_minute: Count = 60
    requests_per_minute_ip: Count = 60_000
    stop_timeout_s: Seconds = 15


class ActionsSection(Section):
    """Who runs the project's own actions (bot/endpoints/project_actions.py)."""

    run: Literal["auto", "in_process", "server"] = "auto"


class ServerSection(Section):
    """Where the service listens and where its state is."""

    host: str = "127.0.0.1"
    port: int = Field(default=5005, ge=0, le=65535)
    database: str | None = None  # SQLAlchemy URL; None: SQLite in var/


class TestingSection(Section):
    """How `frontdesk test` plays conversations."""

    __test__ = False  # not one of pytest's own

    now: AwareDatetime | None = None  # when they happen; None: at the present


class FrontdeskSection(Section):
    """The whole `frontdesk:` key."""

    model: ModelSection = ModelSection()
    training: TrainingSection = TrainingSection()
    understanding: UnderstandingSection = UnderstandingSection()
    retrieval: RetrievalSection = RetrievalSection()
    privacy: PrivacySection = PrivacySection()
    limits: LimitsSection = LimitsSection()
    actions: ActionsSection = ActionsSection()
    server: ServerSection = ServerSection()
    testing: TestingSection = TestingSection()


def read_settings(config: Mapping[str, Any], path: Path) -> FrontdeskSection:
    """Return the typed `frontdesk:` key of a config.yml that `read_yaml` has read.

    Raises SourceError naming file, line and key for every unknown key and wrong value.
    """
    raw = config.get("frontdesk")
    try:
        return FrontdeskSection.model_validate({} if raw is None else raw)
    except ValidationError as error:
        problems = [_problem(raw, path, config, item) for item in error.errors()]
        raise SourceError(*problems) from None


def _problem(raw: Any, path: Path, config: Any, item: Any) -> SourceProblem:
    where: tuple[str | int, ...] = item["loc"]
    line, node = line_of(config, "frontdesk"), raw
    for key in where:
        line = line_of(node, key) or line
        node = node.get(key) if isinstance(node, Mapping) else None
    name = ".".join(["frontdesk", *map(str, where)])
    if item["type"] == "extra_forbidden":
        return SourceProblem(path, line, f"unknown key '{name}'", "remove it or correct its name")
    return SourceProblem(path, line, f"'{name}': {item['msg'].lower()}")


@dataclass(frozen=True, slots=True)
class Secrets:
    """Keys from the environment, or from a file in var/ that only its owner can read."""

    visitor: str
    identity: str
    api_token: str
    database: str | None = None
    environment: Mapping[str, str] = field(default_factory=dict)  # for ${NAME} in project files

    def __repr__(self) -> str:
        """Show no secret, not even in a traceback."""
        return "Secrets(…)"


def read_secrets(var: Path, environment: Mapping[str, str] | None = None) -> Secrets:
    """Return the secrets: environment first, else `var/secrets/<name>`, made at first use.

    Variables: FRONTDESK_VISITOR_SECRET, FRONTDESK_IDENTITY_SECRET, FRONTDESK_API_TOKEN and
    FRONTDESK_DATABASE_URL (no file is made for that one).
    """
    env = read_environment() if environment is None else environment
    return Secrets(
        visitor=env.get("FRONTDESK_VISITOR_SECRET") or _kept_secret(var, "visitor"),
        identity=env.get("FRONTDESK_IDENTITY_SECRET") or _kept_secret(var, "identity"),
        api_token=env.get("FRONTDESK_API_TOKEN") or _kept_secret(var, "api_token"),
        database=env.get("FRONTDESK_DATABASE_URL") or None,
        environment=env,
    )


def read_clock(environment: Mapping[str, str] | None = None) -> Callable[[], float]:
    """Return the service's clock (Unix seconds): the system's.

    For tests and demos FRONTDESK_NOW, an ISO date-time with its zone, moves it: it starts there
    and runs on, so that data with fixed dates (orders on their way, return windows) stay as they
    were meant. Raises Invalid for anything else.
    """
    env = read_environment() if environment is None else environment
    given = env.get("FRONTDESK_NOW")
    if not given:
        return time.time
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Invalid(
            f"FRONTDESK_NOW is {given!r}; give a date and time with zone, "
            "like 2026-11-24T10:00:00+01:00"
        )
    ahead = moment.timestamp() - time.monotonic()
    return lambda: time.monotonic() + ahead


def read_environment() -> Mapping[str, str]:
    """Return the process environment; nothing else in the project reads it."""
    return dict(os.environ)


def _kept_secret(var: Path, name: str) -> str:
    path = var / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        staged = path.with_suffix(".new")
        staged.touch(mode=0o600)
        staged.write_text(secrets.token_urlsafe(32), encoding="utf-8")
        staged.replace(path)
    try:
        return path.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise Invalid(f"{path}: no text; delete it, and a new secret is made") from None
