"""Changes are taken back to the very bytes they were made from, and taking back can be taken back."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import (
    AddArticle,
    AddExample,
    AddFaq,
    AddTestQuestion,
    Conflict,
    Edit,
    EditError,
    FaqFields,
    RemoveArticle,
    RemoveExample,
    RemoveFaq,
    SetArticle,
    SetClinic,
    SetExamples,
    SetFaq,
    SetStarters,
)
from frontdesk.editing.state import DraftState
from frontdesk.store.audit import Audit
from tests.editing.small import ARTICLE, SECOND
from tests.editing.test_faqs import NEW, REST

Lines = Callable[[], list[str]]
Make = Callable[[DraftState], Edit]

ALL: list[Make] = [
    lambda state: AddExample("greet", "howdy"),
    lambda state: RemoveExample("greet", "hi there"),
    lambda state: SetExamples("greet", state.examples["greet"], ("hello", "hi you there", "good morning", "hey")),
    lambda state: AddFaq("rest", NEW, ("rest?", "resting")),
    lambda state: SetFaq("knees", state.faqs["knees"], replace(state.faqs["knees"], question="Knees?", more=())),
    lambda state: RemoveFaq("knees"),
    lambda state: SetStarters(state.starters, ("hips",)),
    lambda state: AddArticle("hands", SECOND),
    lambda state: SetArticle("knees-and-hips", ARTICLE, ARTICLE.replace("Hips carry", "All hips carry")),
    lambda state: RemoveArticle("backs"),
    lambda state: SetClinic(state.clinic, {"facts.hours": "Always", "opening_hours.mon": "9:00-10:00",
                                           "time_zone": "Europe/London", "widget.allowed_origins": "https://a.org"}),
    lambda state: AddTestQuestion("rain?", "greet", True),
]


def _bytes(project: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for folder in ("content", "data")
            for path in (project / folder).rglob("*") if path.is_file()}


@pytest.mark.parametrize("make", ALL)
def test_every_kind_of_change_is_taken_back_to_the_byte(make: Make, draft: Draft, project: Path) -> None:
    before = _bytes(project)
    entry = draft.change("Ann", "made a change", "something", make(draft.state()))
    after = _bytes(project)
    assert after != before
    back = draft.undo("Bob", entry)
    assert _bytes(project) == before
    draft.undo("Cleo", back)
    assert _bytes(project) == after
    with pytest.raises(EditError, match="already"):
        draft.undo("Bob", back)


def test_what_was_done_and_taken_back_is_recorded(draft: Draft, audit: Audit) -> None:
    entry = draft.change("Ann", "added an example", "greet", AddExample("greet", "howdy"))
    draft.undo("Bob", entry)
    undone, made = audit.newest(2)
    assert (made.who, made.action, made.subject, made.before, made.after) == (
        "Ann", "added an example", "greet", "", "howdy")
    assert (undone.who, undone.action, undone.subject, undone.before, undone.after) == (
        "Bob", "took back: added an example", "greet", "howdy", "")


def test_what_others_did_since_stays(draft: Draft, project: Path, changed_lines: Lines) -> None:
    entry = draft.change("Ann", "x", "greet", AddExample("greet", "howdy"))
    draft.change("Bob", "x", "greet", AddExample("greet", "hey"), RemoveExample("greet", "good morning"))
    path = project / "data/nlu.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("hello\n", "hello\n    - typed\n"), encoding="utf-8")
    changed_lines()
    draft.undo("Ann", entry)
    assert changed_lines() == ["-    - howdy"]


def test_a_removed_example_comes_back_where_it_was(draft: Draft, changed_lines: Lines) -> None:
    entry = draft.change("Ann", "x", "greet", RemoveExample("greet", "hi there"))
    draft.change("Bob", "x", "greet", AddExample("greet", "hey"))
    draft.undo("Ann", entry)
    assert draft.state().examples["greet"] == ("hello", "hi there", "good morning", "hey")


def test_a_removed_faq_comes_back_though_others_have_changed(draft: Draft) -> None:
    base = draft.state().faqs["hips"]
    entry = draft.change("Ann", "x", "x", RemoveFaq("knees"))
    alone = replace(base, follow_ups=())
    draft.change("Bob", "x", "x", SetFaq("hips", alone, replace(alone, more=(REST,))))
    draft.change("Bob", "x", "x", AddFaq("rest", replace(NEW, follow_ups=("hips",)), ("rest?",)))
    draft.undo("Ann", entry)
    assert draft.state().problems == ()
    assert draft.state().faqs["hips"] == replace(base, more=(REST,))
    assert draft.state().starters == ("knees", "hips")
    assert "do knees hurt" in draft.state().examples["faq/knees"]


def test_what_was_changed_since_is_a_conflict(draft: Draft, changed_lines: Lines) -> None:
    base = draft.state().faqs["knees"]
    reworded = replace(base, question="Knees?")
    faq = draft.change("Ann", "x", "x", SetFaq("knees", base, reworded))
    draft.change("Bob", "x", "x", SetFaq("knees", reworded, replace(base, question="Sore knees?")))
    words = draft.state().examples["greet"]
    examples = draft.change("Ann", "x", "x", SetExamples("greet", words, ("hello", "hi you", "good morning")))
    words = draft.state().examples["greet"]
    draft.change("Bob", "x", "x", SetExamples("greet", words, ("hello", "ho", "good morning")))
    added = draft.change("Ann", "x", "x", AddFaq("rest", NEW, ("rest?",)))
    draft.change("Bob", "x", "x", AddExample("faq/rest", "resting"))
    changed_lines()
    for entry, theirs in ((faq, "Sore knees?"), (examples, ""), (added, "resting")):
        with pytest.raises(Conflict) as error:
            draft.undo("Ann", entry)
        assert error.value.theirs == theirs
    assert changed_lines() == []


def test_an_example_taught_elsewhere_since_does_not_come_back(draft: Draft) -> None:
    entry = draft.change("Ann", "x", "x", RemoveExample("greet", "hi there"))
    draft.change("Bob", "x", "x", AddExample("faq/hips", "hi there"))
    with pytest.raises(EditError, match="taught for faq/hips already"):
        draft.undo("Ann", entry)


def test_examples_of_an_faq_that_is_gone_do_not_come_back(draft: Draft) -> None:
    entry = draft.change("Ann", "x", "x", RemoveExample("faq/knees", "do knees hurt"))
    draft.change("Bob", "x", "x", RemoveFaq("knees"))
    with pytest.raises(EditError, match="no FAQ 'knees' any more"):
        draft.undo("Ann", entry)


def test_what_is_no_change_of_the_draft_cannot_be_taken_back(draft: Draft, audit: Audit) -> None:
    others = audit.record("Ann", "withdrew a booking", "booking 1", undo='{"booking": 1}')
    for entry in (0, others, audit.record("Ann", "x", "y", undo="no JSON"), audit.record("Ann", "x", "y")):
        with pytest.raises(EditError, match="can't be taken back"):
            draft.undo("Ann", entry)


@pytest.mark.parametrize("seed", range(5))
def test_any_changes_are_taken_back_in_the_order_they_were_made_or_against_it(
    seed: int, draft: Draft, project: Path
) -> None:
    chance, before = random.Random(seed), _bytes(project)
    entries: list[int] = []
    for number in range(12):
        state = draft.state()
        label = chance.choice(list(state.examples))
        base = state.faqs["hips"]
        edit = chance.choice((
            AddExample(label, f"example {number}"), RemoveExample(label, chance.choice(state.examples[label])),
            SetFaq("hips", base, replace(base, offer_booking=not base.offer_booking)),
            AddFaq(f"faq-{number}", replace(NEW, question=f"Question {number}?"), (f"faq example {number}",))))
        try:
            entries.append(draft.change("Ann", "x", "x", edit))
        except EditError:
            continue
    for entry in reversed(entries):
        draft.undo("Ann", entry)
    assert _bytes(project) == before


def test_fields_are_told_in_words(draft: Draft, audit: Audit) -> None:
    draft.change("Ann", "x", "x", SetFaq("knees", draft.state().faqs["knees"],
                                         FaqFields("Knees?", "knees-and-hips", (REST,), (), ("hips",), True)))
    entry = audit.newest(1)[0]
    assert entry.before.splitlines() == ["question: Do knees hurt?", "passages: knees-do-hurt-at-times-1f16",
                                         f"more: {REST}"]
    assert entry.after.splitlines() == ["question: Knees?", f"passages: {REST}"]


def _break(project: Path, name: str, data: bytes = b"broken: [") -> None:
    (project / name).write_bytes((project / name).read_bytes() + b"\n" + data)


@pytest.mark.parametrize("data", [b"broken: [", b"# \xff"])
@pytest.mark.parametrize(("name", "make"), [
    ("data/nlu.yml", ALL[0]), ("data/nlu.yml", ALL[1]), ("content/faqs.yml", ALL[4]), ("content/faqs.yml", ALL[6]),
    ("content/faqs.yml", ALL[7]), ("content/clinic.yml", ALL[10]), ("content/test_questions.yml", ALL[11]),
])
def test_nothing_is_taken_back_in_a_file_that_cannot_be_read(
    name: str, make: Make, data: bytes, draft: Draft, audit: Audit, project: Path
) -> None:
    entry = draft.change("Ann", "made a change", "something", make(draft.state()))
    _break(project, name, data)
    before = _bytes(project)
    with pytest.raises(EditError, match=f"{name}(:\\d+)?: .*. Mend that file first."):
        draft.undo("Ann", entry)
    assert _bytes(project) == before
    assert len(audit.newest()) == 1


def test_examples_do_not_come_back_to_an_faq_while_the_faqs_cannot_be_read(draft: Draft, project: Path) -> None:
    entry = draft.change("Ann", "x", "x", RemoveExample("faq/knees", "do knees hurt"))
    _break(project, "content/faqs.yml")
    with pytest.raises(EditError, match=r"content/faqs.yml.* Mend that file first."):
        draft.undo("Ann", entry)


def test_an_intent_without_examples_is_in_nobodys_way(draft: Draft, project: Path) -> None:
    entry = draft.change("Ann", "x", "greet", SetExamples("greet", ("hi there",), ("hi you",)))
    path = project / "data/nlu.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("    - hi you\n", "    - hi you\n    - hey\n").replace(
        "    - good morning\n", "") + "\n- intent: empty\n  examples: |\n    # none yet\n", encoding="utf-8")
    draft.change("Bob", "x", "greet", RemoveExample("greet", "hello"))
    draft.undo("Ann", entry)
    assert set(draft.state().examples["greet"]) == {"hi there", "hey"}
    assert draft.state().examples["empty"] == ()


def test_a_key_that_the_clinic_did_not_have_goes_again(draft: Draft, project: Path) -> None:
    path = project / "content/clinic.yml"
    path.write_text("name: West\n\nprivacy:\n  # Not long.\n  questions_days: 3\n", encoding="utf-8")
    before, url = path.read_bytes(), "https://example.org/contact"
    values = {"facts.hours": "Always", "booking.reply_within": "a day", "privacy.log_days": "9", "contact_url": url}
    entry = draft.change("Ann", "x", "clinic", SetClinic({}, values))
    draft.change("Bob", "x", "clinic", SetClinic({}, {"facts.parking": "By us"}))
    later = draft.change("Bob", "x", "clinic", SetClinic({"contact_url": url}, {"contact_url": ""}))
    draft.undo("Ann", entry)
    assert draft.state().clinic == {"name": "West", "privacy.questions_days": "3", "facts.parking": "By us"}
    assert path.read_bytes() == before + b"facts:\n  parking: By us\n"
    with pytest.raises(EditError, match="already"):
        draft.undo("Ann", entry)
    draft.undo("Bob", draft.undo("Bob", later))


def test_older_entries_without_a_key_of_the_clinic_are_still_taken_back(draft: Draft, audit: Audit) -> None:
    draft.change("Ann", "x", "clinic", SetClinic({}, {"facts.hours": "Always"}))
    undo = json.dumps({"draft": "1", "change": {"clinic": {"facts.hours": ["", "Always"]}}, "hunks": []})
    draft.undo("Ann", audit.record("Ann", "x", "clinic", "", "", undo))
    assert draft.state().clinic["facts.hours"] == ""


def test_an_article_that_is_quoted_by_now_stays(draft: Draft) -> None:
    entry = draft.change("Ann", "x", "x", AddArticle("hands", SECOND))
    sentence = next(iter(draft.state().articles["hands"].sentences))
    draft.change("Bob", "x", "x", AddFaq("hands", replace(NEW, article="hands", passages=(sentence,), more=()),
                                         ("hands?",)))
    with pytest.raises(EditError, match=r"quoted by hands. Change or remove these FAQs first."):
        draft.undo("Ann", entry)


def test_an_faq_that_others_mention_by_now_stays(draft: Draft) -> None:
    entry = draft.change("Ann", "x", "x", AddFaq("rest", NEW, ("rest?",)))
    base = draft.state().faqs["knees"]
    mentioned = draft.change("Bob", "x", "x", SetFaq("knees", base, replace(base, follow_ups=("hips", "rest"))))
    with pytest.raises(EditError, match=r"'rest' is a follow-up of knees. Take it out there first."):
        draft.undo("Ann", entry)
    draft.undo("Bob", mentioned)
    draft.change("Bob", "x", "x", SetStarters(("knees", "hips"), ("knees", "hips", "rest")))
    with pytest.raises(EditError, match=r"'rest' is one of the starter questions. Take it out there first."):
        draft.undo("Ann", entry)


def test_the_first_example_of_a_fact_is_taken_back(draft: Draft) -> None:
    entry = draft.change("Ann", "x", "x", AddExample("clinic/parking", "where can I park"))
    draft.change("Bob", "x", "x", AddExample("greet", "hey"))
    draft.undo("Ann", entry)
    assert "clinic/parking" not in draft.state().examples
