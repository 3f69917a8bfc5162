"""The clinic's test questions: ``content/test_questions.yml``. Rasa doesn't read it, as it isn't under ``data/``."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from frontdesk.editing.scalars import written
from frontdesk.editing.yaml_edit import node_at, with_key, with_value
from frontdesk.editing.yaml_nodes import (
    child,
    end_of,
    insert_lines,
    items,
    line_end,
    line_start,
    not_ours,
    pairs,
    start_of,
)
from frontdesk.errors import ContentError
from frontdesk.knowledge.yaml_lines import Section, line_of, load_mapping

FILE = Path("content/test_questions.yml")  # in the project's folder
_HELD_OUT_SHARE = 5  # one in so many


@dataclass(frozen=True)
class TestQuestion:
    """A message with the right way to understand it.

    Attributes:
        text: what a visitor asked.
        label: as in ``data/``, such as ``faq/<slug>``.
        held_out: whether it is only ever used to test, and never taught.
    """

    __test__: ClassVar[bool] = False  # pytest takes it for a test else

    text: str
    label: str
    held_out: bool


@lru_cache(maxsize=1 << 16)  # all that is taught, which each text that is typed is compared with
def normalised(text: str) -> str:
    """A text without what doesn't matter for telling whether two are the same: case, punctuation and spacing."""
    folded = text.casefold()
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"[’'`]", "", folded))) or folded.strip()


def is_held_out(text: str) -> bool:
    """Whether this question is for testing alone: one in five, always the same ones, by a digest of its words."""
    return hashlib.sha256(normalised(text).encode()).digest()[0] % _HELD_OUT_SHARE == 0


def load_test_questions(path: Path, text: str | None = None) -> tuple[TestQuestion, ...]:
    """Read the test questions; none where there is no such file.

    Args:
        path: the file, also used in messages.
        text: its text, if it was read already.

    Raises:
        ContentError: with file, line, what is wrong and what to do.
    """
    if text is None and not path.exists():
        return ()
    root = Section(path, load_mapping(path, text))
    root.only(("questions",))
    entries = root.node.get("questions")
    if entries is None:
        return ()
    if not isinstance(entries, CommentedSeq):
        raise root.fail("questions", "'questions' must be a list", "Write a line '- text: …' for each question")
    return tuple(_question(path, node, line_of(entries, index)) for index, node in enumerate(entries))


def with_question(text: str, question: TestQuestion) -> str:
    """The file's text with one more question at its end."""
    if node_at(text, ["questions"]) is None:
        text = with_key(text, (), "questions")
    node = node_at(text, ["questions"])
    assert node is not None
    if not items(node):
        text = with_value(text, ["questions"], "")
        key = next(key for name, key, _ in pairs(node_at(text, ())) if name == "questions")
        return insert_lines(text, line_end(text, start_of(key)), _lines("", question))
    last = items(node)[-1]
    dash = text[line_start(text, start_of(last)):start_of(last)]
    if dash.strip() != "-":
        raise not_ours(f"{FILE}")
    return insert_lines(text, line_end(text, end_of(text, last)), _lines(dash[:dash.index("-")], question))


def without_question(text: str, asked: str) -> str:
    """The file's text without a question."""
    for node in reversed(items(node_at(text, ["questions"]))):
        said = child(node, "text")
        if said is not None and str(said.value).strip() == asked:
            text = text[:line_start(text, start_of(node))] + text[line_end(text, end_of(text, node)):]
    return text


def _lines(indent: str, question: TestQuestion) -> list[str]:
    return [f"{indent}- text: {written(question.text)}", f"{indent}  label: {written(question.label)}",
            f"{indent}  held_out: {'true' if question.held_out else 'false'}"]


def _question(path: Path, node: object, line: int) -> TestQuestion:
    if not isinstance(node, CommentedMap):
        raise ContentError(path, line, "a test question isn't written as one",
                           "Write '- text: …', and below it 'label: …' and 'held_out: true' or 'false'")
    section = Section(path, node)
    section.only(("text", "label", "held_out"))
    return TestQuestion(section.text("text", required=True), section.text("label", required=True),
                        section.flag("held_out"))
