"""Files below ``data/`` that are written in other ways: what is changed in them, and what is left to a person."""

from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from frontdesk.editing.edits import EditError
from frontdesk.editing.nlu_text import blocks, examples_of, with_examples, with_intent, without_intent
from frontdesk.editing.yaml_nodes import NotReadable

PLAIN = """\
nlu:
- intent: greet
  examples: |
    - hello
    - hi
"""


@pytest.mark.parametrize(("text", "expected"), [
    (PLAIN, PLAIN + "    - hey\n"),
    (PLAIN.rstrip("\n"), PLAIN + "    - hey\n"),
    (PLAIN.replace("\n", "\r\n"), (PLAIN + "    - hey\n").replace("\n", "\r\n")),
    (PLAIN + "\n\n# end\n", PLAIN + "    - hey\n\n\n# end\n"),
    (PLAIN + "  # about it\n  metadata: x\n", PLAIN + "    - hey\n  # about it\n  metadata: x\n"),
    ("nlu:\n  - examples: |-\n      - hello\n      - hi\n    intent: greet\n",
     "nlu:\n  - examples: |-\n      - hello\n      - hi\n      - hey\n    intent: greet\n"),
    ("nlu:\n- intent: greet\n  examples: |+\n   - hello\n   - hi\n\n\n- intent: b\n  examples: |\n    - c\n",
     "nlu:\n- intent: greet\n  examples: |+\n   - hello\n   - hi\n   - hey\n\n\n- intent: b\n  examples: |\n    - c\n"),
    ("nlu:\n- intent: greet\n  examples: |\n    - hello\n    # a note that nobody reads\n    - hi\n",
     "nlu:\n- intent: greet\n  examples: |\n    - hello\n    # a note that nobody reads\n    - hi\n    - hey\n"),
    ("nlu:\n- {intent: b, examples: '- c'}\n- intent: greet\n  examples: |\n    - hello\n    - hi\n",
     "nlu:\n- {intent: b, examples: '- c'}\n- intent: greet\n  examples: |\n    - hello\n    - hi\n    - hey\n"),
    ("# ünïcödé 🙂\nnlu:\n- intent: greet  # 🙂\n  examples: |  # 🙂\n    - hello\n    - hi\n",
     "# ünïcödé 🙂\nnlu:\n- intent: greet  # 🙂\n  examples: |  # 🙂\n    - hello\n    - hi\n    - hey\n"),
])
def test_a_line_is_added_in_the_files_own_way(text: str, expected: str) -> None:
    assert with_examples(text, "greet", ["hello", "hi", "hey"]) == expected


@pytest.mark.parametrize("text", [
    "nlu:\n- intent: greet\n  examples: >\n    - hello\n\n    - hi\n",
    "nlu:\n- intent: greet\n  examples: \"- hello\\n- hi\\n\"\n",
    "nlu:\n- {intent: greet, examples: \"- hello\\n- hi\"}\n",
])
def test_other_ways_of_writing_examples_are_left_to_a_person(text: str) -> None:
    assert [block.texts for block in blocks(text)] == [("hello", "hi")]
    with pytest.raises(EditError, match="Change it in a text editor"):
        with_examples(text, "greet", ["hello", "hi", "hey"])


@pytest.mark.parametrize("text", [
    "nlu:\n- examples: |\n    - hello\n- intent:\n  examples: |\n    - hi\n",
    "nlu:\n- intent: greet\n  examples:\n  - text: hello\n", "nlu:\n- intent: greet\n  examples:\n",
    "nlu:\n- intent: greet\n",
    "nlu: [a\n", "- a\n", "nlu:\n- intent: a\n  intent: b\n", "nlu:\n  - intent: \x07\n",
])
def test_what_rasa_would_not_read_is_told(text: str) -> None:
    with pytest.raises(NotReadable):
        blocks(text)


def test_what_is_no_intent_is_passed_over() -> None:
    assert blocks("nlu:\n- synonym: a\n  examples: |\n    - b\n- regex: c\n  examples: |\n    - d\n") == []
    assert blocks("version: '3.1'\n") == blocks("nlu:\n") == blocks("") == []


def test_an_intent_in_two_places_keeps_its_examples_where_they_are() -> None:
    text = PLAIN + "- intent: other\n  examples: |\n    - x\n- intent: greet\n  examples: |\n    - hey\n"
    changed = with_examples(text, "greet", ["hello", "good day", "hey", "howdy"])
    assert changed == text.replace("    - hi\n", "    - good day\n").replace("    - hey\n", "    - hey\n    - howdy\n")


def test_an_intent_without_examples_gets_its_first() -> None:
    for empty in ("examples: |\n", "examples: |  # none yet\n"):
        text = f"nlu:\n- intent: greet\n  {empty}\n- intent: b\n  examples: |\n    - c\n"
        found = YAML(typ="safe").load(with_examples(text, "greet", ["hello"]))
        assert examples_of(found["nlu"][0]["examples"]) == ["hello"]


def test_a_new_intent_follows_the_last_of_its_kind() -> None:
    text = ("nlu:\n  - intent: faq/a\n    examples: |\n        - x\n\n"
            "  # Others.\n  - intent: greet\n    examples: |\n      - y\n")
    assert with_intent(text, "faq/b", ["z"], "faq/") == (
        "nlu:\n  - intent: faq/a\n    examples: |\n        - x\n\n  - intent: faq/b\n    examples: |\n        - z\n"
        "\n  # Others.\n  - intent: greet\n    examples: |\n      - y\n")
    assert with_intent(text, "clinic/b", ["z"], "clinic/").endswith(
        "- y\n\n  - intent: clinic/b\n    examples: |\n      - z\n")


@pytest.mark.parametrize("text", ["", "version: '3.1'\n", "nlu:\n", "# none yet\nnlu:  # here\n"])
def test_the_first_intent_of_a_file(text: str) -> None:
    assert [(block.label, block.texts) for block in blocks(with_intent(text, "greet", ["hello"], "greet"))] == [
        ("greet", ("hello",))]


def test_an_intent_goes_with_the_comment_right_above_it() -> None:
    head, tail = "nlu:\n- intent: a\n  examples: |\n    - x\n\n", "- intent: c\n  examples: |\n    - z\n"
    assert without_intent(f"{head}# about b\n- intent: b\n  examples: |\n    - y\n\n{tail}", "b") == head + tail
    # A comment that isn't set apart from what is above it may belong there.
    assert without_intent(f"{head[:-1]}# about a?\n- intent: b\n  examples: |\n    - y\n\n{tail}", "b") == (
        f"{head[:-1]}# about a?\n{tail}")
    assert without_intent(f"{head}- intent: b\n  examples: |\n    - y\n", "b") == head[:-1]
