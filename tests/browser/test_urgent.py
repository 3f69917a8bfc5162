"""After an urgent reply: announced once, in view until the conversation is deleted, and nothing offered beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.panel import (
    TINY,
    accessibility_tree,
    box,
    delete,
    enlarge_text,
    in_widget,
    is_on_top,
    open_panel,
    say,
    text_under,
    with_role,
)

pytestmark = pytest.mark.browser

BASE = ("I can't assess symptoms, but some of what you describe needs checking. Please call 999 now or have someone "
        "take you to A&E/ER. Don't drive yourself, and don't wait for the clinic.")
EXTRA = "Repeat these words to the staff there."
URGENT = f"{BASE} {EXTRA}"
STILL = f"{BASE} I can't help with symptoms or bookings in this conversation any more."
FAILURE = "I can't check messages for emergencies just now, so I can't answer here."

# How often a text was put under what live regions, as "assertive new" where the region came with it.
_LISTEN = """
  window.announced = [];
  const regionOf = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const live = at.ariaLive ?? { alert: "assertive", log: "polite", status: "polite" }[at.role];
      if (live) return [at, live];
    }
    return [null, "none"];
  };
  new MutationObserver((records) => {
    const added = new Set(records.flatMap((record) => [...record.addedNodes]));
    for (const node of added) {
      if (node.nodeType !== Node.ELEMENT_NODE || !node.textContent) continue;
      const [region, live] = regionOf(node);
      window.announced.push(`${live}${added.has(region) && live !== "off" ? " new" : ""}: ${node.textContent}`);
    }
  }).observe(inWidget("frontdesk-chat")[0].shadowRoot, { childList: true, subtree: true });
"""


@pytest.fixture
def flagged(open_clinic, clinic):
    """A page in which an urgent reply has been given after an ordinary one."""

    def flag(size: tuple[int, int] = DESKTOP, text: str = URGENT) -> Page:
        page = open_clinic(size=size)
        open_panel(page)
        say(page, "is my calf related to my back?")
        clinic.texts = [text]
        say(page, "my groin is numb")
        return page

    return flag


def alarm(page: Page) -> Locator:
    return page.get_by_role("group", name="Urgent message")


def alert(page: Page) -> Locator:
    return alarm(page).get_by_role("alert")


def test_it_is_an_alert_and_in_the_conversation(flagged) -> None:
    page = flagged()
    expect(alert(page)).to_have_text(f"Urgent: {URGENT}")
    expect(alert(page)).to_be_in_viewport(ratio=1)
    expect(page.locator(".log .reply[data-kind=urgent]")).to_contain_text(URGENT)


def test_the_alert_stands_in_the_accessibility_tree_before_its_text(open_clinic, clinic) -> None:
    page = open_clinic()
    open_panel(page)
    before = accessibility_tree(page)
    [region] = with_role(before, "alert")
    assert text_under(before, region) == ""
    clinic.texts = [URGENT]
    say(page, "my groin is numb")
    after = accessibility_tree(page)
    [same] = with_role(after, "alert")
    assert same["backendDOMNodeId"] == region["backendDOMNodeId"]
    assert text_under(after, same) == f"Urgent: {URGENT}"
    told = {one["name"]: one["value"].get("value") for one in same["properties"]}
    assert (told["live"], told["atomic"]) == ("assertive", True)
    [log] = with_role(after, "log")
    assert {one["name"]: one["value"].get("value") for one in log["properties"]}["live"] == "polite"


def test_it_is_announced_once_each_time_it_is_said(open_clinic, clinic) -> None:
    page = open_clinic()
    open_panel(page)
    in_widget(page, _LISTEN)
    clinic.texts = [URGENT, STILL, STILL]
    for message in ("my groin is numb", "can I book?", "can I book, please?"):
        say(page, message)
    announced = [one for one in page.evaluate("announced") if BASE in one and not one.startswith(("off", "none"))]
    assert announced == [f"assertive: Urgent: {text}" for text in (URGENT, STILL, STILL)]
    assert len([one for one in page.evaluate("announced") if one.startswith("off")]) == 3
    # What was said earlier is kept in view without being read out again.
    assert [one for one in page.evaluate("announced") if "Earlier" in one] == [f"none: Earlier: {EXTRA}"] * 2


def test_it_stays_in_view_for_the_rest_of_the_conversation(flagged) -> None:
    page = flagged()
    for at in range(6):
        say(page, f"message {at}")
    expect(alert(page)).to_be_in_viewport(ratio=1)
    scroller = page.get_by_role("region", name="Conversation")
    for top in (0, 10_000):
        scroller.evaluate("(element, top) => { element.scrollTop = top }", top)
        expect(alert(page)).to_be_in_viewport(ratio=1)
        assert is_on_top(alert(page))


def test_it_stands_under_the_safety_line_and_hides_no_new_line(flagged) -> None:
    page = flagged()
    say(page, "and then?")
    assert box(page.locator(".safety"))[3] <= box(alarm(page))[1]
    assert box(alarm(page))[3] <= box(page.locator(".log .reply").last)[1]


def test_a_later_message_comes_on_top_and_nothing_said_before_is_lost(flagged, clinic) -> None:
    page = flagged()
    clinic.texts = [STILL, FAILURE]
    say(page, "can I book?")
    expect(alert(page)).to_have_text(f"Urgent: {STILL}")
    expect(alarm(page).locator(".earlier")).to_have_text(f"Earlier: {EXTRA}")
    say(page, "hello?")
    expect(alert(page)).to_have_text(f"Urgent: {FAILURE}")
    earlier = alarm(page).locator(".earlier p")
    expect(earlier).to_have_text([f"Earlier: {STILL}", f"Earlier: {EXTRA}"])


def test_nothing_is_offered_any_more(flagged, clinic) -> None:
    page = flagged()
    book = page.get_by_role("button", name="Book", exact=True)
    choices = page.locator("frontdesk-chat .choice:visible")
    expect(book).to_be_hidden()
    expect(choices).to_have_count(0)
    say(page, "what are your hours?")  # the stand-in answers with a suggestion
    expect(book).to_be_hidden()
    expect(choices).to_have_count(0)
    person = page.get_by_role("button", name="Talk to a person")
    expect(person).to_be_visible()
    person.click()
    expect(page.locator(".log .reply")).to_have_count(4)
    assert clinic.posted[-1]["message"] == "I would like to talk to a person"


def test_markup_in_it_stays_text(flagged) -> None:
    page = flagged(text="<b>Call</b> <img src=x onerror=alert(1)> https://clinic.test/urgent now.")
    expect(alert(page)).to_contain_text("<b>Call</b> <img src=x onerror=alert(1)>")
    assert alarm(page).locator("b, img").count() == 0
    link = alarm(page).get_by_role("link")
    expect(link).to_have_attribute("href", "https://clinic.test/urgent")
    expect(link).to_have_attribute("rel", "noopener")


def test_the_focus_is_not_lost_with_a_control_that_goes(open_clinic, clinic) -> None:
    page = open_clinic()
    open_panel(page)
    clinic.texts, clinic.wait = [URGENT], 0.3
    page.get_by_role("textbox", name="Your question").fill("my groin is numb")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Book", exact=True).focus()
    expect(alarm(page)).to_be_focused()


def test_typing_goes_on_undisturbed(open_clinic, clinic) -> None:
    page = open_clinic()
    open_panel(page)
    clinic.texts, clinic.wait = [URGENT], 0.3
    field = page.get_by_role("textbox", name="Your question")
    field.fill("my groin is numb")
    page.keyboard.press("Enter")
    page.keyboard.type("and my")
    expect(alert(page)).to_contain_text(URGENT)
    expect(field).to_be_focused()
    expect(field).to_have_value("and my")


def test_deleting_takes_it_away_and_brings_the_offers_back(flagged, clinic) -> None:
    page = flagged()
    delete(page)
    expect(page.get_by_text("This conversation has been deleted.")).to_be_visible()
    assert clinic.deleted == [{"session": "a-session"}]
    expect(alert(page)).to_be_empty()
    expect(page.get_by_text("Urgent:")).to_have_count(0)
    expect(page.get_by_role("button", name="Book", exact=True)).to_be_visible()
    expect(page.get_by_role("group", name="Questions to start with").get_by_role("button").first).to_be_visible()
    assert alarm(page).evaluate("(element) => element.offsetHeight") == 0
    say(page, "is my calf related to my back?")
    expect(page.get_by_role("button", name="And then?")).to_be_visible()
    assert clinic.posted[-1]["session"] is None


def test_it_stays_when_deleting_fails(browser, clinic) -> None:
    clinic.delete_status = 503
    page = browser.new_page()  # the failure is logged to the console
    page.goto(clinic.url)
    open_panel(page)
    clinic.texts = [URGENT]
    say(page, "my groin is numb")
    delete(page)
    expect(page.get_by_text("The conversation could not be deleted.")).to_be_visible()
    expect(alert(page)).to_contain_text(URGENT)
    expect(page.get_by_role("button", name="Book", exact=True)).to_be_hidden()
    page.close()


LONG = " ".join([URGENT, "If anyone is in danger, please call 999 now. You can call Samaritans on 116 123.",
                 "If you can, tell someone near you how things are, and stay with them."])


def check_layout(page: Page) -> None:
    field, send = page.get_by_role("textbox", name="Your question"), page.get_by_role("button", name="Send", exact=True)
    controls = [page.get_by_role("button", name=name) for name in ("Talk to a person", "More")]
    for control in (field, send, *controls):
        assert is_on_top(control)
        left, top, right, bottom = box(control)
        assert bottom - top >= 44
        assert right - left >= 44
    above, at, foot = box(page.locator(".scroller")), box(alarm(page)), box(page.locator("form"))
    assert at[1] >= above[1] - 1
    assert at[3] <= above[3] + 1 <= foot[1] + 2
    assert above[3] - above[1] - (at[3] - at[1]) >= 40  # there is room for a line and more of the conversation
    assert at[3] - at[1] >= 60
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    scroller = page.locator(".scroller")
    assert scroller.evaluate("(element) => element.scrollWidth <= element.clientWidth")


@pytest.mark.parametrize("size", [TINY, (320, 568), PHONE, (844, 390), (390, 450), (1366, 600), DESKTOP])
def test_the_panel_stays_usable(flagged, size: tuple[int, int]) -> None:
    page = flagged(size, LONG)
    check_layout(page)
    for top in (0, 100, 10_000):
        page.locator(".scroller").evaluate("(element, top) => { element.scrollTop = top }", top)
        check_layout(page)


@pytest.mark.parametrize("size", [PHONE, (1024, 768), DESKTOP])
def test_the_panel_stays_usable_with_text_twice_as_large(flagged, size: tuple[int, int]) -> None:
    page = flagged(size, LONG)
    enlarge_text(page)
    check_layout(page)
    if size == PHONE:
        assert is_on_top(page.get_by_role("button", name="Close"))


def test_with_little_room_the_keyboard_scrolls_it_to_its_end(flagged) -> None:
    page = flagged(TINY, LONG)
    box_ = alarm(page)
    assert box_.evaluate("(element) => element.scrollHeight > element.clientHeight")
    box_.focus()
    page.keyboard.press("End")
    page.wait_for_function("(element) => element.scrollTop + element.clientHeight >= element.scrollHeight - 1",
                           arg=box_.element_handle())


@pytest.mark.live
def test_the_real_site_raises_it(open_page) -> None:
    page = open_page()
    open_panel(page)
    page.get_by_role("textbox", name="Your question").fill("i can't feel my groin and i can't pee since this morning")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(alert(page)).to_contain_text("I can't assess symptoms")
    expect(alert(page)).to_be_in_viewport()
    expect(page.get_by_role("button", name="Book", exact=True)).to_be_hidden()
    with page.expect_response(lambda response: response.request.method == "DELETE") as deleted:
        delete(page)
    assert deleted.value.status == 204
    expect(alert(page)).to_be_empty()
