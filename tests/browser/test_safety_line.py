"""What stands in the panel before the first message: what it is, what it isn't for, and the privacy notice."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.host_pages import HostPage
from tests.browser.panel import TINY, box, enlarge_text, is_on_top, open_panel, say

pytestmark = pytest.mark.browser

WORDS = ("Automated assistant: information from the clinic's articles, not medical advice. "
         "Not for emergencies: in an emergency call {}.")
GENERAL = WORDS.format("your local emergency number (e.g. 999, 112, 911)")


@pytest.mark.parametrize(("number", "line"), [("", GENERAL), ("999 or 112", WORDS.format("999 or 112")),
                                              ('1"> <b>2</b>', WORDS.format('1"> <b>2</b>'))])
def test_it_says_so_with_the_clinics_number(open_clinic, clinic, number: str, line: str) -> None:
    clinic.set(emergency_number=number)
    page = open_clinic()
    open_panel(page)
    expect(page.locator(".safety p")).to_have_text(line)
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


def test_a_host_that_says_nothing_gets_the_same_words(open_host, clinic, host) -> None:
    host.pages["inline"] = HostPage(clinic.url, body="<frontdesk-chat></frontdesk-chat>")
    page = open_host("/inline/")
    expect(page.locator(".safety p")).to_have_text(GENERAL)
    expect(page.get_by_role("link", name="Privacy notice")).to_have_count(0)
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_a_host_can_say_it_in_its_own_way(open_host, clinic, host) -> None:
    own = {"data-safety": "Call 112 in an emergency.", "data-privacy": "https://host.test/privacy"}
    host.pages["own"] = HostPage(clinic.url, own)
    page = open_host("/own/")
    open_panel(page)
    expect(page.locator(".safety p")).to_have_text("Call 112 in an emergency.")
    expect(page.get_by_role("link", name="Privacy notice")).to_have_attribute("href", "https://host.test/privacy")


def test_the_privacy_notice_is_linked(open_clinic, clinic) -> None:
    clinic.set(privacy_url="https://clinic.test/privacy?a=1&b=%22")
    page = open_clinic()
    open_panel(page)
    link = page.get_by_role("link", name="Privacy notice (opens in a new tab)")
    expect(link).to_be_in_viewport()
    expect(link).to_have_attribute("href", "https://clinic.test/privacy?a=1&b=%22")
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener")


@pytest.mark.parametrize("address", ["", "javascript:alert(1)", "data:text/html,x", "mailto:a@clinic.test", "http://"])
def test_nothing_but_a_web_address_is_linked(open_clinic, clinic, address: str) -> None:
    clinic.set(privacy_url=address)
    page = open_clinic()
    open_panel(page)
    expect(page.locator(".safety p")).to_have_text(GENERAL)
    assert page.locator(".safety a").count() == 0


def test_it_has_a_height_where_its_host_gives_it_none(open_host, clinic, host) -> None:
    host.pages["inline"] = HostPage(clinic.url, body="<div><frontdesk-chat></frontdesk-chat></div>")
    page = open_host("/inline/")
    expect(page.get_by_role("textbox", name="Your question")).to_be_visible()
    element, panel = page.locator("frontdesk-chat"), page.locator(".panel")
    assert page.evaluate("document.querySelector('frontdesk-chat').offsetHeight") > 400
    assert box(panel) == pytest.approx(box(element), abs=1)
    for text in ("one", "two", "three", "four", "five"):
        say(page, text)
    assert box(panel) == pytest.approx(box(element), abs=1)


def test_the_server_escapes_what_it_renders(open_clinic, clinic) -> None:
    strange = '"><script>1</script>'
    clinic.set(name=strange, emergency_number=strange, privacy_url=f"https://clinic.test/{strange}")
    page = open_clinic()
    with page.expect_response("**/widget/panel-*") as panel:
        open_panel(page)
    html, script = page.request.get(clinic.url).text(), panel.value.text()
    assert "&lt;script&gt;1" in html
    assert "\\u003cscript>1" in script
    assert "<script>1" not in html + script
    expect(page.locator(".safety a")).to_have_attribute("href", f"https://clinic.test/{strange}")
