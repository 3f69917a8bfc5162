"""What is worth a second look while examples are typed, for the scripts of the forms."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from frontdesk.accounts.roles import EDITOR
from frontdesk.console.example_lines import looked_at
from frontdesk.console.routing import StaffRoute
from frontdesk.console.visit import Visit


def warnings(visit: Visit) -> Response:
    """Warnings about lines; nothing is changed."""
    numbers, texts = visit.fields("line"), visit.fields("text")
    lines = [(int(number), text.strip()) for number, text in zip(numbers, texts) if _is_number(number) and text.strip()]
    count = visit.field("count")
    found = looked_at(visit.field("label"), lines, int(count) if _is_number(count) else len(lines), visit)
    return JSONResponse({"warnings": [warning.as_dict() for warning in found]}, headers={"Cache-Control": "no-store"})


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


ROUTES: tuple[StaffRoute, ...] = (StaffRoute("/warnings", warnings, EDITOR, post=True),)
