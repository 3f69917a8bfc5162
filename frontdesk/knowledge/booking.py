"""How callback requests reach the clinic, and what its booking page is told: ``booking:`` in ``content/clinic.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ruamel.yaml.comments import CommentedSeq

from frontdesk.errors import ContentError
from frontdesk.knowledge.origin import LOOPBACK_HOSTS
from frontdesk.knowledge.yaml_lines import Section

Security = Literal["starttls", "tls", "none"]
PORTS: dict[Security, int] = {"starttls": 587, "tls": 465, "none": 25}

_WORD = re.compile(r"[A-Za-z0-9_-]+")
_ADDRESS = re.compile(r"[!-~]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_NOT_IN_ADDRESS = re.compile(r'[@<>()\[\]\\,;:"]')
_HOST = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_MAIL = ("to", "from", "host", "port", "security", "user")
_MAIL_NEEDS = ("to", "from", "host")


@dataclass(frozen=True)
class MailSettings:
    """The mail server that takes messages for the clinic; its password is in the environment.

    Attributes:
        to: who gets them.
        sender: whom they are from.
        host: the server.
        port: its port.
        security: TLS from the start (``tls``), TLS after a greeting (``starttls``), or on this machine ``none``.
        user: to log in with, or empty.
    """

    to: tuple[str, ...]
    sender: str
    host: str
    port: int = PORTS["starttls"]
    security: Security = "starttls"
    user: str = ""


@dataclass(frozen=True)
class BookingSettings:
    """What the clinic has set for booking.

    Attributes:
        campaign: parameters that its booking page is called with, so that it can tell who comes from the chat.
        reply_within: by when it calls back, such as ``within one working day``, or empty.
        mail: how requests are mailed, or ``None``.
        webhook: address that requests are posted to, or empty.
    """

    campaign: Mapping[str, str] = field(default_factory=dict)
    reply_within: str = ""
    mail: MailSettings | None = None
    webhook: str = ""


def read_booking(section: Section) -> BookingSettings:
    """Read and check the block; what it leaves out isn't configured.

    Raises:
        ContentError: with file, line, what is wrong and what to do.
    """
    section.only(("campaign", "reply_within", "mail", "webhook"))
    return BookingSettings(
        campaign=_campaign(section.section("campaign")),
        reply_within=section.text("reply_within"),
        mail=_mail(section),
        webhook=_webhook(section.section("webhook")),
    )


def booking_page(booking_url: str, campaign: Mapping[str, str]) -> str:
    """The clinic's booking page with the campaign's parameters.

    Args:
        booking_url: its address; whatever it holds stays as it is.
        campaign: added unless the address has a parameter of that name; nothing else ever is.
    """
    parts = urlsplit(booking_url)
    there = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    added = urlencode({name: value for name, value in campaign.items() if name not in there})
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, added)))))


def _campaign(section: Section) -> dict[str, str]:
    campaign = {}
    for key in section.node:
        value = section.text(key)
        if not _WORD.fullmatch(str(key)) or (value and not _WORD.fullmatch(value)):
            raise section.fail(key, f"'{key}: {value}' can't be added to an address",
                               "Use letters, digits, _ and - alone, as in utm_source: chat")
        if value:
            campaign[str(key)] = value
    return campaign


def _mail(parent: Section) -> MailSettings | None:
    section = parent.section("mail")
    section.only(_MAIL)
    if all(section.node.get(key) in (None, "") for key in _MAIL):
        return None
    missing = [key for key in _MAIL_NEEDS if section.node.get(key) in (None, "")]
    if missing:
        names = " and ".join(f"'{key}'" for key in missing)
        raise parent.fail("mail", f"'mail' lacks {names}",
                          f"Fill in {', '.join(_MAIL_NEEDS)}, or leave everything below 'mail' empty")
    host = section.text("host")
    if not _HOST.fullmatch(host):
        raise section.fail("host", f"'{host}' isn't the name of a mail server",
                           "Write the name alone, such as smtp.example.org; its port has a line of its own")
    security = _security(section, host)
    return MailSettings(_recipients(section), _address(section, section.text("from"), section.line("from")), host,
                        section.whole_number("port", PORTS[security], 1, 65535), security, section.text("user"))


def _security(section: Section, host: str) -> Security:
    chosen = section.choice("security", tuple(PORTS))
    if chosen == "none" and host not in LOOPBACK_HOSTS:
        raise section.fail("security", f"'none' would send visitors' details to {host} unencrypted",
                           f"Write starttls or tls; only {' and '.join(LOOPBACK_HOSTS)} may do without")
    return "tls" if chosen == "tls" else "none" if chosen == "none" else "starttls"


def _recipients(section: Section) -> tuple[str, ...]:
    value: Any = section.node.get("to")
    if not isinstance(value, CommentedSeq):
        return (_address(section, section.text("to"), section.line("to")),)
    return tuple(dict.fromkeys(_address(section, text, line) for text, line in section.texts("to", required=True)))


def _address(section: Section, text: str, line: int) -> str:
    local = text.rpartition("@")[0]
    if not _ADDRESS.fullmatch(text) or _NOT_IN_ADDRESS.search(local):
        raise ContentError(section.path, line, f"'{text}' isn't an e-mail address that every mail server takes",
                           "Write it alone and without accents, as in name@example.org")
    return text


def _webhook(section: Section) -> str:
    section.only(("url",))
    url = section.text("url")
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        usable = parts.port != 0 and bool(parts.hostname) and re.fullmatch(r"[!-~]+", url)
    except ValueError:  # a port that isn't a number, or brackets that don't close
        usable = False
    if not usable or parts.scheme not in ("https", "http"):
        raise section.fail("url", f"'{url}' isn't a web address", "Write https://… or leave it empty")
    if parts.username is not None or parts.fragment:
        raise section.fail("url", "the address holds a password or a part after #",
                           "Leave it out: the receiver knows us by the signature")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK_HOSTS:
        raise section.fail("url", f"'{url}' would send visitors' details unencrypted",
                           f"Write https://…; only {' and '.join(LOOPBACK_HOSTS)} may do without")
    return url
