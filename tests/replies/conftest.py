"""Clinics that say nothing, and clinics that say everything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.knowledge.clinic import FACTS, Clinic
from frontdesk.knowledge.content import Content


@pytest.fixture
def silent_clinic() -> Clinic:
    """A clinic that has given no more than its name."""
    return Clinic("A Clinic", "", "", "", "", "", dict.fromkeys(FACTS, ""))


@pytest.fixture
def open_clinic() -> Clinic:
    """A clinic that has filled in everything."""
    facts = {
        "about": "We look after backs.", "hours": "Monday to Friday, 9 to 5", "location": "1 High Street",
        "phone": "01234 567890", "email": "desk@clinic.example", "parking": "Behind the house.",
        "accessibility": "Step-free.", "people": "Two chiropractors.",
    }
    return Clinic("A Clinic", "£40", "999", "https://clinic.example/book", "https://clinic.example/contact",
                  "https://clinic.example/privacy", facts)


@pytest.fixture
def open_content(content: Content, open_clinic: Clinic) -> Content:
    """The clinic's articles and FAQs with everything filled in."""
    return replace(content, clinic=open_clinic)
