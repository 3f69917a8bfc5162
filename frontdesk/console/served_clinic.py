"""The clinic's details as visitors have them just now, whatever is being edited."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.clinic import FACTS, Clinic, load_clinic
from frontdesk.settings import Settings

if TYPE_CHECKING:
    from frontdesk.publishing.publishing import Publishing

_log = logging.getLogger(__name__)


def served_clinic(settings: Settings, publishing: Publishing | None = None) -> Clinic:
    """The details; one without any, in UTC, where the file can't be read: the day's work goes on without them.

    Args:
        settings: where things are.
        publishing: knows the live version; without it, or before the first, the files as they are count.
    """
    live = publishing.live() if publishing else None
    folder = publishing.folder(live.number) if publishing and live else settings.served
    try:
        return load_clinic(folder / "content" / "clinic.yml")
    except FrontdeskError as error:
        _log.error("The clinic's details can't be read: %s", error)
        return Clinic("the clinic", "", "", "", "", "", dict.fromkeys(FACTS, ""))
