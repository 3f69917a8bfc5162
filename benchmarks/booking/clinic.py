"""The clinic that is killed: its folder, its settings, and its processes over and over."""

from __future__ import annotations

import base64
import os
import random
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from ruamel.yaml import YAML

from benchmarks.process_cost import child_environment
from benchmarks.widget.project import PROJECT, private_project
from frontdesk.knowledge.yaml_lines import load_mapping
from frontdesk.service.ports import free_ports
from frontdesk.service.processes import Service
from frontdesk.service.supervisor import services
from frontdesk.service.training import ensure_models
from frontdesk.settings import LOOPBACK, load_settings
from frontdesk.terminal import PrivateSettings

ACTIONS, RASA, SITE, OUTBOX = "The action server", "Rasa", "The site", "The outbox"
PROCESSES = (ACTIONS, RASA, SITE, OUTBOX)
_START_TIMEOUT = 180.0  # seconds
_RASA_TIMEOUT = 10.0  # seconds


@dataclass(frozen=True)
class Clinic:
    """A running Frontdesk.

    Attributes:
        url: the site's base address.
        database: where requests are kept.
        services: the processes by name.
    """

    url: str
    database: str
    services: dict[str, Service]

    def kill(self, name: str) -> None:
        """Kill a process and all it started, as by ``kill -9``, and start it again at once."""
        service = self.services[name]
        assert service.pid is not None
        os.killpg(service.pid, signal.SIGKILL)
        service.stop()  # takes in what is left of it
        service.start()

    def mend(self) -> list[str]:
        """Start again what ended by itself, as the supervisor does; which that were."""
        ended = [name for name, service in self.services.items() if service.exit_code() is not None]
        for name in ended:
            self.services[name].stop()
            self.services[name].start()
        return ended


@contextmanager
def running_clinic(folder: Path, mail_port: int, webhook_port: int) -> Iterator[Clinic]:
    """A clinic in Great Britain with the project's content, ready inside the ``with`` block.

    Args:
        folder: that takes its files.
        mail_port: of its mail server on this machine.
        webhook_port: of its webhook's receiver on this machine.

    Raises:
        FrontdeskError: training failed, or a process doesn't start.
    """
    model = ensure_models(load_settings(PROJECT))
    root = _project(folder / "project", mail_port, webhook_port)
    ports = free_ports(3)
    settings = PrivateSettings(
        host=LOOPBACK, port=ports[0], rasa_port=ports[1], actions_port=ports[2],
        public_url=f"http://{LOOPBACK}:{ports[0]}", root=root, rasa_timeout=_RASA_TIMEOUT,
        private_database=str(root / "var" / "conversations.db"))
    secret = f"whsec_{base64.b64encode(random.Random(0).randbytes(32)).decode()}"
    environment = child_environment(FRONTDESK_DATABASE=settings.database, FRONTDESK_WEBHOOK_SECRET=secret,
                                    FRONTDESK_RASA_TIMEOUT=str(_RASA_TIMEOUT))
    environment.pop("FRONTDESK_WEBHOOK_SECRET_FILE", None)
    worker = Service(OUTBOX, [sys.executable, "-m", "frontdesk.service.quietly", "benchmarks.booking.worker"],
                     environment, settings.var / "logs" / "outbox.log", None, root)
    with patch.dict(os.environ, environment, clear=True):
        clinic = Clinic(settings.public_url, settings.database,
                        {service.name: service for service in (*services(settings, model), worker)})
    try:
        for service in clinic.services.values():
            service.start()
        for service in clinic.services.values():
            service.wait_until_ready(_START_TIMEOUT, lambda: None)
        yield clinic
    finally:
        for service in reversed(clinic.services.values()):
            service.stop()


def _project(folder: Path, mail_port: int, webhook_port: int) -> Path:
    """A folder with links to the project's files, but settings of its own."""
    private_project(folder)
    content = folder / "content"
    content.unlink()
    content.mkdir()
    for path in (PROJECT / "content").iterdir():
        if path.name != "clinic.yml":
            (content / path.name).symlink_to(path)
    told = load_mapping(PROJECT / "content" / "clinic.yml")
    told["country"], told["time_zone"] = "GB", "Europe/London"
    told["booking"]["mail"] = {"to": "desk@example.org", "from": "chat@example.org", "host": LOOPBACK,
                               "port": mail_port, "security": "none"}
    told["booking"]["webhook"] = {"url": f"http://{LOOPBACK}:{webhook_port}/"}
    with (content / "clinic.yml").open("w", encoding="utf-8") as file:
        YAML().dump(told, file)
    return folder
