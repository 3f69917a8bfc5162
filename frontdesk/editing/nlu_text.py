"""The text of a file below ``data/``: intents, each with its examples as lines of a block ``examples: |``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from frontdesk.editing.yaml_edit import without_paragraph
from frontdesk.editing.yaml_nodes import (
    NotReadable,
    child,
    column,
    compose,
    end_of,
    insert_lines,
    is_null,
    items,
    key_node,
    line_end,
    line_of,
    line_start,
    not_ours,
    start_of,
)

_MARK = "- "


@dataclass(frozen=True)
class Line:
    """An example in the file: its text, and where its line begins and ends."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """An intent with its examples.

    Attributes:
        label: such as ``faq/<slug>``.
        line: 1-based line of its name.
        start: where its first line begins.
        end: where its last line ends.
        header: where the line ``examples: |`` ends.
        column: of the key ``examples``.
        dash: column of the dash that begins it.
        texts: its examples.
        unread: 1-based numbers of lines that Rasa takes for examples and our readers don't, or that are empty.
        source: the file's text.
        body: where the lines below the header begin and end; ``None`` where they aren't a block.
    """

    label: str
    line: int
    start: int
    end: int
    header: int
    column: int
    dash: int
    texts: tuple[str, ...]
    unread: tuple[int, ...]
    source: str = field(repr=False)
    body: tuple[int, int] | None

    @cached_property
    def lines(self) -> tuple[Line, ...] | None:
        """The examples with their places; ``None`` where they aren't written in a way that can be changed."""
        found = tuple(_lines(self.source, *self.body)) if self.body else ()
        return found if self.body and tuple(line.text for line in found) == self.texts else None


def blocks(text: str) -> list[Block]:
    """The intents of a file, in its order.

    Raises:
        NotReadable: it isn't what Rasa reads.
    """
    return [_block(text, node) for node in items(child(compose(text), "nlu"))
            if not isinstance(node, MappingNode) or child(node, "intent") is not None]


def examples_of(value: str) -> list[str]:
    """The examples in a block's text, as :func:`frontdesk.evaluation.examples.load_examples` reads them."""
    return [line[len(_MARK):].strip() for line in value.splitlines() if line.startswith(_MARK)]


def with_examples(text: str, label: str, wanted: Sequence[str]) -> str:
    """The text with these examples of an intent: lines that stay aren't touched.

    Args:
        text: of the file.
        label: of an intent that it has; where it has it in several places, a new example follows the one before it.
        wanted: all of its examples in this file.

    Raises:
        EditError: the intent is written in a way that can't be changed.
    """
    found = [block for block in blocks(text) if block.label == label]
    placed = [(line, block) for block in found for line in block.lines or ()]
    if any(block.lines is None for block in found):
        raise not_ours(f"the list of examples of '{label}'")
    changes: list[tuple[int, int, list[str]]] = []
    old = [line.text for line, _ in placed]
    for kind, start, end, first, last in SequenceMatcher(None, old, list(wanted), autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        changes += [(line.start, line.end, []) for line, _ in placed[start:end]]
        if first < last:
            line, block = placed[start - 1] if start else placed[0] if placed else (None, found[0])
            prefix = _prefix(text, line, block)
            at = block.header if line is None else line.end if start else line.start
            changes.append((at, at, [prefix + example for example in wanted[first:last]]))
    for start, end, lines in sorted(changes, key=lambda change: change[:2], reverse=True):
        text = insert_lines(text[:start] + text[end:], start, lines) if lines else text[:start] + text[end:]
    return text


def with_intent(text: str, label: str, examples: Sequence[str], after: str) -> str:
    """The text with a new intent.

    Args:
        text: of the file.
        label: of the intent.
        examples: of it.
        after: how the labels begin after the last of which it goes; at the end where there is none.
    """
    there = blocks(text)
    like = next((block for block in reversed(there) if block.label.startswith(after)), there[-1] if there else None)
    dash, inner = (like.dash, like.column) if like else (0, 2)
    lines = [" " * dash + f"- intent: {label}", " " * inner + "examples: |",
             *(_prefix(text, like.lines[0] if like and like.lines else None, like, inner) + example
               for example in examples)]
    if like:
        return insert_lines(text, like.end, ["", *lines])
    root = compose(text)
    key = key_node(root, "nlu")
    if key is None:
        return insert_lines(text, len(text), ["", "nlu:", *lines] if text.strip() else ["nlu:", *lines])
    return insert_lines(text, line_end(text, start_of(key)), lines)


def without_intent(text: str, label: str) -> str:
    """The text without an intent, and without the comment that stands right above it."""
    for block in reversed([block for block in blocks(text) if block.label == label]):
        text = without_paragraph(text, block.start, block.end)
    return text


def _block(text: str, node: Node) -> Block:
    label, examples = child(node, "intent"), child(node, "examples")
    if not isinstance(label, ScalarNode) or not label.value:
        raise NotReadable(line_of(node), "an intent has no name")
    if not isinstance(examples, ScalarNode) or is_null(examples):
        raise NotReadable(line_of(node), f"the examples of '{label.value}' aren't written as 'examples: |' "
                                         "with a line '- …' for each below it")
    header = line_end(text, start_of(examples))
    end = line_end(text, end_of(text, node))
    key = key_node(node, "examples")
    assert key is not None
    texts = tuple(examples_of(examples.value))
    body = (header, line_end(text, end_of(text, examples))) if examples.style == "|" else None
    unread = tuple(line_of(examples) + number for number, line in enumerate(examples.value.splitlines(), start=1)
                   if line.startswith("-") and not (line.startswith(_MARK) and line[len(_MARK):].strip()))
    start = line_start(text, start_of(node))
    return Block(label.value, line_of(label), start, end, header, column(text, start_of(key)),
                 text.find("-", start) - start, texts, unread, text, body)


def _lines(text: str, start: int, end: int) -> list[Line]:
    """The examples among the lines of a block."""
    found: list[Line] = []
    indent = -1
    while start < end:
        stop = line_end(text, start)
        raw = text[start:stop]
        if indent < 0 and raw.strip():
            indent = len(raw) - len(raw.lstrip(" "))
        if raw.strip() and raw[indent:].startswith(_MARK):
            found.append(Line(raw[indent + len(_MARK):].strip(), start, stop))
        start = stop
    return found


def _prefix(text: str, line: Line | None, block: Block | None, inner: int = 2) -> str:
    """What stands before an example in its line."""
    if line is not None:
        raw = text[line.start:line.end]
        return " " * (len(raw) - len(raw.lstrip(" "))) + _MARK
    return " " * ((block.column if block else inner) + 2) + _MARK
