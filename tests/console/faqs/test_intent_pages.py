"""The other messages."""

from __future__ import annotations

import gzip
import html
from pathlib import Path

import pytest

from frontdesk.console.intent_words import named, words_of
from frontdesk.editing.draft import Draft
from tests.console.conftest import ROOT, Browser, text_of
from tests.console.faqs.conftest import KEPT, Open
from tests.console.faqs.test_faq_form import form_of


def others(draft: Draft) -> list[str]:
    return [label for label in draft.state().examples if not label.startswith("faq/")]


def test_the_list_has_every_label_in_words_and_no_faq(editor: Browser, draft: Draft) -> None:
    page = html.unescape(editor.get("/staff/intents").text)
    for label in others(draft):
        name = words_of(label).name
        assert f'href="/staff/intents/{label}">{name[0].lower()}{name[1:]}</a>' in page, label
    assert "/staff/intents/faq" not in page
    assert page.count(f'<td class="number">{KEPT}</td>') == len(others(draft))


def test_every_label_there_is_has_words_of_its_own() -> None:
    labels = [line.split()[-1] for name in ("nlu.yml", "out_of_scope.yml")
              for line in (ROOT / "data" / name).read_text(encoding="utf-8").splitlines() if "- intent:" in line]
    names = [words_of(label).name for label in labels if not label.startswith("faq/")]
    assert len(set(names)) == len(names)
    assert not [name for name in names if "_" in name]


def test_a_label_that_nobody_has_put_into_words_says_its_name() -> None:
    assert words_of("out_of_scope/pet_care").name == "Asks about pet care"
    assert words_of("loyalty_card").name == "Loyalty card"
    assert named("faq/where-to-park", {}) == "where to park"
    assert named("out_of_scope/pet_care", {}) == "Not covered: asks about pet care"


def test_examples_are_changed_and_that_can_be_undone(editor: Browser, draft: Draft) -> None:
    before = draft.state().examples
    label = "clinic/parking"
    form = form_of(editor.get(f"/staff/intents/{label}").text)
    form["examples"] = [form["examples"][0].partition("\n")[2] + "\nis there a car park"]
    page = editor.submit(f"/staff/intents/{label}", **form, do="save")
    assert "Saved in the draft" in page.text
    assert draft.state().examples[label] == (*before[label][1:], "is there a car park")
    undo = page.text.split('action="/staff/audit/', 1)[1].split('"', 1)[0]
    editor.submit(f"/staff/audit/{undo}")
    assert draft.state().examples == before


def test_saving_what_is_shown_changes_nothing(editor: Browser, draft: Draft, project: Path) -> None:
    before = (project / "data" / "nlu.yml").read_bytes()
    for label in others(draft):
        form = form_of(editor.get(f"/staff/intents/{label}").text)
        page = editor.submit(f"/staff/intents/{label}", **form, do="save")
        assert "There was nothing to save" in page.text
    assert (project / "data" / "nlu.yml").read_bytes() == before


@pytest.mark.parametrize(("examples", "told"), [
    ("", "Leave at least one line"), ("fine\n[x](y)", "Line 2: "), ("{taken}", "is taught for")])
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    editor: Browser, draft: Draft, examples: str, told: str,
) -> None:
    typed = examples.format(taken=draft.state().examples["thanks"][0])
    form = form_of(editor.get("/staff/intents/greet").text) | {"examples": [typed]}
    page = editor.submit("/staff/intents/greet", **form, do="save")
    assert page.status_code == 422
    assert told in text_of(page.text)
    assert form_of(page.text)["examples"] == [typed]


def test_the_same_example_reworded_twice_shows_both(editor: Browser, draft: Draft) -> None:
    opened = form_of(editor.get("/staff/intents/greet").text)
    first, *rest = opened["examples"][0].split("\n")
    for typed, status in (("theirs", 200), ("mine", 409)):
        page = editor.submit("/staff/intents/greet", **{**opened, "examples": ["\n".join([typed, *rest])]}, do="save")
        assert page.status_code == status
    assert "the ways visitors put “Says hello”" in page.text
    assert "theirs" in draft.state().examples["greet"]
    assert "mine" in page.text
    assert first not in draft.state().examples["greet"]


def test_many_examples_are_shown_in_parts_and_a_part_leaves_the_others_alone(open_as: Open, project: Path) -> None:
    path = project / "data" / "nlu.yml"
    many = "".join(f"    - hello to all of you out there for the {number}th time, how are you today\n"
                   for number in range(600))
    lines = path.read_text(encoding="utf-8").replace("- intent: greet\n  examples: |\n",
                                                     f"- intent: greet\n  examples: |\n{many}")
    path.write_text(lines, encoding="utf-8")
    editor = open_as()
    page = editor.get("/staff/intents/greet").text
    assert len(gzip.compress(page.encode(), 6)) <= 40_000
    form = form_of(page)
    assert form["part"] == ["3"]
    shown = form["examples"][0].split("\n")
    editor.submit("/staff/intents/greet", **{**form, "examples": ["\n".join([*shown[1:], "one more hello"])]})
    after = form_of(editor.get("/staff/intents/greet").text)
    assert after["examples"][0].endswith("one more hello")
    assert f"{600 + KEPT} examples in all" in text_of(editor.get("/staff/intents/greet?part=1").text)
    first = form_of(editor.get("/staff/intents/greet?part=1").text)["examples"][0].split("\n")
    assert first[0].startswith("hello to all of you out there for the 0th")
    assert len(first) == 250
    opened = form_of(editor.get("/staff/intents/greet?part=1").text)
    saved = editor.submit("/staff/intents/greet", **{**opened, "examples": ["\n".join(["a new hello", *first])]})
    assert saved.url.query == b"part=1"  # where it was added
    assert "a new hello" in form_of(saved.text)["examples"][0]
    assert form_of(editor.get(f"/staff/intents/greet?part={'9' * 5000}").text)["part"] == ["3"]
    assert "Part 1" in text_of(open_as("viewer").get("/staff/intents/greet").text)


def test_lines_that_arent_looked_at_are_told_of(editor: Browser) -> None:
    form = form_of(editor.get("/staff/intents/greet").text)
    many = "\n".join(f"a wholly new greeting of number {number}" for number in range(31))
    page = text_of(editor.submit("/staff/intents/greet", **form | {"examples": [many]}, do="check").text)
    assert "Only the first 30 new lines were looked at" in page
    assert "Nothing to say against" not in page


@pytest.mark.parametrize("label", ["nothing", "faq/x", "clinic"])
def test_a_label_that_isnt_there_is_told_so(editor: Browser, label: str) -> None:
    assert editor.get(f"/staff/intents/{label}").status_code == 404
    assert editor.submit(f"/staff/intents/{label}", examples="x").status_code == 404


def test_a_viewer_reads_them(open_as: Open, draft: Draft) -> None:
    viewer = open_as("viewer")
    page = viewer.get("/staff/intents/greet").text
    assert all(html.escape(text, quote=False) in html.unescape(page) or text in html.unescape(page)
               for text in draft.state().examples["greet"])
    assert "<textarea" not in page
    assert viewer.submit("/staff/intents/greet", examples="x").status_code == 403
