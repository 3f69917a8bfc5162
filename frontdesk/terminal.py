"""Asking from a terminal: through the site that is running, or one started for the purpose."""

from __future__ import annotations

import dataclasses
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from frontdesk.errors import FrontdeskError
from frontdesk.service.ports import free_ports
from frontdesk.service.supervisor import running
from frontdesk.service.training import ensure_models
from frontdesk.settings import LOOPBACK, Settings


@contextmanager
def site_in_reach(settings: Settings) -> Iterator[str]:
    """The base address of a ready site.

    The one that is running is used; otherwise one is started on free ports, with
    a database of its own, and stopped afterwards.
    """
    url = f"http://{LOOPBACK if settings.host == '0.0.0.0' else settings.host}:{settings.port}"
    if _ready(url):
        yield url
        return
    model = ensure_models(settings)
    ports = free_ports(3)
    print("No Frontdesk is running here, so one is started for this alone: callback requests made in it reach nobody.",
          file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        private = PrivateSettings(
            host=LOOPBACK, port=ports[0], rasa_port=ports[1], actions_port=ports[2],
            public_url=settings.public_url, root=settings.root, rasa_timeout=settings.rasa_timeout,
            private_database=f"{folder}/conversations.db",
        )
        with running(private, model):
            yield f"http://{LOOPBACK}:{ports[0]}"


@dataclasses.dataclass(frozen=True)
class PrivateSettings(Settings):
    """Settings of a site that nobody else uses."""

    private_database: str

    @property
    def database(self) -> str:
        """A database of its own."""
        return self.private_database

    @property
    def delivers(self) -> bool:
        """Requests made on trial reach nobody."""
        return False


def ask(url: str, message: str, session: str | None) -> dict[str, Any]:
    """Send one message.

    Args:
        url: the site's base address.
        message: what to say.
        session: of the conversation, or ``None`` for a new one.

    Returns:
        The chat API's reply.

    Raises:
        FrontdeskError: the site refused or is away.
    """
    try:
        response = httpx.post(f"{url}/api/chat", json={"message": message, "session": session}, timeout=30,
                              trust_env=False)
    except httpx.HTTPError as error:
        raise FrontdeskError(f"The site at {url} doesn't answer ({error}). Start it with 'make run'.") from None
    data: dict[str, Any] = response.json()
    if response.is_error:
        raise FrontdeskError(data["detail"])
    return data


def show(answer: dict[str, Any]) -> str:
    """The replies as text for a terminal."""
    lines: list[str] = []
    for reply in answer["replies"]:
        lines.append(reply["text"])
        for quote in reply["quotes"]:
            lines += ["", f"  “{quote['text']}”", f"  {quote['url']}"]
        for number, button in enumerate(reply["buttons"], start=1):
            lines.append(f"  [{number}] {button['title']}")
    return "\n".join(lines)


def chat(url: str) -> None:
    """Chat until end of input or ``/quit``; a number presses a button."""
    print("Type a question; a number chooses a suggestion; Ctrl-D ends.\n")
    session: str | None = None
    buttons: list[dict[str, str]] = []
    while True:
        try:
            line = input("> ").strip()
        except EOFError:
            print()
            return
        if line == "/quit":
            return
        if line.isdigit() and 0 < int(line) <= len(buttons):
            line = buttons[int(line) - 1]["message"]
        if not line:
            continue
        try:
            answer = ask(url, line, session)
        except FrontdeskError as error:
            print(f"! {error}")
            continue
        session = answer["session"]
        buttons = [button for reply in answer["replies"] for button in reply["buttons"]]
        print(show(answer) + "\n")


def _ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=2, trust_env=False).is_success
    except httpx.HTTPError:
        return False
