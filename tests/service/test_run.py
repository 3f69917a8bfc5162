"""``frontdesk run`` as somebody starts and stops it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from frontdesk.service.ports import free_ports

pytestmark = pytest.mark.live

ROOT = Path(__file__).resolve().parents[2]


class Run:
    """A running ``frontdesk run``."""

    def __init__(self, folder: Path, ports: list[int]) -> None:
        names = ("PORT", "FRONTDESK_RASA_PORT", "FRONTDESK_ACTIONS_PORT")
        environment = {**os.environ, **{name: str(port) for name, port in zip(names, ports)},
                       "FRONTDESK_DATABASE": str(folder / "conversations.db"),
                       "FRONTDESK_VAR": str(folder / "var"), "RASA_TELEMETRY_ENABLED": "false"}
        environment.pop("HOST", None)
        self.ports = ports
        self.output = folder / "output"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen([sys.executable, "-m", "frontdesk", "run"], cwd=ROOT, env=environment,
                                            stdout=output, stderr=output, stdin=subprocess.DEVNULL)

    @property
    def said(self) -> str:
        return self.output.read_text()

    def wait_for(self, words: str) -> list[psutil.Process]:
        """Wait until it says this; then everything it has started."""
        deadline = time.monotonic() + 150
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture
def run(tmp_path: Path, model: Path) -> Iterator[Run]:
    run = Run(tmp_path, free_ports(3))
    yield run
    if run.process.poll() is None:
        run.end(signal.SIGTERM)


def left_over(started: list[psutil.Process]) -> list[psutil.Process]:
    _, alive = psutil.wait_procs(started, timeout=3)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize(("when", "number"), [
    ("Starting the action server", signal.SIGINT),
    ("Starting Rasa", signal.SIGINT),
    ("Starting Rasa", signal.SIGTERM),
])
def test_stopping_half_way_leaves_nothing_behind(run: Run, when: str, number: signal.Signals) -> None:
    run.wait_for(when)
    time.sleep(1)
    started = psutil.Process(run.process.pid).children(recursive=True)
    assert started
    assert run.end(number) == 0
    assert left_over(started) == []
    assert all(is_free(port) for port in run.ports)
    assert "Stopped." in run.said
    assert "Traceback" not in run.said


@pytest.mark.parametrize("when", ["Starting Rasa", "Frontdesk is ready"])
def test_an_impatient_stop_leaves_nothing_behind_either(run: Run, when: str) -> None:
    run.wait_for(when)
    time.sleep(1)
    started = psutil.Process(run.process.pid).children(recursive=True)
    for number in (signal.SIGINT, signal.SIGINT, signal.SIGTERM, signal.SIGTERM):
        run.process.send_signal(number)
        time.sleep(0.2)
    run.process.wait(30)
    try:
        assert left_over(started) == []
    finally:
        for process in left_over(started):
            process.kill()


def test_stopping_when_ready_leaves_nothing_behind(run: Run) -> None:
    started = run.wait_for("Frontdesk is ready")
    assert len(started) >= 4
    assert not any(is_free(port) for port in run.ports)
    assert run.end(signal.SIGINT) == 0
    assert left_over(started) == []
    assert all(is_free(port) for port in run.ports)


def child(run: Run, words: str) -> psutil.Process:
    """The running child with these words in its command, waited for."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for process in psutil.Process(run.process.pid).children(recursive=True):
            if process.status() != psutil.STATUS_ZOMBIE and words in process.cmdline():
                return process
        time.sleep(0.05)
    raise AssertionError(f"'{words}' isn't running")


def answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=2, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def test_a_process_that_dies_is_started_again(run: Run) -> None:
    run.wait_for("Frontdesk is ready")
    rasa = child(run, "rasa")
    rasa.kill()
    started = run.wait_for("Rasa stopped by itself (exit code -9). Starting it again")
    assert child(run, "rasa").pid != rasa.pid
    deadline = time.monotonic() + 60
    while not answers(run.ports[0]):
        assert time.monotonic() < deadline, run.said
        time.sleep(0.2)
    assert run.end(signal.SIGINT) == 0
    assert left_over(started) == []
    assert all(is_free(port) for port in run.ports)


def kill_thrice(run: Run, module: str, name: str) -> None:
    for again in range(3):
        child(run, module).kill()
        deadline = time.monotonic() + 30
        while run.said.count(f"{name} stopped by itself") <= again:
            assert time.monotonic() < deadline, run.said
            time.sleep(0.05)


def test_the_site_that_keeps_dying_takes_the_others_along(run: Run) -> None:
    started = run.wait_for("Frontdesk is ready")
    kill_thrice(run, "frontdesk.site.server", "The site")
    assert run.process.wait(30) == 1
    assert left_over(started) == []
    assert "frontdesk: The site stopped by itself (exit code -9) for the 3rd time" in run.said
    assert "Traceback" not in run.said


def test_the_outbox_that_keeps_dying_does_not(run: Run) -> None:
    started = run.wait_for("Frontdesk is ready")
    kill_thrice(run, "frontdesk.booking.worker", "The outbox")
    assert "Everything else goes on" in run.said
    time.sleep(2)
    assert run.process.poll() is None
    assert answers(run.ports[0])
    assert run.end(signal.SIGINT) == 0
    assert left_over(started) == []


def test_a_killed_supervisor_leaves_nothing_behind(run: Run) -> None:
    started = run.wait_for("Frontdesk is ready")
    run.process.kill()
    run.process.wait(30)
    _, alive = psutil.wait_procs(started, timeout=20)
    try:
        assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []
    finally:
        for process in alive:
            process.kill()


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_taken_port_is_one_sentence_and_exit_code_1(tmp_path: Path, model: Path, which: int) -> None:
    ports = free_ports(3)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", ports[which]))
        taken.listen()
        run = Run(tmp_path, ports)
        assert run.process.wait(60) == 1
    lines = run.said.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"frontdesk: Port {ports[which]} on 127.0.0.1 can't be used")
    assert ("PORT=", "FRONTDESK_RASA_PORT=", "FRONTDESK_ACTIONS_PORT=")[which] in lines[0]
