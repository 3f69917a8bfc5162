"""Teaching: which lines of ``data/`` change, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import AddExample, Conflict, EditError, RemoveExample, SetExamples

Lines = Callable[[], list[str]]


def test_an_added_example_is_one_more_line(draft: Draft, changed_lines: Lines) -> None:
    draft.change("Ann", "added an example", "faq/knees", AddExample("faq/knees", "  sore knee: \"ouch\" # now "))
    assert changed_lines() == ["+    - sore knee: \"ouch\" # now"]
    assert draft.state().examples["faq/knees"][-1] == "sore knee: \"ouch\" # now"


def test_a_removed_example_is_one_line_less(draft: Draft, changed_lines: Lines) -> None:
    draft.change("Ann", "removed an example", "faq/knees", RemoveExample("faq/knees", "my knee's sore: \"why\"?"))
    assert changed_lines() == ["-    - my knee's sore: \"why\"?"]


def test_an_example_of_another_file_is_changed_there(draft: Draft, project: Path, changed_lines: Lines) -> None:
    draft.change("Ann", "added an example", "x", AddExample("out_of_scope/weather", "snow?"))
    assert changed_lines() == ["+    - snow?"]
    assert (project / "data/out_of_scope.yml").read_text(encoding="utf-8").endswith("    - snow?\n# The end.\n")


def test_lines_that_stay_are_not_touched(draft: Draft, changed_lines: Lines) -> None:
    base = draft.state().examples["greet"]
    draft.change("Ann", "changed examples", "greet",
                 SetExamples("greet", base, ("first of all", "hello", "hi over there", "good morning", "hey")))
    assert changed_lines() == ["+    - first of all", "-    - hi there", "+    - hi over there", "+    - hey"]
    assert draft.state().examples["greet"] == ("first of all", "hello", "hi over there", "good morning", "hey")


def test_the_order_alone_is_no_change(draft: Draft, changed_lines: Lines) -> None:
    base = draft.state().examples["greet"]
    assert draft.change("Ann", "changed examples", "greet", SetExamples("greet", base, base[::-1])) == 0
    assert changed_lines() == []


def test_an_example_moves_in_one_change(draft: Draft, changed_lines: Lines) -> None:
    draft.change("Ann", "moved an example", "greet",
                 AddExample("faq/hips", "hi there"), RemoveExample("greet", "hi there"))
    assert changed_lines() == ["+    - hi there", "-    - hi there"]


def test_a_fact_of_the_clinic_without_examples_gets_its_intent(draft: Draft, changed_lines: Lines) -> None:
    draft.change("Ann", "added an example", "clinic/parking", AddExample("clinic/parking", "can I park"))
    assert changed_lines() == ["+- intent: clinic/parking", "+  examples: |", "+    - can I park", "+"]
    assert draft.state().problems == ()


@pytest.mark.parametrize(("edit", "advice"), [
    (AddExample("greet", "hello "), "is there already"),
    (AddExample("greet", "do knees hurt"), "is taught for faq/knees already"),
    (AddExample("greet", "Do knees hurt?"), "is taught for faq/knees already"),  # the FAQ's own question
    (AddExample("faq/backs", "my back"), "There is no 'faq/backs'"),
    (AddExample("out_of_scope/snow", "snow"), "There is no 'out_of_scope/snow'"),
    (RemoveExample("greet", "never said"), "isn't an example of greet any more"),
    (SetExamples("greet", ("hello", "hi there", "good morning"), ()), "would have no example left"),
])
def test_what_cannot_be_is_refused_and_nothing_is_written(
    edit: AddExample, advice: str, draft: Draft, changed_lines: Lines
) -> None:
    with pytest.raises(EditError, match=advice):
        draft.change("Ann", "changed examples", "x", edit)
    assert changed_lines() == []


def test_all_edits_of_a_change_are_made_or_none(draft: Draft, changed_lines: Lines) -> None:
    with pytest.raises(EditError):
        draft.change("Ann", "x", "x", AddExample("greet", "hey"), AddExample("greet", "hello"))
    assert changed_lines() == []


def test_what_others_did_meanwhile_stays(draft: Draft) -> None:
    base = draft.state().examples["greet"]
    draft.change("Bob", "x", "greet", SetExamples("greet", base, ("hello", "good morning", "hey you")))
    draft.change("Ann", "x", "greet", SetExamples("greet", base, (*base, "howdy")))
    assert draft.state().examples["greet"] == ("hello", "good morning", "howdy", "hey you")


def test_the_same_example_worded_in_two_ways_is_a_conflict(draft: Draft, changed_lines: Lines) -> None:
    base = draft.state().examples["greet"]
    draft.change("Bob", "x", "greet", SetExamples("greet", base, ("hello", "hi you there", "good morning")))
    changed_lines()
    with pytest.raises(Conflict) as error:
        draft.change("Ann", "x", "greet", SetExamples("greet", base, ("hello", "hi over there", "good morning")))
    assert error.value.mine == "hello\nhi over there\ngood morning"
    assert error.value.theirs == "hello\nhi you there\ngood morning"
    assert error.value.base == "hello\nhi there\ngood morning"
    assert changed_lines() == []
    # "Save mine over it": nothing gets lost.
    draft.change("Ann", "x", "greet", SetExamples("greet", tuple(error.value.next_base.splitlines()),
                                                  tuple(error.value.mine.splitlines())))
    assert draft.state().examples["greet"] == ("hello", "hi over there", "hi you there", "good morning")


def test_a_form_may_show_a_part_of_the_examples(draft: Draft) -> None:
    draft.change("Ann", "x", "greet", SetExamples("greet", ("hi there",), ("hi you", "hey")))
    assert set(draft.state().examples["greet"]) == {"hello", "hi you", "hey", "good morning"}
    with pytest.raises(Conflict) as error:
        draft.change("Bob", "x", "greet", SetExamples("greet", ("hi there",), ("hi over there",)))
    assert "good morning" not in error.value.theirs
    base = tuple(error.value.next_base.splitlines())
    draft.change("Bob", "x", "greet", SetExamples("greet", base, ("hi over there",)))
    assert set(draft.state().examples["greet"]) == {"hello", "hi you", "hey", "good morning", "hi over there"}


def test_both_wording_it_in_the_same_way_is_none(draft: Draft) -> None:
    base = draft.state().examples["greet"]
    wanted = ("hello", "hi you there", "good morning")
    assert draft.change("Bob", "x", "greet", SetExamples("greet", base, wanted)) > 0
    assert draft.change("Ann", "x", "greet", SetExamples("greet", base, wanted)) == 0
