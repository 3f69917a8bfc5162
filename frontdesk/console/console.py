"""What every page of the console may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.engine import Engine
from starlette.requests import Request

from frontdesk.accounts.session import Session
from frontdesk.settings import Settings

if TYPE_CHECKING:
    from frontdesk.accounts.people import People
    from frontdesk.editing.draft import Draft
    from frontdesk.publishing.publishing import Publishing
    from frontdesk.safety.detector import Detector
    from frontdesk.store.audit import Audit


@dataclass(frozen=True)
class Console:
    """The console's parts.

    Attributes:
        settings: where things are.
        database: the store.
        authenticate: who is signed in, by a request's cookie; ``None`` when nobody is.
        people: accounts.
        audit: the record of every change.
        draft: the files under ``content/`` and ``data/``, as they are being edited.
        publishing: versions and the making of them.
        detector: gives the red-flag detector that the site uses at this moment; without it, what is typed isn't
            looked through for red flags.
    """

    settings: Settings
    database: Engine
    authenticate: Callable[[Request], Session | None]
    people: People
    audit: Audit
    draft: Draft
    publishing: Publishing
    detector: Callable[[], Detector] | None = None
