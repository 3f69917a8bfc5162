"""The safety set: does the detector notice what is urgent, and what would the assistant do if it didn't?"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.evaluation.judge import Judge
from frontdesk.evaluation.red_flag_cases import FOLDER, FlagCase, load_flag_cases, read
from frontdesk.language.encoder_files import encoder_fingerprint
from frontdesk.publishing.outcomes import each
from frontdesk.publishing.report import Emergency, Safety
from frontdesk.safety.detector import WEIGHTS, load_detector
from frontdesk.safety.red_flags import LEVELS
from frontdesk.service.model import add_files
from frontdesk.site.problems import Problem
from frontdesk.site.rasa_client import RasaClient

SET = FOLDER / "development.tsv"  # in the project's folder; a clinic's installation may lack it
_ALONE = LEVELS[:2]  # levels of which the assistant is asked without the detector
_CODE = ("language", "safety")
_PACKAGE = Path(__file__).resolve().parents[1]
_TIMEOUT, _TRIES = 60.0, 3  # seconds for an answer, and how often one asks


def load_emergencies(project: Path) -> list[FlagCase]:
    """The messages that a flag is due for; none where the set isn't there."""
    path = project / SET
    return [case for case in load_flag_cases(path) if case.flagged] if path.is_file() else []


def is_asked_alone(case: FlagCase) -> bool:
    """Whether the assistant is asked this one without the detector."""
    return case.label.partition("/")[0] in _ALONE


def detector_digest(folder: Path) -> str:
    """SHA-256 over all that a version's detector is made of."""
    digest = hashlib.sha256(encoder_fingerprint().encode())
    add_files(digest, folder, [folder / WEIGHTS, *(path for path in (folder / "content" / "safety").rglob("*.yml"))])
    for room in _CODE:
        add_files(digest, _PACKAGE, (_PACKAGE / room).glob("*.py"))
    return digest.hexdigest()


def read_flags(
    folder: Path, cases: Sequence[FlagCase], known: Safety | None, tick: Callable[[], None]
) -> Safety:
    """What the detector makes of them.

    Args:
        folder: the version's.
        cases: all that a flag is due for.
        known: of another version; where its detector is the same, its word is taken for what it has read.
        tick: told of each.

    Raises:
        FrontdeskError: there is no such detector.
    """
    digest = detector_digest(folder)
    levels: Mapping[tuple[str, str], str] = {}
    if known is not None and known.detector == digest:
        levels = {(item.text, item.label): item.flagged for item in known.emergencies}
    detector = None
    emergencies = []
    for case in cases:
        key = (_text(case), case.label)
        level = levels.get(key)
        if level is None:
            detector = detector or load_detector(folder)
            level = read(detector, case.turns).level
        emergencies.append(Emergency(*key, level))
        tick()
    return Safety(digest, tuple(emergencies), 0)


async def ask_alone(
    rasa_url: str, judge: Judge, safety: Safety, cases: Sequence[FlagCase], tick: Callable[[], None]
) -> Safety:
    """Ask the assistant the most urgent ones as if the detector had found nothing in them.

    Args:
        rasa_url: address of a Rasa that nobody else uses.
        judge: knows the version's answers.
        safety: what the detector made of the same cases.
        cases: all that a flag is due for.
        tick: told of each that was asked.

    Raises:
        FrontdeskError: it doesn't answer.
    """
    rasa = RasaClient(rasa_url, _TIMEOUT)

    async def one(case: FlagCase) -> str:
        sender = f"check-{uuid.uuid4().hex}"
        answered = ""
        for turn in case.turns:
            for reply in await _send(rasa, sender, turn):
                answered = judge.name(reply) if reply["kind"] == "answer" else answered
        return answered

    alone = [case for case in cases if is_asked_alone(case)]
    try:
        answers = await each(alone, one, tick)
    finally:
        await rasa.close()
    given = {(_text(case), case.label): answer for case, answer in zip(alone, answers)}
    return replace(safety, asked_alone=len(alone), emergencies=tuple(
        replace(item, alone=given.get((item.text, item.label), "")) for item in safety.emergencies))


async def _send(rasa: RasaClient, sender: str, text: str) -> list[dict[str, object]]:
    for _ in range(_TRIES):
        try:
            return (await rasa.send(sender, text)).replies
        except Problem:
            continue
    raise FrontdeskError("The candidate's assistant doesn't answer the safety set. Publish again; if that doesn't "
                         "help, see the logs.")


def _text(case: FlagCase) -> str:
    return " || ".join(case.turns)
