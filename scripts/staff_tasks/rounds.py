"""The rounds of the trial: with a mouse, by keyboard alone, and without JavaScript."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Error, ViewportSize, expect

from scripts.staff_tasks import tasks
from scripts.staff_tasks.clinic import StaffedClinic
from scripts.staff_tasks.hands import Hands, KeyboardHands, MouseHands, TickingHands
from scripts.staff_tasks.tasks import Task
from scripts.staff_tasks.trial import Trial

_PATIENCE = 240_000  # milliseconds; a loaded machine needs them
_MOST_TOLD = 300  # characters of what went wrong: Playwright tells the whole page
_LISTEN = "addEventListener('mousedown', () => frontdeskMouse(), true)"
_WINDOW = ViewportSize(width=1280, height=900)


@dataclass(frozen=True)
class Round:
    """All tasks, done in one way."""

    name: str
    hands: type[Hands]
    javascript: bool = True


@dataclass(frozen=True)
class Result:
    """What a task took.

    Attributes:
        way: the round's name.
        task: the task's name.
        clicks: with the mouse.
        keys: pressed, but for those that type text.
        fields: that text was typed into.
        mouse: buttons of the mouse that pages saw pressed; 0 without JavaScript.
        seconds: it took, waiting included.
        most: clicks that it may take.
        wrong: what went wrong; ``""`` where it was done.
    """

    way: str
    task: str
    clicks: int
    keys: int
    fields: int
    mouse: int
    seconds: float
    most: int
    wrong: str

    @property
    def fine(self) -> bool:
        """Whether it was done, in few enough clicks."""
        return not self.wrong and self.clicks <= self.most


ROUNDS = (
    Round("mouse", MouseHands),
    Round("keyboard", KeyboardHands),
    Round("no JavaScript", TickingHands, javascript=False),
)


def results(browser: Browser, clinic: StaffedClinic) -> Iterator[Result]:
    """Do everything, round after round.

    Args:
        browser: to do it in.
        clinic: where; it is another one afterwards.
    """
    expect.set_options(timeout=_PATIENCE)
    for number, each in enumerate(ROUNDS):
        context = browser.new_context(viewport=_WINDOW, java_script_enabled=each.javascript, reduced_motion="reduce")
        context.set_default_timeout(_PATIENCE)
        pressed = _seen_pressed(context)
        trial = Trial(clinic, each.hands(context.new_page()), number, scripted=each.javascript)
        for task in tasks.EVERY:
            yield _done(each.name, task, trial, pressed)
        context.close()


def _done(way: str, task: Task, trial: Trial, pressed: Sequence[str]) -> Result:
    hands, began, wrong = trial.hands, time.monotonic(), ""
    before, mouse = (hands.clicks, hands.keys, hands.fields), len(pressed)
    try:
        task.do(trial)
    except (AssertionError, Error) as error:
        wrong = str(error)[:_MOST_TOLD] or type(error).__name__
    clicks, keys, fields = (now - then for now, then in zip((hands.clicks, hands.keys, hands.fields), before))
    seconds = round(time.monotonic() - began, 1)
    return Result(way, task.name, clicks, keys, fields, len(pressed) - mouse, seconds, task.clicks, wrong)


def _seen_pressed(context: BrowserContext) -> Sequence[str]:
    """Addresses of the pages that saw the mouse pressed, one for each time; it goes on growing."""
    pressed = list[str]()
    context.expose_binding("frontdeskMouse", lambda source: pressed.append(source["page"].url))
    context.add_init_script(_LISTEN)
    return pressed
