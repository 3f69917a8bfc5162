"""Conversation ids, minted and recognised by the site alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from itsdangerous import BadSignature, TimestampSigner

from frontdesk.errors import FrontdeskError

_MIN_SECRET = 32  # bytes
_MAX_AGE = 24 * 60 * 60  # seconds; the conversation itself expires long before


class Sessions:
    """Mints and checks session tokens.

    A token is a random id, a time and a signature, so a client can neither choose
    an id nor guess another visitor's.

    Args:
        secret: signing key, at least 32 bytes.
    """

    def __init__(self, secret: bytes) -> None:
        self._signer = TimestampSigner(secret, salt="frontdesk.session")

    def mint(self) -> str:
        """A token for a new conversation."""
        return self._signer.sign(secrets.token_urlsafe(18)).decode()

    def sender_id(self, token: str | None) -> str | None:
        """The conversation's id inside the house; ``None`` for a token that isn't ours or is too old."""
        if not token:
            return None
        try:
            return self._signer.unsign(token, max_age=_MAX_AGE).decode()
        except (BadSignature, UnicodeError):
            return None


def load_secret(path: Path) -> bytes:
    """The signing key: ``FRONTDESK_SECRET``, else a private file made at first use.

    Args:
        path: the file, which git must ignore.
    """
    given = os.environ.get("FRONTDESK_SECRET")
    if given:
        return _strong(given.encode(), "FRONTDESK_SECRET")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _strong(path.read_bytes(), str(path))
    with os.fdopen(descriptor, "wb") as file:
        key = secrets.token_hex(32).encode()
        file.write(key)
    return key


def _strong(secret: bytes, where: str) -> bytes:
    if len(secret) < _MIN_SECRET:
        raise FrontdeskError(f"The secret in {where} is shorter than {_MIN_SECRET} bytes. Remove it, and one is made.")
    return secret
