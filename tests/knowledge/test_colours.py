"""Contrast, and accents that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.knowledge.colours import (
    DARK,
    LIGHT,
    NEEDED,
    Scheme,
    contrast,
    is_colour,
    luminance,
    made_readable,
    readable,
    why_not_readable,
)
from frontdesk.knowledge.widget import ACCENT, ACCENT_DARK

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


# Ratios as the tools of the W3C's techniques give them, e.g. https://webaim.org/resources/contrastchecker/
@pytest.mark.parametrize(("one", "other", "ratio"), [
    ("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48),
    ("#767676", "#ffffff", 4.54), ("#ff0000", "#ffffff", 4.0), ("#0000ff", "#ffffff", 8.59),
    ("#00ff00", "#000000", 15.3),
])
def test_known_contrast_ratios(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_luminance_goes_from_black_to_white() -> None:
    assert luminance("#000000") == 0
    assert luminance("#ffffff") == pytest.approx(1)
    assert luminance("#00ff00") == pytest.approx(0.7152)


@pytest.mark.parametrize(("text", "colour"), [
    ("#0b5f5a", True), ("#abcdef", True), ("#0B5F5A", False), ("#fff", False), ("0b5f5a", False), ("teal", False),
    ("#0b5f5a00", False), ("#0b5f5g", False), ("", False),
])
def test_a_colour_is_six_digits(text: str, colour: bool) -> None:
    assert is_colour(text) is colour


def test_the_defaults_can_be_read() -> None:
    assert readable(ACCENT, LIGHT)
    assert readable(ACCENT_DARK, DARK)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=lambda scheme: scheme.name)
@settings(derandomize=True, max_examples=150, deadline=None)
@given(colour=COLOURS)
def test_any_colour_can_be_made_readable(scheme: Scheme, colour: str) -> None:
    made = made_readable(colour, scheme)
    assert readable(made, scheme)
    assert (made == colour) is readable(colour, scheme)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(colour=COLOURS)
def test_text_on_a_readable_accent_is_readable_too(colour: str) -> None:
    assert contrast(made_readable(colour, LIGHT), "#ffffff") >= NEEDED
    assert contrast(made_readable(colour, DARK), "#06110f") >= NEEDED


@pytest.mark.parametrize(("colour", "scheme", "problem"), [
    ("#ffcc00", LIGHT, "'#ffcc00' has a contrast of 1.5:1 with white; 4.5:1 is needed"),
    ("#777777", LIGHT, "'#777777' has a contrast of 4.4:1 with white; 4.5:1 is needed"),
    ("#727272", LIGHT, "'#727272' has a contrast of 4.3:1 with the chat's light ground (#eef4f1); 4.5:1 is needed"),
    ("#0b5f5a", DARK, "'#0b5f5a' has a contrast of 2.1:1 with the chat's dark ground (#182123); 4.5:1 is needed"),
])
def test_a_colour_that_cant_be_read_is_told_with_one_that_can(colour: str, scheme: Scheme, problem: str) -> None:
    told, remedy = why_not_readable(colour, scheme)
    assert told.startswith(problem)
    assert remedy.startswith(f"Use a {'darker' if scheme is LIGHT else 'lighter'} colour such as ")
    assert readable(remedy.split('"')[1], scheme)
