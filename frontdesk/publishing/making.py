"""From the files as they are to a candidate that was checked."""

from __future__ import annotations

from frontdesk.editing.draft import Draft
from frontdesk.errors import ContentError, FrontdeskError
from frontdesk.publishing.channels import require_secrets
from frontdesk.publishing.checking import Checking
from frontdesk.publishing.folders import snapshot
from frontdesk.publishing.going_live import CANDIDATE
from frontdesk.publishing.prepare import Shelf
from frontdesk.publishing.progress import JobProgress
from frontdesk.publishing.publishing import Publishing
from frontdesk.settings import Settings
from frontdesk.store.audit import Audit
from frontdesk.store.publish_jobs import CHECK, TRAIN, VALIDATE, JobRow


class Blocked(FrontdeskError):
    """It can't be published, whatever anybody says."""


class Worse(Exception):
    """It is worse than the live version in places, and a person must say whether to go on."""


class Making:
    """Makes candidates.

    Args:
        settings: of this Frontdesk.
        publishing: what is known of versions.
        shelf: of versions.
        checking: of what was made.
    """

    def __init__(self, settings: Settings, publishing: Publishing, shelf: Shelf, checking: Checking) -> None:
        self._settings, self._publishing, self._shelf, self._checking = settings, publishing, shelf, checking

    def candidate(self, job: JobRow, progress: JobProgress) -> None:
        """Copy the files, train and check them; the result is in the job's folder.

        Raises:
            Blocked: the content is broken, a secret is missing, or safety is worse.
            Worse: something else is worse than it is live.
            Cancelled: somebody wants the job to end.
            FrontdeskError: training or checking failed.
        """
        folder = self._publishing.job_folder(job.id)
        candidate = folder / CANDIDATE
        progress.begin(VALIDATE)
        self._validate()
        snapshot(self._settings.root, candidate, var=self._settings.var)
        try:
            require_secrets(candidate)
        except FrontdeskError as error:
            raise Blocked(str(error)) from None
        progress.begin(TRAIN)
        try:
            model = self._shelf.train(candidate, progress.step)
        except ContentError as error:
            raise Blocked(str(error)) from None
        progress.begin(CHECK)
        report = self._checking.check(candidate, model, folder, progress)
        progress.end()  # noted also where it goes no further now
        if report.verdict == "blocked":
            raise Blocked(" ".join(report.reasons))
        if report.verdict == "worse":
            raise Worse

    def _validate(self) -> None:
        state = Draft(self._settings.root, Audit(self._settings.database), var=self._settings.var).state()
        if state.problems:
            raise Blocked("\n".join(state.problems))
