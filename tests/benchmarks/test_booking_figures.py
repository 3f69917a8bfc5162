"""What counts as lost, doubled or falsely confirmed; visitors, kills and the clinic's servers of the crash test."""

from __future__ import annotations

import dataclasses
import smtplib
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import httpx
import pytest

from benchmarks.booking.clinic import OUTBOX, PROCESSES, SITE
from benchmarks.booking.figures import CHANNELS, Run, figures, table
from benchmarks.booking.killer import Killed, plan
from benchmarks.booking.receivers import Arrival, clinics_servers, read_mail, read_post
from benchmarks.booking.visitors import (
    AT_ONCE,
    CHANGING,
    MOST,
    ONE_BY_ONE,
    WITHDRAWING,
    Script,
    Visit,
    scripts,
)
from frontdesk.booking.delivery import Message
from frontdesk.booking.mail import compose
from frontdesk.booking.request import CallbackRequest, Details, When
from frontdesk.booking.webhook import payload
from frontdesk.knowledge.booking import MailSettings
from frontdesk.settings import LOOPBACK

KINDS = {"Anna": ONE_BY_ONE, "Ben": AT_ONCE, "Clara": WITHDRAWING, "David": CHANGING}


def request_of(name: str, version: int = 1, status: str = "new") -> CallbackRequest:
    phone = "" if status == "withdrawn" else "+447700900123"
    return CallbackRequest(
        id=f"id-of-{name}", reference=f"REF-{name}", version=version, status=status, created=1.0,
        updated=1.0, details=Details(name, phone, "", When("any time")), consent="yes", consented=1.0)


def visit_of(name: str, kind: str) -> Visit:
    script = Script(kind, name, "+447700900123", (), 2 if kind in (WITHDRAWING, CHANGING) else 1)
    return Visit(script, confirmed=True, told=[f"REF-{name}"], needed=5 if kind == ONE_BY_ONE else 2)


def arrival(name: str, channel: str, version: int, event: str) -> Arrival:
    told = ("", "") if event == "withdrawn" and channel == "webhook" else (name, "+447700900123")
    return Arrival(channel, f"id-of-{name}-{version}-{event}", *told)


def good() -> Run:
    """Nothing wrong; one mail came twice."""
    events = {"Anna": "created", "Ben": "created", "Clara": "withdrawn", "David": "updated"}
    arrivals = [arrival(name, channel, 1, "created") for name in KINDS for channel in CHANNELS]
    arrivals += [arrival(name, channel, 2, events[name]) for name in ("Clara", "David") for channel in CHANNELS]
    return Run(
        visits=[visit_of(name, kind) for name, kind in KINDS.items()],
        stored=[request_of("Anna"), request_of("Ben"), request_of("Clara", 2, "withdrawn"), request_of("David", 2)],
        arrivals=[*arrivals, arrivals[0]], outbox={"delivered": 12, "superseded": 1, "waiting": 0, "dead": 0},
        killed=Killed(Counter({SITE: 2}), Counter({SITE: 1})), did={"took it": 13}, seconds=1.0)


def values(run: Run) -> dict[str, str]:
    return {row.name: row.value for row in figures(run).rows}


def test_a_good_run_is_good() -> None:
    found = figures(good())
    assert (found.good, found.problems) == (True, [])
    assert values(good())["repetitions that leaving out by id removed"] == "1"
    assert "| latest version delivered by mail | 4 | 4 | yes |" in table(found)
    assert "| The site killed (with something in flight) |  | 2 (1) |  |" in table(found)


Damage = Callable[[Run], Run]


def without(name: str, channel: str, version: int) -> Damage:
    return lambda run: dataclasses.replace(run, arrivals=[
        each for each in run.arrivals
        if (each.request, each.channel, each.version) != (f"id-of-{name}", channel, version)])


def also(extra: Arrival) -> Damage:
    return lambda run: dataclasses.replace(run, arrivals=[*run.arrivals, extra])


def with_visit(**changes: object) -> Damage:
    return lambda run: dataclasses.replace(
        run, visits=[dataclasses.replace(run.visits[0], **changes), *run.visits[1:]])  # type: ignore[arg-type]


def storing(*stored: CallbackRequest) -> Damage:
    return lambda run: dataclasses.replace(run, stored=[*run.stored[1:], *stored])


@pytest.mark.parametrize(("damage", "row", "value"), [
    (without("Anna", "mail", 1), "latest version delivered by mail", "3"),
    (without("David", "webhook", 2), "latest version delivered by webhook", "3"),
    (storing(), "stored, once, as it was confirmed last", "3"),
    (storing(request_of("Anna"), request_of("Anna")), "stored, once, as it was confirmed last", "3"),
    (storing(request_of("Anna", 2)), "stored, once, as it was confirmed last", "3"),
    (storing(request_of("Anna", status="withdrawn")), "stored, once, as it was confirmed last", "3"),
    (with_visit(unstored=["REF-Anna"]), "told so but not in the store at that moment", "1"),
    (with_visit(confirmed=False), "visitors who confirmed a request", "3"),
    (with_visit(needed=0), "told that it is saved, with a reference", "3"),
    (with_visit(needed=6), "messages until saved, one by one", "6"),
    (with_visit(problem="“x” got no answer."), "dialogues that went another way than they should", "1"),
    (also(Arrival("mail", "another-1-created", "Anna", "")),
     "visitors of whom the clinic has two requests, repetitions left out by id", "1"),
    (also(Arrival("mail", "id-of-Anna-1-updated", "Anna", "")),
     "visitors of whom the clinic has two requests, repetitions left out by id", "1"),
    (lambda run: dataclasses.replace(run, outbox={"dead": 1, "pending": 2}), "left in the outbox or given up", "3"),
])
def test_whatever_is_wrong_is_seen(damage: Damage, row: str, value: str) -> None:
    damaged = damage(good())
    assert values(damaged)[row] == value
    assert not figures(damaged).good
    assert "NO" in table(figures(damaged))


def test_other_details_than_stored_are_not_delivered() -> None:
    wrong = dataclasses.replace(good(), arrivals=[
        dataclasses.replace(each, phone="+447700900999") if each.name == "Ben" else each for each in good().arrivals])
    assert values(wrong)["latest version delivered by mail"] == "3"


def test_nobody_shares_a_name_or_a_number_and_every_kind_is_there() -> None:
    parts = scripts(MOST, 7)
    assert len({part.name for part in parts}) == len({part.phone for part in parts}) == MOST
    assert parts == scripts(MOST, 7)
    assert parts != scripts(MOST, 8)
    assert {part.kind for part in scripts(5, 1)} == {part.kind for part in parts}
    assert {len(part.turns) for part in parts if part.kind == ONE_BY_ONE} == {5}
    assert {len(part.turns) for part in parts if part.kind == AT_ONCE} == {2}


def test_every_process_is_killed_as_often_as_the_others() -> None:
    kills = plan(20, 1000, 7)
    assert Counter(kill.process for kill in kills) == dict.fromkeys(PROCESSES, 5)
    assert [kill.after for kill in kills] == sorted(kill.after for kill in kills)
    assert 0 < kills[0].after < kills[-1].after < 1000
    assert [len(plan(count, 100, 7)) for count in (0, 1, 7)] == [0, 1, 7]
    assert OUTBOX in PROCESSES


@pytest.mark.parametrize("status", ["new", "withdrawn"])
def test_what_frontdesk_sends_is_read_as_it_is_meant(status: str) -> None:
    message = Message(request_of("Anna", 2, status), "updated" if status == "new" else "withdrawn", 2, 1.0)
    settings = MailSettings(("a@example.org",), "b@example.org", "mail.example.org")
    mail = read_mail(compose(message, settings, ZoneInfo("UTC")).as_bytes())
    post = read_post(message.id, httpx.Request("POST", "http://x", json=payload(message)).content)
    assert {(each.request, each.version, each.delivery) for each in (mail, post)} == {("id-of-Anna", 2, message.id)}
    assert mail.name == "Anna"
    assert (mail.phone, post.name, post.phone) == (
        ("+447700900123", "Anna", "+447700900123") if status == "new" else ("", "", ""))


def test_the_clinics_servers_go_wrong_in_every_way_and_keep_what_they_say_they_keep() -> None:
    mail = EmailMessage()
    mail["X-Frontdesk-Delivery"] = "id-1-created"
    mail.set_content("Name: Anna\nPhone: 1")
    taken = Counter[str]()
    with clinics_servers(7) as (mails, posts):
        while min(sum(server.did.values()) for server in (mails, posts)) < 40:
            try:
                with smtplib.SMTP(LOOPBACK, mails.port, timeout=0.2) as client:
                    client.send_message(mail, "a@example.org", ["b@example.org"])
                taken["mail"] += 1
            except (OSError, smtplib.SMTPException):
                taken["mail failed"] += 1
            try:
                answer = httpx.post(f"http://{LOOPBACK}:{posts.port}/", json={"data": {"name": "Anna"}}, timeout=0.2,
                                    headers={"webhook-id": "id-1-created"}, trust_env=False)
                taken["webhook" if answer.is_success else "webhook failed"] += 1
            except httpx.HTTPError:
                taken["webhook failed"] += 1
    for server in (mails, posts):
        kept = sum(count for what, count in server.did.items() if what.startswith(("took", "kept")))
        assert 0 < taken[server.channel] <= len(server.arrivals) == kept
        assert taken[f"{server.channel} failed"] > 0
        assert len(server.did) >= 4
