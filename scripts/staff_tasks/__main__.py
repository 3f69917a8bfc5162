"""``python -m scripts.staff_tasks``: the trial's table, and ``results/staff-tasks.json``."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.chromium import find_chromium
from scripts.staff_tasks.clinic import staffed_clinic
from scripts.staff_tasks.rounds import Result, results

_FILE = Path(__file__).resolve().parents[2] / "results" / "staff-tasks.json"


def main() -> int:
    """Do all tasks.

    Returns:
        Exit code: 1 where one couldn't be done or took too many clicks, or where there is no browser.
    """
    chromium = find_chromium()
    if chromium is None:
        return 1
    found = list[Result]()
    with tempfile.TemporaryDirectory() as folder, staffed_clinic(Path(folder) / "clinic") as clinic, \
            sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        print(f"{'way':<14} {'task':<38} {'clicks':>6} {'most':>4} {'keys':>4} {'fields':>6} {'seconds':>7}  done?")
        for one in results(browser, clinic):
            found.append(one)
            print(f"{one.way:<14} {one.task:<38} {one.clicks:>6} {one.most:>4} {one.keys:>4} {one.fields:>6} "
                  f"{one.seconds:>7.1f}  {'yes' if one.fine else one.wrong or 'too many clicks'}", flush=True)
        browser.close()
    _FILE.parent.mkdir(exist_ok=True)
    _FILE.write_text(json.dumps([asdict(one) | {"done": one.fine} for one in found], indent=1) + "\n", encoding="utf-8")
    return 0 if all(one.fine for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
