"""The crash test: visitors book while processes are killed and the clinic's servers go wrong."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.booking.clinic import Clinic, running_clinic
from benchmarks.booking.figures import Run
from benchmarks.booking.killer import Killer, plan
from benchmarks.booking.receivers import Server, clinics_servers
from benchmarks.booking.visitors import Progress, Script, Visit, scripts, visit
from frontdesk.service.progress import Step
from frontdesk.store.outbox import Outbox
from frontdesk.store.requests import Requests

_AT_ONCE = 6  # visitors
_DRAINING = 180.0  # seconds at most from the last visitor until nothing is left to deliver
_LOOK = 0.2  # seconds


def crash_test(requests: int, kills: int, seed: int) -> Run:
    """Have so many visitors book during so many kills.

    Args:
        requests: one for each visitor.
        kills: of all processes together.
        seed: of everything that is left to chance, but for the machine's own timing.

    Raises:
        FrontdeskError: training failed, or a process doesn't start.
    """
    parts = scripts(requests, seed)
    with tempfile.TemporaryDirectory(prefix="frontdesk-crash-") as name, clinics_servers(seed) as servers, \
            running_clinic(Path(name), *(server.port for server in servers)) as clinic:
        return _run(clinic, servers, parts, kills, seed)


def _run(clinic: Clinic, servers: tuple[Server, ...], parts: list[Script], kills: int, seed: int) -> Run:
    progress, store, outbox = Progress(), Requests(clinic.database), Outbox(clinic.database)
    messages = sum(len(part.turns) for part in parts)
    killer = Killer(clinic, plan(kills, messages, seed), progress, lambda: sum(server.open for server in servers))
    killing = threading.Thread(target=killer.run)
    begun, step = time.monotonic(), Step(f"Booking {len(parts)} callbacks during {kills} kills")

    def hold(part: Script) -> Visit:
        return visit(clinic.url, part, store.by_reference, progress, random.Random(f"{seed} {part.name}"))

    killing.start()
    try:
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            holding = [threads.submit(hold, part) for part in parts]
            while not all(future.done() for future in holding):
                time.sleep(_LOOK)
                step.tick(f"({progress.answered} of {messages} messages answered, "
                          f"{sum(killer.killed.kills.values())} kills)")
        _drain(outbox, step)
    finally:
        killer.stop()
        killing.join()
    step.done()
    return Run(
        visits=[future.result() for future in holding], stored=store.newest(2 * len(parts)),
        arrivals=[arrival for server in servers for arrival in server.arrivals], outbox=outbox.counts(),
        killed=killer.killed, did=sum((server.did for server in servers), Counter()),
        seconds=time.monotonic() - begun)


def _drain(outbox: Outbox, step: Step) -> None:
    """Wait until nothing is left to deliver; what is left after that is told of with the figures."""
    deadline = time.monotonic() + _DRAINING
    while time.monotonic() < deadline:
        counts = outbox.counts()
        left = counts["waiting"] + counts["pending"]
        if not left:
            return
        step.tick(f"(every visitor has gone; {left} left to deliver)")
        time.sleep(_LOOK)
