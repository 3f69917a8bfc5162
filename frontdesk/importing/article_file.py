"""The text of an article's file: front matter, then a line for each paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ruamel.yaml.nodes import ScalarNode

from frontdesk.editing.scalars import written
from frontdesk.editing.yaml_edit import node_at, with_key, with_list, with_value
from frontdesk.editing.yaml_nodes import is_null, items
from frontdesk.importing.imported import CALL_TO_ACTION, HEADING, ImportedBlock
from frontdesk.importing.wording import says_something, tidy

_KEYS = ("title", "url", "author", "date", "calls_to_action")
_CALLS = _KEYS[-1]
_FENCE = "---"
_HASHES = re.compile(r"(#{1,6})\s+")
_HEADING = "## "
_INVITING = ">"  # a line with this at its end is an invitation, whatever it begins with


@dataclass(frozen=True)
class ArticleText:
    """What staff edit of an article.

    Attributes:
        title: as shown to visitors.
        url: where it is published; ``""`` when Frontdesk's own site serves it.
        author: as the clinic gives it, or ``""``.
        date: the same.
        body: a line for each paragraph, ``## …`` for headings, blank lines between.
        calls: lines that invite rather than inform, and don't look so by themselves.
    """

    title: str
    url: str
    author: str
    date: str
    body: str
    calls: tuple[str, ...]


def body_of(blocks: Iterable[ImportedBlock]) -> str:
    """The body that says these blocks, each on a line of its own."""
    lines = [_HEADING + block.text if block.kind == HEADING and not block.text.endswith(_INVITING)
             else _no_heading(block.text) for block in blocks]
    return "\n\n".join(line for line in lines if says_something(line))


def calls_of(blocks: Iterable[ImportedBlock]) -> tuple[str, ...]:
    """The lines among these blocks that invite."""
    return tuple(dict.fromkeys(_no_heading(block.text) for block in blocks if block.kind == CALL_TO_ACTION))


def tidied(text: ArticleText, known: Collection[str] = ()) -> ArticleText:
    """The same as it can be kept: single spaces, nothing invisible, and only those invitations that stand in it.

    Args:
        text: as it was typed or read.
        known: lines of the file as it is, which stay as they are.
    """
    lines = [line if line in known else tidy(line) for line in text.body.split("\n")]
    lines = [line if line in known or says_something(line) else "" for line in lines]
    # One blank line between paragraphs is as good as five.
    body = "\n".join(line for index, line in enumerate(lines) if line or (index and lines[index - 1])).strip("\n")
    present = {line.strip() for line in lines}
    calls = tuple(call for call in dict.fromkeys(call.strip() if call in known else tidy(call) for call in text.calls)
                  if call and call in present)
    return ArticleText(tidy(text.title), tidy(text.url), tidy(text.author), tidy(text.date), body, calls)


def new_file(text: ArticleText) -> str:
    """A new article's file."""
    front = "".join(f"{key}:{f' {written(value)}' if value else ''}\n" for key, value in _values(text))
    calls = "".join(f"  - {written(call)}\n" for call in text.calls)
    return f"{_FENCE}\n{front}{f'{_CALLS}:{chr(10)}{calls}' if calls else ''}{_FENCE}\n\n{text.body}\n"


def changed_file(base: str, text: ArticleText, automatic: Collection[str] = ()) -> str:
    """An article's file with what staff have changed; the rest of it, comments too, stays as it is.

    Args:
        base: the file as the form showed it.
        text: as it shall be.
        automatic: lines that are invitations by their looks; where the file lists them, that stays.
    """
    front, body = parts(base)
    for key, value in _values(text):
        if value != _value(front, key):
            front = with_value(_with(front, key), [key], written(value))
    listed = [_scalar(node) for node in items(node_at(front, [_CALLS]))]
    present = {line.strip() for line in text.body.split("\n")}
    wanted = [call for call in listed if call in text.calls or (call in automatic and call in present)]
    wanted += [call for call in text.calls if call not in wanted]
    if wanted != listed:
        front = with_list(_with(front, _CALLS), [_CALLS], wanted)
    if body.strip("\n") != text.body:
        gap = body[:len(body) - len(body.lstrip("\n"))]
        body = f"{gap}{text.body}\n"
    return f"{_FENCE}\n{front}{_FENCE}\n{body}"


def parts(file: str) -> tuple[str, str]:
    """A file's front matter and its body, both without the fences.

    Raises:
        ValueError: it has no front matter.
    """
    lines = file.splitlines(keepends=True)
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == _FENCE:
            return "".join(lines[1:number]), "".join(lines[number + 1:])
    raise ValueError("the front matter isn't closed")


def _no_heading(line: str) -> str:
    """A line that is no heading: without the space that would make it one."""
    return _HASHES.sub(r"\1", line, count=1) if _HASHES.match(line) else line


def _values(text: ArticleText) -> list[tuple[str, str]]:
    return [("title", text.title), ("url", text.url), ("author", text.author), ("date", text.date)]


def _with(front: str, key: str) -> str:
    return front if node_at(front, [key]) is not None else with_key(front, (), key, _KEYS)


def _value(front: str, key: str) -> str:
    node = node_at(front, [key])
    return "" if node is None or is_null(node) else _scalar(node)


def _scalar(node: object) -> str:
    return str(node.value).strip() if isinstance(node, ScalarNode) else ""
