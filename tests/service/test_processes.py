"""One child process: start, wait, stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.service import processes
from frontdesk.service.ports import free_ports
from frontdesk.service.processes import Service, check_port_is_free, stop_all

ANSWER = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(sys.argv[2]) if len(sys.argv) > 2 else 200); self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
SLEEP = "import time; print('asleep', flush=True); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
WITH_CHILD = "import subprocess, sys, time; " + (
    f"print(subprocess.Popen([sys.executable, '-c', {SLEEP!r}]).pid, flush=True); time.sleep(60)")
WITH_DEAF_CHILD = WITH_CHILD.replace(repr(SLEEP), repr(DEAF))


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """Services of small Python programs, stopped at the end."""
    made: list[Service] = []

    def service(program: str, *arguments: str, port: int = 9) -> Service:
        made.append(Service("The clerk", [sys.executable, "-c", program, *arguments], dict(os.environ),
                            tmp_path / "logs" / "clerk.log", f"http://127.0.0.1:{port}/", tmp_path))
        return made[-1]

    yield service
    for item in made:
        item.stop()


def wait_for(condition: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def said(service: Service) -> str:
    wait_for(lambda: service.log.read_text().strip())
    return service.log.read_text().strip()


def is_alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_ready_once_it_answers(make) -> None:
    port = free_ports(1)[0]
    service = make(ANSWER, str(port), port=port)
    assert service.pid is None
    service.start()
    service.wait_until_ready(20, lambda: None)
    assert service.exit_code() is None
    service.stop()
    assert service.exit_code() == -signal.SIGTERM


def test_an_error_is_no_answer(make) -> None:
    port = free_ports(1)[0]
    service = make(ANSWER, str(port), "503", port=port)
    service.start()
    with pytest.raises(FrontdeskError, match=r"The clerk didn't answer within 1 s\. See .*clerk\.log\."):
        service.wait_until_ready(1, lambda: None)


def test_waiting_tells_that_it_goes_on(make) -> None:
    service = make(SLEEP)
    service.start()
    ticks: list[int] = []
    with pytest.raises(FrontdeskError):
        service.wait_until_ready(0.5, lambda: ticks.append(1))
    assert ticks


def test_ending_while_starting_is_explained_with_its_last_words(make) -> None:
    service = make("print('one'); raise SystemExit('no such model')")
    service.start()
    with pytest.raises(FrontdeskError, match=r"^The clerk stopped while starting: no such model See .*clerk\.log\.$"):
        service.wait_until_ready(20, lambda: None)


def test_ending_without_a_word(make) -> None:
    service = make("raise SystemExit(3)")
    service.start()
    with pytest.raises(FrontdeskError, match="it said nothing"):
        service.wait_until_ready(20, lambda: None)
    assert service.exit_code() == 3


def test_last_words_are_this_start_s_own(make) -> None:
    first = make("raise SystemExit('an old error')")
    first.start()
    wait_for(lambda: first.exit_code() is not None)
    second = make("raise SystemExit(3)")
    second.start()
    with pytest.raises(FrontdeskError) as raised:
        second.wait_until_ready(20, lambda: None)
    assert "an old error" not in str(raised.value)


def test_one_that_ignores_sigterm_is_killed(make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_STOP_TIMEOUT", 0.3)
    service = make(DEAF)
    service.start()
    said(service)
    service.stop()
    assert service.exit_code() == -signal.SIGKILL


def test_stopping_reaps_grandchildren(make) -> None:
    service = make(WITH_CHILD)
    service.start()
    grandchild = int(said(service).split()[0])
    service.stop()
    wait_for(lambda: not is_alive(grandchild), 2)


def test_also_those_that_ignore_sigterm(make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_STOP_TIMEOUT", 0.5)
    service = make(WITH_DEAF_CHILD)
    service.start()
    wait_for(lambda: "deaf" in said(service))
    grandchild = int(next(word for word in said(service).split() if word.isdigit()))
    try:
        service.stop()
        wait_for(lambda: not is_alive(grandchild), 2)
    finally:
        if is_alive(grandchild):
            os.kill(grandchild, signal.SIGKILL)


def test_stopping_twice_or_before_starting_is_fine(make) -> None:
    service = make(SLEEP)
    service.stop()
    service.start()
    service.stop()
    service.stop()
    assert service.exit_code() is not None


def test_one_that_was_stopped_is_signalled_no_more(make, monkeypatch: pytest.MonkeyPatch) -> None:
    service = make(SLEEP)
    service.start()
    service.stop()
    monkeypatch.setattr(os, "killpg", lambda *_: pytest.fail("its number may be another process's by now"))
    service.ask_to_stop()
    service.stop()


def test_several_are_stopped_at_the_same_time(make, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[int, int]] = []
    killpg = os.killpg

    def kill(group: int, how: int) -> None:
        sent.append((group, how))
        killpg(group, how)

    monkeypatch.setattr(os, "killpg", kill)
    every = [make(SLEEP) for _ in range(3)]
    for service in every:
        service.start()
    stop_all(every)
    assert sent[:3] == [(service.pid, signal.SIGTERM) for service in every]
    assert [how for _, how in sent].count(signal.SIGTERM) == 3
    assert [service.exit_code() for service in every] == [-signal.SIGTERM] * 3


def test_one_that_ignores_it_takes_no_longer_beside_others(make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_STOP_TIMEOUT", 0.5)
    every = [make(DEAF), make(DEAF)]
    for service in every:
        service.start()
    wait_for(lambda: every[0].log.read_text().count("deaf") == 2)
    every[0].ask_to_stop()
    every[1].ask_to_stop()
    time.sleep(0.5)
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("its time is over already"))
    stop_all(every)
    assert [service.exit_code() for service in every] == [-signal.SIGKILL] * 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="nobody tells a process elsewhere")
def test_what_a_killed_process_started_ends_too(tmp_path: Path) -> None:
    """As with the publisher and its trials, which are in sessions of their own."""
    (tmp_path / "clerk.py").write_text("import time\nprint('asleep', flush=True)\ntime.sleep(60)\n")
    parent = """
import os, sys, time
from pathlib import Path
from frontdesk.service.processes import Service
folder = Path(sys.argv[1])
clerk = Service("The clerk", [sys.executable, "-m", "frontdesk.service.quietly", "clerk"],
                {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), os.getcwd()])}, folder / "log", None, folder)
clerk.start()
print(clerk.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", parent, str(tmp_path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        clerk = int(process.stdout.readline())
        try:
            wait_for(lambda: "asleep" in (tmp_path / "log").read_text())
            assert is_alive(clerk)
            process.kill()
            wait_for(lambda: not is_alive(clerk), 5)
        finally:
            process.kill()
            if is_alive(clerk):
                os.kill(clerk, signal.SIGKILL)


QUIET = [sys.executable, "-m", "frontdesk.service.quietly", "clerk"]


@pytest.fixture
def clerk(tmp_path: Path) -> Iterator[Service]:
    """One that is started quietly, and tells what it knows of who started it."""
    (tmp_path / "clerk.py").write_text(
        "import os, time\nprint('asleep', os.environ.get('FRONTDESK_STARTED_BY'), flush=True)\ntime.sleep(60)\n")
    path = os.pathsep.join([str(tmp_path), str(Path(__file__).resolve().parents[2])])
    service = Service("The clerk", QUIET, {**os.environ, "PYTHONPATH": path}, tmp_path / "log", None, tmp_path)
    yield service
    service.stop()


def test_what_a_thread_started_outlives_it(clerk: Service) -> None:
    thread = threading.Thread(target=clerk.start)
    thread.start()
    thread.join()
    assert said(clerk) == "asleep None"
    time.sleep(0.2)
    assert clerk.exit_code() is None


def test_who_started_it_is_nothing_to_what_it_starts(clerk: Service) -> None:
    clerk.start()
    assert said(clerk) == "asleep None"


def test_ctrl_c_reaches_the_supervisor_alone(make) -> None:
    service = make(SLEEP)
    service.start()
    assert os.getpgid(service.pid) != os.getpgid(0)


def test_a_free_port_is_fine() -> None:
    check_port_is_free("127.0.0.1", free_ports(1)[0], "PORT")


def test_a_taken_port_is_explained_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(FrontdeskError) as raised:
            check_port_is_free("127.0.0.1", port, "PORT")
    message = str(raised.value)
    assert f"Port {port} on 127.0.0.1 can't be used" in message
    assert "make run PORT=" in message
    assert "\n" not in message


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_an_address_that_is_not_ours_is_explained(host: str) -> None:
    with pytest.raises(FrontdeskError, match=f"on {host} can't be used"):
        check_port_is_free(host, free_ports(1)[0], "PORT")
