"""A clinic with versions, and a publication in any state, as the publisher would leave them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine

from frontdesk.editing.draft import Draft
from frontdesk.publishing.folders import clinics_digest, snapshot
from frontdesk.publishing.publishing import Publishing
from frontdesk.publishing.report import Report
from frontdesk.store.audit import Audit
from frontdesk.store.publish_jobs import Jobs
from frontdesk.store.versions import PUBLISH, Versions
from tests.console.conftest import Browser


class Published:
    """The files of a clinic, and what of them was published.

    Args:
        project: the files as they are edited.
        database: the store.
        make_browser: see the fixture.
    """

    def __init__(self, project: Path, database: Engine, make_browser: Callable[..., Browser]) -> None:
        self.project, self.audit = project, Audit(database)
        self.publishing = Publishing(project / "var", database)
        self.jobs, self._versions, self._make = Jobs(database), Versions(database), make_browser
        self.draft = Draft(project, self.audit)

    def browser(self, role: str = "publisher") -> Browser:
        """A browser in which somebody with this role is signed in."""
        return self._make(role, draft=self.draft, audit=self.audit, publishing=self.publishing)

    def version(self, note: str = "", by: str = "Kim", reason: str = "", report: Report | None = None) -> int:
        """Publish the files as they are now."""
        version = self._versions.add(by, note, reason, clinics_digest(self.project), "ab" * 32)
        folder = self.publishing.folder(version.number)
        folder.parent.mkdir(parents=True, exist_ok=True)
        snapshot(self.project, folder)
        if report is not None:
            (folder / "report.json").write_text(json.dumps(report.as_dict()))
        self._versions.release(version.number, PUBLISH, by, note)
        return version.number

    def edit(self, name: str, old: str, new: str) -> None:
        """Change a file of the draft."""
        text = (self.project / name).read_text(encoding="utf-8")
        assert old in text
        (self.project / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def teach(self, *examples: str) -> None:
        """Teach the first FAQ these examples."""
        self.edit("data/nlu.yml", "  examples: |\n", "  examples: |\n" + "".join(f"    - {one}\n" for one in examples))

    def job(self, state: str, report: Report | None = None, **progress: Any) -> int:
        """A publication in this state."""
        job = self.jobs.add("publish", "Kim", progress.get("note", ""))
        if report is not None:
            folder = self.publishing.job_folder(job.id)
            folder.mkdir(parents=True)
            (folder / "report.json").write_text(json.dumps(report.as_dict()))
        if state != "queued":
            self.jobs.begin(job.id)
            self.jobs.progress(job.id, progress.get("step", "check"), progress.get("share", 0.5),
                               progress.get("left", 40.0))
        if state == "waiting":
            self.jobs.wait(job.id)
        elif state not in ("queued", "running"):
            self.jobs.finish(job.id, state, progress.get("error", ""))
        return job.id
