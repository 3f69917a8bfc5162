"""What the publisher is to do, is doing, and has done."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from frontdesk.errors import FrontdeskError
from frontdesk.store.engine import open_database
from frontdesk.store.tables import DAY, Keeping, table
from frontdesk.store.versions import Version, add_release, add_version

QUEUED, RUNNING, WAITING = "queued", "running", "waiting"
BLOCKED, DONE, FAILED, CANCELLED = "blocked", "done", "failed", "cancelled"
STATES = (QUEUED, RUNNING, WAITING, BLOCKED, DONE, FAILED, CANCELLED)
VALIDATE, TRAIN, CHECK, GO_LIVE = "validate", "train", "check", "publish"
STEPS = (VALIDATE, TRAIN, CHECK, GO_LIVE)
_KEPT = 1095 * DAY
_LIVE = 1.0  # a running job's share once its version is live: what has happened can't be cancelled any more
_NOT_LIVE = 0.99  # the most that a job's share is before

JOBS: Any = table(
    "publish_jobs",
    Keeping("publications and rollbacks: who asked for it when, how far it got; nothing of visitors",
            "created", lambda _privacy: _KEPT),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("active", sa.Integer, nullable=True, unique=True),  # 1 while it isn't finished: so there is one at most
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("step", sa.String(16), nullable=False),
    sa.Column("share", sa.Float, nullable=False),
    sa.Column("left", sa.Float, nullable=True),
    sa.Column("by", sa.String(64), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("created", sa.Float, nullable=False),
    sa.Column("changed", sa.Float, nullable=False),
    sa.Column("version", sa.Integer, nullable=True),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("cancel", sa.Boolean, nullable=False),
    sa.Column("starts", sa.Integer, nullable=False),  # how often the publisher has begun it
    sa.Column("seconds", sa.Text, nullable=False),  # JSON: how long each step took
)


class Busy(FrontdeskError):
    """Another job isn't finished."""


@dataclass(frozen=True)
class JobRow:
    """A job as it is kept; the attributes are the columns'."""

    id: int
    active: int | None
    kind: str
    state: str
    step: str
    share: float
    left: float | None
    by: str
    note: str
    reason: str
    created: float
    changed: float
    version: int | None
    error: str
    cancel: bool
    starts: int
    seconds: str

    @property
    def released(self) -> bool:
        """Whether its version went live, whatever is still to be done."""
        return self.share >= _LIVE


class Jobs:
    """The publisher's jobs, one unfinished at a time.

    Args:
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, database: str | Engine | None = None) -> None:
        self._engine = open_database(database)

    def add(self, kind: str, by: str, note: str, version: int | None = None) -> JobRow:
        """Ask for something.

        Args:
            kind: ``publish`` or ``rollback``.
            by: who asks.
            note: what they say of it.
            version: to roll back to.

        Raises:
            Busy: another job isn't finished.
        """
        now = time.time()
        first = GO_LIVE if version is not None else VALIDATE
        values = {"active": 1, "kind": kind, "state": QUEUED, "step": first, "share": 0.0, "by": by, "note": note,
                  "reason": "", "created": now, "changed": now, "version": version, "error": "", "cancel": False,
                  "starts": 0, "seconds": "{}"}
        try:
            with self._engine.begin() as connection:
                row_id = connection.execute(JOBS.insert().values(**values)).inserted_primary_key[0]
        except sa.exc.IntegrityError:
            raise Busy("Something is being published already. Wait until it is done, or cancel it.") from None
        found = self.find(int(row_id))
        assert found is not None
        return found

    def find(self, job_id: int) -> JobRow | None:
        """The job of this number."""
        return self._first(JOBS.select().where(JOBS.c.id == job_id))

    def newest(self, count: int = 1) -> list[JobRow]:
        """The last so many jobs, newest first."""
        with self._engine.connect() as connection:
            return [JobRow(*row) for row in connection.execute(JOBS.select().order_by(JOBS.c.id.desc()).limit(count))]

    def unfinished(self) -> JobRow | None:
        """The job that isn't finished, if there is one."""
        return self._first(JOBS.select().where(JOBS.c.active == 1))

    def last_seconds(self) -> dict[str, float]:
        """How long each step took the last time that all were done, in seconds."""
        done = self._first(JOBS.select().where(JOBS.c.state == DONE, JOBS.c.kind == "publish")
                           .order_by(JOBS.c.id.desc()).limit(1))
        found: dict[str, float] = json.loads(done.seconds) if done else {}
        return found

    def begin(self, job_id: int) -> JobRow | None:
        """Take a queued job, or one that an earlier publisher died over; ``None`` if there is nothing to take."""
        mine = sa.and_(JOBS.c.id == job_id, JOBS.c.state.in_((QUEUED, RUNNING)))
        self._update(mine, state=RUNNING, starts=JOBS.c.starts + 1)
        found = self.find(job_id)
        return found if found is not None and found.state == RUNNING else None

    def progress(self, job_id: int, step: str, share: float, left: float | None) -> bool:
        """Record how far it has got.

        Args:
            job_id: the job.
            step: one of :data:`STEPS`.
            share: of the whole job, 0 to 1.
            left: seconds; ``None`` where that can't be told.

        Returns:
            Whether somebody wants it cancelled.
        """
        mine = sa.and_(JOBS.c.id == job_id, JOBS.c.share < _LIVE)
        self._update(mine, step=step, share=min(share, _NOT_LIVE), left=left)
        found = self.find(job_id)
        return found is None or found.cancel

    def make_version(self, job: JobRow, files: str, model: str) -> Version:
        """Record the new version that a job makes live; the job keeps its number from the same moment on.

        Args:
            job: which one.
            files: see :class:`~frontdesk.store.versions.Version`.
            model: the same.
        """
        with self._engine.begin() as connection:
            version = add_version(connection, job.by, job.note, job.reason, files, model)
            connection.execute(JOBS.update().where(JOBS.c.id == job.id)
                               .values(version=version.number, changed=time.time()))
        return version

    def release(self, job: JobRow, number: int) -> bool:
        """Make a job's version the live one, unless somebody wants the job cancelled; afterwards nobody can cancel it.

        Args:
            job: which one.
            number: of its version.

        Returns:
            Whether it is live.
        """
        mine = sa.and_(JOBS.c.id == job.id, JOBS.c.state == RUNNING, JOBS.c.cancel.is_(False))
        with self._engine.begin() as connection:
            values = {"version": number, "share": _LIVE, "left": None, "changed": time.time()}
            if connection.execute(JOBS.update().where(mine).values(**values)).rowcount != 1:
                return False
            add_release(connection, number, job.kind, job.by, job.note)
        return True

    def add_seconds(self, job_id: int, seconds: Mapping[str, float]) -> None:
        """Record how long steps took; of other steps, such as those before it waited, it stays known."""
        found = self.find(job_id)
        told = json.loads(found.seconds) if found else {}
        told |= {step: round(value, 1) for step, value in seconds.items()}
        self._update(JOBS.c.id == job_id, seconds=json.dumps(told))

    def wait(self, job_id: int) -> None:
        """Leave it to a person to go on; what somebody has cancelled meanwhile ends."""
        mine = sa.and_(JOBS.c.id == job_id, JOBS.c.cancel.is_(False))
        if not self._update(mine, state=WAITING, left=None):
            self.finish(job_id, CANCELLED)

    def confirm(self, job_id: int, by: str, reason: str) -> bool:
        """Go on although the check was worse.

        Returns:
            Whether the job was waiting for that.
        """
        mine = sa.and_(JOBS.c.id == job_id, JOBS.c.state == WAITING)
        return self._update(mine, state=QUEUED, step=GO_LIVE, reason=f"{reason} ({by})") == 1

    def cancel(self, job_id: int) -> bool:
        """Ask for a job to end before its version is live; one that nobody works on ends at once.

        Returns:
            Whether there was anything to cancel.
        """
        # In one statement, so that a job that comes to wait at this very moment isn't missed.
        idle = JOBS.c.state.in_((QUEUED, WAITING))
        running = sa.and_(JOBS.c.state == RUNNING, JOBS.c.share < _LIVE)
        return self._update(
            sa.and_(JOBS.c.id == job_id, sa.or_(idle, running)), cancel=True,
            state=sa.case((idle, CANCELLED), else_=JOBS.c.state),
            active=sa.case((idle, sa.null()), else_=JOBS.c.active),
            left=sa.case((idle, sa.null()), else_=JOBS.c.left)) == 1

    def finish(self, job_id: int, state: str, error: str = "") -> None:
        """Close a job.

        Args:
            job_id: the job.
            state: :data:`BLOCKED`, :data:`DONE`, :data:`FAILED` or :data:`CANCELLED`.
            error: what went wrong, for people.
        """
        more = {"share": 1.0} if state == DONE else {}
        self._update(JOBS.c.id == job_id, state=state, error=error, active=None, left=None, **more)

    def _update(self, which: Any, **values: Any) -> int:
        with self._engine.begin() as connection:
            return int(connection.execute(JOBS.update().where(which).values(changed=time.time(), **values)).rowcount)

    def _first(self, query: Any) -> JobRow | None:
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else JobRow(*row)
