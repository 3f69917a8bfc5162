"""The numbers' page and its files."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from frontdesk.booking.request import Details
from frontdesk.settings import Settings
from frontdesk.store.counts import Counted, Counts
from frontdesk.store.requests import Requests
from tests.console.conftest import Browser, text_of

QUESTIONS = {"knee": "Does it hurt?", "back": "<b>Why</b>?", "neck": "=Is it me?"}


@pytest.fixture
def today() -> date:
    """The clinic hasn't named its time zone."""
    return datetime.now(timezone.utc).date()


@pytest.fixture
def open_numbers(make_browser: Callable[..., Browser]) -> Callable[..., str]:
    """Get a page of the numbers."""

    def get(query: str = "", role: str = "viewer", questions: dict[str, str] = QUESTIONS, path: str = "") -> Any:
        faqs = {slug: SimpleNamespace(question=question) for slug, question in questions.items()}
        browser = make_browser(role, draft=SimpleNamespace(state=lambda: SimpleNamespace(faqs=faqs), overwritten=list))
        return browser.get(f"/staff/numbers{path}{query}")

    return get


def count(database: Engine, day: date, **counts: int) -> None:
    Counts(database).add({Counted(day, what): number for what, number in counts.items()})


def table(page: str, key: str) -> list[list[str]]:
    """The rows of a panel's table."""
    section = page.split(f'id="{key}-table"')[1].split("</table>")[0]
    return [[text_of(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
            for row in re.findall(r"<tr>(.*?)</tr>", section, re.DOTALL)]


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_before_anything_was_counted_it_says_what_will_be_here(open_numbers: Callable[..., Any]) -> None:
    page = open_numbers().text
    assert "Nothing has been counted yet." in page
    assert "<svg class=\"chart\"" not in page


def test_the_first_day_is_shown_without_a_comparison(
    open_numbers: Callable[..., Any], database: Engine, today: date
) -> None:
    count(database, today, asked=4, conversations=2)
    page = open_numbers().text
    assert f"Counting began on {today.day} {today:%B %Y}" in page
    assert table(page, "asked")[1] == ["Today so far", "4", "2"]
    assert "before" not in text_of(page.split("</h1>")[1].replace("of the days before.", ""))


def test_the_chosen_days_are_shown_and_compared_with_those_before(
    open_numbers: Callable[..., Any], database: Engine, today: date
) -> None:
    for back in range(20):
        count(database, today - timedelta(back), asked=10 if back < 7 else 5)
    page = open_numbers("?days=7").text
    assert len(table(page, "asked")) == 1 + 7
    assert "35 more than in the 7 days before (100%)" in page
    assert 'href="/staff/numbers?days=7" aria-current="true"' in page
    page = open_numbers("?days=30").text  # the days before weren't all counted
    assert len(table(page, "asked")) == 1 + 30
    assert "than in the" not in page
    weeks = table(open_numbers("?days=364").text, "asked")
    assert (len(weeks), weeks[0][0], weeks[1][1]) == (1 + 52, "Week", "70")


@pytest.mark.parametrize("days", ["", "0", "-7", "8", "x", "7.0", "٧", "9" * 400])
def test_other_periods_are_the_usual_one(
    open_numbers: Callable[..., Any], database: Engine, today: date, days: str
) -> None:
    count(database, today, asked=1)
    assert len(table(open_numbers(f"?days={days}").text, "asked")) == 1 + 30


def test_requests_count_at_once_and_when_they_are_gone(
    open_numbers: Callable[..., Any], database: Engine, today: date
) -> None:
    Requests(database).save("a", Details("Jo", "07700 900123"), "consent")
    assert table(open_numbers().text, "booked")[1] == ["Today so far", "1"]
    Counts(database).at_least({Counted(today, "booked"): 3})
    assert table(open_numbers().text, "booked")[1] == ["Today so far", "3"]


def test_nothing_is_compared_with_days_of_which_only_requests_are_known(
    open_numbers: Callable[..., Any], database: Engine, today: date
) -> None:
    count(database, today - timedelta(40), booked=1)
    count(database, today, asked=4, booked=2)
    page = open_numbers("?days=7").text
    assert f"Counting began on {today.day} {today:%B %Y}" in page
    assert "than in the 7 days before" not in page


def test_every_figure_says_what_it_counts(open_numbers: Callable[..., Any], database: Engine, today: date) -> None:
    count(database, today, asked=1)
    page = open_numbers().text
    for key in ("asked", "answered", "not-covered", "handed-over", "booked", "votes", "urgent", "times"):
        section = page.split(f'id="{key}"')[1].split("</section>")[0]
        assert re.search(r'<p class="hint">[A-Z][^<]{30,}\.</p>', section), key
        assert re.search(rf'<svg class="chart"[^>]*role="img" aria-labelledby="{key}-name {key}-words">', section)
        assert f'<title id="{key}-name">' in section
        assert f'<desc id="{key}-words">Bar chart of 30 days' in section
        assert "<caption" in section
    assert page.count('<pattern id="stripes"') == 1


def faq(database: Engine, day: date, what: str, slug: str, number: int) -> None:
    Counts(database).add({Counted(day, what, slug): number})


def test_faqs_are_sorted_by_what_is_asked_for(
    open_numbers: Callable[..., Any], database: Engine, today: date
) -> None:
    faq(database, today, "faq_asked", "knee", 3)
    faq(database, today, "faq_asked", "gone", 2)
    faq(database, today, "faq_down", "back", 1)
    faq(database, today - timedelta(40), "faq_asked", "neck", 50)
    names = {"knee": "Does it hurt?", "gone": "gone not in the draft", "back": "&lt;b&gt;Why&lt;/b&gt;?",
             "neck": "=Is it me?"}
    for sort, order in {"": ["knee", "gone", "back", "neck"], "asked": ["knee", "gone", "back", "neck"],
                        "down": ["back", "neck", "knee", "gone"], "question": ["back", "neck", "knee", "gone"],
                        "x": ["knee", "gone", "back", "neck"]}.items():
        page = open_numbers(f"?sort={sort}").text
        assert [row[0] for row in table(page, "faqs")[1:]] == [names[slug] for slug in order], sort
        told = sort if sort in ("down", "question") else "asked"
        assert re.findall(r'aria-sort="(\w+)"><a class="sort" href="[^"]*"', page) == [
            "ascending" if told == "question" else "descending"]
    assert '<a href="/staff/faqs/knee">' in page
    assert "/staff/faqs/gone" not in page


def test_long_lists_of_faqs_are_cut(open_numbers: Callable[..., Any], database: Engine, today: date) -> None:
    count(database, today, asked=1)
    many = {f"faq-{number}": f"Question {number}?" for number in range(300)}
    page = open_numbers(questions=many).text
    assert len(table(page, "faqs")) == 1 + 25
    assert "Show all 300" in page
    page = open_numbers("?all=1&days=90", questions=many).text
    assert len(table(page, "faqs")) == 1 + 300
    assert len(gzip.compress(page.encode())) < 40_000


def test_the_days_for_a_spreadsheet(open_numbers: Callable[..., Any], database: Engine, today: date) -> None:
    count(database, today, asked=4, conversations=2, handed_over=1, up=3)
    Counts(database).add({
        Counted(today, "kind", "answer"): 2, Counted(today, "kind", "no_answer"): 1,
        Counted(today, "urgent", "soon"): 1, Counted(today, "urgent", "failure"): 2,
        Counted(today, "seconds", "50"): 3, Counted(today, "seconds", "more"): 1})
    answer = open_numbers("?days=7", path="/days.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="frontdesk-days-{today - timedelta(6)}-{today}.csv"')
    rows = rows_of(answer)
    assert [row["day"] for row in rows] == [(today - timedelta(back)).isoformat() for back in range(6, -1, -1)]
    assert rows[-1] == {
        "day": today.isoformat(), "messages": "4", "conversations": "2", "answered": "2", "choice offered": "0",
        "not covered": "1", "handed over": "1", "booked": "0", "votes up": "3", "votes down": "0",
        "urgent: emergency now": "0", "urgent: doctor the same day": "0", "urgent: doctor within days": "1",
        "not checked": "2", "half answered within ms": "50", "95 of 100 answered within ms": ">10000"}
    assert rows[0]["half answered within ms"] == ""
    assert len(rows_of(open_numbers("?days=364", path="/days.csv"))) == 364  # by day, also where the page has weeks


def test_the_faqs_for_a_spreadsheet(open_numbers: Callable[..., Any], database: Engine, today: date) -> None:
    faq(database, today, "faq_asked", "neck", 3)
    rows = rows_of(open_numbers(path="/faqs.csv"))
    assert rows[0] == {"FAQ": "neck", "question": "'=Is it me?", "asked": "3", "answered": "0", "votes up": "0",
                       "votes down": "0"}
    assert {row["FAQ"] for row in rows} == set(QUESTIONS)


def test_days_are_those_of_the_live_version(
    make_browser: Callable[..., Browser], database: Engine, settings: Settings
) -> None:
    live = settings.var / "versions" / "1"
    (live / "content").mkdir(parents=True)
    (settings.root / "content" / "clinic.yml").write_text("name: A\ntime_zone: Pacific/Kiritimati\n")  # 14 ahead of UTC
    (live / "content" / "clinic.yml").write_text("name: A\ntime_zone: Pacific/Pago_Pago\n")  # 11 behind
    count(database, date(2020, 1, 1), asked=1)
    draft = SimpleNamespace(state=lambda: SimpleNamespace(faqs={}))
    publishing = SimpleNamespace(live=lambda: SimpleNamespace(number=1), folder=lambda _number: live)
    days = [rows_of(make_browser("viewer", draft=draft, publishing=given).get("/staff/numbers/days.csv?days=7"))[-1]
            ["day"] for given in (None, publishing)]
    assert date.fromisoformat(days[0]) - date.fromisoformat(days[1]) >= timedelta(1)
