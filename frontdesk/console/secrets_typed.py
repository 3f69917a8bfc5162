"""Passwords out of a form: they aren't stripped, and never shown again."""

from __future__ import annotations

from frontdesk.console.visit import Visit

PASSWORDS = ("current", "password", "again")  # every form's fields with them


def typed_password(visit: Visit, name: str) -> str:
    """A form's password, exactly as it was typed; ``""`` where it is missing or is a file."""
    value = visit.form.get(name, "")
    return value if isinstance(value, str) else ""
