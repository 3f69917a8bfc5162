"""Two people in the console and one in a text editor save at once, again and again: nothing is lost."""

from __future__ import annotations

import multiprocessing
import re
import shutil
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from frontdesk.editing.draft import Draft
from frontdesk.store.audit import Audit
from tests.editing.editors import NLU, console, console_text, text_editor, text_editor_text
from tests.editing.small import ROOT

CONSOLES = ("Ann", "Bob")
_LONGEST = 60  # seconds to wait for the others


@pytest.mark.parametrize(("which", "rounds", "pause"), [("small", 200, 0.04), ("real", 12, 0.4)])
def test_nothing_is_lost(which: str, rounds: int, pause: float, project: Path, audit: Audit, tmp_path: Path) -> None:
    if which == "real":
        for folder in ("content", "data"):
            shutil.rmtree(project / folder)
            shutil.copytree(ROOT / folder, project / folder)
    draft, database = Draft(project, audit), str(tmp_path / "audit.db")
    labels = [label for label in draft.state().examples if not label.startswith("out_of_scope/")][:4]
    before = _frame(project)
    context = multiprocessing.get_context("spawn")
    start, end = (context.Barrier(len(CONSOLES) + 2) for _ in range(2))
    people = [context.Process(target=console, args=(project, database, who, labels, rounds, start, end))
              for who in CONSOLES]
    people.append(context.Process(target=text_editor, args=(project, labels, rounds, pause, start, end)))
    for process in people:
        process.start()
    try:
        for _ in range(rounds):
            start.wait(_LONGEST)
            end.wait(_LONGEST)
            assert _frame(project) == before  # all comments, blank lines and intents, in their order
            state = draft.state()
            assert state.problems == ()
            assert state.content is not None
        for process in people:
            process.join(_LONGEST)
            assert process.exitcode == 0
    finally:
        for process in people:
            process.kill()

    added = {console_text(who, number) for who in CONSOLES for number in range(rounds)}
    typed = {text_editor_text(number) for number in range(rounds)}
    assert typed <= _taught(project)
    overwritten = draft.overwritten()
    assert {entry.after for entry in overwritten} == added - _taught(project)
    assert overwritten  # stale buffers did their work
    for entry in overwritten:
        draft.put_back("Cleo", entry.id)
    assert draft.overwritten() == []
    assert added | typed <= _taught(project)
    assert _frame(project) == before
    assert [path.name for path in project.rglob(".*")] == []


def _frame(project: Path) -> str:
    """The file without its examples."""
    return re.sub(r"^    - .*\n", "", (project / NLU).read_text(encoding="utf-8"), flags=re.MULTILINE)


def _taught(project: Path) -> set[str]:
    intents = YAML(typ="safe").load((project / NLU).read_text(encoding="utf-8"))["nlu"]
    return {line[2:] for intent in intents for line in intent["examples"].splitlines()}
