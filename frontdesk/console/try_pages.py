"""A chat with the draft, beside the live version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.responses import JSONResponse, RedirectResponse, Response

from frontdesk.accounts.roles import VIEWER
from frontdesk.console.moments import clock
from frontdesk.console.rendering import page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.try_talks import MOST, talks
from frontdesk.console.try_why import Why, why
from frontdesk.console.visit import Refusal, Visit
from frontdesk.trial.client import trial_of

_HERE = "/staff/try"
_MAX_MESSAGE = 1000  # characters
DRAFT, LIVE = "draft", "live"
_NAMES = {DRAFT: "Draft", LIVE: "Live"}


@dataclass(frozen=True)
class Side:
    """The draft or the live version.

    Attributes:
        key: :data:`DRAFT` or :data:`LIVE`.
        name: for people.
        told: what the trial says of it; empty where nothing is published.
    """

    key: str
    name: str
    told: Mapping[str, Any]

    @property
    def making(self) -> bool:
        """Whether it is being got ready."""
        return self.told.get("state") == "making"

    @property
    def percent(self) -> int:
        """How much of that is done."""
        return round(100 * float(self.told.get("share", 0.0)))


@dataclass(frozen=True)
class Answer:
    """One side's answer to a message; without ``turn`` where it isn't there yet."""

    side: Side
    turn: Mapping[str, Any] | None
    why: Why | None


def try_it(visit: Visit) -> Response:
    """The conversation so far."""
    texts = talks().of(visit.session.staff_id)
    sides = _sides(visit, texts)
    rows = [(text, [_answer(side, number) for side in sides]) for number, text in enumerate(texts)]
    live = visit.console.publishing.live()
    return page(visit, "try/talk.html", rows=[(text, answers, _same(answers)) for text, answers in rows], sides=sides,
                live=live, making=any(side.making for side in sides), full=len(texts) >= MOST, most=_MAX_MESSAGE,
                moment=clock(visit))


def say(visit: Visit) -> Response:
    """Say something, to both sides."""
    text = visit.field("pressed", _MAX_MESSAGE) or visit.field("text", _MAX_MESSAGE)
    if text and not talks().say(visit.session.staff_id, text):
        raise Refusal(422, "This conversation is long enough", "Go back and start again.")
    return RedirectResponse(f"{_HERE}#last", status_code=303)


def start_again(visit: Visit) -> Response:
    """Forget the conversation."""
    talks().forget(visit.session.staff_id)
    return RedirectResponse(_HERE, status_code=303)


def progress(visit: Visit) -> Response:
    """How far the two sides are, for the page's script."""
    return JSONResponse({side.key: side.percent if side.making else 100 for side in _sides(visit, ())},
                        headers={"Cache-Control": "no-store"})


def _sides(visit: Visit, texts: Sequence[str]) -> list[Side]:
    live = visit.console.publishing.live()
    settings = visit.console.settings
    folders: dict[str, Path] = {DRAFT: settings.root}
    if live is not None:
        folders[LIVE] = visit.console.publishing.folder(live.number)
    told = trial_of(settings.root, settings.var).ask(folders, folders.get(LIVE, settings.served), texts)
    return [Side(key, name, told.get(key, {})) for key, name in _NAMES.items()]


def _answer(side: Side, number: int) -> Answer:
    turns = side.told.get("turns", ())
    if number >= len(turns):
        return Answer(side, None, None)
    return Answer(side, turns[number], why(turns[number], side.told["thresholds"], side.told["questions"]))


def _same(answers: Sequence[Answer]) -> bool | None:
    """Whether the answers are the same; ``None`` where there aren't two."""
    turns = [answer.turn["replies"] for answer in answers if answer.turn is not None]
    return turns[0] == turns[1] if len(turns) == len(_NAMES) else None


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/try", try_it, VIEWER),
    StaffRoute("/try", say, VIEWER, post=True),
    StaffRoute("/try/again", start_again, VIEWER, post=True),
    StaffRoute("/try/progress", progress, VIEWER),
)
