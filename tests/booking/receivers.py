"""The clinic's end: a mail server and a webhook's receiver that do what a test says, each in a thread."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from frontdesk.service.ports import free_ports

LOOPBACK = "127.0.0.1"
USER, PASSWORD = "frontdesk", "a-password"


class MailServer:
    """Takes mail, and answers as told.

    Attributes:
        port: where it listens.
        mails: what was taken or at least read.
        data_answers: what is said after DATA, one each; ``""`` cuts the connection; then 250.
        refused: recipients that are refused.
        refuses_sender: whether senders are.
        secure: for each mail, whether it came over TLS.
    """

    def __init__(self) -> None:
        self.port = free_ports(1)[0]
        self.mails: list[EmailMessage] = []
        self.data_answers: list[str] = []
        self.refused: Sequence[str] = ()
        self.refuses_sender = False
        self.secure: list[bool] = []
        self.recipients: list[list[str]] = []

    async def handle_MAIL(
        self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.refuses_sender:
            return "550 not from there"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return f"550 no {address} here"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = BytesParser(policy=SMTP).parsebytes(envelope.content)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.recipients.append(envelope.rcpt_tos)
        self.secure.append(server.transport.get_extra_info("ssl_object") is not None)
        answer = self.data_answers.pop(0) if self.data_answers else "250 OK"
        if not answer:
            server.transport.abort()
        return answer


def _authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
    right = isinstance(login, LoginPassword) and (login.login, login.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def mail_server(tls: ssl.SSLContext | None = None, implicit: bool = False, login: bool = False) -> Iterator[MailServer]:
    """A mail server while the block runs.

    Args:
        tls: its certificate; ``None`` for a server without TLS.
        implicit: TLS from the start.
        login: only for those who log in.
    """
    server = MailServer()
    controller = Controller(
        server, hostname=LOOPBACK, port=server.port, ssl_context=tls if implicit else None,
        **({} if implicit else {"tls_context": tls, "require_starttls": tls is not None}),
        **({"authenticator": _authenticate, "auth_required": True, "auth_require_tls": not implicit} if login else {}),
    )
    with warnings.catch_warnings():
        # It only knows of TLS after a greeting, and takes TLS from the start for none.
        warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")
        controller.start()
        try:
            yield server
        finally:
            controller.stop()


@dataclass
class Posted:
    """What a receiver got."""

    headers: dict[str, str]
    body: bytes


@dataclass
class WebhookReceiver:
    """Takes posts, and answers as told.

    Attributes:
        url: its address.
        posts: what it got.
        answers: one each: a status, ``"cut"``, ``"never"``, or ``"redirect"``; then 204.
    """

    url: str
    posts: list[Posted] = field(default_factory=list)
    answers: list[int | str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)


@contextmanager
def webhook_receiver(tls: ssl.SSLContext | None = None) -> Iterator[WebhookReceiver]:
    """A receiver while the block runs.

    Args:
        tls: its certificate; ``None`` for one without TLS.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.posts.append(Posted({name.lower(): value for name, value in self.headers.items()}, body))
            answer = receiver.answers.pop(0) if receiver.answers else 204
            if answer == "never":
                receiver.stopping.wait(10)
            elif answer == "cut":
                self.connection.shutdown(socket.SHUT_RDWR)
            elif answer == "redirect":
                self.send_response(307)
                self.send_header("location", f"{receiver.url}elsewhere")
                self.end_headers()
            else:
                self.send_response(int(answer))
                self.send_header("content-length", "0")
                self.end_headers()

        def log_message(self, *_arguments: Any) -> None:
            pass

    class QuietServer(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_arguments: Any) -> None:
            """A client that goes away is part of the tests."""

    server = QuietServer((LOOPBACK, 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    receiver = WebhookReceiver(f"{'https' if tls else 'http'}://{LOOPBACK}:{server.server_port}/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.stopping.set()
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def silent_server() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.socket() as listening:
        listening.bind((LOOPBACK, 0))
        listening.listen()
        yield listening.getsockname()[1]


def wait_until(true: Any, seconds: float = 20.0) -> None:
    """Wait until something holds, and fail when it doesn't in time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it didn't come true in time"
        with suppress(InterruptedError):
            time.sleep(0.01)
