"""Mailing callback requests, to mail servers that do their best and their worst."""

from __future__ import annotations

import dataclasses
import logging
import smtplib
import ssl
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import trustme
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.booking.delivery import DeliveryError, Message
from frontdesk.booking.mail import Mail, compose, one_line
from frontdesk.booking.request import Details, When
from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.booking import MailSettings, Security
from tests.booking.messages import DETAILS, ID, PRIVATE, message
from tests.booking.receivers import LOOPBACK, PASSWORD, USER, MailServer, mail_server, silent_server

SETTINGS = MailSettings(("desk@example.org", "owner@example.org"), "chat@clinic.example.org", "localhost", 25, "none")
LONDON = ZoneInfo("Europe/London")
HEADERS = ["Subject", "From", "To", "Reply-To", "Date", "Message-ID", "X-Frontdesk-Request", "X-Frontdesk-Delivery",
           "Auto-Submitted", "MIME-Version", "Content-Type"]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def certified(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The context of a server on loopback that clients made from now on trust."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return server_context(authority, LOOPBACK)


def server_context(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def mail_to(server: MailServer | int, security: Security = "none", user: str = "", password: str = PASSWORD,
            timeout: float = 5.0) -> Mail:
    port = server if isinstance(server, int) else server.port
    settings = dataclasses.replace(SETTINGS, host=LOOPBACK, port=port, security=security, user=user)
    return Mail(settings, password if user else "", "Europe/London", timeout)


def refusal(mail: Mail) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        mail.send(message())
    for private in PRIVATE:
        assert private not in str(caught.value)
    return caught.value


def composed(sent: Message) -> EmailMessage:
    """The e-mail as it arrives."""
    mail = message_from_bytes(compose(sent, SETTINGS, LONDON).as_bytes(), policy=SMTP)
    assert isinstance(mail, EmailMessage)
    return mail


def text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def html(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


class Tags(HTMLParser):
    """Tags and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_text() -> None:
    assert text(composed(message())) == """\
A visitor of the website asks to be called back.

Reference: K7Q-F3M
Name: Jo Müller
Phone: +447700900123
E-mail: jo@example.org
When: thursday after work
Understood as: Thursday 21 January, after 17:00
About: my sciatica
Asked: Friday 15 January 2027, 08:00 (Europe/London)
Agreed to: Yes, you may contact me about this.
Agreed: Friday 15 January 2027, 07:59 (Europe/London)

No appointment has been promised to the visitor.
"""


def test_the_source_is_as_every_server_takes_it() -> None:
    long = dataclasses.replace(DETAILS, about="ü" * 500 + "a" * 2000, name="a" * 400)
    for line in compose(message(details=long), SETTINGS, LONDON).as_bytes().split(b"\r\n"):
        assert line.isascii()
        assert b"\n" not in line
        assert not line.startswith((b" ", b"Message-ID: \r"))
        assert len(line) <= 150
    assert f"Message-ID: <{ID}-1-created@".encode() in compose(message(), SETTINGS, LONDON).as_bytes()


def test_a_change_says_when() -> None:
    assert "Changed: Friday 15 January 2027, 09:00 (Europe/London)\n" in text(composed(message("updated", 2)))


def test_the_page_says_the_same() -> None:
    mail = composed(message())
    page = " ".join(Tags(html(mail)).text.split())
    for line in text(mail).splitlines():
        assert line.replace(": ", " ", 1) in page


@pytest.mark.parametrize(("event", "subject"), [
    ("created", "Callback request K7Q-F3M"), ("updated", "Changed: Callback request K7Q-F3M"),
    ("withdrawn", "Withdrawn: Callback request K7Q-F3M"), ("alert", "Not delivered: Callback request K7Q-F3M"),
    ("test", "TEST: Callback request K7Q-F3M"),
])
def test_the_headers_hold_nothing_personal_but_where_to_reply(event: str, subject: str) -> None:
    mail = composed(message(event, 3))
    assert mail["Subject"] == subject
    assert mail["Message-ID"] == f"<{ID}-3-{event}@clinic.example.org>"
    assert (mail["X-Frontdesk-Request"], mail["X-Frontdesk-Delivery"]) == (ID, f"{ID}-3-{event}")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["From"] == "chat@clinic.example.org"
    assert mail["To"] == "desk@example.org, owner@example.org"
    assert mail["Reply-To"] == (None if event == "withdrawn" else "jo@example.org")
    del mail["Reply-To"]
    headers = "\n".join(f"{name}: {value}" for name, value in mail.items())
    assert [private for private in PRIVATE if private in headers] in ([], ["17:00"])  # which may be the time of day


@pytest.mark.parametrize("event", ["withdrawn", "alert"])
def test_of_a_withdrawn_request_no_more_is_told_than_whose_it_was(event: str) -> None:
    withdrawn = dataclasses.replace(message("withdrawn", 2), event=event)
    mail = composed(withdrawn)
    for part in (text(mail), html(mail)):
        assert "Jo Müller" in part
        assert "K7Q-F3M" in part
        assert [private for private in PRIVATE[2:] if private in part] == []
    assert text(mail).splitlines()[2:4] == ["Reference: K7Q-F3M", "Name: Jo Müller"]


@pytest.mark.parametrize(("address", "reply_to"), [
    ("", None), ("jo@münchen.example.org", "jo@xn--mnchen-3ya.example.org"), ("jö@example.org", None), ("jo", None),
    ("jo@example.org, eve@example.org", None), ("jo@example.org\r\nBcc: eve@example.org", None),
])
def test_replies_go_to_an_address_that_every_server_takes(address: str, reply_to: str | None) -> None:
    mail = composed(message(details=dataclasses.replace(DETAILS, email=address)))
    assert mail["Reply-To"] == reply_to
    assert mail["Bcc"] is None


def test_what_the_visitor_left_out_is_left_out() -> None:
    mail = text(composed(message(details=Details(name="Jo", phone="+447700900123"))))
    assert [line.partition(":")[0] for line in mail.splitlines()[2:-2]] == [
        "Reference", "Name", "Phone", "Asked", "Agreed to", "Agreed"]


NASTY = st.text(st.one_of(
    st.characters(exclude_categories=("Cs",)), st.sampled_from("\r\n\t\0\x0b\x0c\x85\u2028\u202e<>&\"':@,=?%{}")))


@settings(derandomize=True, deadline=None)
@given(NASTY, NASTY, NASTY, NASTY, NASTY)
def test_no_words_of_a_visitor_become_a_header_a_line_or_a_tag(
    name: str, phone: str, address: str, said: str, about: str
) -> None:
    details = Details(name, phone, address, When(said, said), about)
    mail = composed(message(details=details))
    assert [header for header in mail if header != "Reply-To"] == [
        header for header in HEADERS if header != "Reply-To"]
    assert len(mail.get_all("To", [])) == len(mail.get_all("Subject", [])) == 1
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    values = [one_line(value) for value in (name, phone, address, said, said, about)]
    assert text(mail).splitlines()[3:-5] == [
        f"{label}: {value}" for label, value in zip(
            ("Name", "Phone", "E-mail", "When", "Understood as", "About"), values) if value]
    page = Tags(html(mail))
    shown = 1 + sum(map(bool, values)) + 3
    assert page.tags == ["html", "head", "meta", "title", "body", "p", "table", *["tr", "th", "td"] * shown, "p"]


def test_a_line_is_one_line_without_hidden_turns() -> None:
    assert one_line(" Jo\r\nPhone: 1\u2028\u202e2\x00 \u200fMüller\x85") == "Jo Phone: 1 2 Müller"
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"  # a letter that joins no other is spelling


def test_it_arrives_by_all_recipients() -> None:
    with mail_server() as server:
        assert mail_to(server).send(message()) == f"{LOOPBACK}:{server.port} took it for 2 of 2 recipient(s)"
    assert text(server.mails[0]) == text(composed(message()))
    assert server.recipients == [["desk@example.org", "owner@example.org"]]


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("user", ["", USER])
def test_it_arrives_over_tls(certified: ssl.SSLContext, security: Security, user: str) -> None:
    with mail_server(certified, implicit=security == "tls", login=bool(user)) as server:
        mail_to(server, security, user).send(message())
    assert server.secure == [True]
    assert server.mails[0]["X-Frontdesk-Request"] == ID


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("wrong", ["host", "authority"])
def test_a_certificate_that_isnt_right_is_refused(
    certified: ssl.SSLContext, authority: trustme.CA, security: Security, wrong: str
) -> None:
    context = (server_context(authority, "elsewhere.example.org") if wrong == "host"
               else server_context(trustme.CA(), LOOPBACK))
    with mail_server(context, implicit=security == "tls") as server:
        error = refusal(mail_to(server, security))
    assert "CERTIFICATE_VERIFY_FAILED" in error.reason
    assert "certificate is valid for that host" in error.remedy
    assert server.mails == []


def test_a_server_without_tls_gets_nothing(certified: ssl.SSLContext) -> None:
    with mail_server() as server:
        assert "can't do what is needed" in refusal(mail_to(server, "starttls")).reason
        assert "no safe connection" in refusal(mail_to(server, "tls")).reason
    assert server.mails == []


def test_a_wrong_password_is_named(certified: ssl.SSLContext) -> None:
    with mail_server(certified, login=True) as server:
        error = refusal(mail_to(server, "starttls", USER, "wrong"))
    assert error.reason == "the login was refused (535)"
    assert "FRONTDESK_SMTP_PASSWORD" in error.remedy
    assert "wrong" not in str(error)


@pytest.mark.parametrize(("answer", "reason"), [
    ("451 Jo, try later", "the server answered 451"), ("554 no sciatica here", "the server answered 554"),
])
def test_answers_to_the_message_are_told_by_their_number(answer: str, reason: str) -> None:
    with mail_server() as server:
        server.data_answers = [answer]
        assert refusal(mail_to(server)).reason == reason


def test_a_connection_that_is_cut_after_the_message_is_a_failure_and_repeated_with_the_same_ids() -> None:
    with mail_server() as server:
        server.data_answers = [""]
        mail = mail_to(server)
        assert "closed the connection" in refusal(mail).reason
        mail.send(message())
    assert len({(mail["Message-ID"], mail["X-Frontdesk-Delivery"]) for mail in server.mails}) == 1
    assert len(server.mails) == 2


def test_a_goodbye_that_fails_doesnt_undo_that_it_was_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(server: smtplib.SMTP) -> None:
        server.close()
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(smtplib.SMTP, "quit", cut)
    with mail_server() as server:
        assert "took it" in mail_to(server).send(message())
    assert len(server.mails) == 1


def test_a_refused_sender_is_named() -> None:
    with mail_server() as server:
        server.refuses_sender = True
        error = refusal(mail_to(server))
    assert error.reason == "the sender was refused (550)"
    assert "'from'" in error.remedy


def test_refused_recipients_are_a_failure_only_if_nobody_is_left(caplog: pytest.LogCaptureFixture) -> None:
    with mail_server() as server:
        server.refused = ["owner@example.org"]
        with caplog.at_level(logging.WARNING):
            assert mail_to(server).send(message()).endswith("took it for 1 of 2 recipient(s)")
        assert "refused 1 of 2 recipients" in caplog.text
        server.refused = SETTINGS.to
        error = refusal(mail_to(server))
    assert error.reason == "every recipient was refused (550)"
    assert "'to'" in error.remedy
    assert len(server.mails) == 1


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_a_server_that_says_nothing_isnt_waited_for_long(security: Security) -> None:
    with silent_server() as port:
        assert "0.2 s" in refusal(mail_to(port, security, timeout=0.2)).reason


def test_a_server_that_is_away() -> None:
    with silent_server() as port:
        pass
    assert refusal(mail_to(port)).reason == f"no connection to {LOOPBACK}:{port} (Connection refused)"


@pytest.mark.parametrize(("user", "password"), [("frontdesk", "geheimnis-ü"), ("mü", "secret")])
def test_a_login_that_cant_be_sent_is_explained(user: str, password: str) -> None:
    with pytest.raises(FrontdeskError, match="accents") as caught:
        Mail(dataclasses.replace(SETTINGS, user=user), password)
    assert password not in str(caught.value)
