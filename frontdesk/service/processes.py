"""One child process: start it, wait until it answers, stop it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.service.quietly import STARTED_BY
from frontdesk.store.logs import put_aside_from_earlier_days

_POLL = 0.1  # seconds
_STOP_TIMEOUT = 8.0  # seconds before a process that ignores SIGTERM is killed


class Service:
    """A process of ours.

    Args:
        name: for messages.
        command: what to run.
        environment: its whole environment.
        log: file that takes what it prints.
        health_url: address that answers once it is ready; ``None`` for one that listens nowhere.
        cwd: its working directory.
    """

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path, health_url: str | None,
        cwd: Path,
    ) -> None:
        self.name, self.log = name, log
        self._command, self._environment, self._cwd = list(command), dict(environment), cwd
        self._health_url = health_url
        self._log_start = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._asked: float | None = None  # when it was asked to stop
        self._stopped = True  # and reaped, so that its number may be another process's by now

    @property
    def pid(self) -> int | None:
        """Its process id, once started."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it in a process group of its own, so that Ctrl-C reaches the supervisor alone.

        Started by the main thread and by way of :mod:`frontdesk.service.quietly`, it ends when this process does.
        """
        self.log.parent.mkdir(parents=True, exist_ok=True)
        put_aside_from_earlier_days(self.log, time.time())
        with self.log.open("ab") as output:
            self._log_start = output.tell()
            self._process = subprocess.Popen(
                self._command, cwd=self._cwd, env={**self._environment, **_starter()}, stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
            )
        self._asked, self._stopped = None, False

    def exit_code(self) -> int | None:
        """Its exit code, or ``None`` while it runs."""
        return self._process.poll() if self._process else None

    def ready(self) -> bool:
        """Whether its health address answers; one that listens nowhere is ready when it runs."""
        return self._health_url is None or _answers(self._health_url)

    def wait_until_ready(self, timeout: float, on_wait: Callable[[], None]) -> None:
        """Wait until the health address answers.

        Args:
            timeout: seconds.
            on_wait: called while waiting.

        Raises:
            FrontdeskError: it ended, or didn't answer in time.
        """
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self.exit_code() is not None:
                raise FrontdeskError(f"{self.name} stopped while starting: {self.last_words()} See {self.log}.")
            if self.ready():
                return
            on_wait()
            time.sleep(_POLL)
        raise FrontdeskError(f"{self.name} didn't answer within {timeout:.0f} s. See {self.log}.")

    def ask_to_stop(self) -> None:
        """Ask it and whatever it started to stop, once; :meth:`stop` waits for that."""
        if self._process is None or self._stopped or self._asked is not None:
            return
        self._asked = time.monotonic()
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)

    def stop(self) -> None:
        """Stop it and whatever it started; wait until it is gone."""
        self.ask_to_stop()
        process = self._process
        if process is None or self._stopped or self._asked is None:
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.0, self._asked + _STOP_TIMEOUT - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # also what it started and left behind
        process.wait()
        self._stopped = True

    def last_words(self) -> str:
        """The last line that it has printed since it was started."""
        whole = self.log.read_bytes()
        # A log that is shorter than it was has been put aside meanwhile.
        printed = whole[self._log_start if self._log_start <= len(whole) else 0 :].decode(errors="replace")
        lines = [line.strip() for line in printed.splitlines() if line.strip()]
        return lines[-1][:300] if lines else "it said nothing."


def stop_all(services: Sequence[Service]) -> None:
    """Stop these at the same time, as each may take seconds; wait until they are gone."""
    for service in services:
        service.ask_to_stop()
    for service in services:
        service.stop()


def check_port_is_free(host: str, port: int, variable: str) -> None:
    """Make sure that we can listen there.

    Raises:
        FrontdeskError: something else does, or the address isn't ours.
    """
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise FrontdeskError(f"Port {port} on {host} can't be used ({error.strerror}). Stop what is using it, "
                                 f"or choose another: make run {variable}={min(port + 1000, 65000)}") from None


def _answers(url: str) -> bool:
    # Without proxies: these are loopback addresses.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _starter() -> dict[str, str]:
    # The system counts from the end of the thread, and any other one may end long before the process.
    return {STARTED_BY: str(os.getpid())} if threading.current_thread() is threading.main_thread() else {}
