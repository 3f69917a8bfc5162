"""A clinic of its own that publishes: a copy of the files, and ``frontdesk run`` as anybody starts it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.process_cost import Cost, Running, memory_kind
from frontdesk.accounts.people import People
from frontdesk.accounts.roles import VIEWER
from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import AddExample
from frontdesk.errors import FrontdeskError
from frontdesk.publishing.publishing import Job, Publishing
from frontdesk.service.backend_record import BackendRecord
from frontdesk.service.ports import free_ports
from frontdesk.settings import LOOPBACK
from frontdesk.store.audit import Audit

PROJECT = Path(__file__).resolve().parents[2]
_COPIED = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "thresholds.json", "red-flag-weights.json",
           "requirements.lock", "content", "data")
_LINKED = ("widget", "tests")
_READY = 600.0  # seconds, a first training included
_LOOK = 0.05  # seconds
_ENDING = 60.0  # seconds that a version may take to end which nobody needs any more
# A word of each process's command line.
_PROCESSES = ("frontdesk", "frontdesk.site.server", "rasa", "rasa_sdk", "frontdesk.booking.worker",
              "frontdesk.publishing.worker")


@dataclass(frozen=True)
class Clinic:
    """A running clinic.

    Attributes:
        root: its files.
        url: the site's base address.
        process: ``frontdesk run``.
        publishing: its versions.
        draft: its files, as staff edit them.
    """

    root: Path
    url: str
    process: subprocess.Popen[bytes]
    publishing: Publishing
    draft: Draft

    def settle(self) -> None:
        """Wait until the publisher has examined the live version, as it does once anybody has an account.

        Raises:
            FrontdeskError: it doesn't.
        """
        People(str(self.root / "var" / "conversations.db")).add("benchmark", "benchmark", VIEWER)
        version = self.publishing.live()
        assert version is not None
        deadline = time.monotonic() + _READY
        while self.publishing.report_path(version.number) is None:
            if time.monotonic() > deadline:
                raise FrontdeskError("The publisher doesn't examine the live version.")
            time.sleep(_LOOK)

    def teach(self, label: str, text: str) -> None:
        """Add one example."""
        self.draft.change("benchmark", "added an example", label, AddExample(label, text))

    def publish(self) -> Job:
        """Publish as the console does, and wait for the end; a worse check is gone on with.

        Raises:
            FrontdeskError: it wasn't published.
        """
        return self._wait(self.publishing.request("benchmark", ""))

    def roll_back(self, number: int) -> Job:
        """Go back to a version, and wait until it is live.

        Raises:
            FrontdeskError: it isn't.
        """
        return self._wait(self.publishing.roll_back("benchmark", number, ""))

    def live(self) -> int:
        """The version that the site serves."""
        return int(httpx.get(f"{self.url}/readyz", timeout=10, trust_env=False).json()["version"])

    def another(self, is_running: bool) -> int:
        """The newest version that is neither live nor kept warm, and whose Rasa runs, or has ended.

        Raises:
            FrontdeskError: there is none, after waiting for it.
        """
        record, deadline = BackendRecord(self.root / "var"), time.monotonic() + _ENDING
        while time.monotonic() < deadline:
            running, warm = record.read(), self.kept_warm()
            for version in self.publishing.versions():
                if version.number not in warm and (version.number in running) == is_running:
                    return version.number
            time.sleep(_LOOK)
        raise FrontdeskError(f"There is no other version that {'runs' if is_running else 'has ended'}.")

    def kept_warm(self) -> list[int]:
        """The live version, and the one before it."""
        return list(dict.fromkeys(release.version for release in self.publishing.releases()))[:2]

    def memory(self) -> dict[str, int]:
        """Megabytes of each process and the kind of them, by a word of its command line."""
        every = Running([self.process.pid], Cost(0.0, 0.0))
        return {f"{word}, {memory_kind()}": round(every.memory(word)) for word in _PROCESSES}

    def _wait(self, job: Job) -> Job:
        while True:
            found = self.publishing.job(job.id)
            assert found is not None
            if found.state == "waiting":
                self.publishing.confirm(job.id, "benchmark", "measuring")
            if found.finished:
                if found.state != "done":
                    raise FrontdeskError(f"Job {found.id} is {found.state}: {found.error}")
                return found
            time.sleep(_LOOK)


def copy_project(folder: Path) -> Path:
    """Copy the files that a clinic edits, and those of Frontdesk that are copied into each version."""
    folder.mkdir(parents=True)
    for name in _COPIED:
        copy = shutil.copytree if (PROJECT / name).is_dir() else shutil.copy
        copy(PROJECT / name, folder / name)
    return folder


@contextmanager
def running_clinic(root: Path) -> Iterator[Clinic]:
    """``frontdesk run`` on these files, ready inside the ``with`` block.

    Args:
        root: a folder that :func:`copy_project` or ``make_content`` made. Models that the project has for the same
            files are lent to it.

    Raises:
        FrontdeskError: it doesn't start.
    """
    for name in _LINKED:
        (root / name).symlink_to(PROJECT / name)
    (root / "models").mkdir()
    for model in (PROJECT / "models").glob("*"):
        (root / "models" / model.name).symlink_to(model)
    port, rasa_port, actions_port = free_ports(3)
    database = root / "var" / "conversations.db"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FRONTDESK_")}
    environment |= {"PORT": str(port), "FRONTDESK_RASA_PORT": str(rasa_port),
                    "FRONTDESK_ACTIONS_PORT": str(actions_port), "PYTHONPATH": str(PROJECT),
                    "RASA_TELEMETRY_ENABLED": "false"}
    environment.pop("HOST", None)
    output = root / "output"
    with output.open("wb") as said:
        process = subprocess.Popen([sys.executable, "-m", "frontdesk", "run"], cwd=root, env=environment, stdout=said,
                                   stderr=said, stdin=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + _READY
        while "Frontdesk is ready" not in output.read_text(errors="replace"):
            if process.poll() is not None or time.monotonic() > deadline:
                raise FrontdeskError(f"It doesn't start: {output.read_text(errors='replace')[-2000:]}")
            time.sleep(_LOOK)
        yield Clinic(root, f"http://{LOOPBACK}:{port}", process, Publishing(root / "var", str(database)),
                     Draft(root, Audit(str(database))))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(120)
