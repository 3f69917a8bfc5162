"""The trial's process, as the console meets it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.trial.client import Trial

PATIENCE = 120.0  # seconds, for a process that loads everything on a busy machine
# Answers with how many requests it has had, its own number, and the first message; "die" and "sleep" do that.
STAND_IN = """
import json, os, sys, time
for count, line in enumerate(sys.stdin, 1):
    request = json.loads(line)
    word = (request["texts"] or [""])[0]
    if word == "die" and not os.path.exists("died"):
        open("died", "w").close()
        sys.exit(1)
    if word == "sleep":
        time.sleep(60)
    print("a library says something", file=sys.stderr, flush=True)
    side = {"count": count, "pid": os.getpid(), **request}
    print(json.dumps({"error": "Oops"} if word == "fail" else {"sides": {"draft": side}}), flush=True)
"""


def stand_in(folder: Path, patience: float = 10.0) -> Trial:
    return Trial(folder, folder / "logs" / "trial.log", (sys.executable, "-c", STAND_IN), patience)


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Trial]:
    trial = stand_in(tmp_path)
    yield trial
    trial.close()


def ask(trial: Trial, folder: Path, *texts: str) -> dict[str, object]:
    return trial.ask({"draft": folder}, folder, texts)["draft"]


def test_one_process_answers_all(trial: Trial, tmp_path: Path) -> None:
    first, second = ask(trial, tmp_path, "äöü\n'\""), ask(trial, tmp_path)
    assert first["texts"] == ["äöü\n'\""]
    assert first["folders"] == {"draft": str(tmp_path)}
    assert (first["count"], second["count"]) == (1, 2)
    assert first["pid"] == second["pid"]
    assert "a library says something" in (tmp_path / "logs" / "trial.log").read_text(encoding="utf-8")


def test_when_it_has_died_another_is_started(trial: Trial, tmp_path: Path) -> None:
    first = ask(trial, tmp_path, "hello")
    second = ask(trial, tmp_path, "die")
    assert first["pid"] != second["pid"]
    assert second["count"] == 1


def test_when_it_ended_while_idle_another_is_started(trial: Trial, tmp_path: Path) -> None:
    pid = ask(trial, tmp_path, "hello")["pid"]
    assert isinstance(pid, int)
    os.kill(pid, 9)
    assert ask(trial, tmp_path, "hello")["pid"] != pid


def test_one_that_hangs_is_ended_and_told(tmp_path: Path) -> None:
    trial = stand_in(tmp_path, patience=0.5)
    with pytest.raises(FrontdeskError, match="doesn't answer"):
        ask(trial, tmp_path, "sleep")
    trial.close()


def test_one_that_fails_says_so_and_goes_on(trial: Trial, tmp_path: Path) -> None:
    pid = ask(trial, tmp_path, "hello")["pid"]
    with pytest.raises(FrontdeskError, match="doesn't answer"):
        ask(trial, tmp_path, "fail")
    assert ask(trial, tmp_path, "hello")["pid"] == pid


def test_a_process_that_cant_be_started_is_told(tmp_path: Path) -> None:
    trial = Trial(tmp_path, tmp_path / "trial.log", ("/nothing/there",))
    with pytest.raises(FrontdeskError, match="doesn't answer"):
        ask(trial, tmp_path)
    trial.close()


def test_closing_twice_does_no_harm(trial: Trial, tmp_path: Path) -> None:
    pid = ask(trial, tmp_path)["pid"]
    trial.close()
    trial.close()
    assert isinstance(pid, int)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_real_process_answers_for_two_folders_and_learns_of_changes(project: Path, made: Path) -> None:
    trial = Trial(project, project / "var" / "logs" / "trial.log", patience=PATIENCE)
    folders = {"draft": project, "live": made}
    try:
        told = finished(trial, folders, "hello", "a sentence nobody taught it yet zebra")
        assert {name: side["state"] for name, side in told.items()} == {"draft": "ready", "live": "ready"}
        assert told["draft"]["turns"] == told["live"]["turns"]
        nlu = project / "data" / "nlu.yml"
        before, label, after = nlu.read_text(encoding="utf-8").partition("- intent: clinic/parking\n  examples: |\n")
        nlu.write_text(f"{before}{label}    - a sentence nobody taught it yet zebra\n{after}", encoding="utf-8")
        told = finished(trial, folders, "a sentence nobody taught it yet zebra")
        labels = {name: side["turns"][0]["observation"]["understood"]["label"] for name, side in told.items()}
        assert labels["draft"] == "clinic/parking"
        assert labels["live"] != "clinic/parking"
        assert told["draft"]["turns"][0]["observation"]["example"]["text"] == "a sentence nobody taught it yet zebra"
    finally:
        trial.close()
    log = (project / "var" / "logs" / "trial.log").read_text(encoding="utf-8")
    assert "zebra" not in log


def finished(trial: Trial, folders: dict[str, Path], *texts: str) -> dict[str, dict[str, object]]:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        told = trial.ask(folders, folders["live"], texts)
        if all(side["state"] != "making" for side in told.values()):
            return told  # type: ignore[return-value]
        time.sleep(0.1)
    raise AssertionError("it takes too long")
