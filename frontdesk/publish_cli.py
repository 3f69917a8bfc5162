"""``frontdesk publish``, ``versions`` and ``rollback``: from the shell what the console does."""

from __future__ import annotations

import argparse
import datetime
import getpass
import threading
import time
from typing import Any

from frontdesk.errors import FrontdeskError
from frontdesk.publishing.publishing import Job, Publishing
from frontdesk.service.lock import alone, is_running
from frontdesk.service.progress import Step
from frontdesk.settings import Settings, load_settings
from frontdesk.store.audit import Audit

_POLL = 0.3  # seconds
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
    publishing = Publishing(settings.var, settings.database)
    who = _who()
    job = publishing.request(who, options.note)
    Audit(settings.database).record(who, "asked to publish", f"job {job.id}", after=options.note)
    job = _follow(settings, publishing, job)
    if job.state == "waiting":
        print(_worse(job))
        if not options.reason:
            publishing.cancel(job.id, who)
            print("Not published. To publish it all the same: frontdesk publish --reason \"why\"")
            return 1
        publishing.confirm(job.id, who, options.reason)
        job = _follow(settings, publishing, job)
    return _end(job)


def _versions(_options: argparse.Namespace) -> None:
    settings = load_settings()
    publishing = Publishing(settings.var, settings.database)
    live, versions = publishing.live(), publishing.versions()
    if live is None or not versions:
        print("Nothing is published yet: 'frontdesk run' publishes the files as they are.")
        return
    for version in versions:
        when = datetime.datetime.fromtimestamp(version.created).strftime("%Y-%m-%d %H:%M")
        mark = "live" if version.number == live.number else ""
        reason = f" (worse in places: {version.reason})" if version.reason else ""
        print(f"{version.number:>4}  {mark:4}  {when}  {version.by}: {version.note or '–'}{reason}")


def _rollback(options: argparse.Namespace) -> int:
    settings = load_settings()
    publishing = Publishing(settings.var, settings.database)
    number = options.number
    if number is None:
        live = publishing.live()
        before = [release.version for release in publishing.releases() if live and release.version != live.number]
        if not before:
            raise FrontdeskError("There is no version before the live one.")
        number = before[0]
    who = _who()
    job = publishing.roll_back(who, number, options.note)
    Audit(settings.database).record(who, "asked to roll back", f"version {number}", after=options.note)
    return _end(_follow(settings, publishing, job))


def _follow(settings: Settings, publishing: Publishing, job: Job) -> Job:
    """Wait for a job, with progress; do it here where nothing is running."""
    if is_running(settings.var):
        _tell(publishing, job.id)
    else:
        from frontdesk.publishing.worker import make_worker

        print("Frontdesk isn't running: this will be served when it starts.")
        with alone(settings.var):
            # The work is done in the main thread, which alone hears of Ctrl-C.
            telling = threading.Thread(target=_tell, args=(publishing, job.id), daemon=True)
            telling.start()
            make_worker(settings, offline=True).do_one()
            telling.join()
    found = publishing.job(job.id)
    assert found is not None
    return found


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
        if job.finished or job.state == "waiting":
            if said is not None:
                said.done() if job.state in ("done", "waiting") else said.failed()
            return
        time.sleep(_POLL)


def _end(job: Job) -> int:
    if job.state == "done":
        print(f"Version {job.version} is live.")
        return 0
    if job.state == "cancelled":
        print("Cancelled; nothing has changed.")
        return 1
    raise FrontdeskError(job.error or "It wasn't published.")


def _worse(job: Job) -> str:
    reasons = job.report.reasons if job.report else ()
    return "It is worse than the live version:\n" + "\n".join(f"- {reason}" for reason in reasons)


def _who() -> str:
    return f"{getpass.getuser()} (shell)"
