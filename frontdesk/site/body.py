"""Reading the JSON body of a request to the chat API."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request

from frontdesk.site.problems import Problem

MAX_BODY = 32 * 1024  # bytes
MAX_ID = 128  # characters of a message id
MAX_TOKEN = 4 * MAX_ID  # characters of a session


async def read_json(request: Request) -> dict[str, Any]:
    """The request's body as a JSON object, whatever its ``Content-Type`` says.

    Pages of other sites send it as ``text/plain``, for which browsers ask no leave beforehand.

    Raises:
        Problem: too large, not JSON, or not an object.
    """
    told = request.headers.get("content-length", "")
    if told.isdigit() and int(told) > MAX_BODY:
        raise _too_large()
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise _too_large()
    try:
        # Lone surrogates are valid JSON escapes and no valid text.
        data = json.loads(body)
        json.dumps(data, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Problem("not-json", "Send a JSON object, encoded as UTF-8.") from None
    if not isinstance(data, dict):
        raise Problem("bad-request", "Send a JSON object such as {\"message\": \"…\"}.")
    return data


def optional_text(body: dict[str, Any], key: str, longest: int) -> str | None:
    """A short text of the body, or ``None``.

    Args:
        body: from :func:`read_json`.
        key: its name.
        longest: characters.

    Raises:
        Problem: it is something else, or longer.
    """
    value = body.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > longest:
        raise Problem("bad-request", f"'{key}' must be a short text or null.")
    return value


def flag(body: dict[str, Any], key: str) -> bool:
    """A yes or no of the body; no where it isn't there.

    Raises:
        Problem: it is something else.
    """
    value = body.get(key, False)
    if not isinstance(value, bool):
        raise Problem("bad-request", f"'{key}' must be true or false.")
    return value


def _too_large() -> Problem:
    return Problem("too-large", f"Send at most {MAX_BODY // 1024} kB.")
