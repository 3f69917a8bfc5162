"""Reading YAML so that every complaint can name its line."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from frontdesk.errors import ContentError


def load_mapping(path: Path, text: str | None = None, first_line: int = 1) -> CommentedMap:
    """Read a YAML file (or a part of one) whose top level is a mapping.

    Args:
        path: the file, also used in messages.
        text: its text, if it was read already.
        first_line: 1-based line of ``text`` in the file (front matter starts at 2).

    Returns:
        The mapping, with ruamel's line marks on it.

    Raises:
        ContentError: the file is missing, isn't YAML, or isn't a mapping.
    """
    if text is None:
        text = read_text(path)
    try:
        loaded = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else None
        problem = f"this isn't valid YAML ({error.problem or error.context})"
        raise ContentError(path, line, problem, "Check indentation, quotes and colons") from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        raise ContentError(path, line, "this isn't valid YAML (it holds a control character)",
                           "Check indentation, quotes and colons, and remove the character") from None
    except (YAMLError, ValueError) as error:
        problem = f"this isn't valid YAML ({error})"
        raise ContentError(path, None, problem, "Check indentation, quotes and colons") from None
    if loaded is None:
        loaded = CommentedMap()
        loaded.lc.line = 0
    if not isinstance(loaded, CommentedMap):
        raise ContentError(path, first_line, "'key: value' lines are expected here",
                           "Start the file with a key and a colon")
    return loaded


def read_text(path: Path) -> str:
    """Read a UTF-8 file.

    Raises:
        ContentError: it is missing or isn't UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ContentError(path, None, "the file is missing", "Restore it, for example from git") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ContentError(path, line, "the text isn't UTF-8", "Save the file as UTF-8") from None


def line_of(node: CommentedMap | CommentedSeq, key: Any, first_line: int = 1) -> int:
    """1-based line of a key of a mapping or an item of a sequence."""
    position = node.lc.data.get(key) if node.lc.data else None
    return int(position[0] if position else node.lc.line) + first_line


class Section:
    """A mapping of a content file, read field by field with checked types.

    Args:
        path: the file, for messages.
        node: the mapping.
        first_line: 1-based file line of the YAML text's first line.
    """

    def __init__(self, path: Path, node: CommentedMap, first_line: int = 1) -> None:
        self.path, self.node, self.first_line = path, node, first_line

    def line(self, key: Any) -> int:
        """1-based line of ``key``, or of the mapping where the key is absent."""
        return line_of(self.node, key, self.first_line)

    def fail(self, key: Any, problem: str, remedy: str) -> ContentError:
        """A :class:`ContentError` at ``key``'s line, for the caller to raise."""
        return ContentError(self.path, self.line(key), problem, remedy)

    def only(self, allowed: Iterable[str]) -> None:
        """Raise for any key that isn't in ``allowed`` (a slip of the pen, most often)."""
        known = list(allowed)
        for key in self.node:
            if key not in known:
                raise self.fail(key, f"'{key}' isn't a known setting",
                                f"Use one of: {', '.join(known)}")

    def text(self, key: str, required: bool = False) -> str:
        """A text value, stripped; ``""`` when absent or empty."""
        value = self.node.get(key)
        if value is None:
            value = ""
        if isinstance(value, datetime.date):
            value = str(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            raise self.fail(key, f"'{key}' was read as a number", f"Put quotes round it: {key}: \"…\"")
        if not isinstance(value, str):
            raise self.fail(key, f"'{key}' must be a text", "Write one line of text after the colon")
        if required and not value.strip():
            raise self.fail(key, f"'{key}' is missing or empty", f"Add a line '{key}: …'")
        return str(value).strip()

    def choice(self, key: str, options: Sequence[str]) -> str:
        """One of a few words; ``""`` when absent or empty."""
        value = self.text(key)
        if value and value not in options:
            raise self.fail(key, f"'{key}' can't be '{value}'", f"Write {' or '.join(options)}, or leave it empty")
        return value

    def comment(self, key: str) -> str:
        """The comment on ``key``'s own line with its ``#``; ``""`` when there is none."""
        token = (self.node.ca.items.get(key) or [None] * 4)[2]
        return str(token.value).partition("\n")[0].strip() if token else ""

    def flag(self, key: str) -> bool:
        """A ``true``/``false`` value; ``False`` when absent."""
        value = self.node.get(key, False)
        if not isinstance(value, bool):
            raise self.fail(key, f"'{key}' must be true or false", "Write true or false, without quotes")
        return value

    def whole_number(self, key: str, default: int, lowest: int, highest: int) -> int:
        """A whole number from ``lowest`` to ``highest``; ``default`` when absent or empty."""
        value = self.node.get(key)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise self.fail(key, f"'{key}' must be a whole number from {lowest} to {highest}",
                            f"Write for example {key}: {default}, without quotes")
        return int(value)

    def texts(self, key: str, required: bool = False) -> list[tuple[str, int]]:
        """A list of texts, each with its 1-based line."""
        value = self.node.get(key)
        if value is None and not required:
            return []
        if not isinstance(value, CommentedSeq) or (required and not value):
            raise self.fail(key, f"'{key}' must be a list", f"Write '{key}:' and a line '- …' for each entry")
        items = []
        for index, item in enumerate(value):
            line = line_of(value, index, self.first_line)
            if not isinstance(item, str) or not item.strip():
                raise ContentError(self.path, line, f"an entry of '{key}' isn't a text",
                                   "Write one line of text after the dash")
            items.append((str(item).strip(), line))
        return items

    def section(self, key: Any) -> Section:
        """A nested mapping; an empty one when absent."""
        value = self.node.get(key)
        if value is None:
            value = CommentedMap()
            value.lc.line = self.line(key) - self.first_line
        if not isinstance(value, CommentedMap):
            raise self.fail(key, f"'{key}' must hold 'key: value' lines", "Indent them below it")
        return Section(self.path, value, self.first_line)
