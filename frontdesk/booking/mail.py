"""Mailing callback requests to the clinic."""

from __future__ import annotations

import datetime
import email.policy
import logging
import re
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from frontdesk.booking.delivery import DeliveryError, Message
from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.booking import MailSettings

TIMEOUT = 20.0  # seconds

_LOGGER = logging.getLogger(__name__)
# Without 8-bit lines, which not every server on the way takes.
_BODY = email.policy.SMTP.clone(cte_type="7bit")
# Without folded headers: Python would begin Message-ID with an empty line, and not every server reads on.
_HEADERS = _BODY.clone(max_line_length=998)
_HTML = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(default=True),
    undefined=StrictUndefined, trim_blocks=True,
).get_template("request.html")
_SUBJECTS = {"updated": "Changed: ", "withdrawn": "Withdrawn: ", "alert": "Not delivered: ", "test": "TEST: "}
_OPENINGS = {
    "created": "A visitor of the website asks to be called back.",
    "updated": "A visitor has changed their callback request. This replaces what you had under this reference.",
    "withdrawn": "This callback request was withdrawn. Please do not contact the visitor about it.",
    "alert": "This callback request could NOT be delivered by the other way that is set up for it, and is given up "
             "there. 'frontdesk booking list' says why.",
    "test": "This is a test from Frontdesk. Nobody has asked for anything: please do not call.",
}
_PROMISE = "No appointment has been promised to the visitor."
_DONE = "Nothing else is sent about it."
# What ends a line, hides text or turns its direction: these fields are one line each.
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


class Mail:
    """The clinic's mail server.

    Args:
        settings: the clinic's.
        password: of its user, if it has one.
        zone: the clinic's time zone in the IANA database, or empty for UTC.
        timeout: seconds to wait for each of the server's answers.

    Raises:
        FrontdeskError: user or password can't be sent to a mail server.
    """

    def __init__(self, settings: MailSettings, password: str, zone: str = "", timeout: float = TIMEOUT) -> None:
        if not (settings.user + password).isascii():
            raise FrontdeskError("The mail server's user or FRONTDESK_SMTP_PASSWORD holds letters with accents or the "
                                 "like, which a login can't carry. Choose another password there.")
        self._settings, self._password, self._timeout = settings, password, timeout
        self._zone = ZoneInfo(zone or "UTC")
        self._tls = ssl.create_default_context()

    def send(self, message: Message) -> str:
        """Send one e-mail to all recipients.

        Raises:
            DeliveryError: the server is away or took it for none of them.
        """
        composed = compose(message, self._settings, self._zone)
        where = f"{self._settings.host}:{self._settings.port}"
        try:
            refused = self._hand_over(composed)
        except smtplib.SMTPAuthenticationError as error:
            raise DeliveryError(f"the login was refused ({error.smtp_code})",
                                "Check 'user' under mail: in content/clinic.yml, and FRONTDESK_SMTP_PASSWORD") from None
        except smtplib.SMTPNotSupportedError as error:
            raise DeliveryError(f"the server can't do what is needed ({_words(error)})",
                                "Check 'security', 'port' and 'user' under mail: in content/clinic.yml") from None
        except smtplib.SMTPSenderRefused as error:
            raise DeliveryError(f"the sender was refused ({error.smtp_code})",
                                "Check 'from' under mail: in content/clinic.yml") from None
        except smtplib.SMTPRecipientsRefused as error:
            codes = ", ".join(sorted({str(code) for code, _ in error.recipients.values()}))
            raise DeliveryError(f"every recipient was refused ({codes})",
                                "Check 'to' under mail: in content/clinic.yml") from None
        except smtplib.SMTPServerDisconnected:
            raise DeliveryError(f"{where} closed the connection, or didn't answer within {self._timeout:g} s",
                                "Check the mail server, and 'port' and 'security' under mail: in content/clinic.yml"
                                ) from None
        except smtplib.SMTPResponseException as error:
            # Its code alone: servers quote in their answers what they were sent.
            raise DeliveryError(f"the server answered {error.smtp_code}", "Check the mail server's log") from None
        except ssl.SSLError as error:
            raise DeliveryError(f"no safe connection to {where} ({error.reason or type(error).__name__})",
                                "Check 'host', 'port' and 'security' under mail: in content/clinic.yml, and that the "
                                "server's certificate is valid for that host") from None
        except TimeoutError:
            raise DeliveryError(f"no answer from {where} within {self._timeout:g} s",
                                "Check that the mail server runs, and 'host' and 'port' under mail: in "
                                "content/clinic.yml") from None
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryError(f"no connection to {where} ({_words(error)})",
                                "Check that the mail server runs, and 'host' and 'port' under mail: in "
                                "content/clinic.yml") from None
        recipients = len(self._settings.to)
        if refused:
            _LOGGER.warning("%s refused %d of %d recipients; the others got the message. Check 'to' under mail: in "
                            "content/clinic.yml.", where, refused, recipients)
        return f"{where} took it for {recipients - refused} of {recipients} recipient(s)"

    def _hand_over(self, composed: EmailMessage) -> int:
        """Send it, and say for how many recipients it was refused while others got it."""
        settings = self._settings
        if settings.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=self._timeout,
                                                    context=self._tls)
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=self._timeout)
        try:
            if settings.security == "starttls":
                server.starttls(context=self._tls)
            if settings.user:
                server.login(settings.user, self._password)
            return len(server.send_message(composed))
        finally:
            # Not smtplib's own "with", for which a failing goodbye undoes that the message was taken.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()


def compose(message: Message, settings: MailSettings, zone: ZoneInfo) -> EmailMessage:
    """The e-mail; the visitor's words stand in its body alone, so that they can't become a header.

    Args:
        message: what to tell.
        settings: from whom and to whom.
        zone: in which times are written.
    """
    request, details = message.request, message.request.details
    mail = EmailMessage(policy=_BODY)
    kind = "withdrawn" if message.is_withdrawn and message.event != "alert" else message.event
    mail["Subject"] = f"{_SUBJECTS.get(kind, '')}Callback request {request.reference}"
    mail["From"] = settings.sender
    mail["To"] = ", ".join(settings.to)
    reply_to = None if message.is_withdrawn else _ascii_address(details.email)
    if reply_to:
        mail["Reply-To"] = reply_to
    mail["Date"] = format_datetime(datetime.datetime.now(datetime.timezone.utc))
    mail["Message-ID"] = f"<{message.id}@{settings.sender.rpartition('@')[2]}>"
    mail["X-Frontdesk-Request"] = request.id
    mail["X-Frontdesk-Delivery"] = message.id
    mail["Auto-Submitted"] = "auto-generated"
    lines, opening = body_lines(message, zone), _OPENINGS[kind]
    closing = _DONE if message.is_withdrawn else _PROMISE
    mail.set_content("\n".join([opening, "", *(f"{label}: {value}" for label, value in lines), "", closing, ""]))
    mail.add_alternative(
        _HTML.render(subject=mail["Subject"], opening=opening, lines=lines, closing=closing), subtype="html")
    mail.policy = _HEADERS
    return mail


def body_lines(message: Message, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Labels and values; of a withdrawn request no more than whose it was."""
    request, details = message.request, message.request.details
    lines = [("Reference", request.reference), ("Name", details.name)]
    if not message.is_withdrawn:
        when = details.when
        lines += [
            ("Phone", details.phone), ("E-mail", details.email), ("When", when.said if when else ""),
            ("Understood as", when.understood if when else ""), ("About", details.about),
            ("Asked", _moment(request.created, zone)),
            ("Changed", _moment(request.updated, zone) if request.updated != request.created else ""),
            ("Agreed to", request.consent), ("Agreed", _moment(request.consented, zone)),
        ]
    tidy = [(label, one_line(value)) for label, value in lines]
    return [(label, value) for label, value in tidy if value]


def one_line(text: str) -> str:
    """The text without anything that would break it up or hide a part of it."""
    return _UNSEEN.sub(" ", text).strip()


def _ascii_address(address: str) -> str | None:
    """The address as every mail server takes it; ``None`` when there is no such spelling."""
    try:
        return validate_email(address, check_deliverability=False).ascii_email
    except EmailNotValidError:
        return None


def _moment(seconds: float, zone: ZoneInfo) -> str:
    return f"{datetime.datetime.fromtimestamp(seconds, zone):%A %d %B %Y, %H:%M} ({zone.key})"


def _words(error: Exception) -> str:
    text = getattr(error, "strerror", None) or type(error).__name__
    return str(text)
