"""The form of the clinic's details: from the file's flat keys to fields, and back. Pure but for the request's form."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from frontdesk.console.clinic_days import as_rows, by_day
from frontdesk.console.clinic_fields import FIELDS, FLAG, ROWS, WEEK, Field
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.edits import Conflict
from frontdesk.knowledge.hours import DAYS

_MAX_TEXT, _MAX_BASE = 4000, 60_000  # characters


@dataclass(frozen=True)
class ClinicForm:
    """What the form holds.

    Attributes:
        base: the file's keys and values when it was opened.
        values: of the fields, as they are shown; a day's hours under ``opening_hours.<day>``.
        wrong: what is wrong with a field, by key.
    """

    base: Mapping[str, str]
    values: Mapping[str, str]
    wrong: Mapping[str, str]

    @property
    def base_json(self) -> str:
        """:attr:`base`, for a hidden field."""
        return json.dumps(dict(self.base), ensure_ascii=False)


def stored_form(clinic: Mapping[str, str]) -> ClinicForm:
    """The form of the details as they are.

    Args:
        clinic: by dotted key, as written.
    """
    return ClinicForm(clinic, _shown(clinic), {})


def sent_form(visit: Visit) -> ClinicForm:
    """The form as it was sent.

    Raises:
        Refusal: it isn't of this page.
    """
    base = _base(visit.field("base", _MAX_BASE))
    # Sent again after a conflict, the form holds only what was changed.
    given = {key: visit.field(key, _MAX_TEXT) for key in visit.form if key.partition(".")[0] in _NAMES}
    if visit.field("whole"):
        flags = {key: "false" for key, field in FIELDS.items() if field.kind == FLAG}
        given = {**flags, **given}
    values = {**_shown(base), **given}
    wrong = {key: error for key, field in FIELDS.items() if field.kind == ROWS
             for error in [_wrong_row(values[key])] if error}
    return ClinicForm(base, values, wrong)


def changed(form: ClinicForm) -> dict[str, str]:
    """The file's keys whose values were changed, with their new values; ``""`` takes a row of the clinic's own away."""
    before = _shown(form.base)
    new: dict[str, str] = {}
    for field in FIELDS.values():
        if field.kind == WEEK:
            week = {key: form.values[key] for key in before if key.startswith(f"{field.key}.")}
            if any(week[key] != before[key] for key in week):
                new |= _replaced(form.base, field.key, as_rows({key.rpartition(".")[2]: week[key] for key in week}))
        elif form.values[field.key] == before[field.key]:
            continue
        elif field.kind == ROWS:
            new |= _replaced(form.base, field.key, _rows(form.values[field.key]))
        else:
            new[field.key] = form.values[field.key]
    return new


def sent_again(form: ClinicForm, error: Conflict) -> dict[str, str]:
    """The fields with which what was typed is saved over what somebody else has changed meanwhile.

    Args:
        form: as it was sent.
        error: the conflict, with the key that it is about.
    """
    shown = _shown(form.base)
    typed = {key: value for key, value in form.values.items() if value != shown[key]}
    return {**typed, "base": ClinicForm({**form.base, error.field: error.theirs}, {}, {}).base_json}


def field_meant(error: str, values: Mapping[str, str]) -> str:
    """The key of the field that an error is about, by the name or value it quotes; ``""`` where that can't be told.

    Args:
        error: a sentence.
        values: what was changed, by the file's keys.
    """
    for key, value in values.items():
        name = key.rpartition(".")[2]
        quoted = (name, f"{name}: {value}", *value.splitlines())
        if any(f"'{text.strip()}'".casefold() in error.casefold() for text in quoted if text.strip()):
            return _field_of(key)
    return _field_of(next(iter(values))) if len(values) == 1 else ""


def told(text: str, values: Mapping[str, str]) -> str:
    """Sentences about the file, with details called as the form calls them.

    Args:
        text: the sentences.
        values: what was changed, by the file's keys; what two fields are called in the file is one of these.
    """
    for key in dict.fromkeys((*values, *FIELDS)):
        field, name = FIELDS.get(key), key.rpartition(".")[2]
        if field is None:
            continue
        label = f"“{field.label}”"
        text = re.sub(rf"Add a line(?: such as)? '{re.escape(name)}: [^']*'", f"Fill in {label}", text)
        text = text.replace(f"'{key}'", label).replace(f"'{name}'", label)
        if key in values:
            text = text.replace(f"{name}: ", "")
    return text


def _field_of(key: str) -> str:
    """The field that shows a key: rows and days have one together."""
    return next((name for name in FIELDS if key == name or key.startswith(f"{name}.")), "")


def _shown(clinic: Mapping[str, str]) -> dict[str, str]:
    shown: dict[str, str] = {}
    for field in FIELDS.values():
        if field.kind == WEEK:
            days = by_day(_below(clinic, field.key))
            shown |= {f"{field.key}.{day}": days[day] for day in DAYS}
        elif field.kind == ROWS:
            shown[field.key] = "\n".join(f"{name}: {value}" for name, value in _below(clinic, field.key).items())
        else:
            shown[field.key] = _plain(field, clinic.get(field.key, ""))
    return shown


def _plain(field: Field, value: str) -> str:
    if field.kind != FLAG:
        return value
    return "true" if value.casefold() == "true" else "false"


def _below(clinic: Mapping[str, str], key: str) -> dict[str, str]:
    return {name[len(key) + 1 :]: value for name, value in clinic.items() if name.startswith(f"{key}.")}


def _replaced(base: Mapping[str, str], key: str, rows: Mapping[str, str]) -> dict[str, str]:
    """What makes these the rows below a key."""
    before = _below(base, key)
    gone = {f"{key}.{name}": "" for name in before if name not in rows}
    return {**gone, **{f"{key}.{name}": value for name, value in rows.items() if before.get(name) != value}}


def _rows(text: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in text.splitlines() if line.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _wrong_row(text: str) -> str:
    for number, line in enumerate(text.splitlines(), start=1):
        name, colon, value = line.partition(":")
        if line.strip() and not (name.strip() and colon and value.strip()):
            return f"Line {number}: write a name, a colon and what it is, or remove the line."
    return ""


def _base(text: str) -> dict[str, str]:
    try:
        told = json.loads(text)
        return {str(key): str(value) for key, value in told.items()}
    except (ValueError, AttributeError):
        raise Refusal(400, "The form can't be read", "Load the page again, and type it once more.") from None


_NAMES = frozenset(key.partition(".")[0] for key in FIELDS)
