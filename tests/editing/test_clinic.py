"""The clinic's details: written in the plainest way that reads back the same, and its comments are kept."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.editing.clinic_text import read_clinic, with_detail
from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import Conflict, EditError, SetClinic
from frontdesk.editing.scalars import written
from frontdesk.knowledge.clinic import load_clinic

Lines = Callable[[], list[str]]
_LETTERS = "aB1é -#:'\"\\[]{},&*!|>%@`?~=\t.0x"


def _set(draft: Draft, **values: str) -> None:
    base = draft.state().clinic
    draft.change("Ann", "changed the clinic", "clinic",
                 SetClinic(base, {key.replace("__", "."): value for key, value in values.items()}))


@pytest.mark.parametrize(("key", "value", "line"), [
    ("facts.hours", "Mon to Fri, 9 to 5", "  hours: Mon to Fri, 9 to 5"),
    ("facts.hours", "Mon to Fri: 9 to 5", '  hours: "Mon to Fri: 9 to 5"'),
    ("facts.phone", "020 7946 0000", "  phone: 020 7946 0000"),
    ("facts.phone", "0207", '  phone: "0207"'),
    ("facts.phone", "+44 20", '  phone: "+44 20"'),
    ("facts.about", 'The "best" of us', '''  about: The "best" of us'''),
    ("facts.about", '"The best" of us', """  about: '"The best" of us'"""),
    ("facts.about", "\"It's\" \\ us", """  about: '"It''s" \\ us'"""),
    ("facts.parking", "no", '  parking: "no"'),
    ("facts.parking", "Yes", '  parking: "Yes"'),
    ("facts.parking", "2024-01-01", '  parking: "2024-01-01"'),
    ("facts.parking", "- none", '  parking: "- none"'),
    ("facts.parking", "${HOME}", '  parking: "${HOME}"'),
    ("widget.accent", "#0b5f5a", '  accent: "#0b5f5a"'),
    ("booking_url", "https://example.org/a?b=c#d", "booking_url: https://example.org/a?b=c#d"),
    ("privacy.keep_questions", "true", "  keep_questions: true"),
    ("privacy.questions_days", "7", "  questions_days: 7"),
    ("country", "GB", "country: GB"),
])
def test_a_value_is_written_plainly(key: str, value: str, line: str, draft: Draft, changed_lines: Lines) -> None:
    draft.change("Ann", "x", "clinic", SetClinic(draft.state().clinic, {key: value}))
    assert [changed for changed in changed_lines() if changed[0] == "+"] == [f"+{line}"]
    assert draft.state().clinic[key] == value
    assert draft.state().problems == ()


def test_any_text_reads_back_as_it_was(project: Path) -> None:
    chance = random.Random(1)
    text = (project / "content/clinic.yml").read_text(encoding="utf-8")
    path = project / "content/clinic.yml"
    for _ in range(120):
        value = "".join(chance.choice(_LETTERS) for _ in range(chance.randint(1, 8))).strip()
        path.write_text(with_detail(text, "facts.about", value), encoding="utf-8")
        assert load_clinic(path).facts["about"] == value
        assert read_clinic(path.read_text(encoding="utf-8"))["facts.about"] == value


def test_a_list_in_brackets_stays_one(project: Path) -> None:
    text = "widget:\n  allowed_origins: [https://a.org, 'https://b.org']  # ours\n"
    assert with_detail(text, "widget.allowed_origins", "https://a.org\nhttps://c.org") == (
        'widget:\n  allowed_origins: ["https://a.org", "https://c.org"]  # ours\n')


def test_lists_rows_and_recipients(draft: Draft, project: Path, changed_lines: Lines) -> None:
    _set(draft, widget__allowed_origins="https://a.org\n\n https://b.org \n", time_zone="Europe/London",
         booking__campaign__utm_source="chat",
         **{"opening_hours.mon-fri": "9:00-17:30", "opening_hours.sat": "closed"})
    assert changed_lines() == [
        "-time_zone:", "+time_zone: Europe/London", "+  mon-fri: 9:00-17:30", "+  sat: closed",
        "+    utm_source: chat", "+    - https://a.org", "+    - https://b.org"]
    assert draft.state().clinic["widget.allowed_origins"] == "https://a.org\nhttps://b.org"
    assert draft.state().clinic["opening_hours.mon-fri"] == "9:00-17:30"
    _set(draft, widget__allowed_origins="https://b.org", **{"opening_hours.sat": ""})
    assert changed_lines() == ["-  sat: closed", "-    - https://a.org"]
    _set(draft, widget__allowed_origins="", **{"opening_hours.mon-fri": "", "opening_hours.mon": "9:00-12:00"})
    assert changed_lines() == ["-  mon-fri: 9:00-17:30", "+  mon: 9:00-12:00", "-    - https://b.org"]
    _set(draft, booking__mail__to="a@b.org\nc@d.org", booking__mail__from="e@f.org", booking__mail__host="mail.b.org",
         booking__mail__port="2525")
    assert {"+      - a@b.org", "+      - c@d.org", "+    host: mail.b.org", "+    port: 2525"} < set(changed_lines())
    assert load_clinic(project / "content/clinic.yml").booking.mail is not None
    _set(draft, **{"opening_hours.mon": ""})
    assert "opening_hours" not in {key.partition(".")[0] for key in draft.state().clinic}
    assert changed_lines() == ["-  mon: 9:00-12:00"]


def test_emptying_keeps_the_line_and_its_comment(draft: Draft, project: Path, changed_lines: Lines) -> None:
    path = project / "content/clinic.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("  phone:\n", "  phone: 'x'  # ask at the desk\n"),
                    encoding="utf-8")
    changed_lines()
    _set(draft, facts__phone="desk")
    assert changed_lines() == ["-  phone: 'x'  # ask at the desk", "+  phone: desk  # ask at the desk"]
    _set(draft, facts__phone=" ")
    assert changed_lines() == ["-  phone: desk  # ask at the desk", "+  phone:  # ask at the desk"]


def test_details_that_the_file_does_not_have_are_added_where_they_belong(draft: Draft, project: Path) -> None:
    path = project / "content/clinic.yml"
    path.write_text("name: Clinic\nfacts:\n  about: Us\n# The end.\n", encoding="utf-8")
    _set(draft, facts__hours="Always", widget__heading="Ask", booking__webhook__url="https://a.org")
    assert path.read_text(encoding="utf-8") == (
        "name: Clinic\nfacts:\n  about: Us\n  hours: Always\nwidget:\n  heading: Ask\n"
        "booking:\n  webhook:\n    url: https://a.org\n# The end.\n")
    assert draft.state().problems == ()


@pytest.mark.parametrize(("key", "value", "advice"), [
    ("contact_url", "example.org", "isn't a web address"),
    ("facts.email", "me", "isn't an e-mail address"),
    ("facts.hours", "one\ntwo", "one line"),
    ("opening_hours.mon", "9 to 5", "isn't a time from and to"),
    ("opening_hours.monday", "9:00-17:00", "isn't a day"),
    ("privacy.questions_days", "1000", "whole number from 1 to 90"),
    ("privacy.questions_days", "many", "can't be 'many'"),
    ("privacy.keep_questions", "1", "must be true or false"),
    ("widget.accent", "#ffffff", "contrast"),
    ("widget.allowed_origins", "example.org", "isn't the address of a website"),
    ("name", "", "'name' is missing"),
    ("facts.smell", "good", "isn't a known setting"),
    ("country", "XX", "isn't a country code"),
])
def test_what_the_clinics_file_may_not_hold_is_refused(
    key: str, value: str, advice: str, draft: Draft, changed_lines: Lines
) -> None:
    with pytest.raises(EditError, match=advice) as error:
        draft.change("Ann", "x", "clinic", SetClinic(draft.state().clinic, {key: value}))
    assert "clinic.yml" not in str(error.value)
    assert changed_lines() == []


def test_two_people_may_change_different_details(draft: Draft) -> None:
    base = draft.state().clinic
    draft.change("Bob", "x", "clinic", SetClinic(base, {**base, "facts.hours": "Always", "country": "GB"}))
    draft.change("Ann", "x", "clinic", SetClinic(base, {**base, "facts.phone": "020 1", "country": "GB"}))
    assert [draft.state().clinic[key] for key in ("facts.hours", "facts.phone", "country")] == ["Always", "020 1", "GB"]
    with pytest.raises(Conflict) as error:
        draft.change("Cleo", "x", "clinic", SetClinic(base, {"facts.hours": "Never"}))
    assert (error.value.mine, error.value.theirs, error.value.base) == ("Never", "Always", "")


def test_a_fault_that_is_there_already_does_not_keep_others_from_being_mended(draft: Draft, project: Path) -> None:
    path = project / "content/clinic.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("country:", "country: Narnia"), encoding="utf-8")
    _set(draft, facts__hours="Always")
    assert len(draft.state().problems) == 1
    _set(draft, country="GB")
    assert draft.state().problems == ()


@pytest.mark.parametrize("text", ["true", "Off", "~", "1_000", "1:30", "0o7", ".5", "1e3", "=", "<<", "-", "a: b",
                                  "a #b", "a:", "[a", "{a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "? a", "'a",
                                  '"a'])
def test_what_yaml_would_take_for_something_else_gets_quotes(text: str) -> None:
    assert written(text)[0] in "'\""
