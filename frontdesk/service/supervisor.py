"""Runs action server, Rasa, site, outbox and publisher: starts them in order, and stops them together."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from ruamel.yaml import YAML

from frontdesk.knowledge.yaml_lines import load_mapping
from frontdesk.service.environment import ONE_THREAD_EACH, inherited, rasa_environment
from frontdesk.service.processes import Service, check_port_is_free, stop_all
from frontdesk.service.progress import Progress, Step
from frontdesk.settings import LOOPBACK, Settings

_START_TIMEOUT = 180.0  # seconds; Rasa takes about ten on a quick machine


class Stopped(BaseException):
    """Somebody asked us to stop (Ctrl-C or SIGTERM)."""


def services(settings: Settings, model: Path) -> list[Service]:
    """The processes in starting order, none started.

    Args:
        settings: where they listen, and which folder they serve. Without the outbox where callback requests are for
            trial.
        model: the trained model.
    """
    backend = backend_services(settings, model, settings.served, settings.rasa_port, settings.actions_port)
    reach = LOOPBACK if settings.host == "0.0.0.0" else settings.host
    site = Service("The site", [*_quietly(), "frontdesk.site.server"], _environment(settings),
                   settings.var / "logs" / "site.log", f"http://{reach}:{settings.port}/readyz", settings.root)
    return [*backend, site, outbox_service(settings, settings.served)] if settings.delivers else [*backend, site]


def backend_services(
    settings: Settings, model: Path, folder: Path, rasa_port: int, actions_port: int, version: int | None = None,
) -> list[Service]:
    """A version's action server and Rasa.

    Args:
        settings: of this Frontdesk.
        model: the trained model.
        folder: with the content that belongs to it.
        rasa_port: on loopback.
        actions_port: on loopback.
        version: its number, where it has one.
    """
    environment = rasa_environment(settings)
    if version is not None:
        environment["FRONTDESK_VERSION"] = str(version)
    logs = settings.var / "logs"
    return [
        Service("The action server",
                [*_quietly(), "rasa_sdk", "--actions", "actions", "--port", str(actions_port)],
                environment, logs / "actions.log", f"http://{LOOPBACK}:{actions_port}/health", folder),
        Service("Rasa",
                [*_quietly(), "rasa", "run", "--model", str(model.resolve()), "--interface", LOOPBACK,
                 "--port", str(rasa_port), "--endpoints", str(_write_endpoints(settings, actions_port).resolve()),
                 "--credentials", "credentials.yml"],
                environment, logs / "rasa.log", f"http://{LOOPBACK}:{rasa_port}/webhooks/rest/", folder),
    ]


def outbox_service(settings: Settings, folder: Path) -> Service:
    """The process that delivers callback requests, by the settings in this folder's content."""
    return Service("The outbox", [*_quietly(), "frontdesk.booking.worker"], _environment(settings),
                   settings.var / "logs" / "outbox.log", None, folder)


def publisher_service(settings: Settings) -> Service:
    """The process that makes versions."""
    return Service("The publisher", [*_quietly(), "frontdesk.publishing.worker"], _environment(settings),
                   settings.var / "logs" / "publisher.log", None, settings.root)


def _quietly() -> list[str]:
    return [sys.executable, "-m", "frontdesk.service.quietly"]


def _environment(settings: Settings) -> dict[str, str]:
    """For the processes without Rasa."""
    return {**inherited(settings), "HOST": settings.host, "PORT": str(settings.port),
            "FRONTDESK_RASA_PORT": str(settings.rasa_port), "FRONTDESK_PUBLIC_URL": settings.public_url,
            "FRONTDESK_DATABASE": settings.database, "FRONTDESK_VAR": str(settings.var),
            "FRONTDESK_SERVED": str(settings.served), **ONE_THREAD_EACH}


def remove_endpoints(settings: Settings, actions_port: int) -> None:
    """Remove what :func:`backend_services` wrote for these two, which aren't started again."""
    _endpoints(settings, actions_port).unlink(missing_ok=True)


def _endpoints(settings: Settings, actions_port: int) -> Path:
    return settings.var / f"endpoints-{actions_port}.yml"


def _write_endpoints(settings: Settings, actions_port: int) -> Path:
    """The project's endpoints with the action server's real address."""
    endpoints = load_mapping(settings.root / "endpoints.yml")
    endpoints["action_endpoint"]["url"] = f"http://{LOOPBACK}:{actions_port}/webhook"
    path = _endpoints(settings, actions_port)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(endpoints, file)
    return path


@contextmanager
def running(settings: Settings, model: Path, step: Callable[[str], Progress] = Step) -> Iterator[list[Service]]:
    """All of them, started and ready inside the ``with`` block, stopped after it whatever happens.

    Args:
        settings: where they listen, and which folder they serve.
        model: the trained model.
        step: says how it goes on, given what is being done.

    Raises:
        FrontdeskError: a port is taken, or a process doesn't start.
    """
    with started(settings, services(settings, model), step) as every:
        yield every


@contextmanager
def started(settings: Settings, every: Sequence[Service], step: Callable[[str], Progress]) -> Iterator[list[Service]]:
    """These processes, as :func:`running` has them.

    What the caller adds to the list is stopped with the others.
    """
    check_port_is_free(settings.host, settings.port, "PORT")
    check_port_is_free(LOOPBACK, settings.rasa_port, "FRONTDESK_RASA_PORT")
    check_port_is_free(LOOPBACK, settings.actions_port, "FRONTDESK_ACTIONS_PORT")
    begun: list[Service] = []
    try:
        for service in every:
            name = service.name if service.name == "Rasa" else f"{service.name[0].lower()}{service.name[1:]}"
            said = step(f"Starting {name}")
            begun.append(service)
            service.start()
            try:
                service.wait_until_ready(_START_TIMEOUT, said.tick)
            except BaseException:
                said.failed()
                raise
            said.done("ready")
        yield begun
    finally:
        with deaf():
            remove_endpoints(settings, settings.actions_port)
            stop_all(begun)


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
def deaf() -> Iterator[None]:
    """Ignore further signals to stop while stopping, so that nothing is left behind.

    What is started meanwhile would ignore them too: nothing may be.
    """
    previous = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
