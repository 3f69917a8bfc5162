"""A Frontdesk of its own: the real three processes in a folder that a test may change first."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from frontdesk.service.ports import free_ports
from frontdesk.service.processes import Service
from frontdesk.service.supervisor import running
from frontdesk.settings import LOOPBACK, Settings

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Clinic:
    """A running Frontdesk, its processes by name, and the ids of the conversations with it."""

    settings: Settings
    services: dict[str, Service]
    senders: set[str] = field(default_factory=set)

    def say(self, message: str, session: str | None = None, **more: Any) -> httpx.Response:
        """Send one message, and note the conversation's id."""
        url = f"{self.settings.public_url}/api/chat"
        body = {"message": message, "session": session, **more}
        response = httpx.post(url, json=body, timeout=30, trust_env=False)
        if response.is_success:
            self.senders.add(response.json()["session"].split(".")[0])
        return response

    def erase(self, session: str) -> httpx.Response:
        """Delete a conversation."""
        return httpx.request("DELETE", f"{self.settings.public_url}/api/chat", json={"session": session},
                             timeout=30, trust_env=False)

    def vote(self, session: str, message_id: str, vote: str) -> httpx.Response:
        """Vote on the answer to a message."""
        body = {"session": session, "message_id": message_id, "vote": vote}
        return httpx.post(f"{self.settings.public_url}/api/feedback", json=body, timeout=30, trust_env=False)

    def kill(self, name: str) -> None:
        """Kill one of the processes at once, as by ``kill -9``."""
        pid = self.services[name].pid
        assert pid is not None
        os.killpg(pid, signal.SIGKILL)

    def start(self, name: str) -> None:
        """Start one that was killed."""
        service = self.services[name]
        service.stop()  # reaps it
        service.start()
        service.wait_until_ready(180, lambda: None)

    def logged(self) -> dict[str, str]:
        """The three logs."""
        folder = self.settings.var / "logs"
        return {name: (folder / f"{name}.log").read_text(errors="replace") for name in ("actions", "rasa", "site")}

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Every row of a table, read past SQLAlchemy."""
        connection = sqlite3.connect(self.settings.database)
        connection.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
        finally:
            connection.close()

    def break_database(self) -> None:
        """Take the tables away under the running processes."""
        connection = sqlite3.connect(self.settings.database)
        connection.execute("DROP TABLE conversations")
        connection.commit()
        connection.close()


def own_folder(root: Path, *copied: str) -> None:
    """Fill a folder with links to the project's files and folders.

    Args:
        root: the folder.
        copied: names of folders that are copied, so that a test can change them.
    """
    for path in ROOT.iterdir():
        if path.name in copied:
            shutil.copytree(path, root / path.name)
        elif path.name not in ("actions", "frontdesk", "tests", "var") and not path.name.startswith("."):
            (root / path.name).symlink_to(path)


@contextmanager
def running_clinic(root: Path, model: Path) -> Iterator[Clinic]:
    """The three processes in that folder."""
    ports = free_ports(3)
    settings = Settings(host=LOOPBACK, port=ports[0], rasa_port=ports[1], actions_port=ports[2],
                        public_url=f"http://{LOOPBACK}:{ports[0]}", root=root, rasa_timeout=10.0)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("FRONTDESK_DATABASE", "FRONTDESK_SECRET"):
            patch.delenv(name, raising=False)
        with running(settings, model) as services:
            yield Clinic(settings, {service.name: service for service in services})
