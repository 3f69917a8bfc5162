"""The clinic's details for the commands of the shell: as they are live, whatever is being edited."""

from __future__ import annotations

from frontdesk.cli_database import database_explained, has_database
from frontdesk.knowledge.clinic import Clinic, load_clinic
from frontdesk.publishing.publishing import Publishing
from frontdesk.settings import Settings


def live_clinic(settings: Settings) -> Clinic:
    """The details in the live version; in the project's files where nothing was published yet.

    Raises:
        ContentError: they can't be used.
        FrontdeskError: the database can't be read.
    """
    folder = settings.root
    if has_database(settings):
        with database_explained(settings):
            publishing = Publishing(settings.var, settings.database)
            live = publishing.live()
            folder = folder if live is None else publishing.folder(live.number)
    return load_clinic(folder / "content" / "clinic.yml")
