"""What processes cost: CPU of whole process trees, time until ready, memory; and ending them all."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from frontdesk.settings import LOOPBACK

_POLL = 0.05  # seconds between looks at a process that starts
_START_TIMEOUT = 300.0  # seconds
_STOP_TIMEOUT = 15.0  # seconds before what ignores SIGTERM is killed
MEGABYTE = 1024 * 1024


class BenchmarkError(Exception):
    """The benchmark can't go on; the message says why."""


@dataclass(frozen=True)
class Cost:
    """What one command took.

    Attributes:
        cpu: seconds of CPU, user and system, of the command and all it started.
        seconds: seconds by the clock.
    """

    cpu: float
    seconds: float


@dataclass(frozen=True)
class Command:
    """A command to run.

    Attributes:
        arguments: program and arguments.
        folder: its working directory.
        environment: its whole environment.
        log: file that takes what it prints.
    """

    arguments: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    log: Path


def child_environment(**extra: str) -> dict[str, str]:
    """The environment of everything that is measured.

    Args:
        extra: variables to add.
    """
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", **extra}
    # Neither side shall compile its imports anew at every start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _start(command: Command) -> subprocess.Popen[bytes]:
    command.log.parent.mkdir(parents=True, exist_ok=True)
    with command.log.open("ab") as output:
        # A session of its own: Ctrl-C reaches the benchmark alone, which then ends all.
        return subprocess.Popen(command.arguments, cwd=command.folder, env=dict(command.environment),
                                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                                start_new_session=True)


def run(command: Command) -> Cost:
    """Run a command to its end, and count the CPU of all its processes.

    Raises:
        BenchmarkError: it failed.
    """
    started = time.monotonic()
    process = _start(command)
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        _end([process])
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise BenchmarkError(f"'{' '.join(command.arguments)}' failed:\n{tail(command.log)}")
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - started)


class Running:
    """Processes that serve, with all they started.

    Args:
        pids: of those that were started.
        cost: what they took until they were ready.
    """

    def __init__(self, pids: Sequence[int], cost: Cost) -> None:
        self._pids, self.cost = pids, cost

    def cpu(self) -> float:
        """Seconds of CPU of all processes so far."""
        return sum(_cpu(process) for process in _tree(self._pids))

    def memory(self, part: str = "") -> float:
        """Resident megabytes (see :func:`memory_kind`).

        Args:
            part: count only processes whose command line has this word; all when empty.
        """
        chosen = [process for process in _tree(self._pids) if not part or part in _words(process)]
        if not chosen:
            raise BenchmarkError(f"No process is running{' ' + part if part else ''}.")
        return sum(_resident(process.pid) for process in chosen) / MEGABYTE


@contextmanager
def serving(commands: Sequence[Command], ready: Sequence[tuple[int, str]]) -> Iterator[Running]:
    """Start processes, wait until they are ready, and end them after the ``with`` block.

    Args:
        commands: what to start, at once.
        ready: port and path on loopback of each address that must answer 200.

    Raises:
        BenchmarkError: one ended or isn't ready in time.
    """
    started = time.monotonic()
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes.extend(_start(command) for command in commands)
        waiting = list(ready)
        while waiting:
            waiting = [(port, path) for port, path in waiting if not _answers(port, path)]
            for process, command in zip(processes, commands):
                if process.poll() is not None:
                    raise BenchmarkError(f"'{' '.join(command.arguments)}' ended:\n{tail(command.log)}")
            if time.monotonic() - started > _START_TIMEOUT:
                raise BenchmarkError(f"Nothing answers at port {waiting[0][0]}:\n{tail(commands[0].log)}")
            time.sleep(_POLL if waiting else 0)
        seconds = time.monotonic() - started
        pids = [process.pid for process in processes]
        yield Running(pids, Cost(sum(_cpu(process) for process in _tree(pids)), seconds))
    finally:
        _end(processes)


def memory_kind() -> str:
    """``PSS`` where the kernel tells it (shared pages counted once), else ``RSS``."""
    try:
        return "PSS" if _pss(os.getpid()) else "RSS"
    except OSError:
        return "RSS"


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def _tree(pids: Sequence[int]) -> list[Any]:
    found: list[Any] = []
    for pid in pids:
        try:
            root = psutil.Process(pid)
            found += [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
    return found


def _cpu(process: Any) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    # Children that have ended are in their parent's count.
    return float(times.user + times.system + times.children_user + times.children_system)


def _words(process: Any) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.NoSuchProcess:
        return []


def _resident(pid: int) -> int:
    if memory_kind() == "PSS":
        return _pss(pid)
    return int(psutil.Process(pid).memory_info().rss)


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """End them and all they started, whatever happens meanwhile."""
    previous = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        tree = _tree([process.pid for process in processes])
        for process in processes:
            if process.returncode is None:
                process.terminate()
        _, left = psutil.wait_procs(tree, timeout=_STOP_TIMEOUT)
        for process in left:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs(left, timeout=_STOP_TIMEOUT)
        for process in processes:
            process.wait(_STOP_TIMEOUT)
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
