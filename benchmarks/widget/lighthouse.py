"""Lighthouse's scores of a page, with the audits that cost points."""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.process_cost import BenchmarkError
from benchmarks.widget.browser import ARGUMENTS, chromium_path
from benchmarks.widget.project import PROJECT

CATEGORIES = ("performance", "accessibility", "best-practices")
_PROGRAM = PROJECT / "node_modules" / ".bin" / "lighthouse"
_TIMEOUT = 180.0  # seconds


@dataclass
class Scores:
    """What Lighthouse says of one page.

    Attributes:
        scores: 0 to 100, one a run, by category; none where the page isn't judged by it.
        failed: ids of the audits that cost points, by category.
    """

    scores: dict[str, list[float]] = field(default_factory=lambda: {category: [] for category in CATEGORIES})
    failed: dict[str, list[str]] = field(default_factory=lambda: {category: [] for category in CATEGORIES})

    def median(self, category: str) -> float:
        """Of the runs."""
        return statistics.median(self.scores[category])

    def add(self, result: dict[str, Any]) -> None:
        """Take in one run.

        Args:
            result: Lighthouse's JSON.
        """
        for name, category in result["categories"].items():
            self.scores[name].append(category["score"] * 100)
            for audit in category["auditRefs"]:
                score = result["audits"][audit["id"]]["score"]
                # Some audits say nothing of this page, and some only inform.
                if audit["weight"] and score is not None and score < 1 and audit["id"] not in self.failed[name]:
                    self.failed[name].append(audit["id"])


def version() -> str:
    """Of the installed Lighthouse; empty when there is none."""
    package = PROJECT / "node_modules" / "lighthouse" / "package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"]) if package.is_file() else ""


def measure(url: str, output: Path, categories: Sequence[str] = CATEGORIES) -> dict[str, Any]:
    """Run Lighthouse once, for a phone as it imagines one (its default).

    Args:
        url: of the page.
        output: file for Lighthouse's JSON.
        categories: to judge by.

    Returns:
        Lighthouse's JSON.

    Raises:
        BenchmarkError: it isn't installed, or it failed.
    """
    if not _PROGRAM.exists():
        raise BenchmarkError("Lighthouse isn't installed. Run 'npm ci' in the project's folder.")
    # Quoted are the values: Lighthouse takes a flag that is quoted whole for no flag.
    flags = " ".join(re.sub("=(.*)", r"='\1'", flag) for flag in ("--headless=new", *ARGUMENTS))
    command = [str(_PROGRAM), url, "--quiet", "--output=json", f"--output-path={output}",
               f"--only-categories={','.join(categories)}", "--no-enable-error-reporting", f"--chrome-flags={flags}"]
    try:
        done = subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium_path()}, capture_output=True,
                              text=True, timeout=_TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        raise BenchmarkError(f"Lighthouse took longer than {_TIMEOUT:.0f} s for {url}.") from None
    if done.returncode:
        raise BenchmarkError(f"Lighthouse failed for {url}:\n{done.stderr.strip()[-500:]}")
    result: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    if result.get("runtimeError"):
        raise BenchmarkError(f"Lighthouse failed for {url}: {result['runtimeError'].get('message', '')}")
    return result
