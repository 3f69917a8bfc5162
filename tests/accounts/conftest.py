"""Accounts in a database of each kind."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from frontdesk.accounts.people import People
from frontdesk.store.audit import Audit
from tests.accounts.staff import PASSWORD, Clock, _cheap_digests, clock  # noqa: F401
from tests.store.conftest import database, engine, path, postgresql  # noqa: F401


@pytest.fixture
def people(engine: Engine, clock: Clock) -> People:  # noqa: F811
    """Two admins and an editor; all of them have the same password."""
    people = People(engine, "The Riverside Clinic")
    for name, role in (("Robin", "admin"), ("sam", "admin"), ("Kim", "editor")):
        people.add("the test", name, role, PASSWORD)
    return people


@pytest.fixture
def audit(engine: Engine) -> Audit:  # noqa: F811
    return Audit(engine)
