"""``frontdesk backup``: a copy of the database while Frontdesk runs."""

from __future__ import annotations

import datetime
from pathlib import Path

from frontdesk.service.progress import Step
from frontdesk.settings import Settings
from frontdesk.store.backup import backup_database


def run_backup(settings: Settings, target: Path | None) -> None:
    """Copy the database, and print where the copy is.

    Args:
        settings: tell which database.
        target: the copy; a file named by the date and time in ``var/backups`` when ``None``.

    Raises:
        FrontdeskError: it can't be copied.
    """
    target = target or settings.var / "backups" / f"frontdesk-{datetime.datetime.now():%Y-%m-%d-%H%M%S}.db"
    step = Step("Copying the database")
    try:
        backup_database(settings.database, target, lambda left, total: step.tick(_share(left, total)))
    except BaseException:
        step.failed()
        raise
    step.done()
    print(f"{target} holds callback requests and conversations: keep it as safe as the database itself.\n"
          f"What visitors are answered with isn't in it: copy {settings.var / 'versions'} too.")


def _share(left: int, total: int) -> str:
    return f"{100 * (total - left) // total} %" if total else ""
