"""Who the clinic is."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.errors import ContentError
from frontdesk.knowledge.clinic import FACTS, load_clinic
from frontdesk.knowledge.widget import WidgetSettings

Write = Callable[..., Path]


def test_a_name_is_enough(write: Write) -> None:
    clinic = load_clinic(write("clinic.yml", "name: A Clinic\n"))
    assert clinic.name == "A Clinic"
    assert {clinic.consultation_price, clinic.emergency_number, clinic.booking_url, clinic.contact_url,
            clinic.privacy_url, *clinic.facts.values()} == {""}
    assert tuple(clinic.facts) == FACTS


def test_everything_a_clinic_can_say_is_read(write: Write) -> None:
    clinic = load_clinic(write("clinic.yml", (
        "name: ' A Clinic '\nconsultation_price: £40\nemergency_number: '999'\n"
        "booking_url: https://c.example/book?from=chat\ncontact_url: http://c.example/contact\n"
        "privacy_url: https://c.example/privacy\nfacts:\n" + "".join(f"  {fact}: x-{fact}\n" for fact in FACTS)
    ).replace("x-email", "desk@c.example")))
    assert (clinic.name, clinic.consultation_price, clinic.emergency_number) == ("A Clinic", "£40", "999")
    assert clinic.booking_url == "https://c.example/book?from=chat"
    assert clinic.contact_url == "http://c.example/contact"
    assert clinic.privacy_url == "https://c.example/privacy"
    assert clinic.facts == {fact: "desk@c.example" if fact == "email" else f"x-{fact}" for fact in FACTS}


@pytest.mark.parametrize(
    ("text", "line", "problem", "remedy"),
    [
        ("", 1, "'name' is missing or empty", "Add a line 'name: …'"),
        ("# nothing yet\n", 1, "'name' is missing or empty", "Add a line 'name: …'"),
        ("facts:\n", 1, "'name' is missing or empty", "Add a line 'name: …'"),
        ("consultation_price: free\nname:\n", 2, "'name' is missing or empty", "Add a line 'name: …'"),
        ("name: A\nphone: 1 2\n", 2, "'phone' isn't a known setting", "Use one of: name, consultation_price"),
        ("name: A\nfacts:\n  price: £40\n", 3, "'price' isn't a known setting", "Use one of: about, hours"),
        ("name: A\nfacts: none\n", 2, "'facts' must hold 'key: value' lines", "Indent them below it"),
        ("name: A\nemergency_number: 999\n", 2, "was read as a number", "Put quotes round it: emergency_number:"),
        ("name: A\nfacts:\n  parking: yes\n  people: true\n", 4, "'people' must be a text", "one line of text"),
        ("name: A\nbooking_url: c.example/book\n", 2, "isn't a web address", "Write https://… or leave it empty"),
        ("name: A\ncontact_url: mailto:a@b.example\n", 2, "isn't a web address", "or leave it empty"),
        ("name: A\nprivacy_url: https://a b\n", 2, "isn't a web address", "or leave it empty"),
        ("name: A\nbooking_url: javascript:alert(1)\n", 2, "isn't a web address", "or leave it empty"),
        ("name: A\nfacts:\n  hours: 9 to 5\n  email: desk\n", 4, "'desk' isn't an e-mail", "name@example.org"),
    ],
)
def test_faulty_details_are_refused(write: Write, text: str, line: int, problem: str, remedy: str) -> None:
    path = write("clinic.yml", text)
    with pytest.raises(ContentError) as caught:
        load_clinic(path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(("text", "country"), [
    ("", ""), ("country:\n", ""), ("country: GB\n", "GB"), ("country: ie\n", "IE"), ("country: NO\n", "NO"),
])
def test_the_country_is_two_letters_or_unsaid(write: Write, text: str, country: str) -> None:
    assert load_clinic(write("clinic.yml", f"name: A\n{text}")).country == country


@pytest.mark.parametrize("country", ["UK", "GBR", "Ireland", "XX", "G"])
def test_other_names_of_countries_are_refused(write: Write, country: str) -> None:
    with pytest.raises(ContentError, match=r"clinic\.yml:2: .* isn't a country code of ISO 3166\. .* GB or US"):
        load_clinic(write("clinic.yml", f"name: A\ncountry: {country}\n"))


@pytest.mark.parametrize("number", ["01234567890", "+441234567890"])
def test_an_unquoted_phone_number_is_never_suggested_without_its_first_character(write: Write, number: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_clinic(write("clinic.yml", f"name: A\nfacts:\n  phone: {number}\n"))
    assert "Put quotes round it" in caught.value.remedy
    assert f'"{number[1:]}"' not in caught.value.remedy


def test_missing_details_are_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"clinic\.yml: the file is missing"):
        load_clinic(tmp_path / "clinic.yml")


def test_language_hours_and_widget_have_defaults(write: Write) -> None:
    clinic = load_clinic(write("clinic.yml", "name: A Clinic\n"))
    assert (clinic.language, clinic.time_zone, clinic.opening_hours) == ("en", "", None)
    assert clinic.widget == WidgetSettings()


def test_language_hours_and_widget_are_read(write: Write) -> None:
    clinic = load_clinic(write("clinic.yml", (
        "name: A Clinic\nlanguage: pt-br\ntime_zone: America/Sao_Paulo\nopening_hours:\n  mon-fri: 9:00-17:30\n"
        "widget:\n  heading: Pergunte\n")))
    assert (clinic.language, clinic.time_zone, clinic.widget.heading) == ("pt-BR", "America/Sao_Paulo", "Pergunte")
    assert clinic.opening_hours is not None
    assert clinic.opening_hours.text == "Mon–Fri 9:00–17:30"


def test_opening_hours_are_told_where_nothing_else_is_said_of_hours(write: Write) -> None:
    hours = "name: A\ntime_zone: UTC\nopening_hours:\n  sat: 9:00-12:00\n"
    assert load_clinic(write("clinic.yml", hours)).facts["hours"] == "Sat 9:00–12:00."
    assert load_clinic(write("clinic.yml", f"{hours}facts:\n  hours: Mornings.\n")).facts["hours"] == "Mornings."


@pytest.mark.parametrize(("text", "line", "problem", "remedy"), [
    ("opening_hours:\n  mon: 9:00-17:30", 2, "opening hours need a time zone", "such as 'time_zone: Europe/London'"),
    ("opening_hours:\n  mon: closed\n  tue: 9", 4, "was read as a number", "Put quotes"),
    ("time_zone: Nowhere", 2, "'Nowhere' isn't a time zone", "Europe/London"),
    ("language: English", 2, "'English' isn't a language tag", "en-GB"),
    ("widget:\n  allowed_origins:\n    - http://a.example", 4, "isn't encrypted", "Write https://"),
])
def test_faults_in_language_hours_and_widget_have_their_line(
    write: Write, text: str, line: int, problem: str, remedy: str
) -> None:
    with pytest.raises(ContentError) as caught:
        load_clinic(write("clinic.yml", f"name: A\n{text}\n"))
    assert caught.value.line == line
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(("text", "region"), [
    ("", ""), ("country: ie\n", "IE"), ("time_zone: Europe/London\n", "GB"), ("time_zone: UTC\n", ""),
    ("country: IE\ntime_zone: Europe/London\n", "IE"),
])
def test_phone_numbers_are_of_the_country_or_that_of_the_time_zone(write: Write, text: str, region: str) -> None:
    assert load_clinic(write("clinic.yml", f"name: A\n{text}")).region == region


@pytest.mark.parametrize(("zone", "hours"), [("Asia/Tokyo", 9), ("America/Phoenix", -7), ("UTC", 0)])
def test_the_clinics_clock_is_that_of_its_time_zone(write: Write, zone: str, hours: int) -> None:
    now = load_clinic(write("clinic.yml", f"name: A\ntime_zone: {zone}\n")).now()
    assert now.utcoffset() == datetime.timedelta(hours=hours)
    assert abs(now - datetime.datetime.now(datetime.timezone.utc)) < datetime.timedelta(minutes=1)


def test_without_one_it_is_this_machines(write: Write) -> None:
    now = load_clinic(write("clinic.yml", "name: A\n")).now()
    assert now.utcoffset() == datetime.datetime.now().astimezone().utcoffset()
    assert abs(now - datetime.datetime.now(datetime.timezone.utc)) < datetime.timedelta(minutes=1)
