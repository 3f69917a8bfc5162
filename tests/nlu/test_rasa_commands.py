"""Rasa's own checks, with failures made fatal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run_rasa(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONWARNINGS": "ignore",
        "FRONTDESK_DATABASE": str(folder / "conversations.db"),
    }
    return subprocess.run(
        [sys.executable, "-m", "rasa", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True,
        timeout=300, check=False,
    )


def test_rasa_finds_nothing_wrong_with_domain_stories_and_data(tmp_path: Path) -> None:
    done = run_rasa("data", "validate", "--fail-on-warnings", folder=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "No story structure conflicts found" in done.stdout + done.stderr


def test_rasas_test_stories_predict_every_faq_and_action(model: Path, tmp_path: Path) -> None:
    done = run_rasa(
        "test", "core", "--e2e", "--stories", "tests/rasa", "--model", str(model), "--fail-on-prediction-errors",
        "--no-plot", "--out", str(tmp_path), folder=tmp_path,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    failed = (tmp_path / "failed_test_stories.yml").read_text(encoding="utf-8")
    assert "None of the test stories failed" in failed, failed
