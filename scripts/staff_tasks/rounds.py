"""The rounds of the trial: with a mouse, by keyboard alone, and without JavaScript."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, Error, ViewportSize, expect

from scripts.staff_tasks import tasks
from scripts.staff_tasks.clinic import StaffedClinic
from scripts.staff_tasks.hands import Hands, KeyboardHands, MouseHands, TickingHands
from scripts.staff_tasks.tasks import Task
from scripts.staff_tasks.trial import Trial

_PATIENCE = 90_000  # milliseconds; a loaded machine needs them
_MOST_TOLD = 300  # characters of what went wrong: Playwright tells the whole page
_WINDOW = ViewportSize(width=1280, height=900)


@dataclass(frozen=True)
class Round:
    """Some tasks, done in one way."""

    name: str
    hands: type[Hands]
    tasks: tuple[Task, ...]
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
        seconds: it took, waiting included.
        most: clicks that it may take.
        wrong: what went wrong; ``""`` where it was done.
    """

    way: str
    task: str
    clicks: int
    keys: int
    fields: int
    seconds: float
    most: int
    wrong: str

    @property
    def fine(self) -> bool:
        """Whether it was done, in few enough clicks."""
        return not self.wrong and self.clicks <= self.most


ROUNDS = (
    Round("mouse", MouseHands, tasks.EVERY),
    Round("keyboard", KeyboardHands, (tasks.SIGN_IN, tasks.TEACH, tasks.MAKE_FAQ, tasks.ADD_EXAMPLE, tasks.PUBLISH)),
    Round("no JavaScript", TickingHands, (tasks.SIGN_IN, tasks.TEACH, tasks.MAKE_FAQ, tasks.PUBLISH), javascript=False),
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
        trial = Trial(clinic, each.hands(context.new_page()), number)
        for task in each.tasks:
            yield _done(each.name, task, trial)
        context.close()


def _done(way: str, task: Task, trial: Trial) -> Result:
    hands, began, wrong = trial.hands, time.monotonic(), ""
    before = (hands.clicks, hands.keys, hands.fields)
    try:
        task.do(trial)
    except (AssertionError, Error) as error:
        wrong = str(error)[:_MOST_TOLD] or type(error).__name__
    clicks, keys, fields = (now - then for now, then in zip((hands.clicks, hands.keys, hands.fields), before))
    return Result(way, task.name, clicks, keys, fields, round(time.monotonic() - began, 1), task.clicks, wrong)
