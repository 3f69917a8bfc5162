"""The fixed texts, with the clinic's numbers put in."""

from __future__ import annotations

import pytest

from frontdesk.safety.red_flags import LEVELS, SELF_HARM, RedFlags
from frontdesk.safety.wording import Wording

GENERAL = "your local emergency number (e.g. 999, 112, 911)"


@pytest.mark.parametrize(("number", "said"), [("999", "call 999"), ("112", "call 112"), ("", f"call {GENERAL}")])
@pytest.mark.parametrize("message", ["emergency_now", "same_day", SELF_HARM])
def test_the_clinics_emergency_number_is_named(red_flags: RedFlags, message: str, number: str, said: str) -> None:
    assert said in Wording(red_flags, number).urgent(message)


@pytest.mark.parametrize("number", ["999", ""])
def test_the_static_notice_names_the_emergency_number(red_flags: RedFlags, number: str) -> None:
    assert f"call {number or GENERAL}" in Wording(red_flags, number).failure()


@pytest.mark.parametrize("level", LEVELS)
def test_a_conditions_own_sentence_comes_last(red_flags: RedFlags, level: str) -> None:
    wording = Wording(red_flags, "999")
    assert wording.urgent(level, "Keep still.") == f"{wording.urgent(level)} Keep still."
    assert wording.urgent(level) == wording.urgent(level, "")


@pytest.mark.parametrize("level", LEVELS)
def test_going_on_after_a_flag_repeats_where_to_turn(red_flags: RedFlags, level: str) -> None:
    wording = Wording(red_flags, "999")
    assert wording.still(level).startswith(wording.urgent(level))
    assert "opening hours" in wording.still(level)


def test_after_a_crisis_only_the_crisis_text_is_repeated(red_flags: RedFlags) -> None:
    wording = Wording(red_flags, "999", "GB")
    assert wording.still(SELF_HARM) == wording.urgent(SELF_HARM)


@pytest.mark.parametrize("country", ["", "GB", "IE", "US", "CA", "DE"])
def test_nothing_is_left_to_fill_in(red_flags: RedFlags, country: str) -> None:
    wording = Wording(red_flags, "", country)
    texts = [wording.failure()]
    for message in (*LEVELS, SELF_HARM):
        texts += [wording.urgent(message), wording.still(message)]
    assert not [text for text in texts if "{" in text or "}" in text or "  " in text or text != text.strip()]
