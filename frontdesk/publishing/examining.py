"""What a live version says to the check's messages, found out while nothing else is to be done.

Every publication compares with it. Where the check made the version, its report says it; the first version, and
any version after Frontdesk itself has changed, would have to be asked while staff wait.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
import time
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from frontdesk.accounts.people import People
from frontdesk.errors import FrontdeskError
from frontdesk.publishing.check import code_digest, live_report
from frontdesk.publishing.checking import Checking
from frontdesk.publishing.folders import EXAMINED
from frontdesk.publishing.prepare import Shelf
from frontdesk.publishing.progress import Cancelled, Ticking
from frontdesk.publishing.publishing import Publishing
from frontdesk.quiet_logs import describe
from frontdesk.settings import Settings
from frontdesk.store.publish_jobs import Jobs

_LOGGER = logging.getLogger(__name__)
_PAUSE = 10.0  # seconds without a job before it is worth to begin, and between two looks


class Examining:
    """Examines the live version, and gives way to any job.

    Args:
        settings: of this Frontdesk.
        publishing: what is known of versions.
        shelf: of versions.
        checking: asks a version.
        clock: seconds that only go forwards.
    """

    def __init__(self, settings: Settings, publishing: Publishing, shelf: Shelf, checking: Checking,
                 clock: Callable[[], float] = time.monotonic) -> None:
        self._settings, self._publishing, self._shelf, self._checking = settings, publishing, shelf, checking
        self._jobs, self._people, self._clock = Jobs(settings.database), People(settings.database), clock
        self._next = clock() + _PAUSE
        self._looked_at: int | None = None

    def put_off(self) -> None:
        """There was a job just now."""
        self._next = self._clock() + _PAUSE

    def look(self) -> bool:
        """Examine the live version, if it is time to and a publication would have to ask it.

        Where nobody has an account, nobody waits for a page: a developer's starts cost nothing more.

        Returns:
            Whether it was examined.
        """
        if self._clock() < self._next:
            return False
        self.put_off()
        live = self._publishing.live()
        if live is None or live.number == self._looked_at or self._jobs.unfinished() is not None:
            return False
        if not self._people.list():
            return False
        place = self._publishing.folder(live.number)
        if live_report(place, code_digest(self._settings.root)) is None:
            version = self._shelf.as_it_is(live.number)
            folder = self._publishing.examining_folder()
            try:
                if version is not None:
                    self._checking.examine(version, place / EXAMINED, folder, Idle(self._jobs))
            except Cancelled:
                return False  # and taken up again
            except FrontdeskError as error:
                _LOGGER.error("Version %d couldn't be examined: %s", live.number, error)
            except (SQLAlchemyError, sqlite3.Error):
                raise  # and taken up again
            except Exception as error:  # nobody waits for it, so nothing is to end by it
                _LOGGER.error("Version %d couldn't be examined: %s", live.number, describe(error))
            else:
                shutil.rmtree(folder, ignore_errors=True)
        self._looked_at = live.number
        return (place / EXAMINED).is_file()


class Idle:
    """Nobody waits for this, and it ends as soon as somebody wants anything else.

    Args:
        jobs: what somebody may want.
    """

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def part(self, _low: float, _high: float) -> None:
        """Nobody is told."""

    def tell(self, _share: float | None = None) -> None:
        """Nobody is told.

        Raises:
            Cancelled: there is a job.
        """
        if self._jobs.unfinished() is not None:
            raise Cancelled

    def step(self, _title: str) -> Ticking:
        """See :class:`~frontdesk.publishing.progress.JobProgress`."""
        return Ticking(self)
