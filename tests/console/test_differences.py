"""What changed between two texts."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

import frontdesk.console.differences as module
from frontdesk.console.differences import Line, Piece, differences, first_differences

LINES = st.sampled_from(["one two three", "one two four", "", "five", "- six", "one  two three"])
TEXTS = st.lists(LINES, max_size=8).map("\n".join)


def told(before: str, after: str) -> list[str]:
    """Lines with [-what went-] and {+what came+}."""
    marks = {"same": "{}", "ins": "{{+{}+}}", "del": "[-{}-]"}
    return ["".join(marks[piece.kind].format(piece.text) for piece in line) or "…"
            for line in differences(before, after)]


@pytest.mark.parametrize(("before", "after", "shown"), [
    ("", "", []),
    ("same", "same", []),
    ("", "new\nlines", ["{+new+}", "{+lines+}"]),
    ("old", "", ["[-old-]"]),
    ("Open on Mondays.", "Open on Tuesdays.", ["Open on [-Mondays-]{+Tuesdays+}."]),
    ("role: viewer", "role: editor", ["role: [-viewer-]{+editor+}"]),
    ("completely different", "nothing alike here", ["[-completely different-]", "{+nothing alike here+}"]),
    ("a\nb\nc\nd\ne", "a\nb\nX\nd\ne", ["…", "b", "[-c-]", "{+X+}", "d", "…"]),
    ("a\nb\nc", "a\nb\nc\nd", ["…", "c", "{+d+}"]),
    ("a\nb", "b", ["[-a-]", "b"]),
    ("a\n\nb", "a\nb", ["a", "[--]", "b"]),
])
def test_the_lines_that_changed_with_those_around_them(before: str, after: str, shown: list[str]) -> None:
    assert told(before, after) == shown


def side(lines: list[Line], other: str) -> list[str]:
    return ["".join(piece.text for piece in line if piece.kind != other) for line in lines
            if any(piece.kind != other for piece in line)]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    lines = differences(before, after)
    old, new = before.split("\n"), after.split("\n")
    assert all(line in old for line in side(lines, "ins"))
    assert all(line in new for line in side(lines, "del"))
    assert bool(lines) == (before != after)


def test_a_long_change_is_cut() -> None:
    texts = "", f"{'a' * 100}\n{'b' * 100}\n{'c' * 100}"
    lines = differences(*texts)
    assert first_differences(*texts, 300) == (lines, False)
    assert first_differences(*texts, 150) == ([lines[0], (Piece("ins", "b" * 50 + "…"),)], True)
    assert first_differences(*texts, 200) == (lines[:2], True)


def test_many_short_lines_are_a_long_change_too() -> None:
    lines, cut = first_differences("", "word\n" * 100, 800)
    assert (len(lines), cut) == (10, True)


def test_what_isnt_shown_isnt_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    words = module._words
    monkeypatch.setattr(module, "_words", lambda *lines: compared.append(lines[0]) or words(*lines))
    before = "\n".join(f"{number} " + "word " * 60 for number in range(1500))
    first_differences(before, before.replace("word", "term"), 1200)
    assert len(compared) < 10


def test_lines_that_are_too_long_are_shown_whole() -> None:
    assert [len(line) for line in differences("x " * 1500, "y " * 1500)] == [1, 1]


@pytest.fixture
def passes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines or words of the old text were gone through, in each search for what both have in common."""
    found: list[int] = []
    search = SequenceMatcher.find_longest_match

    def counted(self: SequenceMatcher[str], alo: int, ahi: int, blo: int, bhi: int) -> object:
        found.append(ahi - alo)
        return search(self, alo, ahi, blo, bhi)

    monkeypatch.setattr(SequenceMatcher, "find_longest_match", counted)
    return found


def test_empty_lines_between_paragraphs_arent_compared_each_with_each(passes: list[int]) -> None:
    before, after = ("\n\n".join(f"{number} {word}" for number in range(800)) for word in ("old", "new"))
    assert differences(before, after)[:3] == [
        (Piece("same", "0 "), Piece("del", "old"), Piece("ins", "new")), (Piece("same", ""),),
        (Piece("same", "1 "), Piece("del", "old"), Piece("ins", "new"))]
    assert sum(passes) < 10_000  # the words of each two paragraphs included


def test_a_change_in_a_long_text_is_found_as_in_a_short_one() -> None:
    before = "\n\n".join(f"paragraph {number}" for number in range(800))
    after = before.replace("paragraph 400\n", "paragraph 400 and more\n")
    blank = (Piece("same", ""),)
    assert differences(before, after) == [
        (), blank, (Piece("same", "paragraph 400"), Piece("ins", " and more")), blank, ()]


def test_what_takes_too_long_to_compare_is_two_texts(passes: list[int]) -> None:
    # Each search finds no more than the next line, and goes through all the others for it.
    old = [f"line {number}" for number in range(4000)]
    new = [line if number % 2 else f"{line} or another" for number, line in enumerate(old)]
    before, after = "\n".join(old), "\n".join([*new, "one more"])
    lines = differences(before, after)
    assert side(lines, "ins") == old
    assert side(lines, "del") == [*new, "one more"]
    assert sum(passes) < module._MOST_OF_LINES
    passes.clear()
    words = [f"w{number}" for number in range(300)]
    differences(" ".join(words), " ".join(word if number % 2 else f"{word}x" for number, word in enumerate(words)))
    assert sum(passes) < module._MOST_OF_WORDS
