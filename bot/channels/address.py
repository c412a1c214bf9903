"""Addresses in replies that a page or a platform may load or open."""

from __future__ import annotations

import re

# A second slash or a backslash would name another host.
_ADDRESS = re.compile(r"(https://[^/\s\\]|/(?![/\\]))[^\s\\]*")


def safe_address(address: str) -> str:
    """Return an address that may be loaded or opened, else "": absolute https, or a path here."""
    return address if _ADDRESS.fullmatch(address) else ""


def remote_address(address: str) -> str:
    """Return an address that other hosts can reach, else "": absolute https only."""
    return address if address.startswith("https:") and safe_address(address) else ""
