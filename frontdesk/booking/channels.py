"""The channels that are configured, with their secrets from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from frontdesk.booking.delivery import Channel
from frontdesk.booking.mail import Mail
from frontdesk.booking.webhook import Webhook
from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.booking import BookingSettings

MAIL, WEBHOOK = "mail", "webhook"
SMTP_PASSWORD = "FRONTDESK_SMTP_PASSWORD"
WEBHOOK_SECRET = "FRONTDESK_WEBHOOK_SECRET"


def channel_names(settings: BookingSettings) -> tuple[str, ...]:
    """The names of the channels that are configured, mail first."""
    return (MAIL,) * (settings.mail is not None) + (WEBHOOK,) * bool(settings.webhook)


def configured_channels(
    settings: BookingSettings, zone: str, environment: Mapping[str, str] | None = None
) -> dict[str, Channel]:
    """The channels by name, mail first.

    Args:
        settings: the clinic's.
        zone: its time zone's name in the IANA database, or empty.
        environment: ``os.environ`` when ``None``.

    Raises:
        FrontdeskError: a secret is missing or can't be used.
    """
    env = os.environ if environment is None else environment
    channels: dict[str, Channel] = {}
    if settings.mail is not None:
        user = settings.mail.user
        password = _secret(env, SMTP_PASSWORD, f"the mail server's password for '{user}'") if user else ""
        channels[MAIL] = Mail(settings.mail, password, zone)
    if settings.webhook:
        channels[WEBHOOK] = Webhook(settings.webhook, _secret(env, WEBHOOK_SECRET, "what the webhook is signed with"))
    return channels


def _secret(env: Mapping[str, str], name: str, what: str) -> str:
    """A secret itself, or from the file that is named for it, as Docker's images do it."""
    file_name = f"{name}_FILE"
    value, file = env.get(name, ""), env.get(file_name, "")
    if value and file:
        raise FrontdeskError(f"{name} and {file_name} are both set. Keep one of them.")
    if file:
        try:
            value = Path(file).read_text(encoding="utf-8").strip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise FrontdeskError(f"{file_name}={file} can't be read ({type(error).__name__}). Name a file that holds "
                                 f"{what}, readable for Frontdesk.") from None
    if not value:
        raise FrontdeskError(f"content/clinic.yml needs a secret that isn't set: {what}. Set {name} to it, or "
                             f"{file_name} to a file that holds it.")
    return value
