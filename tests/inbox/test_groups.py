"""Groups, ranked."""

from __future__ import annotations

from frontdesk.inbox.groups import Group, Message, group_of, ranked
from frontdesk.inbox.reasons import CHOICE, NO_ANSWER
from tests.inbox.made import kept


def message(number: int, text: str = "why?", visitor: str = "a", group: int | None = 1, *reasons: str) -> Message:
    return Message(kept(number, text, visitor=visitor, group=group), reasons or (NO_ANSWER,))


def names(groups: list[Group]) -> list[int]:
    return [group.id for group in groups]


def test_most_visitors_come_first() -> None:
    asked = [message(1, visitor="a", group=1), message(2, visitor="a", group=1), message(3, visitor="a", group=1),
             message(4, visitor="a", group=4), message(5, visitor="b", group=4)]
    assert names(ranked(asked)) == [4, 1]
    assert [group.visitors for group in ranked(asked)] == [2, 1]


def test_then_what_was_asked_last() -> None:
    asked = [message(1, group=1), message(2, group=2), message(3, group=1)]
    assert names(ranked(asked)) == [1, 2]
    assert names(ranked(reversed(asked))) == [1, 2]


def test_one_message_more_changes_no_other_place() -> None:
    asked = [message(number, visitor=f"{number}", group=number % 7 + 1) for number in range(1, 60)]
    before = ranked(asked)
    joined = next(group for group in before[2:]).id
    after = ranked([*asked, message(99, "one more", visitor="1", group=joined)])
    assert [group.id for group in after if group.id != joined] == [group.id for group in before if group.id != joined]


def test_what_represents_a_group_stays_when_more_join() -> None:
    first = group_of(1, [message(1, "the first"), message(2, "the second")])
    more = group_of(1, [message(1, "the first"), message(2, "the second"), message(3, "the third")])
    assert (first.text, more.text) == ("the first", "the first")
    assert [wording.text for wording in more.wordings] == ["the first", "the third", "the second"]


def test_the_same_words_are_told_once() -> None:
    group = group_of(1, [message(1, "why me?"), message(2, "something else"), message(3, "Why me", visitor="b"),
                         message(4, "WHY ME?!", visitor="b")])
    first, _ = group.wordings
    assert (first.text, first.visitors, first.id) == ("WHY ME?!", 2, 1)
    assert [each.question.id for each in first.messages] == [4, 3, 1]
    assert len(group.messages) == 4


def test_a_group_knows_its_times_and_reasons() -> None:
    group = group_of(7, [message(3, "a", "a", 7, NO_ANSWER), message(5, "b", "b", 7, NO_ANSWER, CHOICE)])
    assert (group.id, group.since, group.newest, group.last_id) == (7, 1003.0, 1005.0, 5)
    assert group.reasons == {NO_ANSWER: 2, CHOICE: 1}


def test_what_is_in_no_group_is_left_out() -> None:
    assert ranked([message(1, group=None), message(2, group=0)]) == []
