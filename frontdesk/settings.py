"""Where Frontdesk listens and keeps its files, from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from frontdesk.errors import FrontdeskError

LOOPBACK = "127.0.0.1"
_SQLITE = re.compile(r"(sqlite(?:\+\w+)?:///)(?!/|:memory:|file:|$)(.*)")  # the URL of a file, by a relative path


@dataclass(frozen=True)
class Settings:
    """Settings of one running Frontdesk.

    Attributes:
        host: address the site listens on (``HOST``).
        port: its port (``PORT``).
        rasa_port: Rasa's port on loopback (``FRONTDESK_RASA_PORT``, else ``PORT`` + 1).
        actions_port: the action server's port on loopback (``FRONTDESK_ACTIONS_PORT``,
            else ``PORT`` + 2).
        public_url: address visitors use, without a trailing slash
            (``FRONTDESK_PUBLIC_URL``, else made from host and port).
        root: folder that holds ``content/``, ``data/`` and ``config.yml``.
        var: folder for what a running Frontdesk writes.
        rasa_timeout: seconds the site waits for an answer (``FRONTDESK_RASA_TIMEOUT``).
    """

    host: str
    port: int
    rasa_port: int
    actions_port: int
    public_url: str
    root: Path
    rasa_timeout: float

    @property
    def var(self) -> Path:
        """Folder for what a running Frontdesk writes (``FRONTDESK_VAR``, else ``var/``, which git ignores)."""
        return self.root / (os.environ.get("FRONTDESK_VAR") or "var")

    @property
    def served(self) -> Path:
        """Folder whose ``content/`` and model are served; the project's own unless ``FRONTDESK_SERVED`` names one."""
        named = os.environ.get("FRONTDESK_SERVED")
        return Path(named) if named else self.root

    @property
    def version(self) -> int | None:
        """Number of the version that this process serves (``FRONTDESK_VERSION``); ``None`` for files as they are."""
        named = os.environ.get("FRONTDESK_VERSION", "")
        return int(named) if named.isdigit() else None

    @property
    def database(self) -> str:
        """Where running conversations are kept: a URL, or the path of an SQLite file."""
        named = os.environ.get("FRONTDESK_DATABASE")
        if not named:
            return str(self.var / "conversations.db")
        # Processes run in several folders, and a relative path must be the same file to all of them.
        if found := _SQLITE.fullmatch(named):
            return f"{found[1]}{self.root / found[2]}"
        return named if "://" in named or named == ":memory:" else str(self.root / named)

    @property
    def delivers(self) -> bool:
        """Whether callback requests go out to the clinic."""
        return True

    @property
    def rasa_url(self) -> str:
        """Base address of Rasa."""
        return f"http://{LOOPBACK}:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """Base address of the action server."""
        return f"http://{LOOPBACK}:{self.actions_port}"


def load_settings(root: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Args:
        root: the project's folder; the working directory when ``None``.
        environment: ``os.environ`` when ``None``.

    Raises:
        FrontdeskError: a value can't be used.
    """
    env = os.environ if environment is None else environment
    host = env.get("HOST") or LOOPBACK
    port = _port(env, "PORT", 8080)
    url = env.get("FRONTDESK_PUBLIC_URL") or f"http://{'localhost' if host == '0.0.0.0' else host}:{port}"
    return Settings(
        host=host,
        port=port,
        rasa_port=_port(env, "FRONTDESK_RASA_PORT", port + 1),
        actions_port=_port(env, "FRONTDESK_ACTIONS_PORT", port + 2),
        public_url=url.rstrip("/"),
        root=(root or Path.cwd()).resolve(),
        rasa_timeout=_seconds(env, "FRONTDESK_RASA_TIMEOUT", 10.0),
    )


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name) or str(default)
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise FrontdeskError(f"{name}={text} isn't a port. Use a number from 1 to 65535, for example {name}=9000.")
    return int(text)


def _seconds(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(name) or str(default)
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 3600:
        raise FrontdeskError(f"{name}={text} isn't a time. Use seconds, for example {name}=10.")
    return value
