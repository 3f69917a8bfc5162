"""The check of a folder by a process of its own, on a whole private Frontdesk that serves it."""

from __future__ import annotations

import json
import logging
import queue
import shutil
import subprocess
import sys
import threading
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import IO

from frontdesk.errors import FrontdeskError
from frontdesk.publishing.check import live_must_be_asked
from frontdesk.publishing.folders import REPORT, write_report
from frontdesk.publishing.prepare import Shelf
from frontdesk.publishing.progress import StepProgress
from frontdesk.publishing.publishing import Publishing
from frontdesk.publishing.report import FINE, WORSE, Report
from frontdesk.publishing.settings import TrialSettings, for_trial
from frontdesk.service.backends import Wanted
from frontdesk.service.supervisor import running
from frontdesk.settings import Settings

_LOGGER = logging.getLogger(__name__)
_STARTING = 0.2  # of a check: until what is checked runs
_LOOK = 0.5  # seconds between looks at whether it is to end, however silent the check is
_LOG = "check.log"


class Checking:
    """Checks folders.

    Args:
        settings: of this Frontdesk.
        publishing: what is known of versions.
        shelf: of versions.
    """

    def __init__(self, settings: Settings, publishing: Publishing, shelf: Shelf) -> None:
        self._settings, self._publishing, self._shelf = settings, publishing, shelf

    def check(self, candidate: Path, model: Path, folder: Path, progress: StepProgress) -> Report:
        """Compare a candidate with the live version, if there is one.

        Args:
            candidate: its files.
            model: its model.
            folder: for the report, and for all that is written on the way.
            progress: of the step.

        Returns:
            What was found, which is in ``report.json`` of the folder too.

        Raises:
            Cancelled: it is to end.
            FrontdeskError: it couldn't be checked.
        """
        out, live = folder / REPORT, self._publishing.live()
        progress.part(0.0, _STARTING)
        unasked = ""
        with ExitStack() as trials:
            asked = self._trial(trials, candidate, model, folder / "trial", progress)
            options = ["--url", asked.public_url, "--rasa-url", asked.rasa_url]
            if live is not None:
                try:
                    options += self._beside(trials, candidate, live.number, folder / "live", progress)
                except FrontdeskError as error:
                    # Else a live version that is damaged could never be replaced.
                    _LOGGER.error("Version %d can't be compared with: %s", live.number, error)
                    unasked = (f"It couldn't be compared with version {live.number}, which is live, as that one "
                               "doesn't start any more. Try it out before you publish it.")
            progress.part(_STARTING, 1.0)
            self._run(candidate, options, out, folder / _LOG, progress)
        report = Report.from_dict(json.loads(out.read_text(encoding="utf-8")))
        if unasked:
            verdict = WORSE if report.verdict == FINE else report.verdict
            report = replace(report, verdict=verdict, reasons=(*report.reasons, unasked))
            write_report(out, report)
        return report

    def _beside(
        self, trials: ExitStack, candidate: Path, live: int, var: Path, progress: StepProgress
    ) -> list[str]:
        """How the check learns what the live version says: from its report, and from itself where it must be asked."""
        place = self._publishing.folder(live)
        options = ["--live", str(place)]
        if live_must_be_asked(candidate, self._settings.root, place):
            ready = self._shelf.ready(live, progress.step)
            beside = self._trial(trials, ready.folder, ready.model, var, progress)
            options += ["--ask-live-url", beside.public_url, "--ask-live-rasa", beside.rasa_url]
        return options

    def examine(self, version: Wanted, out: Path, folder: Path, progress: StepProgress) -> None:
        """Find out about a version by itself what candidates are to be compared with.

        Args:
            version: which one.
            out: where the report is written.
            folder: for all that is written on the way.
            progress: of the step.

        Raises:
            Cancelled: it is to end.
            FrontdeskError: it couldn't be examined.
        """
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as trials:
            asked = self._trial(trials, version.folder, version.model, folder / "trial", progress)
            self._run(version.folder, ["--url", asked.public_url, "--rasa-url", asked.rasa_url], out, folder / _LOG,
                      progress)

    def _trial(
        self, trials: ExitStack, folder: Path, model: Path, var: Path, progress: StepProgress
    ) -> TrialSettings:
        """A whole Frontdesk that serves this folder until all trials end; nothing it is told reaches the clinic."""
        settings = for_trial(self._settings, folder, var)
        trials.callback(shutil.rmtree, var, ignore_errors=True)
        trials.enter_context(running(settings, model, progress.step))
        return settings

    def _run(self, checked: Path, options: list[str], out: Path, log: Path, progress: StepProgress) -> None:
        command = [sys.executable, "-m", "frontdesk.publishing.check_process", "--folder", str(checked),
                   "--project", str(self._settings.root), "--out", str(out), *options]
        with log.open("wb") as errors:
            process = subprocess.Popen(command, cwd=self._settings.root, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=errors, text=True)
        assert process.stdout is not None
        lines: queue.Queue[str | None] = queue.Queue()
        reading = threading.Thread(target=_read, args=(process.stdout, lines), daemon=True)
        reading.start()
        try:
            _follow(lines, progress)
            if process.wait() != 0:
                raise FrontdeskError(f"The check failed. See {log}.")
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
            reading.join(_LOOK)


def _read(output: IO[str], lines: queue.Queue[str | None]) -> None:
    with output:
        for line in output:
            lines.put(line)
    lines.put(None)


def _follow(lines: queue.Queue[str | None], progress: StepProgress) -> None:
    """Tell how far the check has got until its output ends, and now and then also while it says nothing."""
    share = 0.0
    while True:
        try:
            line = lines.get(timeout=_LOOK)
        except queue.Empty:
            pass
        else:
            if line is None:
                return
            share = json.loads(line)["share"]
        progress.tell(share)
