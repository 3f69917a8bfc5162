"""The clinic's facts and settings."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import available_timezones

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR, VIEWER
from frontdesk.console.clinic_days import NAMES
from frontdesk.console.clinic_fields import SECTIONS
from frontdesk.console.clinic_form import ClinicForm, changed, field_meant, sent_again, sent_form, stored_form, told
from frontdesk.console.conflict_page import conflict
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.undoing import undo_of
from frontdesk.console.visit import Visit
from frontdesk.editing.edits import Conflict, EditError, SetClinic
from frontdesk.knowledge.hours import DAYS

_HERE = "/staff/clinic"


def clinic(visit: Visit) -> Response:
    """The form with everything in it."""
    return _form_page(visit, stored_form(visit.console.draft.state().clinic))


def save(visit: Visit) -> Response:
    """Save what was changed."""
    form = sent_form(visit)
    values = changed(form)
    if form.wrong:
        return _form_page(visit, form)
    if not values:
        return back(visit, _HERE, "There was nothing to save.")
    base = {key: form.base.get(key, "") for key in values}
    try:
        entry = visit.console.draft.change(visit.session.name, "changed the clinic's details", "the clinic",
                                           SetClinic(base, values))
    except Conflict as error:
        in_words = Conflict(told(error.subject, values), error.mine, error.theirs, error.base, error.field)
        return conflict(visit, in_words, sent_again(form, error), _HERE)
    except EditError as error:
        key = field_meant(str(error), values)
        return _form_page(visit, ClinicForm(form.base, form.values, {key: told(str(error), values)}))
    return back(visit, _HERE, "Saved in the draft. Visitors read it once it is published.", undo_of(entry))


def _form_page(visit: Visit, form: ClinicForm) -> Response:
    return page(visit, "clinic/form.html", 422 if form.wrong else 200, form=form, sections=SECTIONS,
                countries=_countries(), zones=_zones(), days=list(zip(DAYS, NAMES)), can_edit=visit.may(EDITOR),
                words=_words(visit.console.settings.root))


@lru_cache(maxsize=1)
def _countries() -> list[tuple[str, str]]:
    """Codes and names, by name."""
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return sorted(((code, name) for code, name in rows), key=lambda row: row[1])


@lru_cache(maxsize=1)
def _zones() -> list[str]:
    """Those that are named for a place."""
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))


def _words(root: Path) -> dict[str, str]:
    """The chat's own words by key; none where the file can't be read, which the site says at its start."""
    try:
        words: dict[str, str] = json.loads((root / "widget" / "words.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return words


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/clinic", clinic, VIEWER),
    StaffRoute("/clinic", save, EDITOR, post=True),
)
