"""What stands in the panel before the first message: what it is, what it isn't for, and the privacy notice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.panel import TINY, enlarge_text, is_on_top, open_panel

pytestmark = pytest.mark.browser

WORDS = ("Automated assistant: information from the clinic's articles, not medical advice. "
         "Not for emergencies: in an emergency call {}.")
GENERAL = WORDS.format("your local emergency number (e.g. 999, 112, 911)")


@pytest.mark.parametrize(("number", "line"), [("", GENERAL), ("999 or 112", WORDS.format("999 or 112")),
                                              ('1"> <b>2</b>', WORDS.format('1"> <b>2</b>'))])
def test_it_says_so_with_the_clinics_number(open_clinic, clinic, number: str, line: str) -> None:
    clinic.set(emergency_number=number)
    page = open_clinic()
    expect(page.locator(".safety p")).to_have_text(line)
    assert page.locator("frontdesk-chat").get_attribute("safety") == line
    assert page.locator(".safety b").count() == 0


@pytest.mark.parametrize("size", [TINY, (320, 568), PHONE, DESKTOP])
def test_it_can_be_read_before_the_first_message(open_clinic, size: tuple[int, int]) -> None:
    page = open_clinic(size=size)
    open_panel(page)
    line = page.locator(".safety")
    expect(line).to_be_in_viewport(ratio=1)
    assert is_on_top(line)


def test_it_can_be_read_with_text_twice_as_large(open_clinic) -> None:
    page = open_clinic(size=PHONE)
    open_panel(page)
    enlarge_text(page)
    line = page.locator(".safety")
    expect(line).to_be_in_viewport(ratio=1)
    assert is_on_top(line)


def test_a_host_that_says_nothing_gets_the_same_words(open_clinic) -> None:
    page = open_clinic()
    page.evaluate("document.querySelector('.chat').replaceChildren(document.createElement('frontdesk-chat'))")
    expect(page.locator(".safety p")).to_have_text(GENERAL)
    expect(page.get_by_role("link", name="Privacy notice")).to_have_count(0)
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_the_privacy_notice_is_linked(open_clinic, clinic) -> None:
    clinic.set(privacy_url="https://clinic.test/privacy?a=1&b=%22")
    page = open_clinic()
    link = page.get_by_role("link", name="Privacy notice (opens in a new tab)")
    expect(link).to_be_in_viewport()
    expect(link).to_have_attribute("href", "https://clinic.test/privacy?a=1&b=%22")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener")


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "data:text/html,x", "mailto:a@clinic.test", "http://"])
def test_nothing_but_a_web_address_is_linked(open_clinic, clinic, address: str) -> None:
    clinic.set(privacy_url=address)
    page = open_clinic()
    expect(page.locator(".safety p")).to_have_text(GENERAL)
    assert page.locator(".safety a").count() == 0


def test_it_has_a_height_where_its_host_gives_it_none(open_clinic) -> None:
    page = open_clinic()
    page.evaluate("""() => {
        const place = document.createElement("div");
        place.append(document.createElement("frontdesk-chat"));
        document.body.replaceChildren(place);
    }""")
    expect(page.get_by_role("textbox", name="Your question")).to_be_visible()
    assert page.evaluate("document.querySelector('frontdesk-chat').offsetHeight") > 400


def test_the_server_escapes_what_it_renders(open_clinic, clinic) -> None:
    clinic.set(emergency_number='"><script>1</script>', privacy_url='https://clinic.test/"><script>1</script>')
    page = open_clinic()
    source = page.request.get(clinic.url).text()
    assert "<script>1" not in source
    expect(page.locator(".safety a")).to_have_attribute("href", 'https://clinic.test/"><script>1</script>')
