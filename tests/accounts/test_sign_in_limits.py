"""How many passwords may be tried from one address."""

from __future__ import annotations

import pytest

from frontdesk.accounts.errors import SignInRefused
from frontdesk.accounts.sign_in_limits import ADDRESS, ADDRESS_LONG, EVERYBODY, SignInLimits


def allowed(limits: SignInLimits, *hosts: str) -> int:
    """How many attempts from these addresses in turn are let through before the first that isn't."""
    for count in range(1000):
        try:
            limits.count(hosts[count % len(hosts)])
        except SignInRefused:
            return count
    raise AssertionError("there is no limit")


def test_how_long_to_wait_is_told() -> None:
    limits = SignInLimits()
    allowed(limits, "192.0.2.1")
    with pytest.raises(SignInRefused, match="too many attempts") as refused:
        limits.count("192.0.2.1")
    assert 1 <= refused.value.wait <= 60


@pytest.mark.parametrize("hosts", [("192.0.2.1",), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::2")])
def test_an_address_or_a_network_of_one_household(hosts: tuple[str, ...]) -> None:
    assert allowed(SignInLimits(), *hosts) == ADDRESS.amount


def test_another_address_is_not_held_up() -> None:
    limits = SignInLimits()
    allowed(limits, "192.0.2.1")
    assert allowed(limits, "192.0.2.2") == ADDRESS.amount
    assert allowed(limits, "2001:db8:0:1::1") == ADDRESS.amount


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "testclient", ""])
def test_a_proxy_on_this_machine_has_everybodys_limit(host: str) -> None:
    assert allowed(SignInLimits(), host) == EVERYBODY.amount


def test_many_addresses_together_have_one_too() -> None:
    assert allowed(SignInLimits(), *(f"192.0.2.{number}" for number in range(100))) == EVERYBODY.amount


def test_what_is_refused_doesnt_count() -> None:
    limits = SignInLimits()
    for _ in range(3):
        allowed(limits, "192.0.2.1")
    assert allowed(limits, "127.0.0.1") == EVERYBODY.amount - ADDRESS.amount


def test_the_hours_limit_is_no_hours_worth_of_the_minutes() -> None:
    assert ADDRESS_LONG.amount < 60 * ADDRESS.amount
