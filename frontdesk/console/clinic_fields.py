"""The clinic's details as a form: ``clinic_fields.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from frontdesk.knowledge.privacy import RANGES

FLAG, ROWS, WEEK = "flag", "rows", "days"  # kinds of fields that are more than their value
_FILE = Path(__file__).with_suffix(".yml")


@dataclass(frozen=True)
class Field:
    """One detail.

    Attributes:
        key: dotted, as in ``content/clinic.yml``.
        label: what it is called.
        hint: what to know, or ``""``.
        kind: as the file says.
        options: of a choice, each with what it is called.
    """

    key: str
    label: str
    hint: str
    kind: str
    options: Mapping[str, str]


@dataclass(frozen=True)
class Section:
    """Details that belong together."""

    id: str
    title: str
    about: str
    fields: tuple[Field, ...]


def _field(key: str, told: Mapping[str, Any]) -> Field:
    lowest, highest = RANGES.get(key.rpartition(".")[2], (0, 0))
    hint = str(told.get("hint", "")).replace("{lowest}", str(lowest)).replace("{highest}", f"{highest:,}")
    return Field(key, told["label"], hint, told.get("kind", "line"), told.get("options", {}))


def _sections() -> tuple[Section, ...]:
    told = YAML(typ="safe").load(_FILE)
    return tuple(Section(section["id"], section["title"], section["about"],
                         tuple(_field(key, field) for key, field in section["fields"].items())) for section in told)


SECTIONS = _sections()
FIELDS = {field.key: field for section in SECTIONS for field in section.fields}
