"""Thumbs up and down: ``POST /api/feedback``."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from frontdesk.numbers.counter import Counter
from frontdesk.site.body import MAX_ID, MAX_TOKEN, optional_text, read_json
from frontdesk.site.limits import Limits
from frontdesk.site.metrics import Metrics
from frontdesk.site.origins import Origins
from frontdesk.site.problems import Problem
from frontdesk.site.sessions import Sessions
from frontdesk.store.votes import REASONS, VOTES, Change, Votes


class FeedbackApi:
    """Takes a visitor's vote on an answer, or takes it back.

    Args:
        sessions: recognises conversations.
        votes: the store.
        limits: of how many votes may be sent.
        origins: of the pages that may send them.
        counter: counts votes by day.
        metrics: counts them for a scraper.
    """

    def __init__(
        self, sessions: Sessions, votes: Votes, limits: Limits, origins: Origins, counter: Counter, metrics: Metrics,
    ) -> None:
        self._sessions, self._votes, self._limits, self._origins = sessions, votes, limits, origins
        self._counter, self._metrics = counter, metrics

    async def post(self, request: Request) -> Response:
        """Keep one vote."""
        self._origins.check(request)
        body = await read_json(request)
        vote, reason = _vote(body)
        message_id = optional_text(body, "message_id", MAX_ID)
        if message_id is None:
            raise Problem("bad-request", "'message_id' must be that of the message whose answer is voted on.")
        self._limits.vote(request.client.host if request.client else "")
        sender_id = self._sessions.sender_id(optional_text(body, "session", MAX_TOKEN))
        if sender_id is None or not await self._keep(sender_id, message_id, vote, reason):
            raise Problem("not-found", "There is no such answer in this conversation.")
        return Response(status_code=204)

    async def _keep(self, sender_id: str, message_id: str, vote: str | None, reason: str | None) -> bool:
        key = self._sessions.message_key(message_id)
        if vote is None:
            change = await asyncio.to_thread(self._votes.withdraw, sender_id, key)
        else:
            change = await asyncio.to_thread(self._votes.add, sender_id, key, vote, reason)
        if change is not None and change.before != change.after:  # else no more than another reason was given
            self._count(change)
        return change is not None

    def _count(self, change: Change) -> None:
        if change.before is not None:
            self._counter.voted(change.before, change.faq, times=-1)
        if change.after is not None:
            self._counter.voted(change.after, change.faq)
            self._metrics.vote(change.after)


def _vote(body: dict[str, Any]) -> tuple[str | None, str | None]:
    vote, reason = body.get("vote", ""), body.get("reason")
    if vote not in (*VOTES, None):
        raise Problem("bad-request", "'vote' must be \"up\", \"down\" or null.")
    if reason not in (*REASONS, None) or (reason is not None and vote != "down"):
        raise Problem("bad-request", f"'reason' must be null, or beside a vote down one of: {', '.join(REASONS)}.")
    return vote, reason
