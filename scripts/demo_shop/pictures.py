"""Pictures."""


def pictures() -> dict[str, str]:
    """Return."""
    return {}
