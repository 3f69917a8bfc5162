"""The questions that a candidate is asked: the clinic's own, and those that come with Frontdesk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from frontdesk.editing.test_questions import FILE, load_test_questions
from frontdesk.evaluation.datasets import Case, load_cases
from frontdesk.language.gate import FAQ
from frontdesk.publishing.report import CLINIC, SET

SETS = (Path("tests/eval/development.tsv"),)  # in the project's folder; a clinic's installation may lack them


@dataclass(frozen=True)
class Question:
    """One message to ask.

    Attributes:
        case: the message, and how it may be understood.
        source: :data:`~frontdesk.publishing.report.CLINIC` or :data:`~frontdesk.publishing.report.SET`.
        held_out: whether it is kept for testing and never taught.
    """

    case: Case
    source: str
    held_out: bool


@dataclass(frozen=True)
class Questions:
    """What to ask, and how much was left aside because it is about FAQs that there are no more."""

    asked: tuple[Question, ...]
    left_aside: int


def load_questions(project: Path, folder: Path, faqs: Iterable[str]) -> Questions:
    """All questions for a version.

    Args:
        project: the project's folder, with the sets in it.
        folder: the version's.
        faqs: slugs of the version's FAQs.

    Raises:
        ContentError: the clinic's questions can't be read.
        FrontdeskError: a set can't be read.
    """
    known = {f"{FAQ}/{slug}" for slug in faqs}
    every = [Question(Case("", question.text, question.label, frozenset((question.label,))), CLINIC, question.held_out)
             for question in load_test_questions(folder / FILE)]
    every += [Question(case, SET, held_out=False)
              for path in SETS if (project / path).is_file() for case in load_cases(project / path)]
    asked: dict[tuple[str, str], Question] = {}
    left_aside = 0
    for question in every:
        if question.case.label.startswith(f"{FAQ}/") and question.case.label not in known:
            left_aside += 1
        else:
            asked.setdefault((question.case.text, question.case.label), question)
    return Questions(tuple(asked.values()), left_aside)
