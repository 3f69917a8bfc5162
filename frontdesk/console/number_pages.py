"""The numbers: what was asked and what became of it, by day and by FAQ."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from starlette.responses import Response

from frontdesk.accounts.roles import VIEWER
from frontdesk.console.downloads import download
from frontdesk.console.rendering import page
from frontdesk.console.reply_words import REPLY_WORDS
from frontdesk.console.routing import StaffRoute
from frontdesk.console.served_clinic import served_clinic
from frontdesk.console.visit import Visit
from frontdesk.numbers.csv_files import csv_file
from frontdesk.numbers.days import PERIODS, Days, last_days, today, zone_of
from frontdesk.numbers.faq_rows import COLUMNS, FaqRow, faq_rows, in_order
from frontdesk.numbers.figures import WHAT, Figures, by_faq, figures, series
from frontdesk.numbers.happened import ASKED, BUCKETS, SLOWEST
from frontdesk.numbers.keeping_count import booked_by_day
from frontdesk.numbers.panels import MEDIAN, MOST, Dashboard
from frontdesk.numbers.words import URGENCY, date
from frontdesk.store.counts import Counted, Counts

_DEFAULT = 30
_SHOWN_FAQS = 25  # before "show all"


def numbers(visit: Visit) -> Response:
    """The dashboard."""
    length, zone = _length(visit), _zone(visit)
    now = today(zone)
    days = last_days(length, now)
    counts = Counts(visit.console.database)
    since = counts.first_day(ASKED)  # callback requests are known of days before that, too
    counted = _counted(visit, counts, days, zone)
    spans = series(counted, days.spans())
    [(_, total)] = series(counted, [days])
    before = _before(visit, counts, days.before(), zone) if since and since <= days.before().first else None
    rows = in_order(_faqs(visit, days), visit.query("sort"))
    return page(
        visit, "numbers/numbers.html", periods=PERIODS, length=length, days=days, since=since, began_within=bool(
            since and since > days.first), date=date, total=total,
        panels=Dashboard(spans, total, before, PERIODS[length], now).panels(),
        kinds=[(words, total.kinds.get(kind, 0)) for kind, words in REPLY_WORDS.items()],
        columns=COLUMNS, sort=visit.query("sort") if visit.query("sort") in COLUMNS else "asked",
        faqs=rows if visit.query("all") else rows[:_SHOWN_FAQS], faq_count=len(rows),
        nothing=not (since or counted or any(row.asked or row.up or row.down for row in rows)))


def days_file(visit: Visit) -> Response:
    """The numbers of every day, for a spreadsheet."""
    zone = _zone(visit)
    days = last_days(_length(visit), today(zone))
    counted = _counted(visit, Counts(visit.console.database), days, zone)
    header = ["day", "messages", "conversations", "answered", "choice offered", "not covered", "handed over", "booked",
              "votes up", "votes down", *(f"urgent: {words}" for words in URGENCY.values()), "not checked",
              "half answered within ms", "95 of 100 answered within ms"]
    rows = [[span.first.isoformat(), one.asked, one.conversations, one.answered, one.choice, one.not_covered,
             one.handed_over, one.booked, one.up, one.down, *(one.urgent.get(level, 0) for level in URGENCY),
             one.unchecked, _within(one, MEDIAN), _within(one, MOST)] for span, one in series(counted, days.each())]
    return download(csv_file(header, rows), "text/csv", f"frontdesk-days-{days.first}-{days.last}.csv")


def faqs_file(visit: Visit) -> Response:
    """The numbers of every FAQ, for a spreadsheet."""
    days = last_days(_length(visit), today(_zone(visit)))
    rows = [(row.slug, row.question, row.asked, row.answered, row.up, row.down)
            for row in in_order(_faqs(visit, days), visit.query("sort"))]
    header = ["FAQ", "question", "asked", "answered", "votes up", "votes down"]
    return download(csv_file(header, rows), "text/csv", f"frontdesk-faqs-{days.first}-{days.last}.csv")


def _length(visit: Visit) -> int:
    """How many days were chosen; anything else that is asked for becomes the usual choice."""
    asked = visit.query("days")
    return next((length for length in PERIODS if str(length) == asked), _DEFAULT)


def _zone(visit: Visit) -> ZoneInfo:
    return zone_of(served_clinic(visit.console.settings, visit.console.publishing))


def _counted(visit: Visit, counts: Counts, days: Days, zone: ZoneInfo) -> dict[Counted, int]:
    """What was counted, with the requests that have come since they were last counted."""
    counted = counts.between(days.first, days.last, WHAT)
    for booked, count in booked_by_day(visit.console.database, zone).items():
        if days.first <= booked.day <= days.last:
            counted[booked] = max(count, counted.get(booked, 0))
    return counted


def _before(visit: Visit, counts: Counts, days: Days, zone: ZoneInfo) -> Figures:
    counted = _counted(visit, counts, days, zone)
    return figures(((one.what, one.key), count) for one, count in counted.items())


def _faqs(visit: Visit, days: Days) -> list[FaqRow]:
    questions = {slug: faq.question for slug, faq in visit.console.draft.state().faqs.items()}
    return faq_rows(questions, by_faq(visit.console.database, days.first, days.last))


def _within(figures: Figures, share: float) -> int | str | None:
    """A time as its column has it, which is named "within ms"."""
    time = figures.within(share)
    return f">{BUCKETS[-1]}" if time == SLOWEST else time


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/numbers", numbers, VIEWER),
    StaffRoute("/numbers/days.csv", days_file, VIEWER),
    StaffRoute("/numbers/faqs.csv", faqs_file, VIEWER),
)
