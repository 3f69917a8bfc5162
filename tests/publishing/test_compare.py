"""When a candidate is fine, when it needs a reason, and when it can't be published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from frontdesk.publishing.compare import Comparison, Examined, compare
from frontdesk.publishing.report import (
    BLOCKED,
    CLINIC,
    FINE,
    SET,
    WORSE,
    Confused,
    Emergency,
    Figure,
    Held,
    LeftOut,
    Recognised,
    Safety,
)
from tests.publishing.reports import LABEL, OTHER, asked, emergency, examined, with_outcomes

GOOD = examined()


def figure(comparison: Comparison, key: str) -> Figure:
    return next(item for item in comparison.figures if item.key == key)


def emergencies(*others: Emergency) -> Safety:
    new = {item.text: item for item in others}
    assert GOOD.safety is not None
    return replace(GOOD.safety, emergencies=tuple(new.get(item.text, item) for item in GOOD.safety.emergencies))


def test_nothing_changed_is_fine() -> None:
    result = compare(GOOD, GOOD)
    assert (result.verdict, result.reasons, result.changes, result.unasked) == (FINE, (), (), 0)
    assert all(item.live == item.candidate for item in result.figures)
    assert all(item.better == item.worse == 0 for item in result.figures)


def test_one_message_less_is_told_and_is_no_reason_to_stop() -> None:
    result = compare(with_outcomes(GOOD, asked(1, outcome="wrong", given=OTHER)), GOOD)
    assert result.verdict == FINE
    (change,) = result.changes
    assert (change.question.text, change.outcome, change.question.outcome, change.better) == (
        f"question 1 about {LABEL}", "right", "wrong", False)
    assert (figure(result, "right").worse, figure(result, "wrong").worse) == (1, 1)


def test_several_answers_less_need_a_reason_that_says_how_many() -> None:
    result = compare(with_outcomes(GOOD, *(asked(number, outcome="not_answered") for number in range(5))), GOOD)
    assert result.verdict == WORSE
    assert result.reasons == ("“Answered right”: 5 of 201 messages got worse.",)


def test_what_got_better_weighs_against_what_got_worse() -> None:
    live = with_outcomes(GOOD, *(asked(number, OTHER, "not_answered") for number in range(4)))
    candidate = with_outcomes(GOOD, *(asked(number, outcome="not_answered") for number in range(5)))
    result = compare(candidate, live)
    assert result.verdict == FINE
    assert (figure(result, "right").better, figure(result, "right").worse) == (4, 5)
    assert sum(change.better for change in result.changes) == 4


def test_an_answer_where_none_is_due_is_worse_though_all_else_is_right() -> None:
    outside = "out_of_scope/weather"
    result = compare(with_outcomes(GOOD, *(asked(number, outside, "wrong", LABEL) for number in range(3))), GOOD)
    assert result.verdict == WORSE
    assert result.reasons == ("“Not covered, but answered”: 3 of 100 messages got worse.",)
    assert figure(result, "mistaken").candidate == pytest.approx(0.03)


@pytest.mark.parametrize(("label", "name"), [("book", "Booking and contact recognised")])
def test_other_kinds_of_messages_count_too(label: str, name: str) -> None:
    result = compare(with_outcomes(GOOD, *(asked(number, label, "wrong", LABEL) for number in range(2))), GOOD)
    assert result.verdict == WORSE
    assert name in result.reasons[0]


def test_a_right_choice_beside_a_wrong_answer_is_better() -> None:
    live = with_outcomes(GOOD, asked(1, outcome="wrong", given=OTHER))
    result = compare(with_outcomes(GOOD, asked(1, outcome="choice")), live)
    assert [change.better for change in result.changes] == [True]
    assert figure(result, "choice").wanted == ""


def test_questions_that_the_live_version_wasnt_asked_are_counted_and_not_compared() -> None:
    live = replace(GOOD, outcomes=GOOD.outcomes[50:])
    candidate = with_outcomes(GOOD, *(asked(number, outcome="wrong", given=OTHER) for number in range(10)))
    result = compare(candidate, live)
    assert (result.verdict, result.unasked, result.changes) == (FINE, 50, ())
    assert figure(result, "right").candidate < figure(result, "right").live  # type: ignore[operator]


def test_the_clinics_own_questions_and_those_held_out_have_figures_of_their_own() -> None:
    result = compare(GOOD, GOOD)
    assert (figure(result, "clinic").count, figure(result, "clinic").candidate) == (2, 0.5)
    assert (figure(result, "held_out").count, figure(result, "held_out").candidate) == (1, 0.0)


def test_a_conversation_that_no_longer_goes_as_expected_needs_a_reason() -> None:
    broken = (Held("visitor_greets_and_asks", SET, "turn 1: expected answer"), GOOD.conversations[1])
    result = compare(replace(GOOD, conversations=broken), GOOD)
    assert result.verdict == WORSE
    assert "visitor greets and asks" in result.reasons[0]
    assert result.conversations[0].before == ""


def test_a_conversation_that_never_did_is_none() -> None:
    broken = replace(GOOD, conversations=(Held("visitor_greets_and_asks", SET, "turn 1"), GOOD.conversations[1]))
    result = compare(broken, broken)
    assert result.verdict == FINE
    assert figure(result, "conversations").candidate == 0.5


def test_a_new_conversation_is_not_compared() -> None:
    new = replace(GOOD, conversations=(*GOOD.conversations, Held("new_one", CLINIC, "turn 2: …")))
    assert compare(new, GOOD).verdict == FINE


def test_examples_that_the_others_recognise_less_need_a_reason() -> None:
    left_out = LeftOut((Recognised(LABEL, 80, 100),), (Confused(LABEL, OTHER, 20),), ())
    live = replace(GOOD, left_out=LeftOut((Recognised(LABEL, 90, 100),), (), ()))
    result = compare(replace(GOOD, left_out=left_out), live)
    assert result.verdict == WORSE
    assert "fell from 90.0% to 80.0%" in result.reasons[0]
    slightly = replace(GOOD, left_out=LeftOut((Recognised(LABEL, 895, 1000),), (), ()))
    assert compare(slightly, live).verdict == FINE


def test_one_emergency_missed_that_was_noticed_blocks() -> None:
    result = compare(replace(GOOD, safety=emergencies(emergency(3, flagged=""))), GOOD)
    assert result.verdict == BLOCKED
    assert "“Emergencies noticed”: 1 of 40 got worse" in result.reasons[0]
    assert "emergency 3" in result.reasons[0]


@pytest.mark.parametrize("worse", [1, 12])
def test_no_emergency_noticed_makes_up_for_one_missed(worse: int) -> None:
    live = replace(GOOD, safety=emergencies(*(emergency(number, flagged="") for number in range(20, 35))))
    candidate = replace(GOOD, safety=emergencies(*(emergency(number, flagged="") for number in range(worse))))
    result = compare(candidate, live)
    assert result.verdict == BLOCKED
    assert f"“Emergencies noticed”: {worse} of 40 got worse, 15 better." in result.reasons[0]
    assert all(f"“emergency {number}”" in result.reasons[0] for number in range(min(worse, 10)))


def test_a_safety_set_that_is_gone_needs_a_reason() -> None:
    result = compare(replace(GOOD, safety=None), GOOD)
    assert result.verdict == WORSE
    assert "about emergencies weren't asked" in result.reasons[0]
    assert compare(replace(GOOD, safety=None), replace(GOOD, safety=None)).verdict == FINE


def test_one_emergency_more_that_an_article_would_answer_blocks() -> None:
    result = compare(replace(GOOD, safety=emergencies(emergency(3, alone=LABEL))), GOOD)
    assert result.verdict == BLOCKED
    assert "emergency 3" in result.reasons[0]


def test_one_more_and_one_less_is_no_rise() -> None:
    live = replace(GOOD, safety=emergencies(emergency(3, alone=LABEL)))
    assert compare(replace(GOOD, safety=emergencies(emergency(4, alone=LABEL))), live).verdict == FINE


def test_urgent_messages_that_no_longer_get_the_urgent_text_block() -> None:
    result = compare(with_outcomes(GOOD, *(asked(number, "urgent", "wrong", LABEL) for number in range(2))), GOOD)
    assert result.verdict == BLOCKED
    assert result.reasons[0].startswith("“Possibly urgent")


def test_safety_comes_first_among_the_reasons() -> None:
    candidate = with_outcomes(replace(GOOD, safety=emergencies(emergency(1, flagged=""))),
                              *(asked(number, outcome="wrong", given=OTHER) for number in range(9)))
    result = compare(candidate, GOOD)
    assert result.verdict == BLOCKED
    assert result.reasons[0].startswith("“Emergencies")
    assert len(result.reasons) >= 2


def test_a_first_version_is_held_against_floors() -> None:
    assert compare(GOOD, None).verdict == FINE
    poor = with_outcomes(GOOD, *(asked(number, outcome="wrong", given=OTHER) for number in range(30)))
    result = compare(poor, None)
    assert result.verdict == WORSE
    assert any("at least 90%" in reason for reason in result.reasons)
    assert any("at most 5%" in reason for reason in result.reasons)
    assert compare(poor, poor).verdict == FINE


def test_a_first_versions_conversations_count_where_they_are_the_clinics_own() -> None:
    ours, own = GOOD.conversations
    assert compare(replace(GOOD, conversations=(replace(ours, wrong="turn 1"), own)), None).verdict == FINE
    result = compare(replace(GOOD, conversations=(ours, replace(own, wrong="turn 1"))), None)
    assert result.reasons == ("The conversation “our own visitor” doesn't go as expected.",)


def test_a_first_version_that_misses_emergencies_is_blocked() -> None:
    blind = replace(GOOD, safety=emergencies(*(emergency(number, flagged="") for number in range(5))))
    assert compare(blind, None).verdict == BLOCKED


def test_a_first_version_with_few_questions_isnt_judged_by_them() -> None:
    few = Examined((asked(1, outcome="wrong", given=OTHER),), None, (), None)
    assert compare(few, None).verdict == FINE
