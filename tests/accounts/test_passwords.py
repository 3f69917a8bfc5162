"""How passwords are kept."""

from __future__ import annotations

import argon2
import pytest

from frontdesk.accounts.passwords import Passwords

PASSWORD = "mossy kettle orbit"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The digests that were compared with."""
    calls: list[str] = []
    verify = argon2.PasswordHasher.verify

    def counting(self: argon2.PasswordHasher, digest: str, password: str) -> bool:
        calls.append(digest)
        return verify(self, digest, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counting)
    return calls


def test_it_fits_its_digest_alone() -> None:
    passwords = Passwords()
    digest = passwords.digest(PASSWORD)
    assert passwords.fits(PASSWORD, digest)
    assert not passwords.fits(PASSWORD.upper(), digest)
    assert not passwords.fits(f"{PASSWORD} ", digest)
    assert not passwords.fits("", digest)
    assert PASSWORD not in digest
    assert passwords.digest(PASSWORD) != digest


def test_it_is_the_same_from_any_keyboard() -> None:
    passwords = Passwords()
    digest = passwords.digest("caf\N{LATIN SMALL LETTER E WITH ACUTE} mossy kettle")
    assert passwords.fits("cafe\N{COMBINING ACUTE ACCENT} mossy kettle", digest)


def test_without_an_account_it_takes_as_long(calls: list[str]) -> None:
    passwords = Passwords()
    digest = passwords.digest(PASSWORD)
    assert not passwords.fits(PASSWORD, None)
    assert not passwords.fits("another", digest)
    assert len(calls) == 2
    parameters = [argon2.extract_parameters(each) for each in calls]
    assert parameters[0] == parameters[1]


def test_what_isnt_a_digest_fits_nothing() -> None:
    assert not Passwords().fits(PASSWORD, "none")


def test_a_digest_of_other_parameters_is_dated() -> None:
    passwords = Passwords()
    assert not passwords.is_dated(passwords.digest(PASSWORD))
    assert passwords.is_dated(argon2.PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD))


def test_argon2id_with_its_authors_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.accounts.passwords.PasswordHasher", argon2.PasswordHasher)
    parameters = argon2.extract_parameters(Passwords().digest(PASSWORD))
    assert parameters.type is argon2.Type.ID
    assert (parameters.memory_cost, parameters.time_cost) == (65536, 3)  # RFC 9106, section 4
