"""Keeping passwords: argon2id, one at a time."""

from __future__ import annotations

import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_LETTERS = "23456789cdfghjkmnpqrtvwxz"  # none that looks like another, and no vowels to make words of
_GROUPS, _GROUP = 4, 4  # 16 letters: 74 bits


class Passwords:
    """Makes and compares the digests of passwords, with argon2-cffi's own parameters."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        # Each takes 64 MiB and all cores, which visitors' messages need too.
        self._one_at_a_time = threading.Lock()
        self._nobodys = ""  # made at the first comparison, whoever's that is

    def digest(self, password: str) -> str:
        """What is kept of a password."""
        with self._one_at_a_time:
            return self._hasher.hash(_tidy(password))

    def fits(self, password: str, digest: str | None) -> bool:
        """Whether this is the password.

        Args:
            password: as it was typed.
            digest: what was kept; ``None`` where there is no such account. That takes as long, so that
                nobody learns by the time which accounts there are.
        """
        with self._one_at_a_time:
            self._nobodys = self._nobodys or self._hasher.hash(one_time_password())
            try:
                right = self._hasher.verify(digest or self._nobodys, _tidy(password))
            except (VerificationError, InvalidHashError):
                return False
        return right and digest is not None

    def is_dated(self, digest: str) -> bool:
        """Whether it was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(digest)


def one_time_password() -> str:
    """A random password that is easy to read out and to type."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def _tidy(password: str) -> str:
    """The same password from whatever keyboard it is typed (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password)
