"""Phone numbers in what visitors type."""

from __future__ import annotations

import re

import phonenumbers
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from frontdesk.booking.phones import find_phone, readable


@pytest.mark.parametrize(("text", "region", "number"), [
    ("07700 900123", "GB", "+447700900123"),
    ("07700900123", "GB", "+447700900123"),
    ("my number is 07700-900-123, thanks", "GB", "+447700900123"),
    ("(01632) 960 001", "GB", "+441632960001"),
    ("+44 (0)7700 900123", "GB", "+447700900123"),
    ("+44 7700 900123", "", "+447700900123"),
    ("0044 7700 900123", "GB", "+447700900123"),
    ("0044 7700 900123", "", "+447700900123"),
    ("447700900123", "GB", "+447700900123"),
    ("+353 86 123 4567", "GB", "+353861234567"),
    ("00353 86 123 4567", "GB", "+353861234567"),
    ("353861234567", "GB", "+353861234567"),
    ("086 123 4567", "IE", "+353861234567"),
    ("(212) 555-0123", "US", "+12125550123"),
    ("030 901820", "DE", "+4930901820"),
    ("O77OO 9OO123", "GB", "+447700900123"),
    ("oh double seven double oh nine double oh one two three", "GB", "+447700900123"),
    ("0 double 7 0 0 9 0 0 1 2 3", "GB", "+447700900123"),
    ("plus four four seven seven zero zero nine zero zero one two three", "GB", "+447700900123"),
    ("old 07700 900123 new 07700 900456", "GB", "+447700900456"),
    ("07700 900456 and not 07700 9001", "GB", "+447700900456"),
    ("07700 900123 between 9 and 5", "GB", "+447700900123"),
    ("07700 900123 9-5", "GB", "+447700900123"),
    ("on 14/01/2027 at 07700 900123", "GB", "+447700900123"),
    ("07700 900123", "", "07700900123"),
])
def test_a_number_is_found(text: str, region: str, number: str) -> None:
    found = find_phone(text, region)
    assert found is not None
    assert (found.number, found.problem) == (number, "")


def test_its_place_is_told_so_that_the_rest_can_be_read() -> None:
    text = "Jo, 07700 900123, any morning"
    found = find_phone(text, "GB")
    assert found is not None
    assert text[: found.start] + text[found.end :] == "Jo, , any morning"


@pytest.mark.parametrize("text", [
    "", "thursday", "14/01/2027", "2027-01-14", "14.01.2027", "9-5", "10:30-12:00", "9.30 - 17.00", "at 5", "1234",
    "one or two", "I am 45 and 180 cm", "jo1234567890@example.org", "OOOOO", "between one and two",
])
@pytest.mark.parametrize("region", ["GB", ""])
def test_what_isnt_one_isnt_taken_for_one(text: str, region: str) -> None:
    assert find_phone(text, region) is None


@pytest.mark.parametrize(("text", "region", "told"), [
    ("07700 90012", "GB", "a digit may be missing (it has 10 digits; one like 07400 123456 has 11)"),
    ("07700 9001234", "GB", "there may be a digit too many (it has 12 digits"),
    ("00000 000000", "GB", "it doesn't look like one that is in use"),
    ("+353 86 123", "GB", "a digit may be missing (it has 8 digits; one like +353 85 012 3456 has 12)"),
    ("123456", "", "That number has 6 digits, and I can't tell that it is a phone number"),
    ("+999 12345678", "GB", "I can't tell that it is a phone number"),
])
def test_a_faulty_one_is_told_with_what_is_wrong_and_what_to_do(text: str, region: str, told: str) -> None:
    found = find_phone(text, region)
    assert found is not None
    assert found.number == ""
    assert told in found.problem
    assert "Please type it" in found.problem
    assert "one from another country begins with +" in found.problem


@pytest.mark.parametrize(("number", "region", "written"), [
    ("+447700900123", "GB", "07700 900123"), ("+447700900123", "IE", "+44 7700 900123"),
    ("+447700900123", "", "+44 7700 900123"), ("07700900123", "", "07700900123"),
    ("+12125550123", "US", "(212) 555-0123"),
])
def test_a_number_is_told_as_people_of_the_country_write_it(number: str, region: str, written: str) -> None:
    assert readable(number, region) == written


pieces = st.sampled_from(
    ["0", "7", "44", "900", "123", "+", "(0)", "(", ")", " ", "-", ".", "/", "–", ":", "o", "O", "\n", "jo", "5pm"])
texts = st.text(max_size=60) | st.lists(pieces, max_size=25).map("".join)
regions = st.sampled_from(("GB", "IE", "US", "DE", ""))


@settings(derandomize=True, max_examples=1000, deadline=None)
@given(texts, regions)
def test_a_number_is_never_made_up(text: str, region: str) -> None:
    found = find_phone(text, region)
    if found is None:
        return
    assert 0 <= found.start < found.end <= len(text)
    assert bool(found.number) != bool(found.problem)
    typed = re.sub("[oO]", "0", text[found.start : found.end])
    typed = "".join(str(int(char)) for char in typed if char.isdecimal())
    assert len(typed) >= 5
    if found.number.startswith("+"):
        parsed = phonenumbers.parse(found.number)
        own = phonenumbers.national_significant_number(parsed)
        assert typed.endswith(own) or typed.replace("0", "").endswith(own.replace("0", ""))
        assert region in phonenumbers.region_codes_for_country_code(parsed.country_code) or typed.lstrip(
            "0").startswith(str(parsed.country_code))
    elif found.number:
        assert found.number in typed


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.sampled_from(("GB", "IE", "US", "DE", "FR", "PL", "IN")), st.booleans(), st.integers(0, 999),
       st.sampled_from(("", "Jo, ", "it's ", "call me on ")), st.sampled_from(("", ".", ", any morning", " please")))
def test_every_number_in_use_is_found_as_it_is_written(
    region: str, abroad: bool, last: int, before: str, after: str
) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    number = phonenumbers.PhoneNumber(
        country_code=example.country_code, national_number=example.national_number // 1000 * 1000 + last)
    assume(phonenumbers.is_valid_number(number))
    style = phonenumbers.PhoneNumberFormat
    written = phonenumbers.format_number(number, style.INTERNATIONAL if abroad else style.NATIONAL)
    found = find_phone(f"{before}{written}{after}", "GB" if abroad else region)
    assert found is not None
    assert found.number == phonenumbers.format_number(number, style.E164)
    assert find_phone(readable(found.number, region), region).number == found.number  # type: ignore[union-attr]
