"""Runs actions, Rasa, the site and the outbox: starts them in order, watches them, stops them together."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from ruamel.yaml import YAML

from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.yaml_lines import load_mapping
from frontdesk.service.environment import ONE_THREAD_EACH, rasa_environment
from frontdesk.service.processes import Service, check_port_is_free
from frontdesk.service.progress import Step
from frontdesk.settings import LOOPBACK, Settings

_START_TIMEOUT = 180.0  # seconds; Rasa takes about ten on a quick machine
_WATCH = 0.5  # seconds between looks at the processes
_DEATHS, _WITHIN = 3, 120.0  # so often within so many seconds: starting it again doesn't help


class Stopped(BaseException):
    """Somebody asked us to stop (Ctrl-C or SIGTERM)."""


def services(settings: Settings, model: Path) -> list[Service]:
    """The processes in starting order, none started.

    Args:
        settings: where they listen. Without the outbox where callback requests are for trial.
        model: the trained model.
    """
    environment = rasa_environment(settings)
    site = {**os.environ, "HOST": settings.host, "PORT": str(settings.port),
            "FRONTDESK_RASA_PORT": str(settings.rasa_port), "FRONTDESK_PUBLIC_URL": settings.public_url,
            "FRONTDESK_DATABASE": settings.database, **ONE_THREAD_EACH}
    logs = settings.var / "logs"
    reach = LOOPBACK if settings.host == "0.0.0.0" else settings.host
    quietly = [sys.executable, "-m", "frontdesk.service.quietly"]
    every = [
        Service("The action server",
                [*quietly, "rasa_sdk", "--actions", "actions", "--port", str(settings.actions_port)],
                environment, logs / "actions.log", f"{settings.actions_url}/health", settings.root),
        Service("Rasa",
                [*quietly, "rasa", "run", "--model", str(model), "--interface", LOOPBACK,
                 "--port", str(settings.rasa_port), "--endpoints", str(_write_endpoints(settings)),
                 "--credentials", "credentials.yml"],
                environment, logs / "rasa.log", f"{settings.rasa_url}/webhooks/rest/", settings.root),
        Service("The site", [*quietly, "frontdesk.site.server"],
                site, logs / "site.log", f"http://{reach}:{settings.port}/readyz", settings.root),
        Service("The outbox", [*quietly, "frontdesk.booking.worker"], site, logs / "outbox.log", None, settings.root),
    ]
    return every if settings.delivers else every[:-1]


def _write_endpoints(settings: Settings) -> Path:
    """The project's endpoints with the action server's real address."""
    endpoints = load_mapping(settings.root / "endpoints.yml")
    endpoints["action_endpoint"]["url"] = f"{settings.actions_url}/webhook"
    path = settings.var / f"endpoints-{settings.actions_port}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(endpoints, file)
    return path


@contextmanager
def running(settings: Settings, model: Path) -> Iterator[list[Service]]:
    """All of them, started and ready inside the ``with`` block, stopped after it whatever happens.

    Raises:
        FrontdeskError: a port is taken, or a process doesn't start.
    """
    check_port_is_free(settings.host, settings.port, "PORT")
    check_port_is_free(LOOPBACK, settings.rasa_port, "FRONTDESK_RASA_PORT")
    check_port_is_free(LOOPBACK, settings.actions_port, "FRONTDESK_ACTIONS_PORT")
    started: list[Service] = []
    try:
        for service in services(settings, model):
            step = Step(f"Starting {service.name[0].lower()}{service.name[1:]}" if service.name != "Rasa"
                        else "Starting Rasa")
            started.append(service)
            service.start()
            try:
                service.wait_until_ready(_START_TIMEOUT, step.tick)
            except BaseException:
                step.failed()
                raise
            step.done("ready")
        yield started
    finally:
        with _deaf():
            for service in reversed(started):
                service.stop()


def watch(started: list[Service]) -> None:
    """Return never; start again what ends, and raise when one keeps ending.

    Raises:
        FrontdeskError: a process ended by itself time and again.
    """
    deaths: dict[str, list[float]] = {}
    while True:
        for service in started:
            code = service.exit_code()
            if code is None:
                continue
            ended = f"{service.name} stopped by itself (exit code {code})"
            recent = [at for at in deaths.get(service.name, []) if at > time.monotonic() - _WITHIN]
            deaths[service.name] = [*recent, time.monotonic()]
            if len(deaths[service.name]) >= _DEATHS:
                raise FrontdeskError(f"{ended} for the {_DEATHS}rd time in {_WITHIN:.0f} s. See {service.log}.")
            print(f"{ended}. Starting it again; see {service.log}.", file=sys.stderr, flush=True)
            service.stop()  # what it started and left behind
            service.start()
        time.sleep(_WATCH)


@contextmanager
def stop_on_signals() -> Iterator[None]:
    """Turn SIGINT and SIGTERM into :class:`Stopped` inside the ``with`` block."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Stopped

    previous = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


@contextmanager
def _deaf() -> Iterator[None]:
    """Ignore further Ctrl-C while stopping, so that nothing is left behind."""
    handler: Callable[..., object] | int | None = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
