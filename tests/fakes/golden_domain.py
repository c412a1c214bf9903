"""The domain that the golden files of tests/golden were made with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.domain.domain import Domain
from bot.project.domain_file import read_domain

GOLDEN = Path(__file__).parents[1] / "golden"


def golden(name: str) -> Any:
    """Return a golden file's JSON."""
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def golden_domain() -> Domain:
    """Return the domain; its file is JSON, which is YAML too."""
    return read_domain(GOLDEN / "domain_as_dict.json")
