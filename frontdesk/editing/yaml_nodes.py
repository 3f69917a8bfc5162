"""Where things stand in a YAML text, as offsets, so that a change can leave everything else as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from frontdesk.editing.edits import EditError

_SHORT = 200_000  # characters that the slow reader is asked for
_NULL = "tag:yaml.org,2002:null"


class NotReadable(Exception):
    """A text isn't the YAML that is expected.

    Args:
        line: 1-based, or ``None`` where it isn't known.
        problem: what is wrong.
        remedy: what to do about it, where that is something else than mending the text.
    """

    def __init__(self, line: int | None, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.line, self.problem, self.remedy = line, problem, remedy


def compose(text: str) -> MappingNode | None:
    """The nodes of a text whose top level is a mapping; ``None`` where there is nothing.

    Raises:
        NotReadable: it is something else.
    """
    try:
        root = _root(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise NotReadable(mark.line + 1 if mark else None,
                          f"this isn't valid YAML ({error.problem or error.context})") from None
    except (YAMLError, ValueError) as error:
        raise NotReadable(None, f"this isn't valid YAML ({error})".replace("\n", " ")) from None
    if root is None or is_null(root):
        return None
    if not isinstance(root, MappingNode):
        raise NotReadable(1, "'key: value' lines are expected here")
    return root


def _root(text: str) -> Any:
    try:
        return YAML(typ="safe").compose(text)
    except YAMLError:
        if len(text) > _SHORT:
            raise
        # The fast reader keeps to YAML 1.1, in which a list such as [https://example.org] can't be written.
        return YAML(typ="safe", pure=True).compose(text)


def is_null(node: Node) -> bool:
    """Whether nothing is written there."""
    return isinstance(node, ScalarNode) and node.tag == _NULL


def pairs(node: Node | None) -> Iterator[tuple[str, ScalarNode, Node]]:
    """A mapping's keys as text, with the nodes of key and value; none where it isn't a mapping.

    Raises:
        NotReadable: a key stands twice, or isn't a simple one.
    """
    seen = set()
    for key, value in node.value if isinstance(node, MappingNode) else ():
        if not isinstance(key, ScalarNode):
            raise NotReadable(line_of(key), "a key must be one word")
        if key.value in seen:
            raise NotReadable(line_of(key), f"'{key.value}' stands there twice")
        seen.add(key.value)
        yield str(key.value), key, value


def child(node: Node | None, key: str) -> Node | None:
    """The value of a mapping's key; ``None`` where it isn't there."""
    return next((value for name, _, value in pairs(node) if name == key), None)


def key_node(node: Node | None, key: str) -> ScalarNode | None:
    """A mapping's key itself."""
    return next((found for name, found, _ in pairs(node) if name == key), None)


def items(node: Node | None) -> list[Node]:
    """A list's entries; none where it isn't a list."""
    return list(node.value) if isinstance(node, SequenceNode) else []


def line_of(node: Node) -> int:
    """1-based line on which a node begins."""
    return int(node.start_mark.line) + 1


def start_of(node: Node) -> int:
    """Offset at which a node begins."""
    return int(node.start_mark.index)


def end_of(text: str, node: Node) -> int:
    """Offset just past a node's last character, comments and white space after it left out."""
    start, end = start_of(node), int(node.end_mark.index)
    if isinstance(node, ScalarNode):
        # A block goes on to whatever comes next.
        return start + len(text[start:end].rstrip()) if node.style in ("|", ">") else end
    if not isinstance(node, (MappingNode, SequenceNode)) or node.flow_style or not node.value:
        return end
    last = node.value[-1]
    return end_of(text, last[1] if isinstance(last, tuple) else last)


def line_start(text: str, offset: int) -> int:
    """Offset of the beginning of the line in which an offset lies."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Offset just past that line with its line break."""
    found = text.find("\n", offset)
    return len(text) if found < 0 else found + 1


def column(text: str, offset: int) -> int:
    """How far an offset is from the beginning of its line."""
    return offset - line_start(text, offset)


def newline_of(text: str) -> str:
    """How lines end in a text."""
    return "\r\n" if "\r\n" in text else "\n"


def insert_lines(text: str, offset: int, lines: list[str]) -> str:
    """The text with more lines at the beginning of a line, or at its end."""
    newline = newline_of(text)
    head = text[:offset]
    if head and not head.endswith("\n"):
        head += newline
    return head + "".join(line + newline for line in lines) + text[offset:]


def not_ours(name: str) -> EditError:
    """For a file that is written in a way that only a person can change."""
    return EditError(f"This can't be changed here, as {name} is written in an unusual way. Change it in a text editor.")
