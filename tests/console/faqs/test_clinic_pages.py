"""The clinic's facts and settings."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.console.clinic_days import as_rows, by_day
from frontdesk.console.clinic_fields import FIELDS, SECTIONS
from frontdesk.editing.clinic_text import OPEN, read_clinic
from frontdesk.editing.draft import Draft
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.knowledge.hours import DAYS
from tests.console.conftest import ROOT, Browser, text_of
from tests.console.faqs.conftest import Open
from tests.console.faqs.test_faq_form import form_of

HERE = "/staff/clinic"


def save(editor: Browser, changes: Mapping[str, str], opened: Mapping[str, list[str]] | None = None) -> object:
    """Change some fields of the form, and send all of it."""
    form = dict(opened or form_of(editor.get(HERE).text))
    return editor.submit(HERE, **{**form, **{key: [value] for key, value in changes.items()}})


def test_every_detail_in_the_file_has_a_field_and_no_field_is_of_nothing() -> None:
    keys = {*read_clinic((ROOT / "content" / "clinic.yml").read_text(encoding="utf-8")), *OPEN}
    assert set(FIELDS) == keys


def test_every_field_is_labelled_and_described(editor: Browser) -> None:
    page = html.unescape(editor.get(HERE).text)
    for section in SECTIONS:
        assert section.about in page
        for field in section.fields:
            assert field.label in page
            assert field.hint in page
    for name in re.findall(r'aria-describedby="([^"]*)"', page):
        for target in name.split():
            assert f'id="{target}"' in page


def test_the_page_is_light_and_asks_for_no_secret(editor: Browser) -> None:
    page = editor.get(HERE).text
    assert len(gzip.compress(page.encode(), 6)) <= 40_000
    assert 'type="password"' not in page
    assert "SECRET" not in page


@pytest.mark.parametrize("country", ["GB", "gb", "XK"])
def test_the_country_that_is_set_is_chosen(editor: Browser, project: Path, country: str) -> None:
    told = project / "content" / "clinic.yml"
    text = told.read_text(encoding="utf-8")
    told.write_text(text.replace("\ncountry:\n", f"\ncountry: {country}\n"), encoding="utf-8")
    assert re.findall(r'<option value="(\w+)" selected>', editor.get(HERE).text)[0].upper() == country.upper()


def test_saving_what_is_shown_changes_nothing(editor: Browser, project: Path) -> None:
    before = (project / "content" / "clinic.yml").read_bytes()
    assert "nothing to save" in save(editor, {}).text  # type: ignore[attr-defined]
    assert (project / "content" / "clinic.yml").read_bytes() == before


def test_details_are_saved_where_they_belong_and_comments_stay(editor: Browser, draft: Draft, project: Path) -> None:
    path = project / "content" / "clinic.yml"
    comments = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip().startswith("#")]
    save(editor, {
        "name": "The Riverside: Clinic", "country": "GB", "facts.phone": "020 7946 0000",
        "facts.about": "We care.\nReally.".replace("\n", " "), "privacy.keep_questions": "true",
        "privacy.questions_days": "14", "booking.campaign": "utm_source: chat\nutm_medium: widget",
        "widget.allowed_origins": "https://www.example.org\nhttps://example.org", "widget.position": "left"})
    clinic = load_clinic(path)
    assert (clinic.name, clinic.country, clinic.facts["phone"]) == ("The Riverside: Clinic", "GB", "020 7946 0000")
    assert (clinic.privacy.keep_questions, clinic.privacy.questions_days) == (True, 14)
    assert clinic.booking.campaign == {"utm_source": "chat", "utm_medium": "widget"}
    assert clinic.widget.allowed_origins == ("https://www.example.org", "https://example.org")
    assert clinic.widget.position == "left"
    after = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line.strip().startswith("#")] == comments


@pytest.mark.parametrize("written", ["true", "True", "TRUE"])
def test_a_box_is_ticked_however_the_file_writes_it(editor: Browser, project: Path, written: str) -> None:
    path = project / "content" / "clinic.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("keep_questions: false", f"keep_questions: {written}"),
                    encoding="utf-8")
    assert load_clinic(path).privacy.keep_questions is True
    form = form_of(editor.get(HERE).text)
    assert form.pop("privacy.keep_questions") == ["true"]
    save(editor, {}, form)
    assert load_clinic(path).privacy.keep_questions is False


def test_a_box_is_unticked_and_a_detail_emptied(editor: Browser, project: Path) -> None:
    save(editor, {"privacy.keep_questions": "true", "facts.phone": "020 7946 0000"})
    form = form_of(editor.get(HERE).text)
    assert form.pop("privacy.keep_questions") == ["true"]
    save(editor, {"facts.phone": ""}, form)
    clinic = load_clinic(project / "content" / "clinic.yml")
    assert clinic.privacy.keep_questions is False
    assert clinic.facts["phone"] == ""


def test_opening_hours_are_typed_by_day_and_kept_by_ranges(editor: Browser, draft: Draft, project: Path) -> None:
    week = {f"opening_hours.{day}": "9:00-17:30" for day in ("mon", "tue", "wed", "thu", "fri")}
    save(editor, {**week, "opening_hours.sat": "9:00-12:00, 13:00-15:00", "time_zone": "Europe/London"})
    rows = {key: value for key, value in draft.state().clinic.items() if key.startswith("opening_hours.")}
    assert rows == {"opening_hours.mon-fri": "9:00-17:30", "opening_hours.sat": "9:00-12:00, 13:00-15:00"}
    save(editor, {"opening_hours.wed": ""})
    hours = load_clinic(project / "content" / "clinic.yml").opening_hours
    assert hours is not None
    assert hours.text == "Mon–Tue 9:00–17:30, Thu–Fri 9:00–17:30, Sat 9:00–12:00 and 13:00–15:00"


@pytest.mark.parametrize(("changes", "field"), [
    ({"facts.email": "nobody"}, "facts.email"),
    ({"booking_url": "example.org"}, "booking_url"),
    ({"name": ""}, "name"),
    ({"privacy.log_days": "1000"}, "privacy.log_days"),
    ({"privacy.log_days": "many"}, "privacy.log_days"),
    ({"time_zone": "London"}, "time_zone"),
    ({"opening_hours.mon": "nine to five"}, "opening_hours"),
    ({"opening_hours.mon": "9:00-17:00"}, "opening_hours"),
    ({"widget.accent": "#ffffff"}, "widget.accent"),
    ({"widget.allowed_origins": "http://example.org"}, "widget.allowed_origins"),
    ({"booking.campaign": "utm source"}, "booking.campaign"),
    ({"booking.mail.to": "a@example.org"}, "booking.mail.to"),
    ({"facts.email": "nobody", "facts.phone": "020 7946 0000", "name": "Other"}, "facts.email"),
])
def test_what_cant_be_used_is_told_at_its_field_and_nothing_typed_is_lost(
    editor: Browser, project: Path, changes: Mapping[str, str], field: str,
) -> None:
    before = (project / "content" / "clinic.yml").read_bytes()
    page = save(editor, {"facts.people": "Jo and Sam.", **changes} if len(changes) > 1 else changes)
    assert page.status_code == 422  # type: ignore[attr-defined]
    text: str = page.text  # type: ignore[attr-defined]
    assert f'id="{field}-wrong"' in text
    assert f'<a href="#{field}">' in text
    again = form_of(text)
    assert all(again[key] == [value] for key, value in changes.items())
    assert (project / "content" / "clinic.yml").read_bytes() == before


def test_errors_call_details_as_the_form_does(editor: Browser) -> None:
    text = text_of(save(editor, {"privacy.log_days": "1000"}).text)  # type: ignore[attr-defined]
    assert "“Days that the machine&#39;s logs are kept” must be a whole number from 2 to 90" in text
    assert "log_days" not in text
    text = text_of(save(editor, {"opening_hours.mon": "9:00-17:00"}).text)  # type: ignore[attr-defined]
    assert "Opening hours need a time zone. Fill in “Time zone”." in text


def test_two_who_change_different_details_both_have_their_way(editor: Browser, draft: Draft) -> None:
    opened = form_of(editor.get(HERE).text)
    save(editor, {"facts.phone": "020 7946 0000"}, opened)
    save(editor, {"facts.parking": "Behind the house."}, opened)
    assert draft.state().clinic["facts.phone"] == "020 7946 0000"
    assert draft.state().clinic["facts.parking"] == "Behind the house."


def test_two_who_change_the_same_are_shown_both_and_mine_can_be_saved_over_theirs(
    editor: Browser, draft: Draft,
) -> None:
    opened = form_of(editor.get(HERE).text)
    save(editor, {"facts.phone": "020 7946 0001"}, opened)
    page = save(editor, {"facts.phone": "020 7946 0002", "facts.parking": "Behind the house."}, opened)
    assert page.status_code == 409  # type: ignore[attr-defined]
    text: str = page.text  # type: ignore[attr-defined]
    assert "020 7946 0001" in text
    form = text.partition('<h2 id="mine">')[2].partition("</form>")[0]
    sent = {name: html.unescape(value) for name, value in
            re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form) if name != "csrf"}
    sent |= {name: html.unescape(value) for name, value in
             re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL)}
    assert editor.submit(HERE, **sent).status_code == 200
    assert draft.state().clinic["facts.phone"] == "020 7946 0002"
    assert draft.state().clinic["facts.parking"] == "Behind the house."
    assert draft.state().clinic["privacy.keep_questions"] == "false"


def test_of_two_details_that_are_emptied_the_one_that_clashed_is_shown(editor: Browser, draft: Draft) -> None:
    save(editor, {"facts.email": "desk@example.org", "facts.parking": "Behind the house."})
    opened = form_of(editor.get(HERE).text)
    save(editor, {"facts.parking": "In front of it."}, opened)
    page = save(editor, {"facts.email": "", "facts.parking": ""}, opened)
    assert page.status_code == 409  # type: ignore[attr-defined]
    form: str = page.text.partition('<h2 id="mine">')[2].partition("</form>")[0]  # type: ignore[attr-defined]
    assert '<textarea id="text" name="facts.parking"' in form
    assert '<input type="hidden" name="facts.email" value="">' in form
    base = re.search(r'name="base" value="([^"]*)"', form)
    assert base
    assert json.loads(html.unescape(base[1]))["facts.email"] == "desk@example.org"
    assert json.loads(html.unescape(base[1]))["facts.parking"] == "In front of it."


def test_a_change_can_be_undone(editor: Browser, project: Path) -> None:
    before = (project / "content" / "clinic.yml").read_bytes()
    page = save(editor, {"facts.phone": "020 7946 0000"})
    undo = page.text.split('action="/staff/audit/', 1)[1].split('"', 1)[0]  # type: ignore[attr-defined]
    editor.submit(f"/staff/audit/{undo}")
    assert (project / "content" / "clinic.yml").read_bytes() == before


def test_a_form_that_isnt_ours_is_refused(editor: Browser) -> None:
    assert editor.submit(HERE, base="nonsense", name="x").status_code == 400


def test_a_viewer_reads_the_details_and_cant_change_them(open_as: Open) -> None:
    viewer = open_as("viewer")
    page = viewer.get(HERE).text
    assert "readonly" in page
    assert "Save" not in text_of(page.partition("<main")[2])
    assert viewer.submit(HERE, base="{}", name="x").status_code == 403


hours = st.sampled_from(["", "9:00-17:00", "9:00-12:00, 13:00-18:00"])


@given(st.fixed_dictionaries(dict.fromkeys(DAYS, hours)))
def test_a_week_survives_being_kept_as_rows(days: dict[str, str]) -> None:
    assert by_day(as_rows(days)) == days


def test_rows_are_read_as_the_file_may_have_them() -> None:
    days = by_day({"Mon–wed": " 9:00-17:00 ", "sat-mon": "closed", "someday": "x", "fri": "8:00-9:00"})
    assert days == {"mon": "", "tue": "9:00-17:00", "wed": "9:00-17:00", "thu": "", "fri": "8:00-9:00", "sat": "",
                    "sun": ""}
