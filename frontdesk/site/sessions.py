"""Conversation ids, minted and recognised by the site alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from itsdangerous import BadSignature, TimestampSigner

from frontdesk.errors import FrontdeskError

_MIN_SECRET = 32  # bytes
_MAX_AGE = 24 * 60 * 60  # seconds; the conversation itself expires long before
_ID = 18  # bytes of a conversation's id


class Sessions:
    """Mints and checks session tokens.

    A token is a random id, a time and a signature, so a client can neither choose
    an id nor guess another visitor's.

    Args:
        secret: signing key, at least 32 bytes.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret, self._signer = secret, TimestampSigner(secret, salt="frontdesk.session")

    def mint(self, first: str | None = None) -> str:
        """A token for a new conversation.

        Args:
            first: its first message with an id that nobody else knows. The same one
                leads to the same conversation, also after a restart: its answer got
                lost, and it is sent again. ``None`` for a conversation at random.
        """
        sender_id = secrets.token_urlsafe(_ID) if first is None else self._digest("first message", first)
        return self._signer.sign(sender_id).decode()

    def message_key(self, message_id: str) -> str:
        """What stands for a client's message id in whatever is stored.

        With the id itself, who holds the key could try which first message a
        conversation's id was made from.
        """
        return self._digest("message id", message_id)

    def sender_id(self, token: str | None) -> str | None:
        """The conversation's id inside the house; ``None`` for a token that isn't ours or is too old."""
        if not token:
            return None
        try:
            return self._signer.unsign(token, max_age=_MAX_AGE).decode()
        except (BadSignature, UnicodeError):
            return None

    def _digest(self, use: str, text: str) -> str:
        digest = hmac.digest(self._secret, f"frontdesk.{use}\0{text}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(digest[:_ID]).decode()


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
