"""A check's report as its page shows it: long lists cut, everything in words."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.console.intent_words import address_of, name_of
from frontdesk.console.publish_words import asked_words, given_words, outcome_words, wanted_words
from frontdesk.editing.draft import DraftState
from frontdesk.language.gate import OUT_OF_SCOPE
from frontdesk.publishing.confusion import Confusion, confusion
from frontdesk.publishing.report import MORE, Change, Figure, Outcome, Report

SHOWN = 20  # rows of a list on the report's own page
PAGE = 60  # rows on a page of all of them
LISTS = {"worse": "What got worse", "better": "What got better", "wrong": "All that isn't right"}
_LOWEST, _CONFUSED, _MISPLACED = 12, 12, 20

@dataclass(frozen=True)
class FigureRow:
    """A figure in words; ``style`` tells a tag's looks."""

    name: str
    about: str
    live: str
    candidate: str
    count: int
    said: str
    style: str


@dataclass(frozen=True)
class QuestionRow:
    """A question, with what the live version did (``""`` where that isn't shown) and what the candidate does."""

    text: str
    wanted: str
    url: str
    before: str
    now: str
    held_out: bool


@dataclass(frozen=True)
class LabelRow:
    """Something about a label's examples."""

    name: str
    url: str
    said: str


@dataclass(frozen=True)
class MisplacedRow:
    """An example that looks as if it belonged elsewhere."""

    text: str
    name: str
    url: str
    other: str
    other_url: str


@dataclass(frozen=True)
class PictureRow:
    """A row of the picture; ``cells`` with column, count, how strongly it is drawn, and whether it is right."""

    name: str
    cells: tuple[tuple[int, int, float, bool], ...]


@dataclass(frozen=True)
class Picture:
    """The confusion picture, drawn and as a list of what went wrong in it."""

    rows: tuple[PictureRow, ...]
    columns: tuple[str, ...]
    mistakes: tuple[tuple[str, str, int], ...]
    hidden: int


@dataclass(frozen=True)
class ReportView:
    """All that a report's page shows."""

    report: Report
    figures: tuple[FigureRow, ...]
    counts: dict[str, int]
    worse: tuple[QuestionRow, ...]
    better: tuple[QuestionRow, ...]
    conversations: tuple[tuple[str, str, bool], ...]
    lowest: tuple[LabelRow, ...]
    confused: tuple[LabelRow, ...]
    misplaced: tuple[MisplacedRow, ...]
    picture: Picture


def report_view(report: Report, state: DraftState) -> ReportView:
    """A report for its page.

    Args:
        report: of a check.
        state: of the draft, for names.
    """
    found = {which: rows_of(report, which, state) for which in LISTS}
    return ReportView(
        report, tuple(map(_figure, report.figures)), {which: len(rows) for which, rows in found.items()},
        tuple(found["worse"][:SHOWN]), tuple(found["better"][:SHOWN]),
        tuple((item.name.replace("_", " "), item.wrong, item.before == "")
              for item in report.conversations if item.wrong),
        tuple(_lowest(report, state)), tuple(_confused(report, state)), tuple(_misplaced(report, state)),
        _picture(confusion(report.outcomes), state))


def rows_of(report: Report, which: str, state: DraftState) -> list[QuestionRow]:
    """One of the :data:`LISTS`, whole."""
    if which == "wrong":
        return [_row(item, "", state) for item in report.outcomes if item.outcome != "right"]
    return [_row(change.question,
                 outcome_words(change.question.label, change.outcome, change.given, state), state)
            for change in sorted(report.changes, key=_gravity) if change.better == (which == "better")]


def _gravity(change: Change) -> tuple[int, str]:
    order = ("wrong", "not_answered", "wrong_choice", "choice", "right")
    return order.index(change.question.outcome), change.question.label


def _row(question: Outcome, before: str, state: DraftState) -> QuestionRow:
    url = "" if question.label == "urgent" else address_of(question.label)
    return QuestionRow(question.text, wanted_words(question, state), url, before,
                       outcome_words(question.label, question.outcome, question.given, state), question.held_out)


def _figure(figure: Figure) -> FigureRow:
    said, style = "", ""
    if figure.live is not None and figure.wanted:
        parts = [f"{count} {word}" for count, word in ((figure.worse, "worse"), (figure.better, "better")) if count]
        said = ", ".join(parts) or ("the same" if _same(figure) else _way(figure))
        if figure.better != figure.worse:
            style = "good" if figure.better > figure.worse else "warn"
    return FigureRow(figure.name, figure.about, "–" if figure.live is None else _percent(figure.live),
                     _percent(figure.candidate), figure.count, said, style)


def _same(figure: Figure) -> bool:
    return figure.live is not None and _percent(figure.live) == _percent(figure.candidate)


def _way(figure: Figure) -> str:
    """For figures that aren't of the same messages in both versions."""
    assert figure.live is not None
    return "better" if (figure.candidate > figure.live) == (figure.wanted == MORE) else "a little worse"


def _percent(share: float) -> str:
    return f"{share:.1%}"


def _lowest(report: Report, state: DraftState) -> list[LabelRow]:
    labels = [item for item in report.left_out.labels if item.label != OUT_OF_SCOPE and item.right < item.count]
    return [LabelRow(name_of(item.label, state), address_of(item.label),
                     f"{item.right} of {item.count} recognised ({item.right / item.count:.0%})")
            for item in labels[:_LOWEST]]


def _confused(report: Report, state: DraftState) -> list[LabelRow]:
    return [LabelRow(_name(item.label, state), _address(item.label),
                     f"{item.count} {'looks' if item.count == 1 else 'look'} like “{_name(item.taken_for, state)}”")
            for item in report.left_out.confused[:_CONFUSED]]


def _misplaced(report: Report, state: DraftState) -> list[MisplacedRow]:
    return [MisplacedRow(item.text, _name(item.label, state), _address(item.label), _name(item.taken_for, state),
                         _address(item.taken_for)) for item in report.left_out.misplaced[:_MISPLACED]]


def _name(label: str, state: DraftState) -> str:
    return "Not covered by the articles" if label == OUT_OF_SCOPE else name_of(label, state)


def _address(label: str) -> str:
    return "/staff/intents" if label == OUT_OF_SCOPE else address_of(label)


def _picture(found: Confusion, state: DraftState) -> Picture:
    columns = tuple(given_words(name, state) for name in found.columns)
    rows = tuple(PictureRow(asked_words(row.wanted, state),
                            tuple((cell.column, cell.count, cell.share, cell.right) for cell in row.cells))
                 for row in found.rows)
    mistakes = sorted(((row.name, columns[column], count) for row in rows for column, count, _, right in row.cells
                       if not right), key=lambda item: (-item[2], item[0], item[1]))
    return Picture(rows, columns, tuple(mistakes[:SHOWN * 2]), found.hidden)
