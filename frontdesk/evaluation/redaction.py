"""``python -m frontdesk.evaluation.redaction``: what the redaction removes, and what it leaves readable."""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.evaluation.figures import Figure
from frontdesk.evaluation.report import figures_table
from frontdesk.privacy.redaction import redact
from frontdesk.privacy.spans import KINDS

SET = Path(__file__).resolve().parents[2] / "tests" / "eval" / "redaction.tsv"
# A little below what was reached when they were set; the set is small, so one miss weighs some points.
_FLOORS = {"name": 0.95, "phone": 0.95, "address": 0.90, "email": 0.87, "date": 0.92, "NHS number": 0.91, "link": 0.87,
           "number": 0.92}
_KEEP_FLOOR = 0.985
_SHORT_KINDS = {"dob": "date", "nhs": "NHS number"}  # as the set writes them
_PLACEHOLDER = re.compile(r"\[(?:" + "|".join(KINDS) + r")\]")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_TELLING_LETTERS = 3  # a shorter word tells little


@dataclass(frozen=True)
class Case:
    """One message.

    Attributes:
        id: its name in the set.
        text: what a visitor typed.
        secrets: kind and exact substring of everything that must go.
        keep: exact substrings that must stay.
    """

    id: str
    text: str
    secrets: tuple[tuple[str, str], ...]
    keep: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """A case, redacted.

    Attributes:
        case: the message.
        redacted: what became of it.
        survived: the secrets of which something is still there.
        lost: the substrings that should have stayed.
    """

    case: Case
    redacted: str
    survived: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]


def load(path: Path) -> list[Case]:
    """Read a set (columns ``id, text, secrets, keep``).

    Raises:
        FrontdeskError: the file can't be read, or says what its own text doesn't.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise FrontdeskError(f"{path} can't be read ({error.strerror}).") from None
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    if missing := {"id", "text", "secrets", "keep"} - set(reader.fieldnames or ()):
        raise FrontdeskError(f"{path} lacks the column(s) {', '.join(sorted(missing))}.")
    cases = []
    for row in reader:
        secrets = []
        for item in _items(row["secrets"]):
            kind, sign, secret = item.partition("=")
            kind = _SHORT_KINDS.get(kind, kind)
            if not sign or kind not in KINDS or secret not in row["text"]:
                raise FrontdeskError(f"{path}: {row['id']} has no such secret: {item}.")
            secrets.append((kind, secret))
        keep = tuple(_items(row["keep"]))
        if absent := [item for item in keep if item not in row["text"]]:
            raise FrontdeskError(f"{path}: {row['id']} lacks what it should keep: {', '.join(absent)}.")
        cases.append(Case(row["id"], row["text"], tuple(secrets), keep))
    return cases


def judge(case: Case) -> Outcome:
    """Redact a message and see what is left.

    A secret counts as removed when none of its words of three letters or more (of any
    length, if it has none as long), and none of its groups of digits, occurs more often
    than the rest of the message has it.
    """
    redacted = redact(case.text)
    left = _words(_PLACEHOLDER.sub(" ", redacted))
    harmless = _words(case.text)
    for _, secret in case.secrets:
        harmless -= _words(secret)
    survived = tuple(
        (kind, secret) for kind, secret in case.secrets
        if any(left[piece] > harmless[piece] for piece in _telling(secret)))
    return Outcome(case, redacted, survived, tuple(item for item in case.keep if item not in redacted))


def measure(outcomes: Sequence[Outcome]) -> list[Figure]:
    """The share of secrets removed, by kind, and of what should stay that stayed."""
    secrets = Counter(kind for outcome in outcomes for kind, _ in outcome.case.secrets)
    survived = Counter(kind for outcome in outcomes for kind, _ in outcome.survived)
    figures = [Figure(f"{kind}: removed", 1 - survived[kind] / secrets[kind], secrets[kind], floor=_FLOORS[kind])
               for kind in KINDS if secrets[kind]]
    keep = sum(len(outcome.case.keep) for outcome in outcomes)
    lost = sum(len(outcome.lost) for outcome in outcomes)
    return [*figures, Figure("what must stay: stayed", 1 - lost / max(keep, 1), keep, floor=_KEEP_FLOOR)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate and print.

    Returns:
        0; with ``--floors``, 1 when a figure is below its floor.
    """
    parser = argparse.ArgumentParser(prog="frontdesk.evaluation.redaction", description=__doc__)
    parser.add_argument("--floors", action="store_true", help="fail when a figure is below its floor")
    parser.add_argument("--set", type=Path, default=SET, help="another set than tests/eval/redaction.tsv")
    options = parser.parse_args(arguments)
    outcomes = [judge(case) for case in load(options.set)]
    figures = measure(outcomes)
    print(figures_table(f"{options.set.name}, {len(outcomes)} messages", figures))
    print("Misses:\n" + ("\n".join(_misses(outcomes)) or "  none"))
    fallen = [figure.name for figure in figures if not figure.holds]
    if options.floors and fallen:
        print("\nBelow the floor: " + ", ".join(fallen), file=sys.stderr)
        return 1
    return 0


def _misses(outcomes: Iterable[Outcome]) -> Iterable[str]:
    for outcome in outcomes:
        wrong = [f"left {kind} {secret!r}" for kind, secret in outcome.survived]
        wrong += [f"took {item!r}" for item in outcome.lost]
        if wrong:
            yield f"  {outcome.case.id}  {'; '.join(wrong)}: {outcome.case.text} -> {outcome.redacted}"


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _telling(secret: str) -> list[str]:
    words = _WORD.findall(secret.lower())
    return [word for word in words if len(word) >= _TELLING_LETTERS or word.isdecimal()] or words


def _items(cell: str) -> list[str]:
    return [item for item in (cell or "").split(" | ") if item]


if __name__ == "__main__":
    try:
        sys.exit(main())
    except FrontdeskError as error:
        print(f"frontdesk: {error}", file=sys.stderr)
        sys.exit(1)
