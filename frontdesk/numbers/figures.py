"""The figures that staff see, from what was counted. Pure but for :func:`by_faq`, which reads the store."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.engine import Engine

from frontdesk.numbers.days import Days
from frontdesk.numbers.happened import (
    ASKED,
    BOOKED,
    BUCKETS,
    CONVERSATIONS,
    FAQ_ANSWERED,
    FAQ_ASKED,
    FAQ_VOTE,
    HANDED_OVER,
    KIND,
    SECONDS,
    SLOWEST,
    URGENT,
    VOTE,
    What,
)
from frontdesk.store.counts import Counted, Counts

# All that the figures of a day are made of; counts by FAQ are many, and read apart.
WHAT = (ASKED, CONVERSATIONS, KIND, HANDED_OVER, SECONDS, *VOTE.values(), URGENT, BOOKED)
_FAILURE = "failure"


@dataclass(frozen=True)
class Figures:
    """What happened in some days.

    Attributes:
        asked: messages.
        conversations: begun.
        handed_over: messages answered by leading on to the clinic.
        booked: callback requests made.
        up: votes.
        down: votes.
        kinds: messages by the kinds of reply they got.
        urgent: urgent messages shown, by level.
        unchecked: messages that got the notice that they can't be checked just now.
        times: messages by bucket of response time.
    """

    asked: int = 0
    conversations: int = 0
    handed_over: int = 0
    booked: int = 0
    up: int = 0
    down: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    urgent: Mapping[str, int] = field(default_factory=dict)
    unchecked: int = 0
    times: Mapping[str, int] = field(default_factory=dict)

    @property
    def answered(self) -> int:
        """Messages that got a passage of an article."""
        return self.kinds.get("answer", 0)

    @property
    def choice(self) -> int:
        """Messages that got questions to choose from."""
        return self.kinds.get("choice", 0)

    @property
    def not_covered(self) -> int:
        """Messages that were told that no article covers them."""
        return self.kinds.get("no_answer", 0)

    @property
    def warned(self) -> int:
        """Urgent messages shown, of any level."""
        return sum(self.urgent.values())

    def within(self, share: float) -> int | str | None:
        """The time within which so large a share of the messages was answered.

        Times are counted in buckets, so this is the upper end of one, and the true time below it.

        Args:
            share: from 0 to 1, such as 0.95.

        Returns:
            Milliseconds, :data:`~frontdesk.numbers.happened.SLOWEST` for more than the
            longest bucket, or ``None`` when there was no message.
        """
        total = sum(self.times.values())
        left = share * total
        for end in BUCKETS:
            left -= self.times.get(str(end), 0)
            if total and left <= 0:
                return end
        return SLOWEST if total else None


@dataclass(frozen=True)
class FaqCounts:
    """What happened with an FAQ.

    Attributes:
        asked: messages taken for it, those included for which it was offered as a choice.
        answered: messages that were answered with its passages.
        up: votes on these answers.
        down: votes on these answers.
    """

    asked: int = 0
    answered: int = 0
    up: int = 0
    down: int = 0


def figures(counts: Iterable[tuple[What, int]]) -> Figures:
    """The figures of what was counted, all of it added up."""
    sums: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (what, key), count in counts:
        sums[what][key] += count

    def number(what: str) -> int:
        # Below zero: a vote of yesterday that was taken back today.
        return max(0, sums[what][""])

    urgent = dict(sums[URGENT])
    unchecked = urgent.pop(_FAILURE, 0)
    return Figures(number(ASKED), number(CONVERSATIONS), number(HANDED_OVER), number(BOOKED), number(VOTE["up"]),
                   number(VOTE["down"]), dict(sums[KIND]), urgent, unchecked, dict(sums[SECONDS]))


def series(counts: Mapping[Counted, int], spans: Iterable[Days]) -> list[tuple[Days, Figures]]:
    """The figures of each of these runs of days, in their order; also of those on which nothing was counted."""
    by_day: defaultdict[datetime.date, list[tuple[What, int]]] = defaultdict(list)
    for counted, count in counts.items():
        by_day[counted.day].append(((counted.what, counted.key), count))
    return [(span, figures(each for day in span.each() for each in by_day.get(day.first, ()))) for span in spans]


def by_faq(database: Engine, since: datetime.date, until: datetime.date = datetime.date.max) -> dict[str, FaqCounts]:
    """What happened with each FAQ that anything happened with, by slug.

    Args:
        database: the store.
        since: first day.
        until: last day.
    """
    places = {FAQ_ASKED: "asked", FAQ_ANSWERED: "answered", FAQ_VOTE["up"]: "up", FAQ_VOTE["down"]: "down"}
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (what, slug), count in Counts(database).sums(since, until, places).items():
        found[slug][places[what]] = max(0, count)
    return {slug: FaqCounts(**counts) for slug, counts in found.items()}
