"""What is shown where two people have changed the same thing: both versions, and nothing lost."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.responses import Response

from frontdesk.console.addresses import came_from
from frontdesk.console.differences import differences
from frontdesk.console.rendering import page
from frontdesk.console.routing import HOME
from frontdesk.console.unsent import BASE
from frontdesk.console.visit import Visit
from frontdesk.editing.edits import Conflict


def conflict(visit: Visit, error: Conflict, retry: Mapping[str, str], action: str) -> Response:
    """The page with both versions, whose form sends again what was typed.

    The field that is named ``error.field`` can be edited in it; where the error names none, the one whose value is
    ``error.mine``. In those whose names say ``base``, what the form showed
    is replaced by ``error.next_base``, so that it is saved over it: the whole field, the part of its JSON object that
    is named ``error.field``, or nothing where it is neither.

    Args:
        visit: the request whose change couldn't be made.
        error: why.
        retry: the form's fields.
        action: the form's address.

    Returns:
        A page with status 409.
    """
    if error.field:
        mine = error.field if error.field in retry else ""
    else:
        mine = next((name for name, value in retry.items()
                     if BASE not in name and _plain(value) == _plain(error.mine)), "")
    fields = {name: _renewed(name, value, error) for name, value in retry.items() if name != mine}
    return page(visit, "conflict.html", 409, error=error, mine=mine, fields=fields, action=action,
                lines=differences(_plain(error.base), _plain(error.theirs)), rows=_rows(error.mine),
                theirs=came_from(visit.request, visit.console.settings) or HOME)


def _renewed(name: str, value: str, error: Conflict) -> str:
    if BASE not in name:
        return value
    if _plain(value) == _plain(error.base):
        return error.next_base
    try:
        told = json.loads(value)
    except ValueError:
        return value
    if isinstance(told, dict) and error.field in told:
        there = told[error.field]
        told[error.field] = (error.next_base.splitlines() if isinstance(there, list)
                             else error.next_base == "yes" if isinstance(there, bool) else error.next_base)
        return json.dumps(told, ensure_ascii=False)
    return value


def _plain(text: str) -> str:
    """A text as a form sends it back: with Unix line ends, and none around it."""
    return text.replace("\r\n", "\n").strip()


def _rows(text: str) -> int:
    """Height of a field that shows a text, in lines."""
    return min(25, max(3, sum(1 + len(line) // 60 for line in text.splitlines())))
