"""Who the clinic is: ``content/clinic.yml``."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from frontdesk.knowledge.booking import BookingSettings, read_booking
from frontdesk.knowledge.countries import COUNTRIES, country_of_zone
from frontdesk.knowledge.hours import OpeningHours, read_opening_hours, read_time_zone
from frontdesk.knowledge.languages import DEFAULT as ENGLISH
from frontdesk.knowledge.languages import read_language
from frontdesk.knowledge.privacy import Privacy, read_privacy
from frontdesk.knowledge.widget import WidgetSettings, read_widget
from frontdesk.knowledge.yaml_lines import Section, load_mapping

FACTS = ("about", "hours", "location", "phone", "email", "parking", "accessibility", "people")
_LINKS = ("booking_url", "contact_url", "privacy_url")
_TEXTS = ("name", "consultation_price", "emergency_number", "country", "language", "time_zone")
_BLOCKS = ("facts", "opening_hours", "privacy", "widget", "booking")


@dataclass(frozen=True)
class Clinic:
    """The clinic's details; every text may be empty but the name.

    Attributes:
        name: as visitors know it.
        consultation_price: for example ``free``.
        emergency_number: the local one, or empty.
        booking_url: the clinic's own booking page, or empty.
        contact_url: its contact page, or empty.
        privacy_url: its privacy notice, or empty.
        facts: text of each of :data:`FACTS`; empty when the clinic hasn't said.
        country: where its visitors are, as two letters of ISO 3166-1, or empty.
        privacy: what is kept of visitors, and for how long.
        language: the language of the articles and answers, as a tag of BCP 47.
        time_zone: the clinic's, by its name in the IANA database, or empty.
        opening_hours: when it is open, on the clock of its time zone, or ``None``.
        widget: how the chat looks, and on which websites it may be.
        booking: how callback requests reach it.
    """

    name: str
    consultation_price: str
    emergency_number: str
    booking_url: str
    contact_url: str
    privacy_url: str
    facts: dict[str, str]
    country: str = ""
    privacy: Privacy = field(default_factory=Privacy)
    language: str = ENGLISH
    time_zone: str = ""
    opening_hours: OpeningHours | None = None
    widget: WidgetSettings = field(default_factory=WidgetSettings)
    booking: BookingSettings = field(default_factory=BookingSettings)

    @property
    def region(self) -> str:
        """Country of phone numbers without a country code: its own, else that of its time zone; may be empty."""
        return self.country or country_of_zone(self.time_zone)

    def now(self) -> datetime.datetime:
        """The time on its clock; on this machine's where it hasn't named its time zone."""
        zone = ZoneInfo(self.time_zone) if self.time_zone else None
        return datetime.datetime.now(zone).astimezone(zone)


def load_clinic(path: Path) -> Clinic:
    """Read and check the clinic's details.

    Raises:
        ContentError: with file, line, what is wrong and what to do.
    """
    section = Section(path, load_mapping(path))
    section.only((*_TEXTS, *_LINKS, *_BLOCKS))
    for key in _LINKS:
        link = section.text(key)
        if link and not re.match(r"https?://\S+$", link):
            raise section.fail(key, f"'{link}' isn't a web address", "Write https://… or leave it empty")
    facts = section.section("facts")
    facts.only(FACTS)
    email = facts.text("email")
    if email and not re.match(r"[^@\s]+@[^@\s]+\.[^@\s]+$", email):
        raise facts.fail("email", f"'{email}' isn't an e-mail address", "Write name@example.org or leave it empty")
    time_zone = read_time_zone(section)
    opening_hours = read_opening_hours(section.section("opening_hours"))
    if opening_hours and not time_zone:
        raise section.fail("opening_hours", "opening hours need a time zone",
                           "Add a line such as 'time_zone: Europe/London'")
    return Clinic(
        name=section.text("name", required=True),
        consultation_price=section.text("consultation_price"),
        emergency_number=section.text("emergency_number"),
        booking_url=section.text("booking_url"),
        contact_url=section.text("contact_url"),
        privacy_url=section.text("privacy_url"),
        facts=_facts(facts, opening_hours),
        country=_country(section),
        privacy=read_privacy(section.section("privacy")),
        language=read_language(section, "language"),
        time_zone=time_zone,
        opening_hours=opening_hours,
        widget=read_widget(section.section("widget")),
        booking=read_booking(section.section("booking")),
    )


def _facts(section: Section, opening_hours: OpeningHours | None) -> dict[str, str]:
    facts = {fact: section.text(fact) for fact in FACTS}
    if opening_hours and not facts["hours"]:
        facts["hours"] = f"{opening_hours.text}."
    return facts


def _country(section: Section) -> str:
    country = section.text("country").upper()
    if country and country not in COUNTRIES:
        raise section.fail("country", f"'{country}' isn't a country code of ISO 3166",
                           "Write its two letters, such as GB or US, or leave it empty")
    return country
