"""Numbers of things, in words."""

from __future__ import annotations


def counted(count: int, one: str, several: str) -> str:
    """A number of things: ``counted(2, "message", "messages")``."""
    return f"{count:,} {one if count == 1 else several}"
