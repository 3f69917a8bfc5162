"""Fixtures that several folders of tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.knowledge.content import Content, load_content
from frontdesk.safety.detector import Detector, load_detector
from frontdesk.service.ports import free_ports
from frontdesk.service.supervisor import running
from frontdesk.service.training import ensure_models, ensure_red_flag_model
from frontdesk.settings import LOOPBACK, load_settings
from frontdesk.terminal import PrivateSettings

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def content() -> Content:
    """The clinic's real content."""
    return load_content(ROOT / "content")


@pytest.fixture(scope="session")
def model() -> Path:
    """The model for the files as they are now, trained if it isn't there, and the red-flag model with it."""
    return ensure_models(load_settings(ROOT))


@pytest.fixture(scope="session")
def detector() -> Detector:
    """The red-flag detector for the content as it is now, fitted if it isn't there."""
    ensure_red_flag_model(load_settings(ROOT))
    return load_detector(ROOT)


@pytest.fixture(scope="session")
def live_site(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base address of the site with the real action server and the real Rasa behind it."""
    ports = free_ports(3)
    settings = PrivateSettings(
        host=LOOPBACK, port=ports[0], rasa_port=ports[1], actions_port=ports[2],
        public_url=f"http://{LOOPBACK}:{ports[0]}", root=ROOT, rasa_timeout=10.0,
        private_database=str(tmp_path_factory.mktemp("database") / "conversations.db"),
    )
    with running(settings, model):
        yield settings.public_url
