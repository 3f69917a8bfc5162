"""What is done in the inbox, in the files and in the store, and how it is taken back."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import AddExample, AddFaq, AddTestQuestion
from frontdesk.editing.test_questions import TestQuestion, is_held_out
from frontdesk.inbox.for_faqs import Shared, asked_in, mark_taught
from frontdesk.store.audit import Audit
from frontdesk.store.inbox_marks import InboxMarks
from tests.console.conftest import Browser, text_of
from tests.console.inbox.conftest import EMERGENCY, HERE, cards, fields, note
from tests.store.inbox_rows import ask

NIGHT = "why do I get calf cramps at night"
WORDINGS = tuple(f"{NIGHT}{more}" for more in ("", " so often", " when it is hot", " again and again", " since May",
                                               " lately", " all the time", " now"))
BUPA = "do you take Bupa insurance"
HELD_OUT = tuple(text for text in WORDINGS if is_held_out(text))
# As sure as can be, so that a message is there only for its vote.
SURE: dict[str, Any] = {"confidence": 0.99, "near": 0.9, "strength": 9.0, "passage": 0.5}


@pytest.fixture
def slug(draft: Draft) -> str:
    """Of an FAQ."""
    return next(iter(draft.state().faqs))


def press(browser: Browser, do: str, text: str = "", **more: Any) -> Any:
    """Open the inbox and press a button on the card whose heading says this, or on the first."""
    found = [card for card in cards(browser.get(HERE).text)
             if f"“{html.escape(text)}”</h2>" in card or (text and f"“{text}”</h2>" in card) or not text]
    return browser.submit(f"{HERE}/act", **(fields(found[0]) | {"do": do} | more))


def undo(browser: Browser, page: str) -> Any:
    """Press the note's button."""
    found = re.search(r'<form method="post" action="(/staff/inbox/undo/\d+)">', page)
    assert found
    return browser.submit(found[1])


def files(project: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for folder in ("data", "content") for path in (project / folder).rglob("*")
            if path.is_file()}


def shown(browser: Browser) -> str:
    return text_of(html.unescape("".join(cards(browser.get(HERE).text))))


def test_one_click_teaches_a_message_and_tests_with_it(
    browser: Browser, database: Engine, draft: Draft, audit: Audit, slug: str
) -> None:
    ask(database, "a", f"  {NIGHT}\n")
    page = press(browser, f"teach faq/{slug}")
    assert (page.status_code, page.url.path) == (200, HERE)
    assert draft.state().examples[f"faq/{slug}"][-1] == NIGHT
    assert draft.state().test_questions == (TestQuestion(NIGHT, f"faq/{slug}", False),)
    assert html.unescape(note(page.text)) == (
        f"1 text was added as an example of “{draft.state().faqs[slug].question}”. "
        "It counts from the next publication on.")
    assert "Nothing is waiting." in page.text
    entry = audit.newest(1)[0]
    assert (entry.who, entry.action, entry.subject) == ("Robin", "taught 1 message of the inbox", f"faq/{slug}")


def test_undoing_it_brings_back_the_files_and_the_message(
    browser: Browser, database: Engine, project: Path, slug: str
) -> None:
    ask(database, "a", NIGHT)
    before = files(project)
    taught = press(browser, f"teach faq/{slug}")
    assert files(project) != before
    page = undo(browser, taught.text)
    after = files(project)
    assert {path: data for path, data in after.items() if before.get(path) != data and data.strip() != b"questions:"
            and "test_questions" not in path} == {}
    assert note(page.text).startswith("Undone: taught 1 message of the inbox. The messages are back.")
    assert NIGHT in shown(browser)


def test_of_a_group_some_are_kept_back_to_test_with(
    browser: Browser, database: Engine, draft: Draft, slug: str
) -> None:
    assert 0 < len(HELD_OUT) < len(WORDINGS)
    for visitor, text in enumerate(WORDINGS):
        ask(database, f"{visitor}", text)
    page = press(browser, "teach", label=f"faq/{slug}")
    taught = set(WORDINGS) - set(HELD_OUT)
    assert taught <= set(draft.state().examples[f"faq/{slug}"])
    assert not set(HELD_OUT) & set(draft.state().examples[f"faq/{slug}"])
    assert {(test.text, test.held_out) for test in draft.state().test_questions} == {
        (text, text in HELD_OUT) for text in WORDINGS}
    assert f"{len(taught)} texts were added as examples of" in note(page.text)
    assert f"{len(HELD_OUT)} w" in note(page.text)
    assert "kept back as" in note(page.text)
    undo(browser, page.text)
    assert (draft.state().test_questions, shown(browser).count("visitors")) == ((), 1)


def test_what_is_ticked_is_done_and_the_rest_stays(browser: Browser, database: Engine, draft: Draft, slug: str) -> None:
    for visitor, text in enumerate(WORDINGS[:3]):
        ask(database, f"{visitor}", text)
    ask(database, "9", f"{WORDINGS[1]}?")
    page = press(browser, f"teach faq/{slug}", only=["2"])
    assert f"{WORDINGS[1]}?" in draft.state().examples[f"faq/{slug}"]
    assert WORDINGS[0] not in draft.state().examples[f"faq/{slug}"]
    assert str(page.url).endswith("#g1")  # something of the group is left
    assert WORDINGS[2] in shown(browser)
    assert WORDINGS[1] not in shown(browser)


def test_a_text_can_be_reworded_before(browser: Browser, database: Engine, draft: Draft, slug: str) -> None:
    ask(database, "a", "I'm [name], why does my calf cramp at night??")
    page = press(browser, f"teach faq/{slug}", **{"text-1": " why does my calf \n cramp at night "})
    assert draft.state().examples[f"faq/{slug}"][-1] == "why does my calf cramp at night"
    assert "1 text was added" in note(page.text)


def test_the_next_card_is_next(browser: Browser, database: Engine, slug: str) -> None:
    for number, text in enumerate((BUPA, NIGHT, "tell me a joke about lawyers")):
        ask(database, f"{number}", text)
    first, second, third = cards(browser.get(HERE).text)
    assert [fields(card)["next"] for card in (first, second, third)] == ["2", "1", "2"]
    assert str(press(browser, f"teach faq/{slug}").url).endswith(f"{HERE}#g2")


def test_what_joined_meanwhile_isnt_touched(browser: Browser, database: Engine, draft: Draft, slug: str) -> None:
    ask(database, "a", NIGHT)
    seen = fields(cards(browser.get(HERE).text)[0])
    ask(database, "b", WORDINGS[1])
    browser.get(HERE)
    browser.submit(f"{HERE}/act", **(seen | {"do": f"teach faq/{slug}"}))
    assert WORDINGS[1] not in draft.state().examples[f"faq/{slug}"]
    assert WORDINGS[1] in shown(browser)


@pytest.mark.parametrize("again", [NIGHT, f"{NIGHT.capitalize()}?"])
def test_what_is_an_example_already_is_told_and_done_with(
    browser: Browser, database: Engine, draft: Draft, slug: str, project: Path, again: str
) -> None:
    draft.change("Kim", "added an example", f"faq/{slug}", AddExample(f"faq/{slug}", NIGHT))
    ask(database, "a", again)
    before = files(project)
    page = press(browser, f"teach faq/{slug}")
    assert note(page.text) == "1 was an example of it already."
    assert files(project) == before
    assert "Nothing is waiting." in page.text
    assert again in text_of(undo(browser, page.text).text)


def test_what_is_taught_as_something_else_is_left(browser: Browser, database: Engine, draft: Draft, slug: str) -> None:
    other = list(draft.state().faqs)[1]
    draft.change("Kim", "added an example", f"faq/{other}", AddExample(f"faq/{other}", NIGHT))
    ask(database, "a", NIGHT)
    page = press(browser, f"teach faq/{slug}")
    assert html.unescape(note(page.text)) == (
        f"“{NIGHT}” was left, as it is taught as “{draft.state().faqs[other].question}”.")
    assert f"{HERE}/undo/" not in page.text
    assert NIGHT in shown(browser)


def test_what_is_kept_back_already_is_never_taught(browser: Browser, database: Engine, draft: Draft, slug: str) -> None:
    draft.change("Kim", "added a test question", "test questions", AddTestQuestion(NIGHT, f"faq/{slug}", True))
    ask(database, "a", NIGHT)
    page = press(browser, f"teach faq/{slug}")
    assert note(page.text) == "1 was kept back as a test question."
    assert NIGHT not in draft.state().examples[f"faq/{slug}"]


def test_what_the_articles_dont_cover_is_taught_so(browser: Browser, database: Engine, draft: Draft) -> None:
    ask(database, "a", BUPA)
    page = press(browser, "outside", kind="out_of_scope/insurance")
    assert draft.state().examples["out_of_scope/insurance"][-1] == BUPA
    assert draft.state().test_questions == (TestQuestion(BUPA, "out_of_scope/insurance", False),)
    undo(browser, page.text)
    assert BUPA not in draft.state().examples["out_of_scope/insurance"]
    assert BUPA in shown(browser)


def test_another_kind_of_message_can_be_taught_too(browser: Browser, database: Engine, draft: Draft) -> None:
    ask(database, "a", "yo my friend")
    press(browser, "teach", label="greet")
    assert draft.state().examples["greet"][-1] == "yo my friend"


@pytest.mark.parametrize("label", ["", "faq/gone", "nonsense", "../x"])
def test_but_nothing_that_isnt_there(browser: Browser, database: Engine, project: Path, label: str) -> None:
    ask(database, "a", NIGHT)
    before = files(project)
    page = press(browser, "teach", label=label)
    assert page.status_code == 422
    assert files(project) == before


@pytest.mark.parametrize("do", ["", "nonsense", "undo", "teach2 x"])
def test_nor_anything_else_pressed(browser: Browser, database: Engine, do: str) -> None:
    ask(database, "a", NIGHT)
    assert press(browser, do).status_code == 422


def test_a_form_without_a_meaning_comes_back_with_what_was_typed(
    browser: Browser, database: Engine, draft: Draft
) -> None:
    for visitor, text in enumerate(WORDINGS[:3]):
        ask(database, f"{visitor}", text)
    page = press(browser, "teach", only=["2"], **{"text-2": "as I would put it"})
    assert page.status_code == 422
    assert "Choose from the list what these messages mean." in page.text
    assert ">as I would put it</textarea>" in page.text
    assert re.findall(r'name="only" value="(\d)"( checked)?', page.text) == [("1", ""), ("3", ""), ("2", " checked")]
    assert draft.state().test_questions == ()


# ---- what must be looked at before it is taught

SUSPECT = {
    "an emergency": (f"is this an {EMERGENCY} or what", "looks like an emergency"),
    "something taken out": ("I'm [name], why does it hurt", "stands for something that was taken out"),
}


@pytest.mark.parametrize("case", SUSPECT)
def test_one_click_isnt_enough_for_what_looks_dangerous(
    browser: Browser, database: Engine, draft: Draft, project: Path, slug: str, case: str
) -> None:
    text, warning = SUSPECT[case]
    ask(database, "a", text)
    before = files(project)
    page = press(browser, f"teach faq/{slug}")
    assert page.status_code == 422
    assert warning in html.unescape(page.text)
    assert "Nothing has been taught yet." in page.text
    assert files(project) == before
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.text)) | {
        "only": "1", "text-1": text, "agreed": text, "do": f"teach faq/{slug}"}
    assert "1 text was added" in note(browser.submit(f"{HERE}/act", **sent).text)
    assert draft.state().examples[f"faq/{slug}"][-1] == text


def test_what_is_typed_there_is_looked_at_again(browser: Browser, database: Engine, draft: Draft, slug: str) -> None:
    ask(database, "a", SUSPECT["something taken out"][0])
    page = press(browser, f"teach faq/{slug}", agreed=SUSPECT["something taken out"][0], only="1", ticked="yes",
                 **{"text-1": "call me on 07700 900123 about it"})
    assert page.status_code == 422
    assert "looks like personal data" in page.text
    assert ">call me on 07700 900123 about it</textarea>" in page.text


@pytest.mark.parametrize("text", ["why [x](y) is it", "[name][phone] why", "look \\u0041 there"])
def test_what_cant_be_an_example_is_told_beside_the_field(
    browser: Browser, database: Engine, project: Path, slug: str, text: str
) -> None:
    ask(database, "a", text)
    before = files(project)
    page = press(browser, f"teach faq/{slug}", agreed=text)
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text
    assert files(project) == before


def test_an_emptied_field_is_told_of_and_teaches_nothing(
    browser: Browser, database: Engine, project: Path, slug: str
) -> None:
    ask(database, "a", NIGHT)
    before = files(project)
    page = press(browser, f"teach faq/{slug}", **{"text-1": "  "})
    assert page.status_code == 422
    assert "An example must not be empty." in page.text
    assert '<textarea id="text-1" name="text-1" rows="2" maxlength="2000" aria-describedby="look-1" ' \
        'aria-invalid="true"></textarea>' in page.text
    assert files(project) == before


def test_nothing_ticked_there_is_nothing_taught(browser: Browser, database: Engine, project: Path, slug: str) -> None:
    ask(database, "a", NIGHT)
    before = files(project)
    assert press(browser, f"teach faq/{slug}", ticked="yes").status_code == 422
    assert files(project) == before


def test_for_messages_that_sound_like_an_emergency_it_is_no_warning(
    browser: Browser, database: Engine, draft: Draft
) -> None:
    ask(database, "a", f"it is an {EMERGENCY}")
    press(browser, "outside", kind="out_of_scope/red_flag")
    assert draft.state().examples["out_of_scope/red_flag"][-1] == f"it is an {EMERGENCY}"


# ---- right, and dismissed


def test_a_right_answer_becomes_a_test_question(browser: Browser, database: Engine, draft: Draft, slug: str) -> None:
    ask(database, "a", NIGHT, "answer", "down", label=f"faq/{slug}", decision="answer", **SURE)
    page = press(browser, "right")
    assert note(page.text) == "Marked 1 message as right. 1 text is a test question from now on."
    assert draft.state().test_questions == (TestQuestion(NIGHT, f"faq/{slug}", is_held_out(NIGHT)),)
    assert "Nothing is waiting." in page.text
    undo(browser, page.text)
    assert draft.state().test_questions == ()
    assert NIGHT in shown(browser)


def test_so_does_one_that_was_rightly_not_answered(browser: Browser, database: Engine, draft: Draft) -> None:
    ask(database, "a", BUPA, label="out_of_scope/insurance", decision="none")
    press(browser, "right")
    assert [(test.text, test.label) for test in draft.state().test_questions] == [(BUPA, "out_of_scope/insurance")]


def test_what_was_asked_back_is_only_done_with(browser: Browser, database: Engine, project: Path, slug: str) -> None:
    ask(database, "a", NIGHT, "choice", label=f"faq/{slug}", decision="choice", choices=[slug])
    before = files(project)
    page = press(browser, "right")
    assert note(page.text) == "Marked 1 message as right."
    assert files(project) == before
    assert NIGHT in text_of(undo(browser, page.text).text)


def test_what_is_dismissed_never_comes_back(browser: Browser, database: Engine, project: Path) -> None:
    for visitor, text in enumerate((NIGHT, WORDINGS[1], BUPA)):
        ask(database, f"{visitor}", text)
    before = files(project)
    page = press(browser, "dismiss", NIGHT)
    assert note(page.text) == "Dismissed 2 messages for good."
    for visitor, text in enumerate((f"{NIGHT.upper()}!!", f"{NIGHT} please", BUPA), start=5):
        ask(database, f"{visitor}", text)
    assert len(cards(browser.get(HERE).text)) == 1
    assert NIGHT not in shown(browser).casefold()
    assert files(project) == before


def test_nor_does_what_says_the_same_elsewhere(browser: Browser, database: Engine) -> None:
    for visitor, text in enumerate((NIGHT, WORDINGS[2])):
        ask(database, f"{visitor}", text)
    ask(database, "9", f"{NIGHT.capitalize()}?", "choice", decision="choice")
    page = browser.get(f"{HERE}?why=choice")
    page = browser.submit(f"{HERE}/act", **(fields(cards(page.text)[0]) | {"do": "dismiss"}))
    assert note(page.text) == "Dismissed 1 message for good. 1 more that says the same."
    assert WORDINGS[2] in shown(browser)


def test_undoing_a_dismissal_brings_back_all_of_it(browser: Browser, database: Engine) -> None:
    ask(database, "a", NIGHT)
    page = press(browser, "dismiss")
    ask(database, "b", f"{NIGHT}?")
    assert "Nothing is waiting." in browser.get(HERE).text
    undo(browser, page.text)
    assert "2 visitors" in shown(browser)
    ask(database, "c", f"{NIGHT}!")
    assert "3 visitors" in shown(browser)
    assert InboxMarks(database).dismissals() == []


# ---- two at once, and later


def test_the_second_of_two_is_told_that_it_is_done(
    browser: Browser, database: Engine, project: Path, slug: str
) -> None:
    ask(database, "a", NIGHT)
    seen = fields(cards(browser.get(HERE).text)[0])
    for do in (f"teach faq/{slug}", "dismiss"):
        browser.submit(f"{HERE}/act", **(seen | {"do": do}))
    before = files(project)
    page = browser.submit(f"{HERE}/act", **(seen | {"do": f"teach faq/{slug}"}))
    assert page.status_code == 409
    assert "These messages are done with" in page.text
    assert files(project) == before


@pytest.mark.parametrize("changed", [
    {"group": "77"}, {"group": "x"}, {"group": ""}, {"group": "²"}, {"group": "9" * 12}, {"only": "77"}, {"seen": "0"}])
def test_a_form_that_doesnt_fit_does_nothing(
    browser: Browser, database: Engine, project: Path, slug: str, changed: dict[str, str]
) -> None:
    ask(database, "a", NIGHT)
    before = files(project)
    assert press(browser, f"teach faq/{slug}", **changed).status_code == 409
    assert files(project) == before


def test_what_was_done_is_listed_with_a_way_back(browser: Browser, database: Engine, draft: Draft, slug: str) -> None:
    for visitor, text in enumerate((NIGHT, BUPA, "tell me a joke about lawyers")):
        ask(database, f"{visitor}", text)
    press(browser, f"teach faq/{slug}", NIGHT)
    press(browser, "dismiss", BUPA)
    press(browser, "right")
    page = browser.get(f"{HERE}/done").text
    said = [html.unescape(text) for text in re.findall(r'<h2 class="entry"[^>]*>(.*?)</h2>', page)]
    assert said == ["1 marked as right", "1 dismissed for good", f"1 taught: “{draft.state().faqs[slug].question}”"]
    assert NIGHT in page
    assert BUPA not in page  # it may be a name that got through
    first = re.findall(r'action="(/staff/inbox/undo/\d+)"', page)
    browser.submit(first[1])
    assert BUPA in shown(browser)
    assert len(re.findall(r'class="entry"', browser.get(f"{HERE}/done").text)) == 2


def test_what_was_changed_since_isnt_undone_but_the_messages_can_be_brought_back(
    browser: Browser, database: Engine, draft: Draft, project: Path, slug: str
) -> None:
    ask(database, "a", NIGHT)
    assert NIGHT in shown(browser)
    new = replace(draft.state().faqs[slug], question="Why at night?", follow_ups=())
    entry = draft.change("Robin", "added an FAQ", "faq/new", AddFaq("new", new, (NIGHT,)))
    mark_taught(database, asked_in(database, 1), Shared((NIGHT,)), "Robin", entry, "faq/new")
    draft.change("Kim", "added an example", "faq/new", AddExample("faq/new", "at night, why"))
    before = files(project)
    page = browser.submit(f"{HERE}/undo/{entry}")
    assert page.status_code == 409
    assert "Done lately" in page.text
    assert files(project) == before
    assert NIGHT not in shown(browser)
    listed = browser.get(f"{HERE}/done").text
    assert re.findall(r'action="(/staff/inbox/undo/\d+)"', listed) == [f"{HERE}/undo/{entry}"]
    assert '<button class="plain" name="files" value="keep">Only bring the messages back' in listed
    page = browser.submit(f"{HERE}/undo/{entry}", files="keep")
    assert "The files are as they were." in note(page.text)
    assert files(project) == before
    assert NIGHT in shown(browser)


@pytest.mark.parametrize("entry", ["1", "999", "9" * 30])
def test_what_isnt_of_the_inbox_isnt_undone_here(
    browser: Browser, draft: Draft, audit: Audit, slug: str, entry: str
) -> None:
    draft.change("Kim", "added an example", f"faq/{slug}", AddExample(f"faq/{slug}", NIGHT))
    assert browser.submit(f"{HERE}/undo/{entry}").status_code == 404
    assert NIGHT in draft.state().examples[f"faq/{slug}"]


def test_undoing_twice_is_told(browser: Browser, database: Engine) -> None:
    ask(database, "a", NIGHT)
    page = press(browser, "dismiss")
    undo(browser, page.text)
    assert undo(browser, page.text).status_code == 404


def test_nothing_a_visitor_wrote_is_in_the_record_of_what_changed_no_file(
    browser: Browser, database: Engine, audit: Audit
) -> None:
    ask(database, "a", NIGHT)
    undo(browser, press(browser, "dismiss").text)
    assert len(audit.newest()) == 2
    assert "cramps" not in str(audit.newest())
