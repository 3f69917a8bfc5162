"""The channels that are configured, and where their secrets come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.booking.channels import channel_names, configured_channels
from frontdesk.booking.mail import Mail
from frontdesk.booking.webhook import Webhook
from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.booking import BookingSettings, MailSettings

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ANONYMOUS = MailSettings(("desk@example.org",), "chat@example.org", "localhost", 25, "none")
MAIL = MailSettings(("desk@example.org",), "chat@example.org", "smtp.example.org", user="frontdesk")
BOTH = BookingSettings(mail=MAIL, webhook="https://example.org/")
SECRETS = {"FRONTDESK_SMTP_PASSWORD": "a-password", "FRONTDESK_WEBHOOK_SECRET": SECRET}


def test_nothing_is_configured_by_default() -> None:
    assert channel_names(BookingSettings()) == ()
    assert configured_channels(BookingSettings(), "", {}) == {}


def test_both() -> None:
    channels = configured_channels(BOTH, "Europe/London", SECRETS)
    assert tuple(channels) == channel_names(BOTH) == ("mail", "webhook")
    assert isinstance(channels["mail"], Mail)
    assert isinstance(channels["webhook"], Webhook)


def test_each_alone() -> None:
    mail, webhook = BookingSettings(mail=MAIL), BookingSettings(webhook="https://example.org/")
    for settings, name in ((mail, "mail"), (webhook, "webhook")):
        assert tuple(configured_channels(settings, "", SECRETS)) == channel_names(settings) == (name,)


def test_mail_without_a_user_needs_no_password() -> None:
    assert tuple(configured_channels(BookingSettings(mail=ANONYMOUS), "", {})) == ("mail",)


def test_secrets_from_files(tmp_path: Path) -> None:
    environment = {}
    for name, secret in SECRETS.items():
        (tmp_path / name).write_text(f"{secret}\n")
        environment[f"{name}_FILE"] = str(tmp_path / name)
    assert tuple(configured_channels(BOTH, "", environment)) == ("mail", "webhook")


def test_secrets_are_the_processs_own_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, secret in SECRETS.items():
        monkeypatch.setenv(name, secret)
    assert tuple(configured_channels(BOTH, "")) == ("mail", "webhook")


@pytest.mark.parametrize("name", SECRETS)
def test_a_missing_secret_is_named(name: str) -> None:
    for environment in ({**SECRETS, name: ""}, {other: SECRETS[other] for other in SECRETS if other != name}):
        with pytest.raises(FrontdeskError, match=f"Set {name} to it, or {name}_FILE to a file"):
            configured_channels(BOTH, "", environment)


@pytest.mark.parametrize("name", SECRETS)
def test_two_places_for_a_secret_are_one_too_many(name: str, tmp_path: Path) -> None:
    with pytest.raises(FrontdeskError, match=f"{name} and {name}_FILE are both set"):
        configured_channels(BOTH, "", {**SECRETS, f"{name}_FILE": str(tmp_path / "secret")})


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_a_file_without_a_secret_is_named(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FrontdeskError, match="FRONTDESK_SMTP_PASSWORD"):
        configured_channels(BookingSettings(mail=MAIL), "", {"FRONTDESK_SMTP_PASSWORD_FILE": str(path)})


def test_no_error_tells_a_secret() -> None:
    with pytest.raises(FrontdeskError) as caught:
        configured_channels(BOTH, "", {**SECRETS, "FRONTDESK_WEBHOOK_SECRET": "not-a-good-one"})
    assert "not-a-good-one" not in str(caught.value)
    assert "a-password" not in str(caught.value)
