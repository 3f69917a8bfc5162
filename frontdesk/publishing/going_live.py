"""From a checked candidate, or an earlier version, to what visitors meet."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable

import httpx

from frontdesk.errors import FrontdeskError
from frontdesk.publishing.channels import require_secrets
from frontdesk.publishing.folders import REPORT
from frontdesk.publishing.prepare import Shelf
from frontdesk.publishing.progress import Cancelled, JobProgress
from frontdesk.publishing.publishing import Publishing
from frontdesk.safety.detector import CHECKED
from frontdesk.service.backend_record import BROKEN, READY, BackendRecord
from frontdesk.settings import LOOPBACK, Settings
from frontdesk.site.rasa_client import read_replies
from frontdesk.store.erasure import erase_conversation
from frontdesk.store.publish_jobs import JobRow, Jobs
from frontdesk.store.versions import PUBLISH, ROLLBACK, Versions

_POLL = 0.1  # seconds
_START = 180.0  # seconds for the second Rasa
_SWITCH = 60.0  # seconds for the site to load what is new
_WARM_UP = ("hello", "what are your opening hours?", "my back hurts when I run, what can I do about it?")
_WARMING = "publisher-warming-up"  # a conversation of ours
_NOT_TAKEN = "The site didn't take the new version, so the one before it is live again. See var/logs/."
CANDIDATE = "candidate"


class GoingLive:
    """Puts versions live beside the one that is.

    Args:
        settings: of this Frontdesk.
        publishing: what is known of versions.
        shelf: of versions.
        offline: nothing of this Frontdesk is running; it will serve the version when it starts.
    """

    def __init__(self, settings: Settings, publishing: Publishing, shelf: Shelf, offline: bool) -> None:
        self._settings, self._publishing, self._shelf, self._offline = settings, publishing, shelf, offline
        self._versions, self._jobs = Versions(settings.database), Jobs(settings.database)
        self._record = BackendRecord(settings.var)

    def go(self, job: JobRow, progress: JobProgress) -> None:
        """Make a job's version the live one; everything before the last moment can be undone.

        A publisher that was stopped in the middle goes on where it was, also behind that moment.

        Raises:
            Cancelled: somebody wants the job to end.
            FrontdeskError: it doesn't start; the live version stays.
        """
        number = self._number(job)
        if not job.released:
            require_secrets(self._shelf.ready(number, progress.step).folder)
            if not self._offline:
                # The supervisor sees the job's version in the store, and starts it.
                port = self._wait(lambda: self._started(number), _START, progress, "The new assistant doesn't start")
                self._warm_up(port, progress)
            if not self._jobs.release(job, number):
                raise Cancelled
            self._shelf.forget_old()
        if not self._offline:
            self._see_it_served(number)

    def _see_it_served(self, number: int) -> None:
        """Wait until the site serves a version that was made live; otherwise the one before is live again."""
        live, *before = self._versions.live_numbers()
        if live != number:  # taken back already, by a publisher that was stopped before it could say so
            raise FrontdeskError(_NOT_TAKEN)
        try:
            self._wait(lambda: self._serves(number), _SWITCH, None, "The site doesn't take the new version")
        except FrontdeskError as error:
            if before:
                self._versions.release(before[0], ROLLBACK, "frontdesk", str(error))
            raise

    def _number(self, job: JobRow) -> int:
        """The number of a job's version, whose files are in their place."""
        if job.kind != PUBLISH:
            assert job.version is not None
            return job.version
        folder, number = self._publishing.job_folder(job.id), job.version
        candidate = folder / CANDIDATE
        if number is None:
            if not candidate.is_dir():
                raise FrontdeskError("What was to be published is gone. Publish again.")
            # Kept with the job before anything else happens: who takes up this job again goes on with that version.
            number = self._jobs.make_version(job, *self._shelf.digests(candidate)).number
        if candidate.is_dir():
            if (folder / REPORT).is_file():
                shutil.copyfile(folder / REPORT, candidate / REPORT)
            self._shelf.place(candidate, number)
        return number

    def _started(self, number: int) -> int | None:
        backend = self._record.read().get(number)
        if backend is not None and backend.state == BROKEN:
            raise FrontdeskError(f"Version {number} doesn't start: {backend.error} The live version stays.")
        return backend.rasa_port if backend is not None and backend.state == READY else None

    def _warm_up(self, port: int, progress: JobProgress) -> None:
        """Have it answer, as first answers are slow; and see that it does."""
        with httpx.Client(base_url=f"http://{LOOPBACK}:{port}", timeout=30, trust_env=False) as client:
            for text in _WARM_UP:
                progress.tell()
                try:
                    answer = client.post("/webhooks/rest/webhook", json={"sender": _WARMING, "message": text,
                                                                         "metadata": {CHECKED: True}})
                    # As the site reads it: our channel says what was understood even where nothing is replied.
                    answered = answer.is_success and bool(read_replies(answer.json()))
                except (httpx.HTTPError, ValueError, AttributeError, TypeError):
                    answered = False
                if not answered:
                    raise FrontdeskError("The new assistant doesn't answer. The live version stays; see "
                                         "var/logs/rasa.log.")
        erase_conversation(self._settings.database, _WARMING)

    def _serves(self, number: int) -> bool | None:
        host = LOOPBACK if self._settings.host == "0.0.0.0" else self._settings.host
        try:
            answer = httpx.get(f"http://{host}:{self._settings.port}/readyz", timeout=2, trust_env=False)
            return True if answer.json().get("version") == number else None
        except (httpx.HTTPError, ValueError):
            return None

    def _wait(
        self, look: Callable[[], int | None], seconds: float, progress: JobProgress | None, problem: str
    ) -> int:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = look()
            if found is not None:
                return found
            if progress is not None:
                progress.tell()
            time.sleep(_POLL)
        raise FrontdeskError(f"{problem} within {seconds:.0f} s. The live version stays; see var/logs/.")
