"""From the files as they are to a candidate that was checked."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from frontdesk.editing.draft import Draft
from frontdesk.errors import ContentError, FrontdeskError
from frontdesk.publishing.check import live_must_be_asked
from frontdesk.publishing.folders import REPORT, snapshot
from frontdesk.publishing.going_live import CANDIDATE
from frontdesk.publishing.prepare import Shelf
from frontdesk.publishing.progress import JobProgress
from frontdesk.publishing.publishing import Publishing
from frontdesk.publishing.report import Report
from frontdesk.publishing.settings import TrialSettings, for_trial
from frontdesk.service.supervisor import running
from frontdesk.settings import Settings
from frontdesk.store.audit import Audit
from frontdesk.store.publish_jobs import CHECK, TRAIN, VALIDATE, JobRow

_STARTING = 0.2  # of a check: until what is checked runs


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
    """

    def __init__(self, settings: Settings, publishing: Publishing, shelf: Shelf) -> None:
        self._settings, self._publishing, self._shelf = settings, publishing, shelf

    def candidate(self, job: JobRow, progress: JobProgress) -> None:
        """Copy the files, train and check them; the result is in the job's folder.

        Raises:
            Blocked: the content is broken, or safety is worse.
            Worse: something else is worse than it is live.
            Cancelled: somebody wants the job to end.
            FrontdeskError: training or checking failed.
        """
        folder = self._publishing.job_folder(job.id)
        candidate = folder / CANDIDATE
        progress.begin(VALIDATE)
        self._validate()
        snapshot(self._settings.root, candidate)
        progress.begin(TRAIN)
        try:
            model = self._shelf.train(candidate, progress.step)
        except ContentError as error:
            raise Blocked(str(error)) from None
        progress.begin(CHECK)
        report = self._check(candidate, model, folder, progress)
        if report.verdict == "blocked":
            raise Blocked(" ".join(report.reasons))
        if report.verdict == "worse":
            raise Worse

    def _validate(self) -> None:
        state = Draft(self._settings.root, Audit(self._settings.database)).state()
        if state.problems:
            raise Blocked("\n".join(state.problems))

    def _check(self, candidate: Path, model: Path, folder: Path, progress: JobProgress) -> Report:
        out = folder / REPORT
        live = self._publishing.live()
        command = [sys.executable, "-m", "frontdesk.publishing.check_process", "--folder", str(candidate),
                   "--project", str(self._settings.root), "--out", str(out)]
        progress.part(0.0, _STARTING)
        with ExitStack() as trials:
            tried = self._trial(trials, candidate, model, folder / "trial", progress)
            command += ["--url", tried.public_url, "--rasa-url", tried.rasa_url]
            if live is not None:
                place = self._publishing.folder(live.number)
                command += ["--live-report", str(place / REPORT)]
                if live_must_be_asked(candidate, self._settings.root, place):
                    ready = self._shelf.ready(live.number, progress.step)
                    beside = self._trial(trials, ready.folder, ready.model, folder / "live", progress)
                    command += ["--ask-live-url", beside.public_url, "--ask-live-rasa", beside.rasa_url]
            progress.part(_STARTING, 1.0)
            self._run(command, folder / "check.log", progress)
        return Report.from_dict(json.loads(out.read_text(encoding="utf-8")))

    def _trial(
        self, trials: ExitStack, folder: Path, model: Path, var: Path, progress: JobProgress
    ) -> TrialSettings:
        """A whole Frontdesk that serves this folder until all trials end; nothing it is told reaches the clinic."""
        settings = for_trial(self._settings, folder, var)
        trials.callback(shutil.rmtree, var, ignore_errors=True)
        trials.enter_context(running(settings, model, progress.step))
        return settings

    def _run(self, command: list[str], log: Path, progress: JobProgress) -> None:
        with log.open("wb") as errors:
            process = subprocess.Popen(command, cwd=self._settings.root, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=errors, text=True)
        assert process.stdout is not None
        try:
            for line in process.stdout:
                progress.tell(json.loads(line)["share"])
            if process.wait() != 0:
                raise FrontdeskError(f"The check failed. See {log}.")
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
