"""Counters for ``/metrics``, in Prometheus' text format. No message, no id, no address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest

from frontdesk.safety.red_flags import LEVELS, RedFlags
from frontdesk.store.votes import VOTES

_BUCKETS = (0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)  # seconds


class Metrics:
    """The site's own registry, so that two apps in one process don't collide.

    Args:
        flags: the red-flag content in use, whose version and sign-off are told.
    """

    def __init__(self, flags: RedFlags) -> None:
        self._registry = CollectorRegistry()
        self._replies = Counter("frontdesk_replies", "Replies by kind", ["kind"], registry=self._registry)
        self._seconds = Histogram("frontdesk_answer_seconds", "Time from message to replies",
                                  buckets=_BUCKETS, registry=self._registry)
        self._flags = Counter("frontdesk_red_flags", "Urgent messages by level; 'failure': the detector failed",
                              ["level"], registry=self._registry)
        for level in (*LEVELS, "failure"):
            self._flags.labels(level)
        self._conversations = Counter("frontdesk_conversations", "Conversations begun", registry=self._registry)
        self._votes = Counter("frontdesk_votes", "Votes given on replies; one that is changed counts anew", ["vote"],
                              registry=self._registry)
        for vote in VOTES:
            self._votes.labels(vote)
        self._content = Info("frontdesk_red_flag_content", "The red-flag content in use", registry=self._registry)
        self.content(flags)
        self._requests = Gauge("frontdesk_callback_requests", "Callback requests held, by status", ["status"],
                               registry=self._registry)
        self._outbox = Gauge("frontdesk_outbox", "Messages to the clinic held, by state; 'dead' ones need a person",
                             ["state"], registry=self._registry)

    def content(self, flags: RedFlags) -> None:
        """Tell which red-flag content is in use from now on."""
        self._content.info({"version": flags.version, "signed_off": "yes" if flags.sign_off.signed else "no",
                            "signed_off_on": flags.sign_off.date})

    def count(self, kind: str) -> None:
        """Count one reply."""
        self._replies.labels(kind).inc()

    def flag(self, level: str) -> None:
        """Count one urgent message by its level, or a ``failure``."""
        self._flags.labels(level).inc()

    def conversation(self) -> None:
        """Count one conversation that began."""
        self._conversations.inc()

    def vote(self, vote: str) -> None:
        """Count one vote."""
        self._votes.labels(vote).inc()

    def bookings(self, requests: Mapping[str, int], outbox: Mapping[str, int]) -> None:
        """Set how many callback requests there are of each status, and messages of each state."""
        for status, count in requests.items():
            self._requests.labels(status).set(count)
        for state, count in outbox.items():
            self._outbox.labels(state).set(count)

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Time the answering of one message."""
        with self._seconds.time():
            yield

    def text(self) -> bytes:
        """All of it, for a scraper."""
        return generate_latest(self._registry)
