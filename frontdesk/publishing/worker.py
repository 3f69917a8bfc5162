"""``python -m frontdesk.publishing.worker``: makes versions and puts them live, one job after the other."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sqlite3
import sys
import time

from sqlalchemy.exc import SQLAlchemyError

from frontdesk.errors import FrontdeskError
from frontdesk.publishing.checking import Checking
from frontdesk.publishing.examining import Examining
from frontdesk.publishing.going_live import GoingLive
from frontdesk.publishing.making import Blocked, Making, Worse
from frontdesk.publishing.prepare import Shelf
from frontdesk.publishing.progress import Cancelled, JobProgress
from frontdesk.publishing.publishing import Publishing
from frontdesk.quiet_logs import describe
from frontdesk.service.lock import only_publisher
from frontdesk.settings import Settings, load_settings
from frontdesk.store.publish_jobs import BLOCKED, CANCELLED, DONE, FAILED, GO_LIVE, QUEUED, RUNNING, JobRow, Jobs

_LOGGER = logging.getLogger("frontdesk.publishing.worker")  # not __main__, whose texts are withheld
_POLL = 0.5  # seconds
_MOST_STARTS = 3  # of one job: it may be what kills the publisher
_KEPT = 20  # jobs whose folders are kept
_NICE = 10  # visitors come first


class Worker:
    """Does the jobs.

    Args:
        settings: of this Frontdesk.
        making: from files to a checked candidate.
        going_live: from there to visitors.
        examining: of the live version, in the meantime.
    """

    def __init__(self, settings: Settings, making: Making, going_live: GoingLive, examining: Examining) -> None:
        self._jobs, self._publishing = Jobs(settings.database), Publishing(settings.var, settings.database)
        self._root = settings.root
        self._making, self._going_live, self._examining = making, going_live, examining

    def run(self) -> None:
        """Do jobs until interrupted, whatever goes wrong between them; a store that is away is waited for."""
        away = False
        while True:
            try:
                if self.do_one():
                    self._examining.put_off()
                else:
                    self._examining.look()
                away = False
            except (SQLAlchemyError, sqlite3.Error) as error:
                if not away:
                    _LOGGER.error("The store can't be used (%s); trying again.", type(error).__name__)
                away = True
            except Exception as error:
                if not away:
                    _LOGGER.error("Something went wrong beside a job; trying again: %s", describe(error))
                away = True
            time.sleep(_POLL)

    def do_one(self) -> bool:
        """Do the job that is to be done, if there is one.

        Returns:
            Whether there was.
        """
        found = self._jobs.unfinished()
        if found is None or found.state not in (QUEUED, RUNNING):
            return False
        job = self._jobs.begin(found.id)
        if job is None:
            return False
        progress = JobProgress(self._jobs, job.id)
        try:
            if job.starts > _MOST_STARTS and not job.released:
                raise FrontdeskError(f"It was begun {_MOST_STARTS} times, and the publisher stopped each time. "
                                     "See var/logs/publisher.log.")
            self._do(job, progress)
        except Cancelled:
            self._jobs.finish(job.id, CANCELLED)
        except Worse:
            self._jobs.wait(job.id)
        except Blocked as blocked:
            self._jobs.finish(job.id, BLOCKED, self._told(blocked))
        except FrontdeskError as error:
            _LOGGER.error("Job %d failed: %s", job.id, error)
            self._jobs.finish(job.id, FAILED, self._told(error))
        except (SQLAlchemyError, sqlite3.Error):
            raise  # it is still running, and taken up again
        except Exception as error:
            _LOGGER.error("Job %d failed in a way that wasn't foreseen: %s", job.id, describe(error))
            self._jobs.finish(job.id, FAILED, f"Something went wrong ({type(error).__name__}). "
                              "See var/logs/publisher.log.")
        else:
            self._jobs.finish(job.id, DONE)
            _LOGGER.warning("Job %d is done.", job.id)
        self._forget_old()
        return True

    def _do(self, job: JobRow, progress: JobProgress) -> None:
        if job.version is None and job.step != GO_LIVE:
            try:
                self._making.candidate(job, progress)
            finally:
                self._jobs.add_seconds(job.id, progress.seconds)
        progress.begin(GO_LIVE)
        self._going_live.go(job, progress)
        progress.end()
        self._jobs.add_seconds(job.id, progress.seconds)

    def _told(self, error: FrontdeskError) -> str:
        """What staff read of it: where something is on this machine, they can do nothing with."""
        return str(error).replace(f"{self._root}{os.sep}", "")

    def _forget_old(self) -> None:
        for job in self._jobs.newest(_KEPT * 2)[_KEPT:]:
            shutil.rmtree(self._publishing.job_folder(job.id), ignore_errors=True)


def make_worker(settings: Settings, offline: bool = False) -> Worker:
    """The worker with all that it needs.

    Args:
        settings: of this Frontdesk.
        offline: nothing else of it is running, so there is nobody to wait for.
    """
    publishing = Publishing(settings.var, settings.database)
    shelf = Shelf(settings, publishing)
    checking = Checking(settings, publishing, shelf)
    return Worker(settings, Making(settings, publishing, shelf, checking),
                  GoingLive(settings, publishing, shelf, offline), Examining(settings, publishing, shelf, checking))


def main() -> int:
    """Work until SIGTERM or SIGINT.

    Returns:
        Exit code: 1 for an error that was explained.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    logging.basicConfig(format="%(asctime)s %(message)s")
    os.nice(_NICE)
    try:
        settings = load_settings()
        with only_publisher(settings.var):
            make_worker(settings).run()
    except FrontdeskError as error:
        # One line, which the supervisor quotes.
        print(f"frontdesk: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
