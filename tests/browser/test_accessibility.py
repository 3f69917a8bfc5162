"""The widget for everyone: what axe-core checks, and what it can't."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from frontdesk.knowledge.privacy import Privacy
from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.host_pages import HostPage
from tests.browser.panel import (
    TINY,
    WORDS,
    accessibility_tree,
    box,
    delete,
    field,
    focused,
    in_widget,
    launcher,
    listed,
    open_panel,
    say,
    with_role,
)
from tests.browser.stand_in import ANSWER, QUOTING

pytestmark = pytest.mark.browser

URGENT = "Please call 999 now, or have someone take you to A&E. Don't drive yourself."


WAYS = {
    "light": {},
    "dark": {"color_scheme": "dark", "size": PHONE},
    "forced colours": {"forced_colors": "active"},
    "forced dark": {"forced_colors": "active", "color_scheme": "dark"},
    "tiny": {"size": TINY},
    "full page": {"path": "/chat"},
}


@pytest.fixture
def open_as(open_clinic, open_host, clinic, host):
    """Open a page with the chat, in one of the ways in which people meet it."""

    def open_(how: str, **options) -> Page:
        if how == "rtl":
            attributes = {"data-lang": "ar", "data-dir": "rtl"}
            host.pages["rtl"] = HostPage(clinic.url, attributes, opening='lang="ar" dir="rtl"')
            return open_host("/rtl/", **options)
        if how == "inline":
            host.pages["inline"] = HostPage(clinic.url, body="<frontdesk-chat></frontdesk-chat>")
            return open_host("/inline/", **options)
        return open_clinic(**WAYS[how], **options)

    return open_


def begin(page: Page) -> None:
    """Get to the text field, by the launcher where there is one."""
    if launcher(page).count():
        open_panel(page)
    else:
        expect(field(page)).to_be_visible()


# axe

def test_axe_finds_what_is_wrong_in_a_shadow_root(browser) -> None:
    page = browser.new_page()
    page.set_content("<!doctype html><html lang=en><title>x</title><main><h1>x</h1><div id=host></div></main>")
    assert violations(page) == []
    page.evaluate("""() => document.querySelector("#host").attachShadow({ mode: "open" })
        .append(document.createElement("button"))""")
    [found] = violations(page)
    assert found.startswith("button-name (critical): #host >>> button")
    page.close()


@pytest.mark.parametrize("how", [*WAYS, "rtl", "inline"])
def test_axe_finds_nothing(open_as, clinic, how: str) -> None:
    page = open_as(how, faults=True)
    found = {"closed": violations(page)}
    begin(page)
    found["empty"] = violations(page)
    clinic.wait, clinic.replies = 30.0, [[QUOTING.as_dict()]]
    field(page).fill("is my calf related to my back?")
    field(page).press("Enter")
    expect(page.get_by_role("status").filter(has_text=WORDS["looking"])).to_have_count(1)
    found["busy"] = violations(page)
    clinic.leave()
    expect(page.get_by_text(WORDS["unreachable"])).to_be_visible()
    found["unsent"] = violations(page)
    clinic.wait = 0.0
    clinic.come_back()
    page.get_by_role("button", name="Try now").click()
    expect(page.locator(".log blockquote")).to_have_count(1)
    page.get_by_role("button", name="Not helpful", exact=True).click()
    expect(page.get_by_role("button", name="Unsafe", exact=True)).to_be_visible()
    found["answered"] = violations(page)
    page.get_by_role("button", name="More", exact=True).click()
    found["menu"] = violations(page)
    page.get_by_role("button", name="Delete this conversation", exact=True).click()
    found["deleting"] = violations(page)
    page.get_by_role("button", name="Keep it", exact=True).click()
    clinic.texts = [URGENT]
    say(page, "my groin is numb")
    found["urgent"] = violations(page)
    delete(page)
    expect(page.get_by_text(WORDS["deleted"])).to_be_visible()
    found["deleted"] = violations(page)
    assert not listed(found), listed(found)


def test_axe_finds_nothing_where_the_panel_could_not_be_loaded(open_clinic) -> None:
    page = open_clinic(faults=True)
    page.route("**/widget/panel-*", lambda route: route.abort())
    launcher(page).click()
    expect(page.get_by_text(WORDS["notLoaded"])).to_be_visible()
    assert violations(page) == []
    expect(launcher(page)).to_be_focused()
    page.unroute_all()
    launcher(page).click()
    expect(field(page)).to_be_focused()


# The launcher

def test_the_launcher_is_a_button_that_tells_whether_the_chat_is_open(open_clinic) -> None:
    page = open_clinic()
    button = launcher(page)
    assert button.evaluate("(element) => [element.localName, element.type]") == ["button", "button"]
    expect(button).to_have_accessible_name("Ask a question")
    expect(button).to_have_attribute("aria-expanded", "false")
    open_panel(page)
    expect(button).to_have_attribute("aria-expanded", "true")
    [dialog] = with_role(accessibility_tree(page), "dialog")
    assert dialog["name"]["value"]
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    assert with_role(accessibility_tree(page), "dialog") == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP, TINY])
@pytest.mark.parametrize("how", ["Escape", "Close"])
def test_the_focus_goes_to_the_text_field_and_back(open_clinic, size: tuple[int, int], how: str) -> None:
    page = open_clinic(size=size)
    for _ in range(2):
        open_panel(page)
        if how == "Escape":
            page.keyboard.press("Escape")
        else:
            page.get_by_role("button", name="Close", exact=True).click()
        expect(field(page)).to_be_hidden()
        expect(launcher(page)).to_be_focused()


def test_the_focus_goes_back_to_what_opened_the_chat(open_host, clinic, host) -> None:
    host.pages["asks"] = HostPage(clinic.url, body='<button data-frontdesk-message="">Ask us</button>')
    page = open_host("/asks/")
    ask = page.get_by_role("button", name="Ask us")
    ask.click()
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(ask).to_be_focused()
    assert clinic.posted == []


@pytest.mark.parametrize("where", ["text field", "Talk to a person", "More", "And then?", "Helpful"])
def test_a_reply_does_not_move_the_focus(open_clinic, clinic, where: str) -> None:
    page = open_clinic()
    open_panel(page)
    clinic.replies = [[QUOTING.as_dict()]]
    say(page, "one")
    clinic.wait = 0.4
    field(page).fill("two")
    field(page).press("Enter")
    if where != "text field":
        page.get_by_role("button", name=where, exact=True).first.focus()
    before = focused(page)
    expect(page.locator(".log .reply")).to_have_count(2)
    assert focused(page) == before


def test_the_focus_stays_in_the_chat_when_a_suggestion_is_chosen(open_clinic) -> None:
    page = open_clinic()
    open_panel(page)
    say(page, "one")
    page.get_by_role("button", name="And then?").press("Enter")
    expect(page.locator(".log .reply")).to_have_count(2)
    assert focused(page)["tag"] not in ("body", "html")
    assert page.evaluate("document.activeElement.id") == "frontdesk-widget"


# What screen readers announce

_LISTEN = """() => {
  window.announced = [];
  const regionOf = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const live = at.ariaLive ?? { alert: "assertive", log: "polite", status: "polite" }[at.role];
      if (live) return [at, live];
    }
    return [null, "none"];
  };
  const listen = (root) => new MutationObserver((records) => {
    const added = new Set(records.flatMap((record) => [...record.addedNodes]));
    for (const node of added) {
      if (!node.textContent) continue;
      const [region, live] = regionOf(node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
      if (["polite", "assertive"].includes(live) && !added.has(region)) announced.push(`${live}: ${node.textContent}`);
    }
  }).observe(root, { childList: true, subtree: true, characterData: true });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    listen(root);
    return root;
  };
}"""


@pytest.fixture
def listening(browser, clinic):
    """A page that notes what is put into live regions that were there before."""
    context = browser.new_context()
    context.add_init_script(f"({_LISTEN})()")
    page = context.new_page()
    page.goto(clinic.url)
    yield page
    context.close()


def test_each_reply_is_announced_once(listening, clinic) -> None:
    page = listening
    open_panel(page)
    clinic.replies = [[{**ANSWER.as_dict(), "text": f"Answer {at}."}] for at in range(3)]
    for at in range(3):
        say(page, f"question {at}")
    page.get_by_role("button", name="Helpful", exact=True).first.click()
    announced = page.evaluate("announced")
    for at in range(3):
        [once] = [one for one in announced if f"Answer {at}." in one]
        assert once.startswith("polite: ")
    assert len([one for one in announced if WORDS["looking"] in one]) >= 1
    assert [one for one in announced if one.startswith("assertive")] == []


def test_what_is_restored_is_not_announced(listening, clinic) -> None:
    page = listening
    open_panel(page)
    clinic.replies = [[{**ANSWER.as_dict(), "text": "The first answer."}], [{**ANSWER.as_dict(), "text": "A new one."}]]
    say(page, "one")
    assert any("The first answer." in one for one in page.evaluate("announced"))
    page.reload()
    open_panel(page)
    expect(page.locator(".log .reply")).to_contain_text("The first answer.")
    assert not any("The first answer." in one for one in page.evaluate("announced"))
    say(page, "two")
    announced = page.evaluate("announced")
    assert len([one for one in announced if "A new one." in one]) == 1
    assert not any("The first answer." in one for one in announced)


def test_the_log_is_polite_and_the_alert_waits_for_its_text(open_clinic) -> None:
    page = open_clinic()
    open_panel(page)
    nodes = accessibility_tree(page)
    [log] = with_role(nodes, "log")
    assert {one["name"]: one["value"].get("value") for one in log["properties"]}["live"] == "polite"
    assert with_role(nodes, "alert")
    assert with_role(nodes, "status")


def test_a_vote_tells_whether_it_is_pressed(open_clinic, clinic) -> None:
    page = open_clinic()
    open_panel(page)
    say(page, "one")
    helpful = page.get_by_role("button", name="Helpful", exact=True)
    not_helpful = page.get_by_role("button", name="Not helpful", exact=True)
    expect(helpful).to_have_attribute("aria-pressed", "false")
    helpful.click()
    expect(helpful).to_have_attribute("aria-pressed", "true")
    not_helpful.click()
    expect(helpful).to_have_attribute("aria-pressed", "false")
    expect(not_helpful).to_have_attribute("aria-pressed", "true")
    for reason in ("Not what I asked", "Out of date", "Wrong", "Unsafe"):
        expect(page.get_by_role("button", name=reason, exact=True)).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Out of date", exact=True).click()
    expect(page.get_by_role("button", name="Out of date", exact=True)).to_have_attribute("aria-pressed", "true")
    not_helpful.click()
    expect(not_helpful).to_have_attribute("aria-pressed", "false")
    message_id = clinic.posted[0]["message_id"]
    said = [("up", None), ("down", None), ("down", "outdated"), (None, None)]
    assert clinic.votes == [{"session": "a-session", "message_id": message_id, "vote": vote, "reason": reason}
                            for vote, reason in said]


def test_every_part_says_its_language(open_clinic, clinic) -> None:
    clinic.set(language="cy", widget={"language": "ar", "direction": "rtl"})
    page = open_clinic()
    clinic.replies = [[QUOTING.as_dict()]]
    open_panel(page)
    say(page, "one")
    language = "(element) => element.closest('[lang]').lang"
    for text in (".log .reply p", ".log .reply blockquote", ".log .reply cite", ".log .choice"):
        assert page.locator(text).first.evaluate(language) == "cy"
    for own in (".log .reply figcaption a", ".composer button"):
        assert page.locator(own).first.evaluate(language) == "ar"
    assert page.locator(".log .visitor .bubble").evaluate(language) == ""  # nobody knows
    assert launcher(page).evaluate(language) == "ar"
    assert page.locator(".panel").evaluate("(element) => getComputedStyle(element).direction") == "rtl"


# Sizes, motion, focus

_TARGETS = """
    const small = [];
    for (const element of inWidget("button, a, textarea, input, select, summary")) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      const target = element.matches("input") ? element.closest("label") ?? element : element;
      const { width, height } = target.getBoundingClientRect();
      if (width < 43.9 || height < 43.9) small.push(`${target.textContent || target.localName}: ${width} × ${height}`);
    }
    return small;
"""


@pytest.mark.parametrize("size", [PHONE, DESKTOP, TINY])
def test_every_target_is_large_enough(open_clinic, clinic, size: tuple[int, int]) -> None:
    clinic.set(privacy_url="https://clinic.test/privacy", privacy=Privacy(keep_questions=True))
    page = open_clinic(size=size, faults=True)
    small = {"closed": in_widget(page, _TARGETS)}
    open_panel(page)
    small["empty"] = in_widget(page, _TARGETS)
    clinic.replies = [[QUOTING.as_dict()]]
    say(page, "one")
    page.get_by_role("button", name="Not helpful", exact=True).click()
    small["answered"] = in_widget(page, _TARGETS)
    page.get_by_role("button", name="More", exact=True).click()
    small["menu"] = in_widget(page, _TARGETS)
    page.get_by_role("button", name="Delete this conversation", exact=True).click()
    small["deleting"] = in_widget(page, _TARGETS)
    page.get_by_role("button", name="Keep it", exact=True).click()
    clinic.statuses = [422]
    clinic.detail = "This isn't taken."
    field(page).fill("two")
    field(page).press("Enter")
    expect(page.get_by_text("This isn't taken.")).to_be_visible()
    small["refused"] = in_widget(page, _TARGETS)
    clinic.leave()
    field(page).fill("three")
    field(page).press("Enter")
    expect(page.get_by_text(WORDS["unreachable"])).to_be_visible()
    small["unsent"] = in_widget(page, _TARGETS)
    clinic.come_back()
    assert not listed(small), listed(small)


@pytest.mark.parametrize("size", [PHONE, DESKTOP, TINY])
def test_the_text_field_is_not_zoomed_into(open_clinic, size: tuple[int, int]) -> None:
    page = open_clinic(size=size)
    open_panel(page)
    assert field(page).evaluate("(element) => parseFloat(getComputedStyle(element).fontSize)") >= 16


_MOVING = """
    const roots = [document, ...everywhere("*").map((element) => element.shadowRoot).filter(Boolean)];
    return roots.flatMap((root) => root.getAnimations()).filter((one) => one.playState === "running").length;
"""


@pytest.mark.parametrize(("motion", "moves"), [("reduce", False), ("no-preference", True)])
def test_nothing_moves_for_those_who_want_no_motion(open_clinic, clinic, motion: str, moves: bool) -> None:
    page = open_clinic(reduced_motion=motion)
    launcher(page).click()
    moving = in_widget(page, _MOVING)
    expect(field(page)).to_be_focused()
    clinic.wait = 1.0
    field(page).fill("one")
    field(page).press("Enter")
    expect(page.get_by_role("status").filter(has_text=WORDS["looking"])).to_have_count(1)
    moving += in_widget(page, _MOVING)
    assert (moving > 0) == moves
    expect(page.locator(".log .reply")).to_have_count(1)


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_the_focus_can_be_seen(open_clinic, clinic, options: dict[str, str]) -> None:
    page = open_clinic(**options)
    open_panel(page)
    clinic.replies = [[QUOTING.as_dict()]]
    say(page, "one")
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        ring = page.evaluate("""() => {
            let element = document.activeElement;
            while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
            const { outlineStyle, outlineWidth } = getComputedStyle(element);
            const name = element.ariaLabel || element.textContent || element.localName;
            return [element.getRootNode() === document ? "" : name, outlineStyle, parseFloat(outlineWidth)];
        }""")
        if ring[0]:
            seen.add(ring[0])
            assert ring[1] not in ("none", "hidden"), ring
            assert ring[2] >= 2, ring
    assert len(seen) >= 8


# Without a mouse, and on a phone

def tab_to(page: Page, name: str) -> None:
    """Press Tab until a control has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page)["name"] == name:
            return
    raise AssertionError(f"Tab doesn't lead to {name}")


def test_the_keyboard_alone_is_enough(open_clinic, clinic) -> None:
    page = open_clinic()
    clinic.replies = [[QUOTING.as_dict()]]
    tab_to(page, "Ask a question")
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.type("is my calf related to my back?")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("And my knee?")
    page.keyboard.press("Enter")
    expect(page.locator(".log blockquote")).to_have_count(1)
    assert clinic.posted[0]["message"] == "is my calf related to my back?\nAnd my knee?"
    expect(field(page)).to_be_focused()
    tab_to(page, "Not helpful")
    page.keyboard.press("Space")
    tab_to(page, "Wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Wrong", exact=True)).to_have_attribute("aria-pressed", "true")
    tab_to(page, "And then?")
    page.keyboard.press("Enter")
    expect(page.locator(".log .reply")).to_have_count(2)
    tab_to(page, "Talk to a person")
    page.keyboard.press("Enter")
    expect(page.locator(".log .reply")).to_have_count(3)
    tab_to(page, "More")
    page.keyboard.press("Enter")
    tab_to(page, "Delete this conversation")
    page.keyboard.press("Enter")
    tab_to(page, "Delete for good")
    page.keyboard.press("Enter")
    expect(page.get_by_text(WORDS["deleted"])).to_be_visible()
    assert len(clinic.deleted) == 1
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_focused()
    assert clinic.votes[-1]["reason"] == "wrong"


def test_escape_closes_the_menu_before_the_chat(open_clinic) -> None:
    page = open_clinic()
    open_panel(page)
    page.get_by_role("button", name="More", exact=True).click()
    expect(page.get_by_role("button", name="Copy the conversation")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Copy the conversation")).to_be_hidden()
    expect(page.get_by_role("button", name="More", exact=True)).to_be_focused()
    expect(field(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(field(page)).to_be_hidden()


@pytest.mark.parametrize("top", [0, 120])
def test_a_phone_keyboard_does_not_cover_the_text_field(open_clinic, top: int) -> None:
    page = open_clinic(size=PHONE)
    open_panel(page)
    say(page, "one")
    assert box(field(page))[3] > 430
    # What a phone tells the page when its keyboard comes up, and when it moves what is left of the page.
    page.evaluate("""(top) => {
        Object.defineProperty(visualViewport, "height", { get: () => 430, configurable: true });
        Object.defineProperty(visualViewport, "offsetTop", { get: () => top, configurable: true });
        visualViewport.dispatchEvent(new Event("resize"));
        visualViewport.dispatchEvent(new Event("scroll"));
    }""", top)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    for control in (field(page), page.get_by_role("button", name="Send", exact=True),
                    page.get_by_role("button", name="Close", exact=True)):
        _, upper, _, lower = box(control)
        assert top <= upper
        assert lower <= top + 430
