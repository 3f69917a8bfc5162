"""The check of a candidate: what it says to hundreds of messages, beside what the live version says to them."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from frontdesk.evaluation.judge import Judge
from frontdesk.evaluation.red_flag_cases import FlagCase
from frontdesk.knowledge.content import load_content
from frontdesk.publishing.check_safety import ask_alone, is_asked_alone, load_emergencies, read_flags
from frontdesk.publishing.compare import Examined, compare
from frontdesk.publishing.conversations import Conversation, hold_all, load_conversations
from frontdesk.publishing.folders import EXAMINED, REPORT, read_report
from frontdesk.publishing.left_out import cross_validate, load_classifier
from frontdesk.publishing.outcomes import RANKS, Asker, ask_all
from frontdesk.publishing.questions import Question, load_questions
from frontdesk.publishing.report import Held, LeftOut, Outcome, Report, Safety
from frontdesk.service.model import add_files, model_path

_PACKAGE = Path(__file__).resolve().parents[1]
_ROOMS = ("booking", "evaluation", "knowledge", "language", "nlu", "replies", "safety", "site")
_FILES = ("config.yml", "domain.yml", "thresholds.json", "red-flag-weights.json", "requirements.lock", "data/rules.yml",
          "data/stories.yml")
# How long things take beside one question, to tell how far the check has got.
_TURNS, _ALONE, _FLAG, _LEFT_OUT = 3.0, 0.5, 0.6, 150.0

Tell = Callable[[float], None]


@dataclass(frozen=True)
class Trial:
    """A version that is running for the check alone.

    Attributes:
        folder: its files, with the model among them.
        url: of its site.
        rasa_url: of its Rasa.
    """

    folder: Path
    url: str
    rasa_url: str


@dataclass(frozen=True)
class _Work:
    """What a version is to be tested with, and what is known of it already."""

    questions: tuple[Question, ...]
    conversations: Sequence[Conversation]
    cases: Sequence[FlagCase]
    known: Safety | None
    left_out: bool = True

    @property
    def size(self) -> float:
        alone = sum(map(is_asked_alone, self.cases))
        return (len(self.questions) + _TURNS * len(self.conversations) + _ALONE * alone + _FLAG * len(self.cases)
                + _LEFT_OUT * self.left_out)


class _Progress:
    def __init__(self, tell: Tell, size: float) -> None:
        self._tell, self._size, self._done = tell, max(size, 1.0), 0.0
        self._lock = threading.Lock()

    def by(self, amount: float) -> Callable[[], None]:
        def tick() -> None:
            with self._lock:  # parts of the check run in threads
                self._done += amount
                self._tell(min(self._done / self._size, 1.0))

        return tick


def check(
    candidate: Trial, project: Path, live: Path | None, live_trial: Trial | None, tell: Tell,
    clock: Callable[[], float] = time.time,
) -> Report:
    """Check a candidate.

    Args:
        candidate: running.
        project: the project's folder, with the sets in it.
        live: folder of the live version; its report, where there is one, says what it answered already.
        live_trial: the live version, running beside, for what its report doesn't say.
        tell: told how much is done, 0 to 1.
        clock: seconds since the epoch.

    Raises:
        ContentError: the candidate's content can't be used.
        FrontdeskError: a version doesn't answer, or has no model.
    """
    began, code = clock(), code_digest(project)
    content = load_content(candidate.folder / "content")
    questions = load_questions(project, candidate.folder, content.faqs)
    conversations, cases = load_conversations(project, candidate.folder), load_emergencies(project)
    report = None if live is None else live_report(live, code)
    known = None if report is None else report.safety
    work = _Work(questions.asked, conversations, cases, known)
    missing = _missing(work, report) if live_trial is not None else None
    progress = _Progress(tell, work.size + (missing.size if missing else 0.0))
    tested = asyncio.run(_test(candidate, work, report, progress))
    before = _known(report)
    if live_trial is not None and missing is not None:
        asked = asyncio.run(_test(live_trial, missing, None, progress))
        before = _together(before, asked)
    result = compare(tested, before)
    assert tested.left_out is not None
    return Report(
        made=began, seconds=round(clock() - began, 1), code=code, compared=before is not None, verdict=result.verdict,
        reasons=result.reasons, figures=result.figures, outcomes=tested.outcomes, changes=result.changes,
        unasked=result.unasked, left_aside=questions.left_aside, left_out=tested.left_out,
        conversations=result.conversations, safety=tested.safety)


def live_must_be_asked(folder: Path, project: Path, live: Path) -> bool:
    """Whether the live version must run beside the candidate, as its report doesn't say all that is to be compared.

    Args:
        folder: the candidate's.
        project: the project's folder.
        live: folder of the live version.

    Raises:
        ContentError: the candidate's content can't be used.
    """
    questions = load_questions(project, folder, load_content(folder / "content").faqs)
    work = _Work(questions.asked, load_conversations(project, folder), load_emergencies(project), None)
    return _missing(work, live_report(live, code_digest(project))) is not None


def live_report(live: Path, code: str) -> Report | None:
    """What is known of the live version, if it was found out with the Frontdesk that is running now."""
    for name in (REPORT, EXAMINED):
        report = read_report(live / name)
        if report is not None and report.code == code:
            return report
    return None


def code_digest(project: Path) -> str:
    """SHA-256 over what is Frontdesk's own about an answer: a version answers otherwise when this is another."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        add_files(digest, _PACKAGE, (_PACKAGE / room).rglob("*.py"))
    add_files(digest, project, [*(project / name for name in _FILES), *(project / "actions").glob("*.py")])
    return digest.hexdigest()


async def _test(trial: Trial, work: _Work, before: Report | None, progress: _Progress) -> Examined:
    """All at the same time, so that no processor waits for another part of the check."""
    content = load_content(trial.folder / "content")
    judge = Judge(content)

    async def ask() -> tuple[list[Outcome], list[Held]]:
        async with Asker(trial.url) as asker:
            outcomes = await ask_all(asker, judge, work.questions, progress.by(1.0))
            outcomes = await _ask_again(asker, judge, work.questions, outcomes, before)
            facts = content.clinic.facts
            return outcomes, await hold_all(asker, work.conversations, progress.by(_TURNS), facts)

    async def look_for_flags() -> Safety | None:
        if not work.cases:
            return None
        safety = await asyncio.to_thread(read_flags, trial.folder, work.cases, work.known, progress.by(_FLAG))
        return await ask_alone(trial.rasa_url, judge, safety, work.cases, progress.by(_ALONE))

    async def leave_out() -> LeftOut | None:
        if not work.left_out:
            return None
        result = await asyncio.to_thread(_cross_validate, trial.folder)
        progress.by(_LEFT_OUT)()
        return result

    (outcomes, held), safety, left_out = await asyncio.gather(ask(), look_for_flags(), leave_out())
    return Examined(tuple(outcomes), left_out, tuple(held), safety)


async def _ask_again(
    asker: Asker, judge: Judge, questions: Sequence[Question], outcomes: Sequence[Outcome], before: Report | None
) -> list[Outcome]:
    """Ask once more, one by one, what was answered worse than by the live version.

    So a machine that has too much to do is never the reason.
    """
    ranks = {} if before is None else {(item.text, item.label): RANKS[item.outcome] for item in before.outcomes}
    doubtful = [at for at, item in enumerate(outcomes)
                if RANKS[item.outcome] < ranks.get((item.text, item.label), 0)]
    again = await ask_all(asker, judge, [questions[at] for at in doubtful], lambda: None, at_once=1)
    result = list(outcomes)
    for at, outcome in zip(doubtful, again):
        result[at] = outcome
    return result


def _cross_validate(folder: Path) -> LeftOut:
    return cross_validate(load_classifier(model_path(folder)))


def _missing(work: _Work, report: Report | None) -> _Work | None:
    """What the live version must still be tested with; ``None`` for nothing."""
    if report is None:
        return work
    asked = {(item.text, item.label) for item in report.outcomes}
    questions = tuple(item for item in work.questions if (item.case.text, item.case.label) not in asked)
    held = {(item.source, item.name) for item in report.conversations}
    conversations = [item for item in work.conversations if (item.source, item.name) not in held]
    read = set() if report.safety is None else {(item.text, item.label) for item in report.safety.emergencies}
    cases = [case for case in work.cases if (" || ".join(case.turns), case.label) not in read]
    if not (questions or conversations or cases):
        return None
    return _Work(questions, conversations, cases, report.safety, left_out=False)


def _known(report: Report | None) -> Examined | None:
    if report is None:
        return None
    return Examined(report.outcomes, report.left_out, report.conversations, report.safety)


def _together(known: Examined | None, asked: Examined) -> Examined:
    if known is None:
        return asked
    safety = known.safety
    if safety is None or asked.safety is None:
        safety = safety or asked.safety
    else:
        safety = Safety(safety.detector, (*safety.emergencies, *asked.safety.emergencies),
                        safety.asked_alone + asked.safety.asked_alone)
    return Examined((*known.outcomes, *asked.outcomes), known.left_out, (*known.conversations, *asked.conversations),
                  safety)
