"""How an action can end other than well."""

from __future__ import annotations


class ActionFailed(Exception):
    """An action raised, ran out of time, or returned events that are none."""


class ResponseMissing(ActionFailed):
    """There is no response of the name, or none of its variations fits."""


class ActionRejected(Exception):
    """An action refuses to run; another may."""
