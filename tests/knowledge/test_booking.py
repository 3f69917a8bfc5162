"""How callback requests reach the clinic, and what its booking page is told."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.errors import ContentError
from frontdesk.knowledge.booking import BookingSettings, MailSettings, booking_page, read_booking
from frontdesk.knowledge.yaml_lines import Section, load_mapping

PATH = Path("clinic.yml")
MAIL = "mail:\n  to: desk@example.org\n  from: chat@example.org\n  host: smtp.example.org\n"


def read(text: str) -> BookingSettings:
    return read_booking(Section(PATH, load_mapping(PATH, text)))


@pytest.mark.parametrize("text", [
    "", "campaign:\nreply_within:\nmail:\nwebhook:\n",
    "campaign:\n  utm_source:\nreply_within: ''\nmail:\n  to:\n  from: ''\n  host:\n  port:\n  security:\n  user:\n"
    "webhook:\n  url:\n",
])
def test_whatever_is_empty_isnt_configured(text: str) -> None:
    assert read(text) == BookingSettings({}, "", None, "")


def test_everything_is_read() -> None:
    text = ("campaign:\n  utm_source: chat\n  utm_medium: front-desk_1\nreply_within: within one working day\n"
            "mail:\n  to:\n    - desk@example.org\n    - desk+2@clinic.example.org\n    - desk@example.org\n"
            "  from: chat@example.org\n  host: smtp.example.org\n  port: 2525\n  security: tls\n  user: chat\n"
            "webhook:\n  url: https://pms.example.org:8443/hooks?key=a\n")
    assert read(text) == BookingSettings(
        {"utm_source": "chat", "utm_medium": "front-desk_1"}, "within one working day",
        MailSettings(("desk@example.org", "desk+2@clinic.example.org"), "chat@example.org", "smtp.example.org", 2525,
                     "tls", "chat"),
        "https://pms.example.org:8443/hooks?key=a")


@pytest.mark.parametrize(("host", "security", "port"), [
    ("smtp.example.org", "", 587), ("smtp.example.org", "starttls", 587), ("smtp.example.org", "tls", 465),
    ("localhost", "none", 25), ("127.0.0.1", "none", 25), ("127.0.0.1", "starttls", 587),
])
def test_the_port_follows_the_security(host: str, security: str, port: int) -> None:
    mail = read(f"mail:\n  to: a@example.org\n  from: b@example.org\n  host: {host}\n  security: {security}\n").mail
    assert mail == MailSettings(("a@example.org",), "b@example.org", host, port,
                                security or "starttls")  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["https://example.org/hook", "http://localhost:9000/", "http://127.0.0.1:9000/a?b=c"])
def test_webhook_addresses(url: str) -> None:
    assert read(f"webhook:\n  url: {url}\n").webhook == url


@pytest.mark.parametrize(("text", "line", "problem", "remedy"), [
    ("emails: a@example.org", 1, "'emails' isn't a known setting", "Use one of: campaign, reply_within, mail, webhook"),
    ("campaign: chat", 1, "'campaign' must hold 'key: value' lines", "Indent"),
    ("campaign:\n  utm_source: the chat", 2, "'utm_source: the chat' can't be added", "letters, digits, _ and -"),
    ("campaign:\n  a: b\n  utm source: chat", 3, "'utm source: chat' can't be added", "utm_source: chat"),
    ("campaign:\n  utm_source: a&b=c", 2, "can't be added", "letters"),
    ("campaign:\n  utm_id: 5", 2, "was read as a number", 'utm_id: "…"'),
    ("mail: desk@example.org", 1, "'mail' must hold 'key: value' lines", "Indent"),
    ("reply_within: soon\nmail:\n  to: a@example.org", 2, "'mail' lacks 'from' and 'host'", "leave everything below"),
    ("mail:\n  host: smtp.example.org\n  from: a@example.org", 1, "'mail' lacks 'to'", "Fill in to, from, host"),
    ("mail:\n  security: tls\n  port: 465", 1, "'mail' lacks 'to' and 'from' and 'host'", "Fill in"),
    (f"{MAIL}  password: secret", 5, "'password' isn't a known setting", "Use one of: to, from"),
    (MAIL.replace("desk@example.org", "desk"), 2, "'desk' isn't an e-mail address", "name@example.org"),
    (MAIL.replace("desk@example.org", "[]"), 2, "'to' must be a list", "- …"),
    (MAIL.replace("desk@example.org", "\n    - a@example.org\n    - b"), 4, "'b' isn't an e-mail address", "name@"),
    (MAIL.replace("chat@example.org", "Desk <chat@example.org>"), 3, "isn't an e-mail address", "Write it alone"),
    (MAIL.replace("chat@example.org", "chat@exämple.org"), 3, "isn't an e-mail address", "without accents"),
    (MAIL.replace("desk@example.org", '"a@example.org\\nBcc: b@example.org"'), 2, "isn't an e-mail address", "alone"),
    (MAIL.replace("desk@example.org", "a@example.org,b@example.org"), 2, "isn't an e-mail address", "alone"),
    (MAIL.replace("smtp.", "smtp://smtp."), 4, "isn't the name of a mail server", "smtp.example.org"),
    (f"{MAIL.strip()}:587", 4, "isn't the name of a mail server", "its port has a line of its own"),
    (f"{MAIL}  port: 0", 5, "'port' must be a whole number from 1 to 65535", "port: 587"),
    (f"{MAIL}  security: ssl", 5, "'security' can't be 'ssl'", "Write starttls or tls or none"),
    (f"{MAIL}  security: none", 5, "to smtp.example.org unencrypted", "only localhost and 127.0.0.1"),
    ("webhook: https://example.org", 1, "'webhook' must hold 'key: value' lines", "Indent"),
    ("webhook:\n  url: example.org/hook", 2, "isn't a web address", "https://…"),
    ("webhook:\n  url: ftp://example.org/hook", 2, "isn't a web address", "https://…"),
    ("webhook:\n  url: https://example.org:port/", 2, "isn't a web address", "https://…"),
    ("webhook:\n  url: https://[::1/", 2, "isn't a web address", "https://…"),
    ("webhook:\n  url: https:///hook", 2, "isn't a web address", "https://…"),
    ("webhook:\n  url: https://example.org/a b", 2, "isn't a web address", "https://…"),
    ("webhook:\n  url: http://example.org/hook", 2, "unencrypted", "only localhost and 127.0.0.1"),
    ("webhook:\n  url: http://localhost.example.org/", 2, "unencrypted", "https://…"),
    ("webhook:\n  url: https://me:secret@example.org/", 2, "holds a password", "signature"),
    ("webhook:\n  url: https://example.org/#a", 2, "after #", "Leave it out"),
    ("webhook:\n  url: https://example.org/\n  secret: a", 3, "'secret' isn't a known setting", "Use one of: url"),
])
def test_faulty_settings_are_refused_with_their_line(text: str, line: int, problem: str, remedy: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(f"{text}\n")
    assert caught.value.line == line
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy
    assert "secret" not in str(caught.value) or "isn't a known setting" in caught.value.problem


@pytest.mark.parametrize(("url", "page"), [
    ("https://example.org/book", "https://example.org/book?utm_source=chat&utm_id=a-1"),
    ("https://example.org", "https://example.org?utm_source=chat&utm_id=a-1"),
    ("https://example.org/?a=%C3%A9&b=#top", "https://example.org/?a=%C3%A9&b=&utm_source=chat&utm_id=a-1#top"),
    ("https://example.org/?utm_source=site", "https://example.org/?utm_source=site&utm_id=a-1"),
    ("https://example.org/?utm_source=", "https://example.org/?utm_source=&utm_id=a-1"),
    ("https://example.org/?q=a+b&flag", "https://example.org/?q=a+b&flag&utm_source=chat&utm_id=a-1"),
])
def test_the_booking_page_keeps_what_it_has(url: str, page: str) -> None:
    assert booking_page(url, {"utm_source": "chat", "utm_id": "a-1"}) == page


def test_without_a_campaign_the_booking_page_is_as_it_was() -> None:
    assert booking_page("https://example.org/a?b=c#d", {}) == "https://example.org/a?b=c#d"


WORDS = st.from_regex(r"[A-Za-z0-9_-]+", fullmatch=True)


@settings(derandomize=True, deadline=None)
@given(st.dictionaries(WORDS, st.text(max_size=8)), st.dictionaries(WORDS, WORDS))
def test_the_booking_page_gets_the_campaign_and_nothing_else(there: dict[str, str], campaign: dict[str, str]) -> None:
    page = booking_page(f"https://example.org/book?{urlencode(there)}#top", campaign)
    assert dict(parse_qsl(urlsplit(page).query, keep_blank_values=True)) == {**campaign, **there}
    assert page.startswith("https://example.org/book")
    assert page.endswith("#top")
