"""Misspellings are mended, and what a matcher would stumble over is made plain."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.safety.red_flags import RedFlags
from frontdesk.safety.spelling import SafetySpelling

SPELLING = SafetySpelling({"wana": "want to", "cnt": "can't", "livin rm": "living room", "2nite": "tonight"},
                          {"swollen": 90, "breathing": 80, "chest": 70})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wana die", "want to die"), ("WANA die", "want to die"), ("I cnt, sorry", "I can't, sorry"),
        ("in the livin rm", "in the living room"), ("2nite?", "tonight?"), ("swolln", "swollen"), ("brething",
        "breathing"),
        ("leakin", "leaking"), ("tinglin'", "tingling"), ("shakin.", "shaking."), ("soooo numb", "soo numb"),
        ("my  bum", "my bum"), ("my\tbum", "my bum"), ("my\u00a0bum", "my bum"), ("my_bum", "my bum"),
        ("nu\u200bmb", "numb"), ("nu\u00admb", "numb"), ("\u202enumb", "numb"), ("\ufeffnumb", "numb"), ("ｎｕｍｂ",
        "numb"),
        ("𝐧𝐮𝐦𝐛", "numb"), ("one\ntwo", "one\ntwo"), ("\ud800numb", "numb"),
    ],
)
def test_a_spelling_is_mended(typed: str, meant: str) -> None:
    assert SPELLING.mend(typed) == meant


@pytest.mark.parametrize(
    "text", ["", "swanabird", "cnt's", "chest", "in the cabin", "skin", "begin", "again.", "My chest hurts!", "🙂",
    "背中", "39.5"])
def test_what_is_spelt_well_stays_as_it_is(text: str) -> None:
    assert SPELLING.mend(text) == text


def test_the_contents_spellings_are_all_mended(red_flags: RedFlags) -> None:
    spelling = SafetySpelling(red_flags.spellings, {})
    for wrong, right in red_flags.spellings.items():
        assert right in spelling.mend(f"oh {wrong} there")


def test_without_spellings_nothing_is_mended() -> None:
    assert SafetySpelling({}, {}).mend("wana swolln") == "wana swolln"


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(st.characters(), max_size=120))
def test_any_text_can_be_mended_and_encoded(text: str) -> None:
    mended = SPELLING.mend(text)
    mended.encode("utf-8")
    assert "  " not in mended
    assert mended.count("\n") >= text.count("\n")
