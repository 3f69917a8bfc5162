"""From what visitors were told, what is stored and what arrived, to figures and claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.booking.killer import Killed
from benchmarks.booking.receivers import Arrival
from benchmarks.booking.visitors import AT_ONCE, ONE_BY_ONE, WITHDRAWING, Visit
from frontdesk.booking.request import CallbackRequest

CHANNELS = ("mail", "webhook")
_TURNS = {ONE_BY_ONE: 5, AT_ONCE: 2}


@dataclass(frozen=True)
class Run:
    """All that was seen of a run.

    Attributes:
        visits: of the visitors.
        stored: requests in the end.
        arrivals: at the clinic, in order.
        outbox: rows in the end, by state.
        killed: what was killed.
        did: how often the clinic's servers did what.
        seconds: from the first message until nothing was left to deliver.
    """

    visits: Sequence[Visit]
    stored: Sequence[CallbackRequest]
    arrivals: Sequence[Arrival]
    outbox: Mapping[str, int]
    killed: Killed
    did: Mapping[str, int]
    seconds: float


@dataclass(frozen=True)
class Row:
    """A line of the table.

    Attributes:
        name: what was counted.
        value: how many.
        goal: or ``""``.
        met: whether that is the goal; true without one.
    """

    name: str
    value: str
    goal: str = ""
    met: bool = True


@dataclass
class Figures:
    """What is printed.

    Attributes:
        rows: of the table.
        problems: one sentence each about what isn't as it should be.
    """

    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether every claim holds."""
        return not self.problems and all(row.met for row in self.rows)


def figures(run: Run) -> Figures:
    """Count, and hold the counts against the claims."""
    found, visits = Figures(), len(run.visits)
    stored = {request.id: request for request in run.stored}
    by_name: dict[str, list[CallbackRequest]] = defaultdict(list)
    for request in run.stored:
        by_name[request.details.name].append(request)

    told = [visit for visit in run.visits if visit.needed]
    found.rows += [
        Row("visitors who confirmed a request", *_all(sum(visit.confirmed for visit in run.visits), visits)),
        Row("told that it is saved, with a reference", *_all(len(told), visits)),
        Row("stored, once, as it was confirmed last",
            *_all(sum(_as_confirmed(visit, by_name, found) for visit in run.visits), visits)),
        Row("told so but not in the store at that moment", *_none(_untrue(run.visits, found))),
    ]
    for channel in CHANNELS:
        arrived = {arrival.delivery: arrival for arrival in run.arrivals if arrival.channel == channel}
        delivered = sum(_delivered(request, channel, arrived, found) for request in run.stored)
        found.rows.append(Row(f"latest version delivered by {channel}", *_all(delivered, visits)))
    doubled = _doubled(run.arrivals, stored, found)
    repeats = len(run.arrivals) - len({(arrival.channel, arrival.delivery) for arrival in run.arrivals})
    found.rows += [
        Row("visitors of whom the clinic has two requests, repetitions left out by id", *_none(doubled)),
        Row("repetitions that leaving out by id removed", str(repeats)),
        Row("left in the outbox or given up", *_none(_left(run.outbox, found))),
    ]
    for kind, limit in _TURNS.items():
        needed = max((visit.needed for visit in run.visits if visit.script.kind == kind), default=0)
        found.rows.append(Row(f"messages until saved, {kind}", str(needed), f"at most {limit}", 0 < needed <= limit))
    derailed = [visit for visit in run.visits if visit.problem]
    found.problems += [f"{visit.script.name} ({visit.script.kind}): {visit.problem}" for visit in derailed]
    found.rows.append(Row("dialogues that went another way than they should", *_none(len(derailed))))
    found.rows += _about_the_run(run)
    return found


def _all(count: int, of: int) -> tuple[str, str, bool]:
    return str(count), str(of), count == of


def _none(count: int) -> tuple[str, str, bool]:
    return str(count), "0", count == 0


def _as_confirmed(visit: Visit, by_name: Mapping[str, Sequence[CallbackRequest]], found: Figures) -> bool:
    script, requests = visit.script, by_name.get(visit.script.name, ())
    # Of one that is withdrawn, no way to reach the visitor is kept.
    withdrawn = script.kind == WITHDRAWING
    expected = ("" if withdrawn else script.phone, script.version, "withdrawn" if withdrawn else "new")
    kept = [(request.details.phone, request.version, request.status) for request in requests]
    if kept != [expected]:
        found.problems.append(f"{script.name} ({script.kind}): stored is {kept}, and should be {[expected]}.")
    return kept == [expected]


def _untrue(visits: Sequence[Visit], found: Figures) -> int:
    wrong = [(visit, reference) for visit in visits for reference in visit.unstored]
    found.problems += [f"{visit.script.name} was told of {reference}, which wasn't in the store as theirs."
                       for visit, reference in wrong]
    return len(wrong)


def _delivered(request: CallbackRequest, channel: str, arrived: Mapping[str, Arrival], found: Figures) -> bool:
    """Whether a receiver that keeps the highest version of each request has this one as it is stored."""
    own = [arrival for arrival in arrived.values() if arrival.request == request.id]
    newest = max(own, key=lambda arrival: arrival.version, default=None)
    if newest is None or newest.version != request.version:
        what = f"version {newest.version}" if newest else "nothing"
        found.problems.append(f"{request.reference}: {channel} has {what} of version {request.version}.")
        return False
    # Of a withdrawn request no more is told than whose it was.
    if request.status != "withdrawn" and (newest.name, newest.phone) != (request.details.name, request.details.phone):
        found.problems.append(f"{request.reference}: {channel} has {newest.name}, {newest.phone}.")
        return False
    return True


def _doubled(arrivals: Sequence[Arrival], stored: Mapping[str, CallbackRequest], found: Figures) -> int:
    """Visitors of whom the clinic has two requests, or two messages on one version, with ids of their own."""
    requests, deliveries = defaultdict(set), defaultdict(set)
    for arrival in arrivals:
        name = arrival.name or (stored[arrival.request].details.name if arrival.request in stored else "nobody known")
        requests[name].add(arrival.request)
        deliveries[name, arrival.channel, arrival.version].add(arrival.delivery)
    twice = {name for name, ids in requests.items() if len(ids) > 1}
    twice |= {key[0] for key, ids in deliveries.items() if len(ids) > 1}
    found.problems += [f"{name} reached the clinic more than once." for name in sorted(twice)]
    return len(twice)


def _left(outbox: Mapping[str, int], found: Figures) -> int:
    left = {state: count for state, count in outbox.items() if state in ("waiting", "pending", "dead") and count}
    found.problems += [f"{count} rows of the outbox are {state}." for state, count in left.items()]
    return sum(left.values())


def _about_the_run(run: Run) -> list[Row]:
    kills, hit = run.killed.kills, run.killed.hit
    rows = [Row(f"{name} killed (with something in flight)", f"{count} ({hit[name]})")
            for name, count in sorted(kills.items())]
    rows.append(Row("processes killed (with something in flight)", f"{sum(kills.values())} ({sum(hit.values())})"))
    ended = sum(run.killed.ended.values())
    if ended:
        rows.append(Row("processes that ended by themselves and were started again", str(ended)))
    kinds = Counter(visit.script.kind for visit in run.visits)
    rows += [Row(f"dialogues: {kind}", str(count)) for kind, count in sorted(kinds.items())]
    rows.append(Row("messages sent again for want of an answer", str(sum(visit.repeated for visit in run.visits))))
    rows += [Row(f"the clinic's servers {what}", str(count)) for what, count in sorted(run.did.items())]
    return [*rows, Row("seconds until nothing was left to deliver", f"{run.seconds:.0f}")]


def table(found: Figures) -> str:
    """The rows as a Markdown table."""
    lines = ["| | goal | | met? |", "|---|--:|--:|---|"]
    for row in found.rows:
        met = "" if not row.goal else "yes" if row.met else "NO"
        lines.append(f"| {row.name} | {row.goal} | {row.value} | {met} |")
    return "\n".join(lines)
