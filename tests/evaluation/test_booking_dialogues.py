"""The judge of booking dialogues: it lets pass what is right, and nothing else."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from frontdesk.booking.request import CallbackRequest, Details, When, Window
from frontdesk.evaluation.booking_dialogues import Dialogue, load_dialogues, mistakes

TODAY = datetime.date(2027, 1, 13)  # a Wednesday
THURSDAY = datetime.date(2027, 1, 14)
AFTER_FIVE = When("thursday after 5", "tomorrow, after 5 pm", (Window(THURSDAY, THURSDAY, start=17 * 60),))
DETAILS = Details("Jo Smith", "+447700900123", "jo@example.org", AFTER_FIVE, "My left knee")
EXPECT: dict[str, Any] = {
    "name": "Jo Smith", "phone": "+447700900123", "email": "jo@example.org", "about": "knee",
    "when": {"days": ["thu"], "from": "17:00", "to": None},
}


def judged(expect: dict[str, Any] | None, details: Details = DETAILS) -> list[str]:
    return mistakes(expect, CallbackRequest("id", "K7Q-F3M", 1, "new", 0.0, 0.0, details, "Yes."), TODAY)


def asked_for(*windows: Window) -> Details:
    return replace(DETAILS, when=When("said", "understood", windows))


def when(*days: str, start: str | None = None, end: str | None = None) -> dict[str, Any]:
    return {**EXPECT, "when": {"days": list(days), "from": start, "to": end}}


def test_what_is_right_passes() -> None:
    assert judged(EXPECT) == []


@pytest.mark.parametrize("details", [
    replace(DETAILS, name="jo  smith"), replace(DETAILS, name="Jo. Smith"), replace(DETAILS, about="left KNEE, sore"),
])
def test_case_dots_and_spaces_of_a_name_and_words_around_a_topic_count_for_nothing(details: Details) -> None:
    assert judged(EXPECT, details) == []


@pytest.mark.parametrize(("field", "value"), [
    ("name", "Jo"), ("name", "Jo Smithson"), ("name", ""), ("phone", "+447700900124"), ("phone", ""),
    ("email", ""), ("email", "jo@example.com"), ("about", ""), ("about", "my hip"), ("when", None),
    ("when", When("thursday after 5")),
])
def test_each_field_can_be_wrong_alone(field: str, value: object) -> None:
    (mistake,) = judged(EXPECT, replace(DETAILS, **{field: value}))
    assert mistake.startswith(f"{field}: ")


def test_every_wrong_field_is_named() -> None:
    assert [mistake.partition(":")[0] for mistake in judged(EXPECT, Details())] == [
        "name", "phone", "email", "about", "when"]


@pytest.mark.parametrize("field", ["phone", "email"])
def test_what_wasnt_told_mustnt_be_there(field: str) -> None:
    (mistake,) = judged({**EXPECT, field: ""})
    assert mistake.startswith(f"{field}: ")


def test_what_is_kept_without_consent_is_a_mistake_and_so_is_what_is_lost() -> None:
    assert judged(None) == ["kept"]
    assert mistakes(EXPECT, None, TODAY) == ["not kept"]
    assert mistakes(None, None, TODAY) == []


def day(ahead: int, start: int | None = None, end: int | None = None) -> Window:
    date = TODAY + datetime.timedelta(ahead)
    return Window(date, date, start=start, end=end)


@pytest.mark.parametrize(("expect", "windows"), [
    (when("thu"), [day(1)]),
    (when("thu"), [Window(TODAY, None, (3,))]),
    (when("wed"), [day(0)]),
    (when("wed"), [day(7)]),
    (when("thu", "fri"), [day(1), day(2)]),
    (when("thu", "fri"), [Window(TODAY, None, (3, 4))]),
    (when("today"), [day(0)]),
    (when("tomorrow", end="12:00"), [day(1, end=12 * 60)]),
    (when("5"), [day(5)]),
    (when("2027-01-20"), [day(7)]),
    (when("weekend"), [day(3), day(4)]),
    (when("weekend"), [Window(TODAY, None, (5, 6))]),
    (when("weekdays", start="17:00"), [Window(TODAY, None, (0, 1, 2, 3, 4), start=17 * 60)]),
    (when("any", end="12:00"), [Window(TODAY, None, end=12 * 60)]),
    (when("next week"), [Window(TODAY + datetime.timedelta(5), TODAY + datetime.timedelta(11))]),
    (when("next week"), [Window(TODAY + datetime.timedelta(5), TODAY + datetime.timedelta(9))]),
    (when("this week"), [Window(TODAY, TODAY + datetime.timedelta(4))]),
    ({**EXPECT, "when": [{"days": ["thu"], "from": "17:00"}, {"days": ["sat"], "to": "12:00"}]},
     [day(1, 17 * 60), day(3, end=12 * 60)]),
])
def test_a_time_is_right_in_each_of_its_readings(expect: dict[str, Any], windows: list[Window]) -> None:
    assert judged(expect, asked_for(*windows)) == []


@pytest.mark.parametrize(("expect", "windows"), [
    (when("thu"), []),
    (when("thu"), [day(2)]),
    (when("thu"), [day(1, start=17 * 60)]),
    (when("thu", start="17:00"), [day(1)]),
    (when("thu", start="17:00"), [day(1, start=17 * 60 + 30)]),
    (when("thu", start="17:00"), [day(1, start=17 * 60, end=18 * 60)]),
    (when("thu", start="17:00"), [day(1, end=17 * 60)]),
    (when("thu"), [day(1), day(2)]),
    (when("thu", "fri"), [day(1)]),
    (when("today"), [day(7)]),
    (when("weekdays"), [Window(TODAY, None)]),
    (when("any"), [Window(TODAY, None, (0, 1, 2, 3, 4))]),
    (when("next week"), [day(5)]),
    ({**EXPECT, "when": [{"days": ["thu"], "from": "17:00"}, {"days": ["sat"], "to": "12:00"}]}, [day(1, 17 * 60)]),
])
def test_another_time_is_wrong(expect: dict[str, Any], windows: list[Window]) -> None:
    (mistake,) = judged(expect, asked_for(*windows))
    assert mistake.startswith("when: ")


def test_a_time_that_only_the_visitor_understands_must_be_kept_in_their_words() -> None:
    expect = {**EXPECT, "when": {"said": True}}
    assert judged(expect, replace(DETAILS, when=When("once the rain stops"))) == []
    assert len(judged(expect, replace(DETAILS, when=When("")))) == 1
    assert len(judged(expect, replace(DETAILS, when=None))) == 1


def test_dialogues_are_read_with_their_dates(tmp_path: Path) -> None:
    path = tmp_path / "dialogues.yml"
    path.write_text(
        "- id: one\n  turns: ['can I come on {+10:%d.%m.%Y}?', 'yes']\n  ask: [2]\n  expect:\n    name: Jo\n"
        "- id: two\n  turns: [stop]\n  expect: null\n", encoding="utf-8")
    assert load_dialogues(path, TODAY) == [
        Dialogue("one", ("can I come on 23.01.2027?", "yes"), (2,), {"name": "Jo"}),
        Dialogue("two", ("stop",), (), None)]
