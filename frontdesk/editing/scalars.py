"""Writing a text into YAML in the plainest way that reads back as the same text."""

from __future__ import annotations

import re

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from frontdesk.editing.edits import EditError

# What YAML takes in files (https://yaml.org/spec/1.2.2/#51-character-set), without line breaks of all kinds, and
# without the byte order mark, which nobody sees.
_UNUSABLE = re.compile("[^\t\\x20-\\x7e\\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_PLAIN = re.compile(r"[^\W_][^\t]*|[(£€$][^\W_][^\t]*")
_NOT_PLAIN = re.compile(r":(\s|$)|\s#|\$\{|[\s:]$")
_IN_LISTS = re.compile(r"[\[\]{},:]")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


def one_line(text: str, what: str) -> str:
    """A text fit to be a line of a file, stripped.

    Args:
        text: as it was typed.
        what: it is called in the message.

    Raises:
        EditError: it has several lines, or characters that can't be kept.
    """
    text = text.strip()
    if "\n" in text or "\r" in text:
        raise EditError(f"{what} must be one line. Remove the line breaks.")
    found = _UNUSABLE.search(text)
    if found:
        raise EditError(f"{what} holds an invisible character (U+{ord(found[0]):04X}) that can't be kept. "
                        "Type it anew instead of pasting it.")
    return text


def written(text: str, flow: bool = False) -> str:
    """How a text of one line is written as a value, such as ``"#0b5f5a"``; ``""`` for none.

    Args:
        text: of one line, stripped.
        flow: whether it stands in a list in brackets.
    """
    if not text:
        return ""
    if _may_be_plain(text) and not (flow and _IN_LISTS.search(text)):
        return text
    if '"' not in text and "\\" not in text and "\t" not in text:
        return f'"{text}"'
    if "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'


def _may_be_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text) or _NOT_PLAIN.search(text) or text.casefold() in _WORDS:
        return False
    try:
        return all(_loaded(text, version) == text for version in ((1, 2), (1, 1)))
    except (YAMLError, ValueError):
        return False


def _loaded(text: str, version: tuple[int, int]) -> object:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = version  # type: ignore[assignment]
    return yaml.load(text)
