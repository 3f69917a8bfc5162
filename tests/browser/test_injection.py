"""Nothing that comes from outside becomes markup, script, style or an unsafe link, whichever way it comes in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from frontdesk.knowledge.hours import OpeningHours
from frontdesk.knowledge.privacy import Privacy
from frontdesk.knowledge.widget import OwnWord
from tests.browser.conftest import OpenPage
from tests.browser.host_pages import HostPage
from tests.browser.panel import WORDS, field, in_widget, launcher, more, open_panel, say
from tests.browser.stand_in import QUOTING, StandInClinic

pytestmark = pytest.mark.browser

_CASES = json.loads((Path(__file__).parent / "data" / "injection.json").read_text(encoding="utf-8"))
CASES: dict[str, str] = {case["name"]: case["text"] * case.get("times", 1) for case in _CASES}
TEXTS = list(CASES.values())
_STORED = "Object.values(localStorage)[0]"

# Whatever a payload could do: call hit(), change every object, put an element or an attribute of its own into the
# widget, or make a link that is no web address or pretends to be another.
_ANATOMY = """
    const polluted = Object.keys(Object.prototype).length > 0 || "polluted" in {};
    const found = { parts: new Set(), links: [], polluted };
    for (const element of inWidget("*")) {
      found.parts.add(element.localName);
      for (const { name } of element.attributes) found.parts.add(`${element.localName}[${name}]`);
      if (element.style.cssText.includes("evil")) found.parts.add("style of a payload");
      if (element.href === undefined) continue;
      const { protocol, username, password } = new URL(element.href);
      if (!["http:", "https:"].includes(protocol) || username || password) found.links.push(element.href);
    }
    found.parts = [...found.parts];
    return found;
"""


def reply(text: str, url: str = "") -> dict[str, Any]:
    """A reply that is nothing but this text."""
    return {"kind": "answer", "text": text,
            "quotes": [{"text": text, "article": text, "title": text, "url": url or text}],
            "buttons": [{"title": text, "message": text[:900]}]}


class Watch:
    """What payloads did on a page."""

    def __init__(self) -> None:
        self.executed: list[str] = []
        self._parts: set[str] = set()

    def watch(self, page: Page) -> None:
        page.context.expose_binding("hit", lambda source, *_: self.executed.append(f"hit on {source['page'].url}"))
        page.on("dialog", lambda dialog: (self.executed.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: self.executed.append(f"window: {popup.url}"))

    def learn(self, page: Page) -> None:
        """Take what there is now for harmless."""
        self._parts |= set(in_widget(page, _ANATOMY)["parts"])

    def allow(self, *parts: str) -> None:
        """Take these for harmless too."""
        self._parts |= set(parts)

    def check(self, page: Page, what: object = "") -> None:
        """Nothing has happened, and nothing has been put into the widget."""
        anatomy = in_widget(page, _ANATOMY)
        assert self.executed == [], what
        assert anatomy["links"] == [], what
        assert not anatomy["polluted"], what
        strange = sorted(set(anatomy["parts"]) - self._parts)
        assert not strange, f"{what}: {strange}"


@pytest.fixture
def watched(open_host: OpenPage, clinic: StandInClinic, host) -> Iterator[tuple[Page, Watch]]:
    """A page on which every part of the widget has been shown with harmless texts."""
    host.pages["host"] = HostPage(clinic.url)
    watch = Watch()
    page = open_host("/host/", faults=True)
    watch.watch(page)
    page.reload()  # so that hit() is there
    launcher(page).wait_for()
    clinic.set(privacy_url="https://clinic.test/privacy", privacy=Privacy(keep_questions=True),
               time_zone="Europe/London", opening_hours=OpeningHours((((540, 1050),),) * 7))
    learn(page, clinic, watch)
    yield page, watch
    assert watch.executed == []


def learn(page: Page, clinic: StandInClinic, watch: Watch) -> None:
    """Go through everything that the widget shows, with harmless texts."""
    page.reload()
    open_panel(page)
    clinic.replies = [[QUOTING.as_dict(), {"kind": "answer", "text": "See https://clinic.test/page."}]]
    say_all(page, "one", 2)
    clinic.texts = ["Call 999 now. Or https://clinic.test/urgent", "Call 112 now."]
    watch.learn(page)
    say(page, "two")
    say(page, "three")
    watch.learn(page)
    clinic.statuses, clinic.detail = [422], "This isn't taken."
    field(page).fill("four")
    field(page).press("Enter")
    expect(page.get_by_text("This isn't taken.")).to_be_visible()
    watch.learn(page)
    clinic.wait = 0.3
    answered = page.locator(".log .reply").count()
    field(page).fill("five")
    field(page).press("Enter")
    expect(page.get_by_text(WORDS["looking"])).to_have_count(1)
    watch.learn(page)
    expect(page.locator(".log .reply")).to_have_count(answered + 1)
    clinic.wait = 0.0
    page.evaluate("localStorage.clear()")
    page.reload()


def say_all(page: Page, text: str, answers: int) -> None:
    """Send a message that gets several replies."""
    before = page.locator(".log .reply").count()
    field(page).fill(text)
    field(page).press("Enter")
    expect(page.locator(".log .reply")).to_have_count(before + answers)


def test_there_are_enough_cases() -> None:
    assert len(CASES) == len(_CASES) >= 40


def test_what_is_executed_would_be_seen(watched, clinic) -> None:
    page, watch = watched
    open_panel(page)
    in_widget(page, """inWidget(".log")[0].innerHTML = "<img src=x onerror=hit()><a href='javascript:hit()'>x</a>" """)
    page.wait_for_function("() => true")
    expect(page.locator(".log img")).to_have_count(1)
    page.wait_for_timeout(50)
    assert watch.executed
    watch.executed.clear()
    with pytest.raises(AssertionError, match="javascript"):
        watch.check(page)
    in_widget(page, 'inWidget(".log a")[0].remove()')
    with pytest.raises(AssertionError, match="img"):
        watch.check(page)
    page.evaluate("Object.prototype.polluted = true")
    with pytest.raises(AssertionError):
        watch.check(page)
    page.evaluate("delete Object.prototype.polluted")


def test_in_replies_and_in_history(watched, clinic) -> None:
    page, watch = watched
    open_panel(page)
    clinic.replies = [[reply(text) for text in TEXTS]]
    say_all(page, "one", len(TEXTS))
    watch.check(page)
    shown = page.locator(".log .reply").all_text_contents()
    for text, line in zip(TEXTS, shown, strict=True):
        assert line.count(text.replace("\r\n", "\n")) >= 3, text[:80]  # the text, the quote, its title
    for button in range(0, len(TEXTS), 9):
        answered = page.locator(".log .reply").count()
        page.locator(".log .choice").nth(button).click()
        expect(page.locator(".log .reply")).to_have_count(answered + 1)
    watch.check(page)
    page.reload()
    open_panel(page)
    expect(page.locator(".log .reply").nth(len(TEXTS) - 1)).to_be_attached()
    watch.check(page, "restored")
    assert page.locator(".log .reply").all_text_contents()[: len(TEXTS)] == shown
    more(page, "Copy the conversation")
    watch.check(page, "copied")
    more(page, "Print the conversation")
    printed = in_widget(page, """return inWidget("iframe").flatMap((frame) =>
        [...frame.contentDocument.querySelectorAll("body *")].map((element) => element.localName))""")
    assert set(printed) <= {"pre"}


def test_in_what_the_visitor_says(watched, clinic) -> None:
    page, watch = watched
    open_panel(page)
    for name, text in CASES.items():
        if len(text) > 1000:
            continue
        said = page.locator(".log .visitor").count()
        field(page).fill(text)
        field(page).press("Enter")
        expect(page.locator(".log .visitor")).to_have_count(said + 1)
        watch.check(page, name)
    expect(page.locator(".log .reply")).to_have_count(len([text for text in TEXTS if len(text) <= 1000]))
    page.reload()
    open_panel(page)
    watch.check(page, "restored")


def test_in_urgent_texts(watched, clinic) -> None:
    page, watch = watched
    open_panel(page)
    for name, text in CASES.items():
        clinic.texts = [text]
        say(page, "my groin is numb")
        if "http" not in text:  # an address is followed by what its link says
            assert text in (page.locator(".alarm [role=alert]").text_content() or ""), name
        watch.check(page, name)


def test_in_problems(watched, clinic) -> None:
    page, watch = watched
    open_panel(page)
    for name, text in CASES.items():
        clinic.statuses, clinic.detail = [422], text
        failed = page.locator(".failure").count()
        field(page).fill("one")
        field(page).press("Enter")
        expect(page.locator(".failure")).to_have_count(failed + 1)
        watch.check(page, name)


# Answers that are no answers, and one that is but brings more than belongs to it.
ANSWERS: list[Any] = [
    None, 0, 1.5e308, True, "", "text", [], {}, [None], {"replies": None}, {"replies": {}}, {"replies": []},
    *({"session": "a", "replies": replies} for replies in (
        None, {}, [], [None], [{}], [[]], ["text"], {"length": 1}, [{**reply("x"), "text": {}}],
        [{**reply("x"), "kind": ["answer"]}], [{**reply("x"), "quotes": "text"}], [{**reply("x"), "quotes": [None]}],
        [{**reply("x"), "quotes": [{"text": "x"}]}], [{**reply("x"), "buttons": {"length": 1}}],
        [{**reply("x"), "buttons": [{"title": ["x"], "message": {}}]}])),
    {"session": {"toString": "x"}, "replies": [reply("x")]},
]
RICH_ANSWER = json.loads("""{"session": "a-session", "__proto__": {"polluted": true},
    "constructor": {"prototype": {"polluted": true}}, "innerHTML": "<img src=x onerror=hit()>",
    "replies": [{"kind": "answer", "text": "Fine.", "__proto__": {"polluted": true, "quotes": [{}]}, "onclick": "hit()",
                 "innerHTML": "<img src=x onerror=hit()>", "html": "<img src=x onerror=hit()>", "style": "color: red",
                 "attributes": {"onclick": "hit()"}, "class": "x", "id": "x"}]}""")


def test_in_answers_of_another_shape(watched, clinic) -> None:
    page, watch = watched
    for answer in [*ANSWERS, RICH_ANSWER]:
        page.evaluate("localStorage.clear()")
        page.reload()
        open_panel(page)
        clinic.bodies = [answer]
        with page.expect_response("**/api/chat"):
            field(page).fill("one")
            field(page).press("Enter")
        watch.check(page, json.dumps(answer))
        expect(field(page)).to_be_visible()
    expect(page.locator(".log .reply")).to_have_count(1)
    expect(page.locator(".log .reply")).to_contain_text("Fine.")
    watch.check(page, "an answer with more than belongs to it")


def tampered(stored: Any) -> Iterator[Any]:
    """Copies of a stored history in which one value is another, one by one."""
    others: list[Any] = [None, -1, 1e300, True, "", "<img src=x onerror=hit()>", [], [None], {}, {"length": 3}]

    def variants(value: Any) -> Iterator[Any]:
        yield from others
        if isinstance(value, dict):
            for key in value:
                yield {one: kept for one, kept in value.items() if one != key}
                for variant in variants(value[key]):
                    yield {**value, key: variant}
            yield {**value, "__proto__": {"polluted": True}, "innerHTML": "<img src=x onerror=hit()>"}
        elif isinstance(value, list):
            for at, one in enumerate(value):
                for variant in variants(one):
                    yield [*value[:at], variant, *value[at + 1:]]

    return variants(stored)


def test_in_a_history_that_somebody_has_changed(watched, clinic) -> None:
    page, watch = watched
    open_panel(page)
    clinic.replies = [[reply("A text.", "https://clinic.test/page")]]
    say(page, "one")
    page.get_by_role("button", name="Not helpful", exact=True).click()
    page.get_by_role("button", name="Unsafe", exact=True).click()
    expect(page.get_by_role("button", name="Unsafe", exact=True)).to_have_attribute("aria-pressed", "true")
    stored = json.loads(page.evaluate(_STORED))
    key = page.evaluate("Object.keys(localStorage)[0]")
    texts = [json.dumps(variant) for variant in tampered(stored)]
    texts += ["", "x", "{", "[[[[" * 5000, json.dumps(stored)[:-3], "\u0000", "\ud83d"]
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    # Another tab writes it: the widget reads what it is told of, at once.
    for text in texts:
        page.evaluate("""([key, text]) => {
            localStorage.setItem(key, text);
            dispatchEvent(new StorageEvent("storage", { key, newValue: text, storageArea: localStorage }));
        }""", [key, text])
        watch.check(page, text[:1000])
        assert errors == [], text[:1000]
    expect(field(page)).to_be_visible()
    # A page is opened and finds it: each time the panel is there and works.
    for text in [*texts[:: len(texts) // 20], *texts[-7:]]:
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
        page.reload()
        open_panel(page)
        watch.check(page, text[:1000])
        assert errors == [], text[:1000]
    page.get_by_role("button", name="Send", exact=True).wait_for()
    say(page, "still there?")


ATTRIBUTES = ("heading", "greeting", "launcher", "safety", "privacy", "hours", "accent", "accent-dark", "position",
              "lang", "dir", "starters")


def given_as(text: str) -> Iterator[dict[str, str]]:
    """Attributes that all say this: as it is, and as the questions to start with."""
    yield dict.fromkeys(ATTRIBUTES, text)
    yield {"starters": json.dumps([text, text])}
    yield {"starters": json.dumps({"__proto__": {"polluted": True}, "0": text, "length": 1})}


def test_in_attributes_of_the_script_tag(watched, clinic) -> None:
    page, watch = watched
    for element in ("frontdesk-sheet", "frontdesk-chat"):  # which take them over
        watch.allow(*(f"{element}[{name}]" for name in ATTRIBUTES))
    for name, text in CASES.items():
        for attributes in given_as(text):
            page.evaluate("""([address, attributes]) => {
                document.querySelector("#frontdesk-widget").remove();
                const script = document.createElement("script");
                for (const [name, value] of Object.entries(attributes)) script.setAttribute(`data-${name}`, value);
                script.src = address;
                document.body.append(script);
            }""", [f"{clinic.url}/widget.js", attributes])
            launcher(page).dispatch_event("click")
            expect(field(page)).to_be_attached()
            watch.check(page, name)


def test_in_attributes_of_the_element(watched, clinic, host) -> None:
    page, watch = watched
    host.pages["inline"] = HostPage(clinic.url, body="<frontdesk-chat></frontdesk-chat>")
    page.goto(f"{host.url}/inline/")
    expect(field(page)).to_be_visible()
    for name, text in CASES.items():
        for attributes in given_as(text):
            page.evaluate("""(attributes) => {
                const chat = document.createElement("frontdesk-chat");
                for (const [name, value] of Object.entries(attributes)) chat.setAttribute(name, value);
                document.querySelector("frontdesk-chat").replaceWith(chat);
            }""", attributes)
            expect(field(page)).to_be_attached()
            watch.check(page, name)


def test_in_what_the_host_page_asks(watched, clinic) -> None:
    page, watch = watched
    open_panel(page)
    for name, text in CASES.items():
        said = page.locator(".log .visitor").count()
        page.evaluate("""(text) => {
            const button = document.createElement("button");
            button.setAttribute("data-frontdesk-message", text);
            document.body.append(button);
            button.click();
            button.remove();
        }""", text[:900])
        expect(page.locator(".log .visitor")).to_have_count(said + 1)
        watch.check(page, name)


_STRANGE = "img, svg, math, iframe, object, embed, base, style, form, video, template, marquee, details"


def test_in_the_clinics_settings(watched, clinic) -> None:
    page, watch = watched
    for start in range(0, len(TEXTS), 10):
        text = "\n".join(text[:2000] for text in TEXTS[start:start + 10])
        braces = re.search(r"{\w*}", text)
        clinic.set(
            widget={"heading": text, "greeting": text, "launcher": text, "safety_line": text,
                    "words": () if braces else tuple(OwnWord(key, text, 1) for key in WORDS)},
            starters=[text], name=text, privacy_url=text.strip(), emergency_number=text,
        )
        for address in (f"{clinic.url}/", f"{clinic.url}/chat"):
            page.goto(address)
            page.wait_for_function("() => !!document.querySelector('#frontdesk-widget, frontdesk-chat')")
            assert page.evaluate("(strange) => document.querySelectorAll(strange).length", _STRANGE) == 0
            assert page.evaluate("document.scripts.length") == 1
        expect(page.locator("textarea")).to_be_visible()
        watch.check(page, text[:200])
        page.locator("textarea").fill("one")
        page.locator("textarea").press("Enter")
        expect(page.locator(".log .reply")).not_to_have_count(0)
        watch.check(page, text[:200])
        page.evaluate("localStorage.clear()")
