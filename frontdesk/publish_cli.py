"""``frontdesk publish``, ``versions`` and ``rollback``: from the shell what the console does."""

from __future__ import annotations

import argparse
import datetime
import getpass
import logging
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from frontdesk.cli_database import SHELL, database_explained, has_database
from frontdesk.errors import FrontdeskError
from frontdesk.publishing.publishing import Job, Publishing
from frontdesk.service.lock import alone, is_running, only_publisher
from frontdesk.service.progress import Step
from frontdesk.settings import Settings, load_settings
from frontdesk.store.audit import Audit
from frontdesk.store.publish_jobs import CANCELLED, DONE, WAITING, Busy, Jobs

_POLL = 0.3  # seconds
_LAST_WORDS = 2.0  # seconds for the progress to be told to its end
_CANCELLED = "Cancelled; nothing has changed."
_LONGEST_NAME = 40  # characters of a user's name that are kept
_STEPS = {"validate": "Checking the files", "train": "Training", "check": "Checking it against the live version",
          "publish": "Going live"}


def add_publish_commands(commands: Any) -> None:
    """Declare the commands.

    Args:
        commands: of :mod:`argparse`, as ``add_subparsers`` returns it.
    """
    publish = commands.add_parser("publish", help="train, check and put live what the files say now")
    publish.add_argument("--note", default="", help="what has changed, for the history")
    publish.add_argument("--reason", default="", help="publish even if the check is worse, and why")
    publish.set_defaults(run=_publish)

    versions = commands.add_parser("versions", help="list what was published, newest first")
    versions.set_defaults(run=_versions)

    rollback = commands.add_parser("rollback", help="put an earlier version live again")
    rollback.add_argument("number", type=int, nargs="?", help="of the version; the one before the live one without it")
    rollback.add_argument("--note", default="", help="why, for the history")
    rollback.set_defaults(run=_rollback)


def _publish(options: argparse.Namespace) -> int:
    settings = load_settings()
    with _explained(settings):
        publishing, audit, who = Publishing(settings.var, settings.database), Audit(settings.database), _who()
        job = publishing.request(who, options.note)
        audit.record(who, "asked to publish", _subject(job), after=options.note)
        job = _follow(settings, publishing, job)
        if job.state == WAITING:
            print(_worse(job))
            reason = options.reason.strip()
            if not reason:
                publishing.cancel(job.id)
                audit.record(who, "cancelled a publication", _subject(job))
                print("Not published. To publish it all the same: frontdesk publish --reason \"why\"")
                return 1
            publishing.confirm(job.id, who, reason)
            audit.record(who, "agreed to publish in spite of a worse check", _subject(job), after=reason)
            job = _follow(settings, publishing, job)
        return _end(settings, job)


def _versions(_options: argparse.Namespace) -> None:
    from frontdesk.booking.mail import one_line

    settings = load_settings()
    live, versions = None, []
    if has_database(settings):
        with _explained(settings):
            publishing = Publishing(settings.var, settings.database)
            live, versions = publishing.live(), publishing.versions()
    if live is None or not versions:
        print("Nothing is published yet: 'frontdesk run' publishes the files as they are.")
        return
    for version in versions:
        when = datetime.datetime.fromtimestamp(version.created).strftime("%Y-%m-%d %H:%M")
        mark = "live" if version.number == live.number else ""
        reason = f" (worse in places: {one_line(version.reason)})" if version.reason else ""
        print(f"{version.number:>4}  {mark:4}  {when}  {one_line(version.by)}: {one_line(version.note) or '–'}{reason}")


def _rollback(options: argparse.Namespace) -> int:
    settings = load_settings()
    if not has_database(settings):
        raise FrontdeskError("Nothing is published yet, so there is no version before it to go back to.")
    with _explained(settings):
        publishing, who = Publishing(settings.var, settings.database), _who()
        number = publishing.before() if options.number is None else options.number
        if number is None:
            raise FrontdeskError("There is no version before the live one.")
        job = publishing.roll_back(who, number, options.note)
        Audit(settings.database).record(who, "asked to go back to", f"version/{number}", after=options.note)
        return _end(settings, _follow(settings, publishing, job))


@contextmanager
def _explained(settings: Settings) -> Iterator[None]:
    """Tell in a sentence why nothing can be asked for: the database, or another publication."""
    try:
        with database_explained(settings):
            yield
    except Busy:
        raise FrontdeskError("Something is being published already. It goes on while Frontdesk runs: wait until it is "
                             f"done, or cancel it under {_page(settings)}.") from None


def _follow(settings: Settings, publishing: Publishing, job: Job) -> Job:
    """Wait for a job, with progress; do it here where nothing is running."""
    if is_running(settings.var):
        try:
            _tell(publishing, job.id)
        except KeyboardInterrupt:
            print(f"\nIt goes on; cancel it under {_page(settings)}.", file=sys.stderr)
            raise
    else:
        with alone(settings.var), _logged(settings):
            _do(settings, publishing, job)
    found = publishing.job(job.id)
    assert found is not None
    return found


def _do(settings: Settings, publishing: Publishing, job: Job) -> None:
    """Do a job here, with progress; stopped in the middle, it is cancelled."""
    # The work is done in the main thread, which alone hears of Ctrl-C.
    telling = threading.Thread(target=_tell, args=(publishing, job.id), daemon=True)
    telling.start()
    try:
        from frontdesk.publishing.worker import make_worker

        with only_publisher(settings.var):
            make_worker(settings, offline=True).do_one()
        telling.join()
    except BaseException:
        # Nobody else would end it: no other could begin, and the next start would publish what was stopped.
        became = _give_up(settings, job)
        telling.join(_LAST_WORDS)
        print(became, file=sys.stderr)
        raise


def _give_up(settings: Settings, job: Job) -> str:
    """End a job that was stopped here.

    Returns:
        What has become of it.
    """
    jobs = Jobs(settings.database)
    found = jobs.find(job.id)
    assert found is not None
    if found.released:
        jobs.finish(job.id, DONE)
        return f"Version {found.version} is live already."
    if found.active is not None:
        jobs.finish(job.id, CANCELLED)
        Audit(settings.database).record(job.by, "cancelled a publication", _subject(job))
    return _CANCELLED


@contextmanager
def _logged(settings: Settings) -> Iterator[None]:
    """What the publisher logs goes where it goes while Frontdesk runs, and where its messages say that it is."""
    folder = settings.var / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    logger, handler = logging.getLogger("frontdesk"), logging.FileHandler(folder / "publisher.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        handler.close()


def _tell(publishing: Publishing, job_id: int) -> None:
    """Show a job's progress until it ends or waits for somebody."""
    step, said = "", None
    while True:
        job = publishing.job(job_id)
        assert job is not None
        if job.step != step and job.state == "running":
            if said is not None:
                said.done()
            step, said = job.step, Step(_STEPS[job.step])
        if said is not None:
            said.tick(f"({job.share:.0%}, {job.left or 0:.0f} s to go)")
        if job.finished or job.state == WAITING:
            if said is not None:
                said.done() if job.state in (DONE, WAITING) else said.failed()
            return
        time.sleep(_POLL)


def _end(settings: Settings, job: Job) -> int:
    if job.state == DONE:
        print(f"Version {job.version} is live."
              + ("" if is_running(settings.var) else " Frontdesk isn't running: it is served once that starts."))
        return 0
    if job.state == CANCELLED:
        print(_CANCELLED)
        return 1
    raise FrontdeskError(job.error or "It wasn't published.")


def _worse(job: Job) -> str:
    reasons = job.report.reasons if job.report else ()
    return "It is worse than the live version:\n" + "\n".join(f"- {reason}" for reason in reasons)


def _subject(job: Job) -> str:
    """The job in the record of changes, as the console names it."""
    return f"publication/{job.id}"


def _page(settings: Settings) -> str:
    return f"{settings.public_url}/staff/publish"


def _who() -> str:
    """The shell, with the name of whoever uses it where the machine knows one."""
    from frontdesk.booking.mail import one_line

    try:
        name = one_line(getpass.getuser())[:_LONGEST_NAME]
    except (KeyError, OSError):  # a user without a name, as in many containers
        name = ""
    return f"{SHELL} ({name})" if name else SHELL
