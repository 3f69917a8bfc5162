"""YAML that can name the line of every complaint."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.errors import ContentError
from frontdesk.knowledge.yaml_lines import Section, load_mapping

PATH = Path("some.yml")


def section(text: str, first_line: int = 1) -> Section:
    return Section(PATH, load_mapping(PATH, text, first_line), first_line)


@pytest.mark.parametrize("first_line", [1, 2, 40])
def test_a_key_knows_its_line(first_line: int) -> None:
    root = section("# a comment\na: 1\n\nb:\n  c: 2\n", first_line)
    assert [root.line("a"), root.line("b"), root.section("b").line("c")] == [
        first_line + 1, first_line + 3, first_line + 4]


@pytest.mark.parametrize("text", ["a:\n  - x\n  # why\n  - y\n", "a: [x,\n\n  y]\n"])
def test_an_entry_of_a_list_knows_its_line(text: str) -> None:
    entries = section(text, 10).texts("a")
    assert [entry for entry, _ in entries] == ["x", "y"]
    assert entries[1][1] == entries[0][1] + 2


def test_a_missing_section_points_at_where_it_would_stand() -> None:
    root = section("a:\n  b: 1\n")
    assert root.section("none").line("c") == root.line("none")


@pytest.mark.parametrize("empty", ["", "\n", "# only a comment\n"])
def test_an_empty_file_is_an_empty_mapping(empty: str) -> None:
    root = section(empty, 3)
    assert (root.text("a"), root.texts("a"), root.flag("a")) == ("", [], False)
    assert root.line("a") >= 3


@pytest.mark.parametrize(
    ("yaml", "value"),
    [("a: x", "x"), ("a: ' x '", "x"), ("a:", ""), ("a: ~", ""), ("b: x", ""), ("a: >\n  x\n  y", "x y"),
     ("a: 'yes'", "yes"), ("a: yes", "yes"), ("a: 9:30", "9:30"), ("a: '12'", "12")],
)
def test_a_text_is_read_without_the_space_around_it(yaml: str, value: str) -> None:
    text = section(yaml).text("a")
    assert text == value
    assert type(text) is str


@pytest.mark.parametrize("yaml", ["a: 12", "a: 1.5", "a: -3"])
def test_a_number_is_asked_to_be_quoted(yaml: str) -> None:
    with pytest.raises(ContentError, match=r"some\.yml:1: 'a' was read as a number\. Put quotes round it"):
        section(yaml).text("a")


@pytest.mark.parametrize("yaml", ["a: true", "a: [x]", "a: {b: c}"])
def test_what_isnt_a_text_is_refused(yaml: str) -> None:
    with pytest.raises(ContentError, match="'a' must be a text"):
        section(yaml).text("a")


@pytest.mark.parametrize(("yaml", "value"), [("a: true", True), ("a: false", False), ("b: x", False)])
def test_a_flag_is_true_or_false(yaml: str, value: bool) -> None:
    assert section(yaml).flag("a") is value


@pytest.mark.parametrize("yaml", ["a: yes", "a: 1", "a: 'true'"])
def test_anything_else_is_no_flag(yaml: str) -> None:
    with pytest.raises(ContentError, match="'a' must be true or false"):
        section(yaml).flag("a")


@pytest.mark.parametrize(("yaml", "value"), [("a: left", "left"), ("a:", ""), ("b: x", "")])
def test_a_choice_is_one_of_a_few_words(yaml: str, value: str) -> None:
    assert section(yaml).choice("a", ("left", "right")) == value


def test_another_word_is_no_choice() -> None:
    with pytest.raises(ContentError, match=r"some\.yml:2: 'a' can't be 'Left'\. Write left or right, or leave"):
        section("b: x\na: Left\n").choice("a", ("left", "right"))


@pytest.mark.parametrize(("yaml", "comment"), [
    ("a: # x y\n", "# x y"), ("a: b # x\n# z\nc: d\n", "# x"), ("a: #fff\n", "#fff"), ("a: b\n# z\nc: d\n", ""),
    ("# z\na: b\n", ""), ("c: # x\na:\n", ""), ("a: '#b'\n", ""), ("c: d\n", ""),
])
def test_the_comment_on_a_keys_own_line(yaml: str, comment: str) -> None:
    assert section(yaml).comment("a") == comment


def test_a_slip_of_the_pen_is_caught() -> None:
    with pytest.raises(ContentError, match=r"some\.yml:2: 'tilte' isn't a known setting\. Use one of: title, url"):
        section("url: x\ntilte: y\n").only(["title", "url"])


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.text(st.one_of(st.sampled_from("ab:-[]{}#'\"&*!|>%@`\n\t ,?"), st.characters(codec="utf-8")), max_size=40))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        outcome: object = section(text).texts("nothing")
    except ContentError as error:
        outcome = error
    assert outcome == [] or str(outcome).startswith("some.yml")
