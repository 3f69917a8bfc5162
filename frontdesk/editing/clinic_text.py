"""The text of ``content/clinic.yml``, as flat keys such as ``facts.hours``."""

from __future__ import annotations

import re

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from frontdesk.editing.edits import EditError
from frontdesk.editing.scalars import one_line, written
from frontdesk.editing.yaml_edit import node_at, with_key, with_list, with_value, without_key
from frontdesk.editing.yaml_nodes import compose, is_null, items, pairs

# Mappings with rows of the clinic's own; the others have the rows that Frontdesk knows.
OPEN = ("opening_hours", "booking.campaign", "widget.words")
LISTS = ("widget.allowed_origins",)
_LIST_OR_TEXT = ("booking.mail.to",)
_BARE = re.compile(r"privacy\.\w+|booking\.mail\.port")  # numbers, true and false, which are written without quotes
_BARE_VALUE = re.compile(r"true|false|0|[1-9]\d*")


def read_clinic(text: str) -> dict[str, str]:
    """Every value as text by its dotted key; the entries of a list are lines.

    An empty :data:`OPEN` mapping has no key of its own, only its rows have.

    Raises:
        NotReadable: it isn't YAML of that kind.
    """
    found: dict[str, str] = {}
    _flatten(compose(text), "", found)
    return found


def with_detail(text: str, key: str, value: str | None) -> str:
    """The text with another value for one key.

    Args:
        text: of the file.
        key: dotted.
        value: ``""`` for none, which removes a row of an :data:`OPEN` mapping; the entries of a list are lines.
            ``None`` removes the key itself, and what it alone stood in.

    Raises:
        EditError: it can't be written.
    """
    path = _path(key)
    node = node_at(text, path)
    if value is None or (not value and is_open(key)):
        return _without(text, path) if node is not None else text
    if node is None:
        text = with_key(text, path[:-1], path[-1])
    entries = [one_line(line, f"Each line of '{key}'") for line in value.splitlines() if line.strip()]
    if key in LISTS or (key in _LIST_OR_TEXT and (len(entries) > 1 or isinstance(node, SequenceNode))):
        return with_list(text, path, entries)
    value = one_line(value, f"'{key}'")
    return with_value(text, path, value if _bare(key, value) else written(value))


def _without(text: str, path: list[str]) -> str:
    text = without_key(text, path)
    above = path[:-1]
    if above and ".".join(above) not in OPEN and not list(pairs(node_at(text, above))):
        return _without(text, above)
    return text


def is_open(key: str) -> bool:
    """Whether it is a row of the clinic's own."""
    return any(key.startswith(f"{name}.") for name in OPEN)


def _bare(key: str, value: str) -> bool:
    if not value or not _BARE.fullmatch(key):
        return False
    if not _BARE_VALUE.fullmatch(value):
        raise EditError(f"'{key}' can't be '{value}'. Write a whole number" +
                        (", true or false." if key.startswith("privacy.") else "."))
    return True


def _path(key: str) -> list[str]:
    for name in OPEN:
        if key.startswith(f"{name}."):
            return [*name.split("."), key[len(name) + 1:]]
    return key.split(".")


def _flatten(node: Node | None, name: str, found: dict[str, str]) -> None:
    if isinstance(node, MappingNode):
        for key, _, value in pairs(node):
            _flatten(value, f"{name}.{key}" if name else key, found)
    elif name and name not in OPEN:
        found[name] = ("\n".join(str(entry.value).strip() for entry in items(node) if isinstance(entry, ScalarNode))
                       if isinstance(node, SequenceNode) else _text(node))


def _text(node: Node | None) -> str:
    return str(node.value).strip() if isinstance(node, ScalarNode) and not is_null(node) else ""
