"""Addresses of the inbox's pages."""

from __future__ import annotations

from urllib.parse import urlencode

from frontdesk.inbox.reasons import REASONS

HERE = "/staff/inbox"
MOST = 2**31 - 1  # the largest number that a row can have


def address(reason: str, number: str, group: str = "") -> str:
    """A page of the inbox.

    Args:
        reason: only what is there for it, or ``""``.
        number: of the page, or ``""``.
        group: whose card should be looked at, or ``""``.
    """
    query = {"why": reason if reason in REASONS else "", "page": number if is_number(number) and number != "1" else ""}
    told = urlencode({name: value for name, value in query.items() if value})
    return HERE + (f"?{told}" if told else "") + (f"#g{group}" if is_number(group) else "")


def is_number(text: str) -> bool:
    """Whether a field or a parameter can be a row's number, or a page's."""
    return text.isascii() and text.isdigit() and len(text) < 12 and int(text) <= MOST
