"""``make eval``: ask the running bot every message of the development sets, and print the figures."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from frontdesk.errors import FrontdeskError
from frontdesk.evaluation.datasets import Case, load_cases, load_compounds, load_dialogues
from frontdesk.evaluation.figures import Figure, figures
from frontdesk.evaluation.judge import Judge, Judged, share
from frontdesk.evaluation.report import confusion_picture, error_list, figures_table
from frontdesk.knowledge.content import load_content
from frontdesk.service.progress import Step
from frontdesk.settings import load_settings
from frontdesk.terminal import ask, site_in_reach

SETS = ("development", "held_out")
_RESULTS = Path("results")

Ask = Callable[[str, str | None], dict[str, Any]]


def judge_cases(cases: Sequence[Case], judge: Judge, put: Ask, step: Step) -> list[Judged]:
    """Ask each message in a conversation of its own."""
    judged = []
    for number, case in enumerate(cases, start=1):
        judged.append(judge.judge(case, put(case.text, None)["replies"]))
        step.tick(f"{number} of {len(cases)}")
    return judged


def judge_dialogues(dialogues: Sequence[Sequence[Case]], judge: Judge, put: Ask) -> list[Judged]:
    """Ask dialogues turn by turn; only turns after the first are judged, as they lean on it."""
    judged = []
    for turns in dialogues:
        session = None
        for number, case in enumerate(turns):
            answer = put(case.text, session)
            session = answer["session"]
            if number:
                case = _as_follow_up(case, turns[number - 1])
                judged.append(judge.judge(case, answer["replies"], fresh=False))
    return judged


def _as_follow_up(case: Case, previous: Case) -> Case:
    """A plain push for more is answered by more on the turn before."""
    if "follow_up" not in case.accepted:
        return case
    return Case(case.id, case.text, case.label, case.accepted | previous.accepted)


def judge_compounds(compounds: Sequence[Case], judge: Judge, put: Ask) -> tuple[float, list[str]]:
    """The share of messages of which all questions were answered, and those of which not."""
    missed = []
    for case in compounds:
        replies = put(case.text, None)["replies"]
        for label in case.accepted:
            wanted = Case(case.id, case.text, label, frozenset((label,)))
            if not any(judge.judge(wanted, [reply]).outcome == "right" for reply in replies):
                got = ", ".join(judge.name(reply) for reply in replies)
                missed.append(f"  {case.id}  {label} not answered (got {got}): {case.text}")
                break
    return 1 - len(missed) / max(len(compounds), 1), missed


def main() -> int:
    """Evaluate and print.

    Returns:
        0; with ``--floors``, 1 when a figure is below its floor.
    """
    parser = argparse.ArgumentParser(prog="frontdesk.evaluation", description="Figures on the development sets.")
    parser.add_argument("--floors", action="store_true", help="fail when a figure is below its floor")
    parser.add_argument("--set", choices=SETS, action="append", help="only this set of single messages")
    options = parser.parse_args()
    settings = load_settings()
    judge = Judge(load_content(settings.root / "content"))
    folder = settings.root / "tests" / "eval"
    measured: dict[str, list[Figure]] = {}
    with site_in_reach(settings) as url:

        def put(text: str, session: str | None) -> dict[str, Any]:
            return ask(url, text, session)

        for name in options.set or SETS:
            cases = load_cases(folder / f"{name}.tsv")
            step = Step(f"Asking the {len(cases)} messages of {name}.tsv")
            judged = judge_cases(cases, judge, put, step)
            step.done()
            measured[name] = figures(judged)
            print("\n" + figures_table(f"tests/eval/{name}.tsv, {len(cases)} messages", measured[name]))
            print("Errors:\n" + error_list(judged))
            confusion_picture(judged, settings.root / _RESULTS / f"confusion-{name}.svg")
            print(f"Confusion picture: {_RESULTS / f'confusion-{name}.svg'}")
        if not options.set:
            turns = judge_dialogues(load_dialogues(folder / "dialogues.tsv"), judge, put)
            compounds = load_compounds(folder / "compound.tsv")
            both, missed = judge_compounds(compounds, judge, put)
            measured["dialogues"] = [
                Figure("follow-up turns: right", share(turns, "right"), len(turns), floor=0.70),
                Figure("compound messages: every question answered", both, len(compounds), floor=0.85),
            ]
            print("\n" + figures_table("Follow-ups and compound messages", measured["dialogues"]))
            print("Errors:\n" + error_list(turns) + "\n" + "\n".join(missed))
    results = settings.root / _RESULTS / "eval.json"
    results.write_text(json.dumps({name: [vars(figure) for figure in values] for name, values in measured.items()},
                                  indent=2) + "\n", encoding="utf-8")
    fallen = [f"{name}: {figure.name}" for name, values in measured.items() for figure in values if not figure.holds]
    if options.floors and fallen:
        print("\nBelow the floor:\n  " + "\n  ".join(fallen), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except FrontdeskError as error:
        print(f"frontdesk: {error}", file=sys.stderr)
        sys.exit(1)
