"""``python -m benchmarks.publishing``: from an example to live, back again, and what visitors notice of it."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.publishing.clinic import PROJECT, Clinic, copy_project, running_clinic
from benchmarks.publishing.load import visitors
from benchmarks.publishing.make_content import make
from frontdesk.errors import FrontdeskError
from frontdesk.evaluation.datasets import load_cases
from frontdesk.terminal import ask

_FIGURES = Path("results/publishing.json")
_RATE = 5.0  # messages a second
_SEED = 11
_TEXTS = PROJECT / "tests" / "eval" / "development.tsv"
_ASKED = 12  # messages before memory is looked at
_AGAIN = 3  # publications, and rollbacks to the version before


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write the figures.

    Returns:
        0; 1 when a goal is missed or it couldn't run; 130 when stopped.
    """
    options = _options(arguments)
    parts: dict[str, Callable[[Path], dict[str, Any]]] = {
        "example": _example_to_live, "load": lambda folder: _under_load(folder, options.publishes), "large": _large}
    found: dict[str, Any] = {}
    try:
        for name in options.part or parts:
            with tempfile.TemporaryDirectory(prefix="frontdesk-publishing-") as folder:
                found[name] = parts[name](Path(folder) / "clinic")
            print(json.dumps({name: found[name]}, indent=2), flush=True)
    except FrontdeskError as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    _FIGURES.parent.mkdir(exist_ok=True)
    _FIGURES.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    missed = [goal for part in found.values() for goal in part["missed"]]
    print("\n".join(f"Missed: {goal}" for goal in missed) or "All goals are reached.")
    return 1 if missed else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.publishing", description=__doc__)
    parser.add_argument("--part", choices=("example", "load", "large"), action="append", help="only this one")
    parser.add_argument("--publishes", type=int, default=20, metavar="N", help="under load")
    return parser.parse_args(arguments)


def _example_to_live(folder: Path) -> dict[str, Any]:
    """One new example until visitors meet it, and going back, with this content."""
    with running_clinic(copy_project(folder)) as clinic:
        label = _some_faq(clinic)
        for case in load_cases(_TEXTS)[:_ASKED]:
            ask(clinic.url, case.text, None)
        memory = clinic.memory()
        examined = _timed(clinic.settle)
        published, steps = [], []
        for number in range(_AGAIN):
            seconds, step_seconds = _publish(clinic, label, f"and what about my left calf number {number}")
            published.append(seconds)
            steps.append(step_seconds)
        to_last = [_timed(partial(clinic.roll_back, clinic.kept_warm()[1])) for _ in range(_AGAIN)]
        to_ended = _timed(partial(clinic.roll_back, clinic.another(is_running=False)))
        to_running = _timed(partial(clinic.roll_back, clinic.another(is_running=True)))
    return {
        f"megabytes after {_ASKED} messages": memory,
        "seconds to examine the first version": examined,
        "seconds from one new example to live": published, "of these": steps,
        "seconds back to the version before": to_last, "seconds back to one that had ended": to_ended,
        "seconds back to another that ran still": to_running,
        "missed": [f"{what}: {worst:.1f} s, at most {goal}" for what, worst, goal in (
            ("example to live", max(published), 90), ("back to the version before", max(to_last), 10),
            ("back to another", max(to_ended, to_running), 40)) if worst > goal],
    }


def _under_load(folder: Path, publishes: int) -> dict[str, Any]:
    """Twenty publications while visitors talk."""
    texts = [case.text for case in load_cases(_TEXTS)]
    seconds = []
    with running_clinic(copy_project(folder)) as clinic:
        label = _some_faq(clinic)
        clinic.settle()
        with visitors(clinic.url, texts, _RATE, _SEED) as seen:
            for number in range(publishes):
                seconds.append(_publish(clinic, label, f"is it my calf or my back, question {number}")[0])
                print(f"{number + 1} of {publishes} published, {len(seen.milliseconds)} messages answered, "
                      f"{sum(seen.failures.values())} failed", file=sys.stderr, flush=True)
    latencies = sorted(seen.milliseconds)
    return {
        "publications": publishes, "seconds each": [round(value, 1) for value in seconds],
        "messages": len(latencies) + sum(seen.failures.values()), "failures": dict(seen.failures),
        "milliseconds p50": round(statistics.median(latencies), 1),
        "milliseconds p99": round(latencies[int(0.99 * len(latencies))], 1),
        "milliseconds max": round(latencies[-1], 1),
        "missed": [f"{sum(seen.failures.values())} messages failed"] if seen.failures else [],
    }


def _large(folder: Path) -> dict[str, Any]:
    """One new example until visitors meet it, with 300 FAQs and 7,500 examples."""
    make(folder)
    with running_clinic(folder) as clinic:
        clinic.settle()
        seconds, steps = _publish(clinic, _some_faq(clinic), "could you tell me one more thing about these")
    return {"seconds from one new example to live": seconds, "of these": steps,
            "missed": [f"300 FAQs: {seconds:.0f} s, at most 300"] if seconds > 300 else []}


def _publish(clinic: Clinic, label: str, text: str) -> tuple[float, dict[str, float]]:
    began = time.monotonic()
    clinic.teach(label, text)
    job = clinic.publish()
    if clinic.live() != job.version:
        raise FrontdeskError(f"Version {job.version} was to be live; the site serves {clinic.live()}.")
    return round(time.monotonic() - began, 1), clinic.publishing.seconds(job.id)


def _timed(act: Callable[[], object]) -> float:
    began = time.monotonic()
    act()
    return round(time.monotonic() - began, 1)


def _some_faq(clinic: Clinic) -> str:
    return f"faq/{next(iter(clinic.draft.state().faqs))}"


if __name__ == "__main__":
    sys.exit(main())
