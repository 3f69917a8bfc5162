"""People who change the draft at the same time, each in a process of their own."""

from __future__ import annotations

import random
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path

from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import AddExample
from frontdesk.editing.nlu_text import blocks
from frontdesk.store.audit import Audit

WAYS = ("in place", "by another file", "stale")
NLU = "data/nlu.yml"
_LONGEST = 60  # seconds to wait for the others


def console_text(who: str, number: int) -> str:
    """What a console editor adds in a round."""
    return f"{who} asks for the {number}th time: is it #1, \"really\"?"


def text_editor_text(number: int) -> str:
    """What the text editor adds in a round."""
    return f"a line typed by hand, number {number}"


def console(root: Path, database: str, who: str, labels: list[str], rounds: int, start: Barrier, end: Barrier) -> None:
    """Add an example in each round through the console."""
    draft, chance = Draft(root, Audit(database)), random.Random(who)
    for number in range(rounds):
        start.wait(_LONGEST)
        time.sleep(chance.random() * 0.02)
        draft.change(who, "added an example", "x", AddExample(chance.choice(labels), console_text(who, number)))
        end.wait(_LONGEST)


def text_editor(root: Path, labels: list[str], rounds: int, pause: float, start: Barrier, end: Barrier) -> None:
    """Add a line in each round, up to ``pause`` seconds after its start, by an editor that knows no console."""
    path, chance = root / NLU, random.Random("editor")
    opened = path.read_text(encoding="utf-8")
    for number in range(rounds):
        way = WAYS[number % len(WAYS)]
        start.wait(_LONGEST)
        time.sleep(chance.random() * pause)
        if way != "stale":  # a stale buffer is what was read before the others saved
            opened = path.read_text(encoding="utf-8")
            while not opened.endswith("\n"):
                opened = path.read_text(encoding="utf-8")
        places = [block for block in blocks(opened) if block.label in labels and block.lines]
        line = chance.choice(chance.choice(places).lines or ())
        typed = f"    - {text_editor_text(number)}\n"
        _save(path, opened[:line.end] + typed + opened[line.end:], way, chance)
        end.wait(_LONGEST)
        opened = path.read_text(encoding="utf-8")


def _save(path: Path, text: str, way: str, chance: random.Random) -> None:
    if way == "by another file":
        new = path.with_name(f"{path.name}~")
        new.write_text(text, encoding="utf-8")
        time.sleep(chance.random() * 0.005)
        new.replace(path)
        return
    half = chance.randrange(len(text))
    with path.open("w", encoding="utf-8") as file:
        file.write(text[:half])
        file.flush()
        time.sleep(chance.random() * 0.005)
        file.write(text[half:])
