"""The loader on a host page: its button and sheet, what a page can set, and what it says when something is wrong."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from frontdesk.knowledge.colours import DARK, LIGHT, NEEDED, Scheme, contrast, is_colour, readable
from frontdesk.knowledge.hours import OpeningHours
from tests.browser import shared_website
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.host_pages import HostPage, HostPages
from tests.browser.panel import (
    WORDS,
    accessibility_tree,
    away,
    box,
    delete,
    field,
    is_on_top,
    launcher,
    open_panel,
    say,
    with_role,
    write,
)
from tests.browser.stand_in import ROOT, StandInClinic

pytestmark = pytest.mark.browser
website, clinic, host = shared_website.website, shared_website.clinic, shared_website.host

SIDEWAYS = (PHONE[1], PHONE[0])
TALL = '<div style="height: 3000px"><button id="low" style="margin-top: 1500px">Further down</button></div>'
NOT_WHITE = "rgb(160, 0, 0)"


@pytest.fixture
def show(open_host: OpenPage, host: HostPages, clinic: StandInClinic) -> Callable[..., Page]:
    """Open a page of another website."""

    def show_(body: str = "", attributes: Mapping[str, str] | None = None, script: bool = True, css: str = "",
              opening: str = 'lang="en"', **options: Any) -> Page:
        host.pages["page"] = HostPage(clinic.url if script else "", attributes or {}, body, css, opening=opening)
        return open_host("/page/", **options)

    return show_


@pytest.fixture
def show_again(host: HostPages) -> Callable[[Page, Mapping[str, str]], None]:
    """Load the page anew with other attributes of the script tag."""

    def show_again_(page: Page, attributes: Mapping[str, str]) -> None:
        host.pages["page"] = replace(host.pages["page"], attributes=attributes)
        page.reload()

    return show_again_


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def posted(clinic: StandInClinic) -> list[str]:
    return [body["message"] for body in clinic.posted]


def console(page: Page) -> list[str]:
    """What will be told on the console."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    return told


def in_hex(colour: str) -> str:
    """A colour as ``#rrggbb`` for ``rgb(r, g, b)``."""
    return "#" + "".join(f"{int(part):02x}" for part in colour[4:-1].split(","))


def style(locator: Locator, name: str) -> str:
    return str(locator.evaluate("(element, name) => getComputedStyle(element)[name]", name))


# Open and close

def test_it_opens_and_closes(show) -> None:
    page = show()
    button = launcher(page)
    expect(button).to_have_text("Ask a question")
    expect(button).to_have_attribute("type", "button")
    expect(button).to_have_attribute("aria-expanded", "false")
    for close in (lambda: page.keyboard.press("Escape"), button.click,
                  page.get_by_role("button", name="Close", exact=True).click):
        button.click()
        expect(dialog(page)).to_be_visible()
        expect(dialog(page)).to_have_accessible_name("Ask West Chiropractic")
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(field(page)).to_be_focused()
        close()
        expect(dialog(page)).to_have_count(0)
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(button).to_be_focused()


def test_what_was_typed_and_said_is_there_when_it_opens_again(show) -> None:
    page = show()
    open_panel(page)
    say(page, "hello")
    field(page).fill("and")
    page.keyboard.press("Escape")
    open_panel(page)
    expect(field(page)).to_have_value("and")
    expect(page.locator(".log .line")).to_have_count(2)


def test_on_a_wide_page_the_rest_of_it_stays_in_reach(show) -> None:
    page = show(TALL)
    open_panel(page)
    assert dialog(page).get_attribute("aria-modal") is None
    assert not page.evaluate("document.body.inert")
    page.get_by_role("button", name="Further down").click()
    expect(dialog(page)).to_be_visible()
    assert is_on_top(launcher(page))


def test_on_a_phone_it_covers_the_page(show) -> None:
    page = show(TALL, size=PHONE)
    for width, height in (PHONE, SIDEWAYS, (320, 568), (480, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 700)")
        open_panel(page)
        assert box(dialog(page)) == (0, 0, width, height)
        expect(dialog(page)).to_have_attribute("aria-modal", "true")
        expect(launcher(page)).to_be_hidden()
        assert page.evaluate("document.body.inert")
        assert "Further down" not in [one["name"]["value"] for one in with_role(accessibility_tree(page), "button")]
        page.mouse.move(5, 5)
        page.mouse.wheel(0, 500)
        page.keyboard.press("PageDown")
        assert page.evaluate("scrollY") == 700
        for _ in range(20):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.id") in ("frontdesk-widget", "")
        page.get_by_role("button", name="Close", exact=True).click()
        left = page.evaluate("[document.body.inert, document.documentElement.style.overflow, scrollY]")
        assert left == [False, "", 700]
        expect(launcher(page)).to_be_focused()
    page.mouse.wheel(0, 100)
    page.wait_for_function("scrollY > 700")


def test_turned_to_a_wide_window_it_lets_go_of_the_page(show) -> None:
    page = show(TALL, size=PHONE)
    open_panel(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(launcher(page)).to_be_visible()
    assert page.evaluate("[document.body.inert, document.documentElement.style.overflow]") == [False, ""]
    assert dialog(page).get_attribute("aria-modal") is None
    expect(field(page)).to_be_focused()
    assert box(dialog(page))[0] > 500
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    expect(dialog(page)).to_have_attribute("aria-modal", "true")
    assert page.evaluate("document.body.inert")
    page.wait_for_function("""(height) => document.querySelector("#frontdesk-widget").shadowRoot
        .querySelector("frontdesk-sheet").offsetHeight === height""", arg=PHONE[1])


def test_what_the_page_has_locked_itself_stays_so(show) -> None:
    page = show(TALL, size=PHONE)
    open_panel(page)
    page.keyboard.press("Escape")
    page.evaluate("document.body.inert = true; document.documentElement.style.overflow = 'clip'")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("[document.body.inert, document.documentElement.style.overflow]") == [True, "clip"]


# What a page sets

@pytest.mark.parametrize("by", ["the clinic", "the page"])
def test_at_the_left(show, clinic, by: str) -> None:
    if by == "the clinic":
        clinic.set(widget={"position": "left"})
    page = show(attributes={"data-position": "left"} if by == "the page" else {})
    open_panel(page)
    for width, height in (DESKTOP, (700, 800)):
        page.set_viewport_size({"width": width, "height": height})
        assert box(launcher(page))[0] == box(dialog(page))[0] == 16
        assert box(dialog(page))[2] < width - 16
        assert box(dialog(page))[3] <= box(launcher(page))[1]


def test_at_the_right(show, show_again, clinic) -> None:
    page = show()
    for setting, position in (("right", None), ("right", "middle"), ("right", ""), ("left", "right")):
        clinic.set(widget={"position": setting})
        show_again(page, {} if position is None else {"data-position": position})
        open_panel(page)
        assert box(launcher(page))[2] == box(dialog(page))[2] == DESKTOP[0] - 16


def test_its_words(show, clinic) -> None:
    clinic.set(widget={"launcher": "Talk to us"})
    expect(launcher(show())).to_have_text("Talk to us")
    expect(launcher(show(attributes={"data-launcher": "Questions? <b>Ask</b>"}))).to_have_text("Questions? <b>Ask</b>")


def test_all_that_a_page_says_instead_of_the_clinic(show) -> None:
    page = show(attributes={
        "data-heading": "Ask about backs", "data-greeting": "Hi there!", "data-safety": "Not for emergencies.",
        "data-privacy": "https://example.org/privacy", "data-hours": "Weekdays, until five",
        "data-starters": '["Who?"]'})
    open_panel(page)
    expect(dialog(page)).to_have_accessible_name("Ask about backs")
    expect(page.get_by_role("heading", name="Ask about backs")).to_be_visible()
    expect(page.get_by_text("Hi there!")).to_be_visible()
    expect(page.locator(".safety p")).to_have_text("Not for emergencies.")
    expect(page.get_by_role("link", name="Privacy notice")).to_have_attribute("href", "https://example.org/privacy")
    expect(page.get_by_role("button", name="Talk to a person")).to_have_accessible_description("Weekdays, until five")
    expect(page.get_by_role("group", name="Questions to start with").get_by_role("button")).to_have_text(["Who?"])


def test_starters_that_are_no_list_are_the_clinics(show, show_again, clinic) -> None:
    clinic.set(starters=["What?"])
    page = show()
    group = page.get_by_role("group", name="Questions to start with")
    for starters in ("", "nonsense", "[1]", '{"a": "b"}', "null", '"Who?"'):
        show_again(page, {"data-starters": starters})
        open_panel(page)
        expect(group.get_by_role("button").first).to_have_text("What?")
    show_again(page, {"data-starters": "[]"})
    open_panel(page)
    expect(group).to_have_count(0)


@pytest.mark.parametrize("by", ["the clinic", "the page"])
def test_language_and_direction(show, clinic, by: str) -> None:
    if by == "the clinic":
        clinic.set(widget={"language": "ar", "direction": "rtl"})
    page = show(attributes={"data-lang": "ar", "data-dir": "rtl"} if by == "the page" else {})
    expect(launcher(page)).to_have_attribute("lang", "ar")
    expect(launcher(page)).to_have_attribute("dir", "rtl")
    open_panel(page)
    expect(page.locator(".panel")).to_have_attribute("lang", "ar")
    assert style(page.locator(".panel"), "direction") == "rtl"
    say(page, "hello")
    assert page.locator(".visitor .bubble").get_attribute("lang") == ""  # nobody knows
    assert page.locator(".log .reply .bubble").get_attribute("lang") == "en"  # as the articles
    send, at = box(page.get_by_role("button", name="Send", exact=True)), box(field(page))
    assert send[2] <= at[0]


def test_the_pages_own_language_and_direction_are_not_taken_over(show) -> None:
    page = show(opening='lang="he" dir="rtl"')
    open_panel(page)
    assert style(page.locator(".panel"), "direction") == "ltr"
    expect(page.locator(".panel")).to_have_attribute("lang", "en")


# Colours

def test_a_pages_own_accent(show) -> None:
    page = show(attributes={"data-accent": "#a00000"})
    open_panel(page)
    assert style(launcher(page), "backgroundColor") == NOT_WHITE
    assert style(page.locator(".head"), "backgroundColor") == NOT_WHITE


def test_on_a_dark_page(show, show_again, clinic) -> None:
    clinic.set(widget={"accent": "#0b5f5a", "accent_dark": "#86d3c6"})
    page = show(color_scheme="dark")
    light, dark = {"data-accent": "#a00000"}, {"data-accent-dark": "#ffb0b0"}
    shown = []
    for attributes in ({}, dark, {**light, **dark}, light):
        show_again(page, attributes)
        open_panel(page)
        shown.append(in_hex(style(launcher(page), "backgroundColor")))
        assert in_hex(style(page.locator(".head"), "backgroundColor")) == shown[-1]
    assert shown[:3] == ["#86d3c6", "#ffb0b0", "#ffb0b0"]
    assert readable(shown[3], DARK)  # made from the page's own, and not the clinic's
    assert shown[3][1:3] > shown[3][3:5] == shown[3][5:]


REFUSED = [
    ({"data-accent": "#ffd700"}, "light accent"), ({"data-accent": "red"}, "light accent"),
    ({"data-accent": "#a00000", "data-accent-dark": "#400000"}, "dark accent"),
    ({"data-accent": "url(https://evil.example)"}, "light accent")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_that_cannot_be_read_is_refused(show, show_again, clinic, scheme: str) -> None:
    clinic.set(widget={"accent": "#5f0b5a", "accent_dark": "#d386c6"})
    page = show(faults=True, color_scheme=scheme)
    heard = console(page)
    for attributes, told in REFUSED:
        show_again(page, attributes)
        expect(launcher(page)).to_be_visible()
        reason = heard.pop()
        assert reason.startswith("Frontdesk: ")
        assert told in reason
        assert "4.5:1" in reason
        assert heard == []
        open_panel(page)
        for part in (launcher(page), page.locator(".head")):
            assert in_hex(style(part, "backgroundColor")) == ("#5f0b5a" if scheme == "light" else "#d386c6")


def add_script(page: Page, address: str, attributes: Mapping[str, str] | None = None) -> None:
    page.evaluate("""([address, attributes]) => {
        const script = document.createElement("script");
        for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
        script.src = address;
        document.head.append(script);
    }""", [address, attributes or {}])


def test_the_site_and_the_widget_agree_on_what_can_be_read(show) -> None:
    text = (ROOT / "widget" / "shared" / "colours.js").read_text(encoding="utf-8").replace("export ", "")
    page = show(script=False, chat=False)
    dice = random.Random(4)
    colours = [f"#{dice.randrange(1 << 24):06x}" for _ in range(200)]
    near = [f"#{value:02x}{value:02x}{value:02x}" for value in range(256)]
    # With a contrast that is by next to nothing more or less than what is needed.
    close = ["#b35301", "#a85d10", "#2c7a19", "#c0392b", "#0000ff", "#ffffff", "#000000"]
    odd = ["", "red", "#fff", "#gggggg", "#0b5f5a ", "#0B5F5A", " #0b5f5a", "#0b5f5a00"]
    light, dark = page.evaluate(f"""([colours, dark, light]) => {{
        {text}
        return [colours.map((colour) => !accentRules(colour, light)[1]),
          colours.map((colour) => !accentRules(dark, colour)[1])];
    }}""", [[*colours, *near, *close, *odd], "#000000", "#ffffff"])
    ours = [*colours, *near, *close]
    assert dict(zip(ours, light)) == {colour: readable(colour, LIGHT) for colour in ours}
    assert dict(zip(ours, dark)) == {colour: readable(colour, DARK) for colour in ours}
    assert 0 < sum(light[:200]) < 200
    assert 0 < sum(dark[:200]) < 200
    # Without a dark one it is made from the light one; in capitals it is a colour too.
    assert dict(zip(odd, light[-len(odd):])) == {colour: is_colour(colour.lower()) for colour in odd}
    assert dict(zip(odd, dark[-len(odd):])) == {colour: colour == "" for colour in odd}


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_the_surfaces_are_those_of_the_style_sheet(show, scheme: Scheme) -> None:
    page = show(color_scheme=scheme.name)
    open_panel(page)
    parts = (page.locator(".panel"), page.locator(".safety"), page.locator(".reply .bubble").first)
    assert {in_hex(style(part, "backgroundColor")) for part in parts} == set(scheme.surfaces)
    head = page.locator(".head")
    assert contrast(in_hex(style(head, "backgroundColor")), in_hex(style(head, "color"))) >= NEEDED


# Buttons of the page's own

BUTTONS = """
  <button type="button" id="button" data-frontdesk-message="From a button">A</button>
  <a href="/elsewhere/" id="link" data-frontdesk-message="From a link">B</a>
  <button type="button" id="nested" data-frontdesk-message="From inside"><span><b id="inside">C</b></span></button>
  <button type="button" id="empty" data-frontdesk-message="">D</button>
  <form action="/elsewhere/"><button id="submit" data-frontdesk-message="From a form">E</button></form>
  <p id="text" data-frontdesk-message="From a paragraph">F</p>
"""


def test_they_open_it_and_say_something(show, clinic) -> None:
    page = show(BUTTONS)
    address = page.url
    presses = {"button": "button", "link": "link", "inside": "nested", "submit": "submit"}
    for number, (press, on) in enumerate(presses.items(), 1):
        page.locator(f"#{press}").click()
        expect(page.locator(".log .reply")).to_have_count(number)
        expect(field(page)).to_be_focused()
        expect(launcher(page)).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(page.locator(f"#{on}")).to_be_focused()
    assert posted(clinic) == ["From a button", "From a link", "From inside", "From a form"]
    assert page.url == address


def test_an_empty_one_only_opens_it(show, clinic) -> None:
    page = show(BUTTONS)
    for _ in range(2):
        page.locator("#empty").click()
        expect(field(page)).to_be_focused()
    expect(dialog(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#empty")).to_be_focused()
    assert clinic.posted == []


def test_with_the_chat_open_they_say_something_more(show, clinic) -> None:
    page = show(BUTTONS)
    open_panel(page)
    page.locator("#button").click()
    expect(page.locator(".log .reply")).to_have_count(1)
    page.locator("#nested").click()
    expect(page.locator(".log .reply")).to_have_count(2)
    assert posted(clinic) == ["From a button", "From inside"]


def test_one_that_the_page_adds_later_works_too(show, clinic) -> None:
    page = show()
    page.evaluate("""document.querySelector("main").insertAdjacentHTML("beforeend",
        '<button id="late" data-frontdesk-message="Late">Late</button>')""")
    page.locator("#late").click()
    expect(page.locator(".log .reply")).to_have_count(1)
    assert posted(clinic) == ["Late"]


def test_where_the_focus_cannot_go_back_it_goes_to_the_launcher(show) -> None:
    page = show(BUTTONS)
    for press, then in (("text", ""), ("button", "button.hidden = true"), ("nested", "nested.remove()")):
        page.locator(f"#{press}").click()
        expect(field(page)).to_be_focused()
        page.evaluate(then)
        page.keyboard.press("Escape")
        expect(launcher(page)).to_be_focused()


def test_on_a_phone_the_focus_goes_back_to_them_too(show) -> None:
    page = show(BUTTONS, size=PHONE)
    page.locator("#nested").click()
    expect(field(page)).to_be_focused()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.locator("#nested")).to_be_focused()


# How the script comes into the page

def test_two_script_tags_are_one(show, clinic, host) -> None:
    page = show(f'<script src="{clinic.url}/widget.js" defer data-launcher="One"></script>' + BUTTONS,
                {"data-launcher": "Two"})
    expect(launcher(page)).to_have_text("One")
    page.locator("#button").click()
    expect(page.locator(".log .reply")).to_have_count(1)
    assert posted(clinic) == ["From a button"]
    assert page.locator("#frontdesk-widget").count() == 1


def test_two_script_tags_are_one_for_a_chat_in_the_page(show, clinic) -> None:
    page = show(f'<frontdesk-chat></frontdesk-chat><script src="{clinic.url}/widget.js" defer></script>' + BUTTONS)
    expect(field(page)).to_be_visible()
    page.locator("#button").click()
    expect(page.locator(".log .reply")).to_have_count(1)
    page.wait_for_timeout(200)
    assert posted(clinic) == ["From a button"]
    assert page.locator(".log .visitor").count() == 1


def test_the_script_added_by_another(show, clinic) -> None:
    page = show(script=False, chat=False)
    add_script(page, f"{clinic.url}/widget.js", {"data-launcher": "Added"})
    expect(launcher(page)).to_have_text("Added")
    add_script(page, f"{clinic.url}/widget.js", {"data-launcher": "Again"})
    page.wait_for_load_state("networkidle")
    expect(launcher(page)).to_have_text("Added")
    open_panel(page)


@pytest.mark.parametrize("how", ["", "async"])
def test_the_script_in_the_head_without_defer(show, clinic, how: str) -> None:
    # What stands before <head> belongs to it.
    early = f'lang="en"><script src="{clinic.url}/widget.js" {how} data-launcher="Early"></script'
    page = show(BUTTONS, opening=early, script=False)
    assert page.evaluate("document.scripts[0].parentElement.localName") == "head"
    expect(launcher(page)).to_have_text("Early")
    page.locator("#button").click()
    expect(page.locator(".log .reply")).to_have_count(1)
    host_ = page.locator("#frontdesk-widget")
    assert host_.evaluate("(host) => host === document.documentElement.lastElementChild")


def test_the_script_in_the_head_without_defer_finds_a_chat_in_the_page(show, clinic) -> None:
    page = show("<frontdesk-chat></frontdesk-chat>", script=False,
                opening=f'lang="en"><script src="{clinic.url}/widget.js"></script')
    expect(field(page)).to_be_visible()
    assert page.locator("#frontdesk-widget").count() == 0


def test_a_page_with_a_base_address(show, clinic) -> None:
    page = show('<base href="https://elsewhere.example/deep/">')
    open_panel(page)
    say(page, "hello")


# When something is wrong

def test_a_panel_that_cannot_be_loaded(show) -> None:
    page = show(faults=True)
    page.route("**/widget/panel-*", lambda route: route.abort())
    launcher(page).click()
    told = page.get_by_role("status").filter(has_text=WORDS["notLoaded"])
    expect(told).to_be_visible()
    expect(launcher(page)).to_have_attribute("aria-expanded", "false")
    expect(launcher(page)).to_be_focused()
    launcher(page).click()
    expect(told).to_be_visible()
    page.unroute("**/widget/panel-*")
    open_panel(page)
    expect(told).to_have_count(0)
    say(page, "hello")


@pytest.fixture
def held(show: Callable[..., Page]) -> tuple[Page, Callable[[], None]]:
    """A page whose panel doesn't come, and what lets it come."""
    page = show(BUTTONS, faults=True)
    waiting: list[Route] = []
    page.route("**/widget/panel-*", lambda route: waiting.append(route))

    def let_it_come() -> None:
        page.wait_for_timeout(0)
        for route in waiting:
            route.continue_()

    return page, let_it_come


def test_a_panel_that_takes_long_says_so(held) -> None:
    page, let_it_come = held
    launcher(page).click()
    told = page.get_by_role("status").filter(has_text=WORDS["loading"])
    expect(told).to_be_visible()
    let_it_come()
    expect(field(page)).to_be_focused()
    expect(told).to_have_count(0)


def test_impatience_does_no_harm(held, clinic) -> None:
    page, let_it_come = held
    for _ in range(3):
        launcher(page).click()
    expect(page.get_by_role("status").filter(has_text=WORDS["loading"])).to_be_visible()
    launcher(page).click()
    let_it_come()
    expect(field(page)).to_be_focused()
    page.wait_for_timeout(600)  # longer than until it would be said that it takes long
    expect(dialog(page)).to_be_visible()
    assert page.locator("#frontdesk-widget > p").inner_text() == ""
    assert page.locator("frontdesk-sheet").count() == 1


def test_what_is_pressed_last_counts(held, clinic) -> None:
    page, let_it_come = held
    launcher(page).click()
    page.locator("#button").click()
    let_it_come()
    expect(page.locator(".log .reply")).to_have_count(1)
    assert posted(clinic) == ["From a button"]
    page.keyboard.press("Escape")
    expect(page.locator("#button")).to_be_focused()


def test_a_panel_in_the_page_that_cannot_be_loaded_says_so(show, clinic) -> None:
    page = show(script=False, chat=False, faults=True, body="<frontdesk-chat></frontdesk-chat>" + BUTTONS)
    page.route("**/widget/panel-*", lambda route: route.abort())
    failed: list[str] = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    add_script(page, f"{clinic.url}/widget.js")
    expect(page.locator("frontdesk-chat")).to_have_text(WORDS["notLoaded"])
    page.locator("#button").click()
    assert failed == []


def test_a_panel_in_the_page_that_takes_long_says_what_was_pressed(show, clinic) -> None:
    page = show(script=False, chat=False, body="<frontdesk-chat></frontdesk-chat>" + BUTTONS)
    waiting: list[Route] = []
    page.route("**/widget/panel-*", lambda route: waiting.append(route))
    add_script(page, f"{clinic.url}/widget.js")
    while not waiting:
        page.wait_for_timeout(20)
    page.locator("#button").click()
    waiting[0].continue_()
    expect(page.locator(".log .reply")).to_have_count(1)
    assert posted(clinic) == ["From a button"]


@pytest.mark.parametrize("body", ["", "<frontdesk-chat></frontdesk-chat>"])
def test_a_website_that_is_not_allowed(show, clinic, host, body: str) -> None:
    clinic.set(widget={"allowed_origins": ("https://elsewhere.example", host.url + "0")})
    page = show(body + BUTTONS, script=False, chat=False, faults=True)
    heard = console(page)
    add_script(page, f"{clinic.url}/widget.js")
    page.wait_for_function("performance.getEntriesByName(document.scripts[0].src).length > 0")
    page.locator("#button").click()
    assert heard == [WORDS["wrongOrigin"].replace("{origin}", host.url)]
    assert "Frontdesk" in heard[0]
    assert host.url in heard[0]
    assert "allowed_origins in content/clinic.yml" in heard[0]
    assert page.locator("#frontdesk-widget").count() == 0
    assert clinic.posted == []
    assert page.evaluate("performance.getEntriesByType('resource').length") == 1


# In the page

def test_in_the_page_there_is_no_launcher(show, clinic) -> None:
    chat = '<div style="height: 480px; width: 360px"><frontdesk-chat heading="Here"></frontdesk-chat></div>'
    page = show(chat + BUTTONS, {"data-heading": "There", "data-greeting": "Hi there!", "data-accent": "#a00000"})
    expect(field(page)).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")  # it takes the focus from nobody
    assert page.locator("#frontdesk-widget").count() == 0
    expect(page.get_by_role("button", name="Close", exact=True)).to_have_count(0)
    expect(page.get_by_role("heading", name="Here")).to_be_visible()
    expect(page.get_by_text("Hi there!")).to_be_visible()
    assert style(page.locator(".head"), "backgroundColor") == NOT_WHITE
    left, top, right, bottom = box(page.locator("frontdesk-chat"))
    assert (right - left, bottom - top) == (360, 480)
    say(page, "hello")
    page.locator("#empty").click()
    expect(field(page)).to_be_focused()
    page.locator("#button").click()
    expect(page.locator(".log .reply")).to_have_count(2)
    delete(page)
    expect(page.get_by_text(WORDS["deleted"])).to_be_visible()


def test_its_height(show) -> None:
    page = show("<frontdesk-chat></frontdesk-chat>")
    expect(field(page)).to_be_visible()
    chat = page.locator("frontdesk-chat")
    assert chat.evaluate("(chat) => chat.offsetHeight") == 576
    for on, height, pixels in (("html", "20rem", 320), ("frontdesk-chat", "300px", 300)):
        page.locator(on).evaluate("(on, height) => on.style.setProperty('--frontdesk-height', height)", height)
        assert chat.evaluate("(chat) => chat.offsetHeight") == pixels


def test_in_the_page_it_sends_what_waits(show, clinic, host) -> None:
    page = show("<frontdesk-chat></frontdesk-chat>", faults=True)
    with away(clinic):
        write(page, "hello")
        expect(page.locator(".log .failure")).to_be_visible()
        context = page.context
        page.close()
    page = context.new_page()
    page.goto(f"{host.url}/page/")
    expect(page.locator(".log .reply")).to_have_count(1)
    assert list(clinic.processed.values()) == [1]


def test_a_page_of_its_own(open_clinic, clinic) -> None:
    page = open_clinic("/chat")
    expect(field(page)).to_be_visible()
    assert page.locator("#frontdesk-widget").count() == 0
    for width, height in (DESKTOP, PHONE, (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        _, top, _, bottom = box(page.locator("frontdesk-chat"))
        assert 0.8 * height <= bottom - top <= height + 1
        size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert size == [width, height]
    say(page, "hello")
    page.reload()
    expect(page.locator(".log .line")).to_have_count(2)


# News

def test_an_answer_that_comes_while_it_is_closed(show, clinic) -> None:
    page = show()
    open_panel(page)
    clinic.wait = 0.5
    write(page, "hello")
    page.keyboard.press("Escape")
    name = f"Ask a question {WORDS['newAnswer']}"
    expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    before = box(launcher(page))
    assert before[3] - before[1] < 60  # it is still one line
    launcher(page).click()
    expect(page.get_by_role("button", name="Ask a question", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(launcher(page)).to_have_accessible_name("Ask a question")
    clinic.wait = 0


def test_one_that_is_seen_or_restored_is_no_news(show) -> None:
    page = show()
    open_panel(page)
    say(page, "hello")
    page.keyboard.press("Escape")
    expect(launcher(page)).to_have_accessible_name("Ask a question")
    page.reload()
    open_panel(page)
    page.keyboard.press("Escape")
    expect(launcher(page)).to_have_accessible_name("Ask a question")


# When a person replies

WEEKDAYS = OpeningHours(week=(((540, 1050),),) * 5 + (((540, 720), (780, 900)),) + ((),))
LINE = "A person replies: Mon–Fri 9:00–17:30, Sat 9:00–12:00 and 13:00–15:00"


def hours_shown(page: Page) -> str:
    return page.get_by_role("button", name="Talk to a person").evaluate("""(button) => button.getRootNode()
        .getElementById(button.getAttribute("aria-describedby"))?.textContent ?? "" """)


SUMMER, WINTER = "2026-07-06", "2026-01-05"  # Mondays
IN_LONDON = {
    f"{WINTER}T08:59:59Z": False, f"{WINTER}T09:00:00Z": True,
    f"{WINTER}T17:29:59Z": True, f"{WINTER}T17:30:00Z": False, "2026-01-06T00:00:00Z": False,
    f"{SUMMER}T07:59:59Z": False, f"{SUMMER}T08:00:00Z": True,
    f"{SUMMER}T16:29:59Z": True, f"{SUMMER}T16:30:00Z": False,
    "2026-01-10T11:59:00Z": True, "2026-01-10T12:30:00Z": False, "2026-01-10T13:00:00Z": True,  # a Saturday
    "2026-01-11T10:00:00Z": False,  # a Sunday
    # The Saturdays and Mondays around the changes of the clock.
    "2026-03-28T08:30:00Z": False, "2026-03-30T08:30:00Z": True,
    "2026-10-24T08:30:00Z": True, "2026-10-26T08:30:00Z": False,
}
# At two in the afternoon in London.
ELSEWHERE = {"Pacific/Auckland": False, "America/New_York": True, "Asia/Kathmandu": False, "Europe/Berlin": True}


@pytest.fixture
def in_zone(open_clinic: OpenPage, clinic: StandInClinic) -> Callable[[str, str], str]:
    """What is shown of the hours of a clinic in a time zone, at a time; the visitor is elsewhere."""
    page = open_clinic(timezone_id="Asia/Tokyo")
    zones = [""]

    def in_zone_(zone: str, now: str) -> str:
        if zone != zones[-1]:
            clinic.set(opening_hours=WEEKDAYS, time_zone=zone)
            zones.append(zone)
        page.clock.set_fixed_time(now)
        page.goto(f"{clinic.url}/chat")
        expect(field(page)).to_be_visible()
        return hours_shown(page)

    return in_zone_


def test_whether_it_is_open_now(in_zone) -> None:
    shown = {now: in_zone("Europe/London", now) for now in IN_LONDON}
    assert shown == {now: f"{LINE} ({'open' if opened else 'closed'} now)" for now, opened in IN_LONDON.items()}


def test_it_is_the_clinics_clock_that_counts(in_zone) -> None:
    shown = {zone: in_zone(zone, f"{WINTER}T14:00:00Z") for zone in ELSEWHERE}
    assert shown == {zone: f"{LINE} ({'open' if opened else 'closed'} now)" for zone, opened in ELSEWHERE.items()}


def test_a_time_zone_that_the_browser_does_not_know(in_zone) -> None:
    assert in_zone("Europe/Nowhere", f"{WINTER}T14:00:00Z") == LINE


def test_no_hours(open_clinic) -> None:
    page = open_clinic("/chat")
    expect(field(page)).to_be_visible()
    assert hours_shown(page) == ""
    assert page.get_by_role("button", name="Talk to a person").get_attribute("aria-describedby") is None
