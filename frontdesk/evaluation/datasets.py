"""The development sets in ``tests/eval/``: messages with the labels a sensible person accepts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from frontdesk.errors import FrontdeskError


@dataclass(frozen=True)
class Case:
    """One message.

    Attributes:
        id: its name in the set.
        text: what the visitor typed.
        label: the best label.
        accepted: all labels that are right, the best among them.
    """

    id: str
    text: str
    label: str
    accepted: frozenset[str]


def load_cases(path: Path) -> list[Case]:
    """Read a set of single messages (columns ``id, label, also, text``)."""
    return [_case(row) for row in _rows(path, ("id", "label", "also", "text"))]


def load_dialogues(path: Path) -> list[list[Case]]:
    """Read dialogues: the turns of each, in order (columns ``id, turn, label, also, text``)."""
    rows = _rows(path, ("id", "turn", "label", "also", "text"))
    return [[_case(row) for row in turns] for _, turns in groupby(rows, key=lambda row: row["id"])]


def load_compounds(path: Path) -> list[Case]:
    """Read messages with several questions (columns ``id, labels, text``): all labels are wanted."""
    return [
        Case(row["id"], row["text"], row["labels"].split("|")[0], frozenset(row["labels"].split("|")))
        for row in _rows(path, ("id", "labels", "text"))
    ]


def _case(row: dict[str, str]) -> Case:
    also = filter(None, (row["also"] or "").split("|"))
    return Case(row["id"], row["text"], row["label"], frozenset((row["label"], *also)))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            missing = set(columns) - set(reader.fieldnames or ())
            if missing:
                raise FrontdeskError(f"{path} lacks the column(s) {', '.join(sorted(missing))}.")
            for row in reader:
                if any(row[column] is None for column in columns):
                    raise FrontdeskError(f"{path}:{reader.line_num}: the line has too few columns.")
                yield row
    except OSError as error:
        raise FrontdeskError(f"{path} can't be read ({error.strerror}).") from None
