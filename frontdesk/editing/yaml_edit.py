"""Changing one value of a YAML text: the lines of everything else stay as they are, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from frontdesk.editing.scalars import written
from frontdesk.editing.yaml_nodes import (
    child,
    column,
    compose,
    end_of,
    insert_lines,
    is_null,
    items,
    key_node,
    line_end,
    line_start,
    not_ours,
    pairs,
    start_of,
)

Path = Sequence[str]
_STEP = 2  # columns by which what is new is indented


def node_at(text: str, path: Path) -> Node | None:
    """The value below these keys; ``None`` where there is none."""
    node: Node | None = compose(text)
    for key in path:
        node = child(node, key)
    return node


def with_value(text: str, path: Path, value: str) -> str:
    """The text with another value for a key that it has.

    Args:
        text: of the file.
        path: the keys that lead to it.
        value: as it is to be written; ``""`` for none.
    """
    node = node_at(text, path)
    assert node is not None
    if isinstance(node, (MappingNode, SequenceNode)) and not node.flow_style:
        return with_value(_without_children(text, node), path, value)
    start, end = start_of(node), end_of(text, node)
    head = text[:start].rstrip(" ")
    if not head.endswith(":"):
        raise not_ours(f"'{path[-1]}'")
    return head + (f" {value}" if value else "") + text[end:]


def with_list(text: str, path: Path, wanted: Sequence[str]) -> str:
    """The text with these entries for a key that it has; lines of entries that stay aren't touched."""
    node = node_at(text, path)
    assert node is not None
    if isinstance(node, SequenceNode) and node.flow_style and node.value:
        return with_value(text, path, "[" + ", ".join(written(entry, flow=True) for entry in wanted) + "]")
    if not isinstance(node, SequenceNode) or not node.value:
        if not wanted:
            return with_value(text, path, "")
        text = with_value(text, path, "")
        key = key_node(node_at(text, path[:-1]), path[-1])
        assert key is not None
        indent = " " * (column(text, start_of(key)) + _STEP)
        return insert_lines(text, line_end(text, start_of(key)), [f"{indent}- {written(entry)}" for entry in wanted])
    return _changed_entries(text, node, wanted)


def with_key(text: str, parent: Path, name: str, order: Sequence[str] = ()) -> str:
    """The text with one more key, which has no value yet.

    Args:
        text: of the file.
        parent: the keys that lead to the mapping; those that aren't there are added.
        name: of the key.
        order: of the keys in that mapping; the new one goes behind those before it. Else it goes to the end.
    """
    if parent and node_at(text, parent) is None:
        text = with_key(text, parent[:-1], parent[-1])
    return with_entry(text, parent, lambda indent: [f"{indent}{written(name)}:"], name, order)


def with_entry(
    text: str, parent: Path, lines: Callable[[str], list[str]], name: str = "", order: Sequence[str] = ()
) -> str:
    """The text with more lines in a mapping; ``lines`` makes them, given their indentation."""
    node = node_at(text, parent)
    there = [(key, key_at, value) for key, key_at, value in pairs(node)]
    if isinstance(node, MappingNode) and node.flow_style and node.value:
        raise not_ours(f"'{parent[-1]}'")
    if not there:
        return _first_entry(text, parent, lines)
    before = set(order[:order.index(name)]) if name in order else {key for key, _, _ in there}
    last = next((entry for entry in reversed(there) if entry[0] in before), None)
    indent = " " * column(text, start_of(there[0][1]))
    if last is None:
        return insert_lines(text, line_start(text, start_of(there[0][1])), lines(indent))
    return insert_lines(text, line_end(text, end_of(text, last[2])), lines(indent))


def without_key(text: str, path: Path) -> str:
    """The text without a key and its value."""
    start, end = span_of(text, path)
    return text[:start] + text[end:]


def without_paragraph(text: str, start: int, end: int) -> str:
    """The text without some whole lines, the comment right above them, and one of the blank lines around them."""
    first = start
    while first and text[line_start(text, first - 1):first].lstrip().startswith("#"):
        first = line_start(text, first - 1)
    above_is_blank = first == 0 or not text[line_start(text, first - 1):first].strip()
    # A comment that directly follows other lines may be theirs.
    start = first if above_is_blank else start
    after = line_end(text, end)
    if after > end and not text[end:after].strip():
        return text[:start] + text[after:]
    if end == len(text) and above_is_blank and start:
        start = line_start(text, start - 1)
    return text[:start] + text[end:]


def span_of(text: str, path: Path) -> tuple[int, int]:
    """Where the first line of a key begins, and where the last line of its value ends.

    Raises:
        EditError: it shares its lines with others.
    """
    parent, node = node_at(text, path[:-1]), node_at(text, path)
    key = key_node(parent, path[-1])
    assert key is not None
    assert node is not None
    if isinstance(parent, MappingNode) and parent.flow_style:
        raise not_ours(f"'{path[-1]}'")
    return line_start(text, start_of(key)), line_end(text, max(end_of(text, node), start_of(key)))


def _first_entry(text: str, parent: Path, lines: Callable[[str], list[str]]) -> str:
    if not parent:
        return insert_lines(text, len(text), lines(""))
    text = with_value(text, parent, "")
    key = key_node(node_at(text, parent[:-1]), parent[-1])
    assert key is not None
    indent = " " * (column(text, start_of(key)) + _STEP)
    return insert_lines(text, line_end(text, start_of(key)), lines(indent))


def _without_children(text: str, node: Node) -> str:
    first = node.value[0][0] if isinstance(node, MappingNode) else node.value[0]
    return text[:line_start(text, start_of(first))] + text[line_end(text, end_of(text, node)):]


def _changed_entries(text: str, node: SequenceNode, wanted: Sequence[str]) -> str:
    entries = [(str(entry.value).strip() if isinstance(entry, ScalarNode) and not is_null(entry) else None,
                line_start(text, start_of(entry)), line_end(text, end_of(text, entry))) for entry in items(node)]
    first = text[entries[0][1]:entries[0][2]]
    prefix = first[:len(first) - len(first.lstrip(" "))] + "- "
    if not first.lstrip(" ").startswith("- "):
        raise not_ours("that list")
    old = [value for value, _, _ in entries]
    opcodes = SequenceMatcher(None, old, list(wanted), autojunk=False).get_opcodes()
    for kind, start, end, new_start, new_end in reversed(opcodes):
        if kind == "equal":
            continue
        at = entries[start][1] if start < len(entries) else entries[-1][2]
        for _, begins, ends in reversed(entries[start:end]):
            text = text[:begins] + text[ends:]
        added = [prefix + written(entry) for entry in wanted[new_start:new_end]]
        text = insert_lines(text, at, added) if added else text
    return text
