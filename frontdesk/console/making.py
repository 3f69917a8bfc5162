"""The console with all its parts, for the site."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine import Engine

from frontdesk.accounts.people import People
from frontdesk.console.console import Console
from frontdesk.console.served_clinic import served_clinic
from frontdesk.editing.draft import Draft
from frontdesk.publishing.publishing import Publishing
from frontdesk.safety.detector import Detector
from frontdesk.settings import Settings
from frontdesk.store.audit import Audit


def make_console(
    settings: Settings, database: Engine, publishing: Publishing, detector: Callable[[], Detector]
) -> Console:
    """Put the console together.

    Args:
        settings: where things are.
        database: the store.
        publishing: versions and jobs.
        detector: of red flags, as the site uses it at this moment.
    """
    # A password made of the clinic's name is the first that anybody would try.
    people = People(database, served_clinic(settings, publishing).name)
    audit = Audit(database)
    draft = Draft(settings.root, audit, var=settings.var)
    return Console(settings, database, people.authenticate, people, audit, draft, publishing, detector)
