"""Lines that must never be quoted stay so while they are reworded: a tick goes with its line. Pure but for the form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from frontdesk.console.visit import Visit
from frontdesk.importing.article_file import ArticleText
from frontdesk.importing.cutting import key_of

# Fields of the form: the ticked lines, and the keys of all. What they hold was shown, not typed.
_CALLS, _LINES = "base_calls", "base_lines"
_MOST_FIELD = 500_000  # characters of each
_ALIKE = 0.6  # share of letters in common from which a line is taken for another wording
_LONGEST = 199  # characters; from the next on, difflib leaves out what is frequent, which is every letter
_MOST_LINES = 5000  # for their keys are sent with each form
_MOST = 20  # lines whose new wording is looked for
_BEGINNING = 60  # characters of a line that tell which is meant


@dataclass(frozen=True)
class Ticks:
    """What a form knew of its lines when it was shown.

    Attributes:
        calls: those that were ticked.
        lines: keys of all of them; none where they are too many to be told apart from new ones.
    """

    calls: tuple[str, ...] = ()
    lines: frozenset[str] = frozenset()

    @property
    def as_fields(self) -> dict[str, str]:
        """For hidden fields of the form."""
        return {_CALLS: "\n".join(self.calls), _LINES: " ".join(sorted(self.lines))}


def ticks_of(text: ArticleText, lost: Collection[str] = ()) -> Ticks:
    """What a form that shows a text knows of its lines.

    Args:
        text: as it can be kept.
        lost: lines that were ticked and aren't in it, whose new wording may still be typed.
    """
    lines = lines_of(text.body)
    return Ticks((*text.calls, *lost), frozenset(map(key_of, lines)) if len(lines) <= _MOST_LINES else frozenset())


def sent_ticks(visit: Visit) -> Ticks:
    """What the form knew that was sent."""
    ticked = set(visit.fields("call"))
    calls = visit.field(_CALLS, _MOST_FIELD).split("\n")
    return Ticks(tuple(call for call in calls if call and key_of(call) in ticked),
                 frozenset(visit.field(_LINES, _MOST_FIELD).split()))


def lines_of(body: str) -> list[str]:
    """The lines of an article's text that aren't empty, without white space around them."""
    return [line.strip() for line in body.split("\n") if line.strip()]


def carried(ticks: Ticks, body: str) -> dict[str, str]:
    """What has become of ticked lines that are gone: the new line that is most like each, or ``""``.

    Without any new line they were taken away on purpose, and nothing is told.

    Args:
        ticks: as they were.
        body: the text now.
    """
    lines = dict.fromkeys(lines_of(body))
    new = [line for line in lines if key_of(line) not in ticks.lines] if ticks.calls and ticks.lines else []
    gone = [call for call in ticks.calls if call not in lines] if new else []
    short = [line for line in new if len(line) <= _LONGEST]
    found = {call: get_close_matches(call, short, 1, _ALIKE) for call in gone[:_MOST] if len(call) <= _LONGEST}
    return {call: next(iter(found.get(call, ())), "") for call in gone}


def told_of(lost: Collection[str]) -> list[str]:
    """What to say of ticked lines whose new wording isn't known."""
    return [f"“{call[:_BEGINNING]}{' …' if len(call) > _BEGINNING else ''}” was never to be quoted, and isn’t in the "
            "text any more. If you have reworded it, tick “Never quote this” at its new line." for call in lost]
