"""A stand-in for Rasa behind the site: it counts what it processes, and processes a message id only once."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from frontdesk.replies.reply import Reply
from frontdesk.settings import LOOPBACK

PARTS = 2  # replies to each message


@dataclass
class Processed:
    """A message that was processed.

    Attributes:
        sender: the conversation.
        text: the message.
        begun: monotonic seconds.
        done: monotonic seconds; 0 while it is being processed.
    """

    sender: str
    text: str
    begun: float
    done: float = 0.0


class CountingRasa:
    """What the site asks of Rasa's REST channel.

    Args:
        seconds: that a message takes.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], threading.Lock] = {}
        self._answered: set[tuple[str, str]] = set()
        self.processed: list[Processed] = []
        self.port = 0

    def of(self, text: str) -> list[Processed]:
        """How a message was processed: once, if all is well."""
        with self._lock:
            return [each for each in self.processed if each.text == text]

    def answer(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        """Answer what the site posts.

        A message that goes on being processed when the site dies is waited for, or its answer
        given again, when the site comes back with its id.
        """
        sender, text = str(body["sender"]), str(body["message"])
        message_id = (body.get("metadata") or {}).get("message_id")
        if message_id is None:
            self._process(sender, text)
        else:
            key = (sender, str(message_id))
            with self._lock:
                turn = self._known.setdefault(key, threading.Lock())
            with turn:
                if key not in self._answered:
                    self._process(sender, text)
                    self._answered.add(key)
        return [{"recipient_id": sender, "custom": Reply("answer", part).as_dict()} for part in answers(text)]

    def _process(self, sender: str, text: str) -> None:
        message = Processed(sender, text, time.monotonic())
        with self._lock:
            self.processed.append(message)
        time.sleep(self._seconds)
        message.done = time.monotonic()


def answers(text: str) -> list[str]:
    """What a message is answered with, reply by reply."""
    return [f"Part {part} of the answer to “{text}”" for part in range(1, PARTS + 1)]


@contextmanager
def counting_rasa(seconds: float) -> Iterator[CountingRasa]:
    """Serve one on a free port.

    Args:
        seconds: that a message takes.
    """
    rasa = CountingRasa(seconds)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            with suppress(ConnectionError):  # the site has been killed
                super().handle()

        def do_GET(self) -> None:
            self._send({"status": "ok"})

        def do_POST(self) -> None:
            self._send(rasa.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"])))))

        def _send(self, data: Any) -> None:
            body = json.dumps(data).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
    server.daemon_threads = True
    rasa.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield rasa
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
