"""Errors of the chat API as ``application/problem+json`` (RFC 9457)."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

_TYPES = {
    "not-json": (400, "The request isn't JSON"),
    "wrong-origin": (403, "This site isn't allowed to use the chat"),
    "not-found": (404, "There is nothing here"),
    "method-not-allowed": (405, "This address doesn't take that method"),
    "too-large": (413, "The request is too large"),
    "empty-message": (422, "The message is empty"),
    "message-too-long": (422, "The message is too long"),
    "bad-request": (422, "The request can't be understood"),
    "busy": (429, "One message at a time"),
    "too-many": (429, "Too many in a short time"),
    "fault": (500, "Something went wrong"),
    "unavailable": (503, "The assistant is away"),
}


class Problem(Exception):
    """A problem to tell the client.

    Args:
        name: its stable type, the last part of ``urn:frontdesk:problem:<name>``.
        detail: one sentence that says what to do.
        retry_after: seconds, sent as ``Retry-After``.
    """

    def __init__(self, name: str, detail: str, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.name, self.detail, self.retry_after = name, detail, retry_after
        self.status, self.title = _TYPES[name]


def problem_response(problem: Problem) -> Response:
    """Render a problem."""
    headers = {"Retry-After": str(problem.retry_after)} if problem.retry_after is not None else None
    return JSONResponse(
        {"type": f"urn:frontdesk:problem:{problem.name}", "title": problem.title,
         "status": problem.status, "detail": problem.detail},
        status_code=problem.status, headers=headers, media_type="application/problem+json",
    )


async def on_problem(_request: Request, error: Exception) -> Response:
    """Starlette exception handler for :class:`Problem`."""
    assert isinstance(error, Problem)
    return problem_response(error)


async def on_http_exception(_request: Request, error: Exception) -> Response:
    """Starlette exception handler for routing errors."""
    assert isinstance(error, HTTPException)
    name = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "bad-request")
    response = problem_response(Problem(name, "Check the address and the method."))
    response.status_code = error.status_code
    response.headers.update(error.headers or {})
    return response


async def on_fault(_request: Request, _error: Exception) -> Response:
    """Starlette exception handler for everything unforeseen."""
    return problem_response(Problem("fault", "Please try again, or contact the clinic."))
