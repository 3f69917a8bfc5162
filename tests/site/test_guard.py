"""The guard by itself: whatever happens to detector and store, no flagged message gets an ordinary answer."""

from __future__ import annotations

import asyncio
import gc
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from frontdesk.language.encoder import Vector
from frontdesk.replies.reply import BOOK, PERSON, Quote, Reply
from frontdesk.safety.detector import MAX_EARLIER
from frontdesk.safety.red_flags import LEVELS, SELF_HARM, RedFlags
from frontdesk.safety.wording import Wording
from frontdesk.site import guard as module
from frontdesk.site.guard import Guard
from frontdesk.store.flag_events import FlagEvents
from frontdesk.store.raised_flags import RaisedFlag, RaisedFlags
from tests.site.stand_in import ASKED, CONDITIONS, HALVES, VECTOR, StandIn

SECRET = "xylophone"
ANSWER = Reply("answer", "From our article:", (Quote("The calf.", "a", "A", "/articles/a"),), (BOOK,))
HOURS = Reply("clinic", "9 to 5", (), (BOOK, PERSON))
EXPIRY = 1800.0


class Clock:
    """Stands in for the ``time`` module."""

    def __init__(self) -> None:
        self.now = 10_000.0

    def monotonic(self) -> float:
        return self.now


class Site:
    """A guard with its stores, and what was asked behind it."""

    def __init__(self, database: Path, red_flags: RedFlags, timeout: float = 2.0) -> None:
        self.detector, self.counts, self.asked = StandIn(red_flags), [], []
        self.vectors: dict[str, Vector] = {}
        self.wording = Wording(red_flags)
        self.flags, self.events = RaisedFlags(str(database)), FlagEvents(str(database))
        self.guard = Guard(self.detector, self.wording, self.flags, self.events,  # type: ignore[arg-type]
                           self.counts.append, timeout, EXPIRY)

    async def say(
        self, text: str, replies: Sequence[Reply] = (ANSWER,), sender: str = "a", message_id: str | None = None
    ) -> list[Reply]:
        async def ask(vectors: Mapping[str, Vector]) -> Sequence[Reply]:
            self.asked.append(text)
            self.vectors = dict(vectors)
            return replies

        return await self.guard.answer(sender, text, ask, message_id)

    def have_patience(self) -> None:
        """From now on the detector has all the time that a busy machine takes."""
        self.guard._timeout = 30.0

    def urgent(self, name: str) -> list[Reply]:
        """What a flag of this name gets."""
        return [Reply("urgent", self.wording.urgent(name, self.detector.flags.conditions[CONDITIONS[name]].extra))]

    def still(self, name: str) -> list[Reply]:
        """What is held back after it gets."""
        return [Reply("urgent", self.wording.still(name))]

    @property
    def notice(self) -> list[Reply]:
        return [Reply("urgent", self.wording.failure())]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "conversations.db"


@pytest.fixture
def start(database: Path, red_flags: RedFlags) -> Iterator[Callable[..., Site]]:
    started = []

    def new(**options: float) -> Site:
        started.append(Site(database, red_flags, **options))
        return started[-1]

    yield new
    for site in started:
        site.guard.close()


@pytest.fixture
def site(start: Callable[..., Site]) -> Site:
    return start()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


class Hanging:
    """Makes the detector wait until it is let go, or the test ends."""

    def __init__(self) -> None:
        self._go_on = threading.Event()

    def __call__(self) -> None:
        assert self._go_on.wait(30)

    def let_go(self) -> None:
        self._go_on.set()


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    hanging = Hanging()
    yield hanging
    hanging.let_go()


async def eventually(condition: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never happened")


def fails(*_args: object) -> None:
    raise OperationalError(f"INSERT {SECRET}", {}, Exception(SECRET))


# ---- one message


@pytest.mark.parametrize("name", CONDITIONS)
async def test_a_flag_gets_its_text_alone_and_nobody_else_is_asked(site: Site, name: str) -> None:
    assert await site.say(f"my {name} hurts") == site.urgent(name)
    assert site.asked == []


@pytest.mark.parametrize("name", CONDITIONS)
async def test_it_is_stored_recorded_and_counted_by_level(site: Site, name: str) -> None:
    await site.say(name)
    level = site.detector.flags.conditions[CONDITIONS[name]].level
    assert site.flags.raised("a") == RaisedFlag(level, CONDITIONS[name])
    assert site.events.counts()[level] == 1
    assert site.counts == [level]


async def test_without_a_flag_the_replies_are_as_they_are(site: Site) -> None:
    assert await site.say("hello", [ANSWER, HOURS]) == [ANSWER, HOURS]
    assert (site.asked, site.counts) == (["hello"], [])
    assert sum(site.events.counts().values()) == 0


async def test_what_was_encoded_is_handed_on(site: Site) -> None:
    await site.say("my calf")
    assert site.vectors == {"my calf": VECTOR}


async def test_a_question_in_general_gets_the_general_line_beside_its_answer(site: Site) -> None:
    first, second = await site.say(ASKED, [HOURS, ANSWER])
    assert first == HOURS
    assert (second.kind, second.quotes, second.buttons) == ("answer", ANSWER.quotes, ANSWER.buttons)
    assert second.text == f"{site.wording.asked()}\n{ANSWER.text}"
    assert site.counts == []
    assert await site.say("hello") == [ANSWER]  # and locks nothing


# ---- trouble


@pytest.mark.parametrize("error", [RuntimeError(SECRET), ValueError(), MemoryError(), KeyError("level")], ids=repr)
async def test_a_detector_that_fails_leads_to_the_notice(site: Site, error: Exception, caplog) -> None:
    def fail() -> None:
        raise error

    site.detector.trouble = fail
    with caplog.at_level(logging.DEBUG):
        assert await site.say(f"what do my glutes do? {SECRET}") == site.notice
    assert (site.asked, site.counts) == ([], ["failure"])
    assert type(error).__name__ in caplog.text
    assert SECRET not in caplog.text


async def test_after_a_failure_the_next_message_works(site: Site) -> None:
    site.detector.trouble = fails
    assert await site.say("emergency_now") == site.notice
    site.detector.trouble = lambda: None
    assert await site.say("hello") == [ANSWER]
    assert await site.say("same_day") == site.urgent("same_day")


async def test_a_detector_that_hangs_leads_to_the_notice_and_the_next_message_works(
    start: Callable[..., Site], hanging: Hanging
) -> None:
    site = start(timeout=0.1)
    site.detector.trouble = hanging
    assert await site.say("hello") == site.notice
    assert site.asked == []
    site.have_patience()
    site.detector.trouble = lambda: None
    assert await site.say("hello again") == [ANSWER]


async def test_one_that_hangs_for_everybody_is_back_when_it_is_back(
    start: Callable[..., Site], hanging: Hanging
) -> None:
    site = start(timeout=0.1)
    site.detector.trouble = hanging
    answers = await asyncio.gather(*(site.say("hello", sender=str(number)) for number in range(6)))
    assert answers == [site.notice] * 6
    site.have_patience()
    hanging.let_go()
    await eventually(lambda: site.guard._threads._work_queue.empty())
    assert await site.say("hello") == [ANSWER]


async def test_a_flag_that_is_found_too_late_still_stands_for_the_next_message(
    start: Callable[..., Site], hanging: Hanging
) -> None:
    site = start(timeout=0.1)
    site.detector.trouble = hanging
    assert await site.say("emergency_now") == site.notice
    site.have_patience()
    hanging.let_go()
    await eventually(lambda: site.flags.raised("a") is not None)
    assert await site.say("what do my glutes do?") == site.still("emergency_now")


async def test_a_message_that_is_read_too_late_doesnt_drop_what_overtook_it(
    start: Callable[..., Site], hanging: Hanging
) -> None:
    site = start(timeout=0.1)
    site.detector.trouble = hanging
    await site.say("slow")
    await eventually(lambda: site.detector.texts == ["slow"])
    site.have_patience()
    site.detector.trouble = lambda: None
    assert await site.say("quick") == [ANSWER]
    hanging.let_go()
    await eventually(lambda: len(site.detector.remembered) == 2)
    await site.say("now")
    assert site.detector.earlier[-1] == ["quick", "slow"]


async def test_nothing_comes_back_of_a_conversation_that_was_forgotten_while_it_was_read(
    start: Callable[..., Site], hanging: Hanging
) -> None:
    site = start(timeout=0.1)
    site.detector.trouble = hanging
    assert await site.say("emergency_now") == site.notice
    site.guard.forget("a")
    site.have_patience()
    hanging.let_go()
    await eventually(lambda: len(site.detector.remembered) == 0)  # the thread has done with it
    assert site.flags.raised("a") is None
    assert await site.say("what do my glutes do?") == [ANSWER]
    assert site.detector.earlier[-1] == []


@pytest.mark.parametrize("broken", ["flags.raise_", "events.add"])
async def test_a_flag_that_cant_be_stored_is_told_and_stands(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog, broken: str
) -> None:
    store, _, method = broken.partition(".")
    monkeypatch.setattr(getattr(site, store), method, fails)
    with caplog.at_level(logging.DEBUG):
        assert await site.say("emergency_now") == site.urgent("emergency_now")
        assert await site.say("what do my glutes do?") == site.still("emergency_now")
    assert "OperationalError" in caplog.text
    assert SECRET not in caplog.text
    assert site.counts == ["emergency_now"]


async def test_a_store_that_fails_in_a_way_nobody_thought_of_doesnt_silence_a_flag(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(site.flags, "raise_", fail)
    assert await site.say("emergency_now") == site.urgent("emergency_now")
    monkeypatch.setattr(site.flags, "raised", fail)
    assert await site.say("same_day", sender="b") == site.urgent("same_day")
    assert await site.say("hello", sender="c") == site.notice  # who knows what stands there


async def test_a_locked_database_doesnt_silence_a_flag(start: Callable[..., Site], database: Path) -> None:
    site = start(timeout=1.0)
    await site.say("hello")
    lock = sqlite3.connect(database, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        assert await site.say("emergency_now") == site.urgent("emergency_now")
        assert site.counts == ["emergency_now"]
    finally:
        lock.execute("ROLLBACK")
        lock.close()
    site.have_patience()
    assert await site.say("what do my glutes do?") == site.still("emergency_now")
    await eventually(lambda: site.flags.raised("a") is not None)


async def test_without_tables_a_flag_is_told_and_ordinary_questions_are_answered(site: Site, database: Path) -> None:
    connection = sqlite3.connect(database)
    for table in ("raised_flags", "flag_events"):
        connection.execute(f"DROP TABLE {table}")
    connection.commit()
    connection.close()
    assert await site.say("hello") == [ANSWER]
    assert await site.say("emergency_now") == site.urgent("emergency_now")
    assert await site.say("what do my glutes do?") == site.still("emergency_now")


# ---- the rest of the conversation


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("kind", ["answer", "choice", "no_answer", "booking"])
async def test_advice_choices_and_booking_are_held_back(site: Site, name: str, kind: str) -> None:
    await site.say(name)
    assert await site.say("go on", [Reply(kind, "…", ANSWER.quotes, (BOOK,))]) == site.still(name)


@pytest.mark.parametrize("kind", ["clinic", "contact", "smalltalk"])
async def test_the_clinics_own_details_pass_without_quotes_and_buttons(site: Site, kind: str) -> None:
    await site.say("same_day")
    assert await site.say("go on", [Reply(kind, "9 to 5", ANSWER.quotes, (BOOK, PERSON))]) == [Reply(kind, "9 to 5")]
    assert site.asked == ["go on"]


@pytest.mark.parametrize("name", CONDITIONS)
async def test_it_is_held_however_long_the_conversation(site: Site, name: str) -> None:
    await site.say(name)
    for number in range(2 * MAX_EARLIER + 5):
        assert await site.say(f"ignore that {number}") == site.still(name)
        assert await site.say(f"hours? {number}", [HOURS]) == [Reply("clinic", HOURS.text)]
    assert len(site.counts) == 1
    assert sum(site.events.counts().values()) == 1


@pytest.mark.parametrize("order", permutations(LEVELS))
async def test_the_most_urgent_flag_stands_whatever_the_order(site: Site, order: tuple[str, ...]) -> None:
    for number, name in enumerate(order, start=1):
        (said,) = await site.say(name)
        worst = sorted(order[:number], key=LEVELS.index)
        assert said.text.startswith(site.wording.urgent(worst[0]))
        assert await site.say("go on") == site.still(worst[0])
    assert site.flags.raised("a").level == worst[0]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", LEVELS)
async def test_a_wish_to_die_is_answered_as_such_after_any_other_flag(site: Site, name: str) -> None:
    await site.say(name)
    assert await site.say(SELF_HARM) == site.urgent(SELF_HARM)


async def test_a_less_urgent_flag_doesnt_take_the_place_of_a_wish_to_die(site: Site) -> None:
    await site.say(SELF_HARM)
    (said,) = await site.say("soon")
    assert said.text == site.wording.urgent(SELF_HARM)
    assert await site.say("go on") == site.still(SELF_HARM)


async def test_other_conversations_are_not_affected(site: Site) -> None:
    await site.say("emergency_now")
    assert await site.say("hello", sender="b") == [ANSWER]
    assert await site.say(HALVES[0], sender="b") == [ANSWER]
    assert await site.say(HALVES[1], sender="c") == [ANSWER]


async def test_two_messages_are_read_together(site: Site) -> None:
    assert await site.say(HALVES[0]) == [ANSWER]
    assert await site.say(HALVES[1]) == site.urgent("emergency_now")


async def test_as_many_messages_are_read_together_as_the_detector_wants(site: Site) -> None:
    for number in range(MAX_EARLIER + 3):
        await site.say(str(number))
    assert site.detector.earlier[-1] == [str(number) for number in range(2, MAX_EARLIER + 2)]


async def test_a_question_in_general_after_a_flag_unlocks_nothing(site: Site) -> None:
    await site.say("soon")
    assert await site.say(ASKED) == site.still("soon")


# ---- a message sent again, because it got no answer


async def test_a_message_sent_again_takes_nobodys_place(site: Site) -> None:
    for text, message_id in (("one", "1"), ("two", "2"), ("two", "2"), ("two", "2"), ("three", "3")):
        await site.say(text, message_id=message_id)
    assert site.detector.earlier == [[], ["one"], ["one"], ["one"], ["one", "two"]]


async def test_it_keeps_its_own_place(site: Site) -> None:
    for text, message_id in (("one", "1"), ("two", "2"), ("one", "1"), ("three", "3")):
        await site.say(text, message_id=message_id)
    assert site.detector.earlier[2:] == [["two"], ["one", "two"]]


@pytest.mark.parametrize("ids", [(None, None), ("1", "2"), ("1", None)])
async def test_saying_the_same_once_more_is_another_message(site: Site, ids: tuple[str | None, str | None]) -> None:
    for message_id in ids:
        await site.say("one", message_id=message_id)
    await site.say("two")
    assert site.detector.earlier[-1] == ["one", "one"]


async def test_another_text_under_the_same_id_is_read_as_another_message(site: Site) -> None:
    await site.say("same_day", message_id="1")
    assert await site.say("emergency_now", message_id="1") == site.urgent("emergency_now")
    assert sum(site.events.counts().values()) == 2


@pytest.mark.parametrize("name", CONDITIONS)
async def test_a_flag_told_again_is_recorded_once_and_said_the_same(site: Site, name: str) -> None:
    for _ in range(3):
        assert await site.say(name, message_id="1") == site.urgent(name)
    assert sum(site.events.counts().values()) == 1
    assert await site.say("go on") == site.still(name)


async def test_so_is_one_that_two_messages_raised_together(site: Site) -> None:
    await site.say(HALVES[0], message_id="1")
    for _ in range(2):
        assert await site.say(HALVES[1], message_id="2") == site.urgent("emergency_now")
    assert sum(site.events.counts().values()) == 1


async def test_a_flag_told_again_doesnt_hide_a_worse_one_that_was_raised_since(site: Site) -> None:
    await site.say("same_day", message_id="1")
    await site.say("emergency_now", message_id="2")
    (said,) = await site.say("same_day", message_id="1")
    assert said.text.startswith(site.wording.urgent("emergency_now"))


async def test_after_a_restart_a_flag_is_told_again_all_the_same(start: Callable[..., Site]) -> None:
    before = start()
    await before.say("emergency_now", message_id="1")
    after = start()
    assert await after.say("emergency_now", message_id="1") == after.urgent("emergency_now")


async def test_a_message_sent_again_after_it_was_forgotten_is_read_anew(site: Site) -> None:
    await site.say("emergency_now", message_id="1")
    site.guard.forget("a")
    site.flags.erase("a")
    assert await site.say("emergency_now", message_id="1") == site.urgent("emergency_now")
    assert site.flags.raised("a") is not None


# ---- restart and forgetting


async def test_after_a_restart_the_flag_still_stands(start: Callable[..., Site]) -> None:
    before = start()
    await before.say("emergency_now")
    await before.say("same_day", sender="b")
    after = start()
    assert await after.say("go on") == after.still("emergency_now")
    assert await after.say("hours?", [HOURS]) == [Reply("clinic", HOURS.text)]
    assert await after.say("emergency_now", sender="b") == after.urgent("emergency_now")
    assert await after.say("hello", sender="c") == [ANSWER]


async def test_what_was_forgotten_and_erased_is_unlocked_and_read_alone(site: Site) -> None:
    await site.say("emergency_now")
    await site.say(HALVES[0])
    site.guard.forget("a")
    site.flags.erase("a")
    assert await site.say(HALVES[1]) == [ANSWER]
    assert site.detector.earlier[-1] == []


async def test_forgetting_leaves_nothing_heard_in_memory(site: Site) -> None:
    await site.say(f"emergency_now {SECRET}")
    await site.say("other", sender="b")
    site.guard.forget("a")
    gc.collect()
    assert {heard.text for heard in site.detector.remembered} == {"other"}


async def test_forgetting_what_isnt_there_is_fine(site: Site) -> None:
    site.guard.forget("nobody")
    site.guard.forget_old()


async def test_what_was_heard_is_forgotten_when_the_conversation_expires(site: Site, clock: Clock) -> None:
    await site.say("old")
    clock.now += EXPIRY / 2
    await site.say("new", sender="b")
    clock.now += EXPIRY / 2 + 1
    site.guard.forget_old()
    gc.collect()
    assert {heard.text for heard in site.detector.remembered} == {"new"}


async def test_what_has_expired_is_not_read_with_a_new_message_even_before_it_is_forgotten(
    site: Site, clock: Clock
) -> None:
    await site.say(HALVES[0])
    clock.now += EXPIRY + 1
    assert await site.say(HALVES[1]) == [ANSWER]
    assert site.detector.earlier[-1] == []


async def test_a_message_keeps_the_ones_before_it_from_expiring(site: Site, clock: Clock) -> None:
    for text in (HALVES[0], "hello"):
        await site.say(text)
        clock.now += EXPIRY - 1
    site.guard.forget_old()
    assert await site.say(HALVES[1]) == site.urgent("emergency_now")


async def test_it_tells_whether_a_flag_stands(site: Site) -> None:
    assert not site.guard.flagged("a")
    await site.say("hello")
    assert not site.guard.flagged("a")
    await site.say("soon")
    assert site.guard.flagged("a")
    await site.say("hours?", [HOURS])
    assert site.guard.flagged("a")
    assert not site.guard.flagged("b")
    site.guard.forget("a")
    assert not site.guard.flagged("a")
