"""Red flags first: every message is read by the detector before Rasa sees it, and whatever Rasa says is held to it."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from weakref import WeakSet

from sqlalchemy.exc import SQLAlchemyError

from frontdesk.language.encoder import Vector
from frontdesk.replies.reply import Reply
from frontdesk.replies.urgent import after_a_flag, urgent_reply, with_general_line
from frontdesk.safety.detector import MAX_EARLIER, Detector, Heard, Verdict
from frontdesk.safety.red_flags import LEVELS
from frontdesk.safety.wording import Wording
from frontdesk.store.flag_events import FlagEvents
from frontdesk.store.raised_flags import RaisedFlag, RaisedFlags

TIMEOUT = 2.0  # seconds; a message takes a few milliseconds
_WORKERS = 2
_MAX_CONVERSATIONS = 10_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Said:
    """A message that was read, with its flag if it raised one.

    ``key`` is the same for one that is sent again: its id and text; ``None`` without an id.
    """

    key: tuple[str, str] | None
    heard: Heard
    verdict: Verdict


@dataclass(frozen=True)
class _Recent:
    """What is kept of a conversation in memory: the last messages, and the most urgent flag."""

    said: tuple[_Said, ...] = ()
    flag: RaisedFlag | None = None
    at: float = 0.0  # monotonic seconds


@dataclass(eq=False)
class _Reading:
    """A message being read, and what is known of it so far; that counts when time runs out."""

    sender_id: str
    message: str
    message_id: str | None
    verdict: Verdict = field(default_factory=Verdict)
    standing: RaisedFlag | None = None  # the flag that stood before
    lock: threading.Lock = field(default_factory=threading.Lock)  # held while anything is kept of it
    forgotten: bool = False


class Guard:
    """Reads every message of the site for red flags.

    What was said last in a conversation is kept in memory alone, so that facts told in
    two messages are read together; that a flag was raised is stored with the
    conversation, and lasts as long as it.

    Args:
        detector: reads messages.
        wording: the clinic's texts.
        raised_flags: by conversation.
        events: the record of raised flags, without conversation or text.
        count: told the level of every flag, and ``failure``.
        timeout: seconds that the detector has for a message.
        expiry: seconds without a message after which what was heard is forgotten.
    """

    def __init__(
        self, detector: Detector, wording: Wording, raised_flags: RaisedFlags, events: FlagEvents,
        count: Callable[[str], None], timeout: float = TIMEOUT, expiry: float = 1800.0,
    ) -> None:
        self._detector, self._wording = detector, wording
        self._raised_flags, self._events, self._count = raised_flags, events, count
        self._timeout, self._expiry = timeout, expiry
        self._recent: OrderedDict[str, _Recent] = OrderedDict()
        self._readings: WeakSet[_Reading] = WeakSet()
        self._lock = threading.Lock()
        self._threads = ThreadPoolExecutor(_WORKERS, thread_name_prefix="red-flags")

    def use(self, detector: Detector, wording: Wording, expiry: float) -> None:
        """Read by other content from the next message on; what was heard stays known for as long as that says."""
        self._detector, self._wording, self._expiry = detector, wording, expiry

    async def answer(
        self, sender_id: str, message: str, ask: Callable[[Mapping[str, Vector]], Awaitable[Sequence[Reply]]],
        message_id: str | None = None,
    ) -> list[Reply]:
        """Answer a message: the urgent text alone where a flag is raised, else what ``ask`` says.

        Args:
            sender_id: the conversation.
            message: what the visitor wrote.
            ask: for the ordinary replies, given the vectors of the message's texts; not
                called when a flag is raised, or when the detector fails or takes too
                long: then the static notice is the answer.
            message_id: tells a message that is sent again, because it got no answer,
                from one that says the same once more.
        """
        loop, reading = asyncio.get_running_loop(), _Reading(sender_id, message, message_id)
        with self._lock:
            self._readings.add(reading)
        try:
            await asyncio.wait_for(loop.run_in_executor(self._threads, self._read, reading), self._timeout)
        except Exception as error:  # whatever fails here, an ordinary answer would be worse
            _log.error("A message couldn't be checked for red flags: %s", type(error).__name__)
            verdict = reading.verdict
            if not verdict.level:  # else only what comes after failed, such as storing the flag
                self._count("failure")
                return [urgent_reply(self._wording.failure())]
        else:
            verdict = reading.verdict
        standing = reading.standing
        if verdict.level:
            self._count(verdict.level)
            return [urgent_reply(self._urgent(verdict, standing))]
        replies = list(await ask(verdict.vectors))
        if standing:
            return after_a_flag(replies, self._wording.still(self._text_of(standing)))
        return with_general_line(replies, self._wording.asked()) if verdict.asked else replies

    def _urgent(self, verdict: Verdict, standing: RaisedFlag | None) -> str:
        """The text for a flag: that of the most urgent one in the conversation."""
        if standing is None or LEVELS.index(standing.level) >= LEVELS.index(verdict.level):
            return self._wording.urgent(verdict.message, verdict.extra)
        return self._wording.urgent(self._text_of(standing))

    def _text_of(self, flag: RaisedFlag) -> str:
        return self._detector.message_of(flag.level, flag.rule)

    def flagged(self, sender_id: str) -> bool:
        """Whether a flag stands in a conversation, as of its last message."""
        with self._lock:
            return self._recall(sender_id).flag is not None

    def forget(self, sender_id: str) -> None:
        """Forget what was heard in a conversation, also in a message that is still being read.

        Waits for the store where a flag is being written to it.
        """
        with self._lock:
            readings = [reading for reading in self._readings if reading.sender_id == sender_id]
        for reading in readings:
            with reading.lock:
                reading.forgotten = True
        with self._lock:
            self._recent.pop(sender_id, None)

    def forget_old(self) -> None:
        """Forget what was heard in conversations that have expired."""
        before = time.monotonic() - self._expiry
        with self._lock:
            for sender_id in [name for name, recent in self._recent.items() if recent.at < before]:
                del self._recent[sender_id]

    def close(self) -> None:
        """Stop the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _read(self, reading: _Reading) -> None:
        sender_id, message = reading.sender_id, reading.message
        key = (reading.message_id, message) if reading.message_id is not None else None
        with self._lock:
            recent = self._recall(sender_id)
        again = next((said for said in recent.said if key is not None and said.key == key), None)
        earlier = [said.heard for said in recent.said if said is not again]
        reading.standing = recent.flag
        if again is not None and again.verdict.level:
            reading.verdict = again.verdict  # its own flag stands by now, which it must not be held against
            reading.standing = self._standing(sender_id, recent)
            return
        reading.verdict, heard = self._detector.read(message, earlier)
        flag = reading.standing = self._standing(sender_id, recent)
        level = reading.verdict.level
        if flag and earlier and level and LEVELS.index(level) >= LEVELS.index(flag.level):
            # What raised the flag before would raise it again with every message: is there anything in this one?
            reading.verdict, heard = self._detector.read(message)
        with reading.lock:
            if not reading.forgotten:
                self._keep(reading, _Said(key, heard, replace(reading.verdict, vectors={})))

    def _keep(self, reading: _Reading, said: _Said) -> None:
        verdict = said.verdict
        found = RaisedFlag(verdict.level, verdict.condition) if verdict.level else None
        self._remember(reading.sender_id, said, reading.standing, found)
        if verdict.level:
            self._store(reading.sender_id, verdict)

    def _standing(self, sender_id: str, recent: _Recent) -> RaisedFlag | None:
        try:
            return self._raised_flags.raised(sender_id) or recent.flag
        except SQLAlchemyError as error:
            _log.error("The store of raised flags can't be read: %s", type(error).__name__)
            return recent.flag

    def _store(self, sender_id: str, verdict: Verdict) -> None:
        version = self._detector.flags.version
        try:
            self._raised_flags.raise_(sender_id, verdict.level, verdict.condition, version)
            self._events.add(verdict.level, verdict.condition, version)
        except SQLAlchemyError as error:  # the visitor must read the urgent message all the same
            _log.error("A raised flag couldn't be stored: %s", type(error).__name__)

    def _recall(self, sender_id: str) -> _Recent:
        recent = self._recent.get(sender_id, _Recent())
        return recent if recent.at >= time.monotonic() - self._expiry else _Recent()

    def _remember(self, sender_id: str, said: _Said, *flags: RaisedFlag | None) -> None:
        with self._lock:
            # Anew: a message that took too long may have been overtaken by the next one.
            recent = self._recall(sender_id)
            raised = [flag for flag in (recent.flag, *flags) if flag]
            worst = min(raised, key=lambda flag: LEVELS.index(flag.level), default=None)
            # A message sent again stays in its place, and takes no other's.
            every = {other.key or index: other for index, other in enumerate((*recent.said, said))}
            self._recent[sender_id] = _Recent(tuple(every.values())[-MAX_EARLIER:], worst, time.monotonic())
            self._recent.move_to_end(sender_id)
            if len(self._recent) > _MAX_CONVERSATIONS:
                self._recent.popitem(last=False)
