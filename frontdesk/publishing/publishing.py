"""What console and command line know of versions, and what they may ask for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Engine

from frontdesk.errors import FrontdeskError
from frontdesk.publishing.folders import EXAMINED, REPORT, read_report
from frontdesk.publishing.report import Report
from frontdesk.store.publish_jobs import JobRow, Jobs
from frontdesk.store.versions import PUBLISH, ROLLBACK, Release, Version, Versions

_MAX_NOTE = 1000  # characters


@dataclass(frozen=True)
class Job:
    """A publication or a rollback, and how far it has got.

    Attributes:
        id: its number.
        kind: ``publish`` or ``rollback``.
        state: one of :data:`~frontdesk.store.publish_jobs.STATES`.
        step: one of :data:`~frontdesk.store.publish_jobs.STEPS`.
        share: of the whole, 0 to 1.
        left: seconds, as far as that can be told.
        by: who asked for it.
        note: what they said of it.
        created: seconds since the epoch.
        changed: of the last progress.
        version: that it makes, or has made, live.
        error: what went wrong or stands in the way, for people.
        report: of the check, once there is one.
    """

    id: int
    kind: str
    state: str
    step: str
    share: float
    left: float | None
    by: str
    note: str
    created: float
    changed: float
    version: int | None
    error: str
    report: Report | None

    @property
    def finished(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state not in ("queued", "running", "waiting")


class Publishing:
    """Versions and jobs.

    Args:
        var: folder for what a running Frontdesk writes.
        database: see :func:`~frontdesk.store.engine.open_database`.
    """

    def __init__(self, var: Path, database: str | Engine | None = None) -> None:
        self._var = var
        self._versions, self._jobs = Versions(database), Jobs(database)

    def live(self) -> Version | None:
        """The version that visitors meet; ``None`` before the first."""
        numbers = self._versions.live_numbers()
        return self._versions.find(numbers[0]) if numbers else None

    def versions(self) -> list[Version]:
        """All versions that were ever live, newest first; not those that never came so far."""
        once_live = set(self._versions.once_live())
        return [version for version in self._versions.all() if version.number in once_live]

    def version(self, number: int) -> Version | None:
        """The version of this number."""
        return self._versions.find(number)

    def folder(self, number: int) -> Path:
        """A version's files: ``content/``, ``data/``, ``report.json`` …

        Its name tells what is in it, so that another store's version of this number is another folder.
        """
        version = self._versions.find(number)
        return self._var / "versions" / (f"{number}-{version.files[:8]}" if version else str(number))

    def job_folder(self, job_id: int) -> Path:
        """What a job is working on, and its report."""
        return self._var / "publishing" / str(job_id)

    def examining_folder(self) -> Path:
        """For what is written while the live version is examined."""
        return self._var / "publishing" / "live"

    def report(self, number: int) -> Report | None:
        """What the check said of a version; ``None`` where none was made."""
        path = self.report_path(number)
        return None if path is None else read_report(path)

    def report_path(self, number: int) -> Path | None:
        """Where a version's report is, if there is one: of the check it went through, else of a later one."""
        paths = (self.folder(number) / name for name in (REPORT, EXAMINED))
        return next((path for path in paths if path.is_file()), None)

    def releases(self, count: int = 50) -> list[Release]:
        """What went live when, newest first: the first of them is live."""
        return self._versions.releases(count)

    def before(self) -> int | None:
        """Number of the version to go back to when nobody says which: the newest that is older than the live one.

        Not the one that was live last: going back twice would lead to where it began.
        """
        live = self.live()
        older = (version.number for version in self.versions() if live is not None and version.number < live.number)
        return next((number for number in older if self.folder(number).is_dir()), None)

    def job(self, job_id: int) -> Job | None:
        """The job of this number."""
        row = self._jobs.find(job_id)
        return None if row is None else self._job(row)

    def newest_job(self) -> Job | None:
        """The last one that was asked for."""
        rows = self._jobs.newest()
        return self._job(rows[0]) if rows else None

    def seconds(self, job_id: int) -> dict[str, float]:
        """How long each step of a job took, in seconds."""
        row = self._jobs.find(job_id)
        found: dict[str, float] = json.loads(row.seconds) if row else {}
        return found

    def request(self, who: str, note: str) -> Job:
        """Ask for the files as they are now to be published.

        Raises:
            Busy: another job isn't finished.
        """
        return self._job(self._jobs.add(PUBLISH, who, note[:_MAX_NOTE]))

    def confirm(self, job_id: int, who: str, reason: str) -> None:
        """Go on although the check was worse.

        Raises:
            FrontdeskError: no reason, or the job isn't waiting for one.
        """
        if not reason.strip():
            raise FrontdeskError("Say why it should be published all the same. The reason is kept with the version.")
        if not self._jobs.confirm(job_id, who, reason.strip()[:_MAX_NOTE]):
            raise FrontdeskError("This publication isn't waiting any more. Look at its page to see how it stands.")

    def cancel(self, job_id: int) -> None:
        """Ask for a job to end before anything goes live.

        Raises:
            FrontdeskError: it has ended, or its version is live already.
        """
        if not self._jobs.cancel(job_id):
            raise FrontdeskError("It has ended or is live already, so there is nothing to cancel. What is live can be "
                                 "taken back under “All versions”.")

    def roll_back(self, who: str, number: int, note: str) -> Job:
        """Ask for an earlier version to be live again.

        Raises:
            Busy: another job isn't finished.
            FrontdeskError: there is no such version, its files are gone, or it is live.
        """
        live = self.live()
        if number not in self._versions.once_live() or not self.folder(number).is_dir():
            raise FrontdeskError(f"There is no version {number} to go back to. 'frontdesk versions' lists them.")
        if live is not None and live.number == number:
            raise FrontdeskError(f"Version {number} is live already.")
        return self._job(self._jobs.add(ROLLBACK, who, note[:_MAX_NOTE], number))

    def _job(self, row: JobRow) -> Job:
        report = read_report(self.job_folder(row.id) / REPORT)
        return Job(row.id, row.kind, row.state, row.step, row.share, row.left, row.by, row.note, row.created,
                   row.changed, row.version, row.error, report)

