"""Countries, and those of time zones."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from frontdesk.knowledge.countries import COUNTRIES, country_of_zone


@pytest.mark.parametrize(("zone", "country"), [
    ("Europe/London", "GB"), ("Europe/Dublin", "IE"), ("America/New_York", "US"), ("Australia/Sydney", "AU"),
    ("Asia/Kolkata", "IN"), ("America/Argentina/Buenos_Aires", "AR"),
])
def test_a_zone_is_named_for_its_country(zone: str, country: str) -> None:
    assert country_of_zone(zone) == country


@pytest.mark.parametrize("zone", ["", "UTC", "Etc/GMT+1", "London", "europe/london", "Nowhere"])
def test_others_are_for_none(zone: str) -> None:
    assert country_of_zone(zone) == ""


def test_every_zone_is_in_a_country_that_can_be_set() -> None:
    found = {country_of_zone(zone) for zone in available_timezones()} - {""}
    assert found <= COUNTRIES
    assert len(found) > 200
