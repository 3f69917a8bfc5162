"""However odd a message is, the detector reads it; and whatever stands around it, a flag is found."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.safety.detector import Detector

BOUND = 8.0  # seconds, generous: a machine under load reads the worst message in less than three
HARMLESS = [
    "I work at a desk five days a week", "My hamstrings feel tight after running",
    "Do you have parking near the clinic", "I would like to know your opening hours",
    "I usually stretch in the evening", "The weather has been lovely",
    "I bought a new foam roller", "I go to yoga on Tuesdays", "Thanks for the helpful articles",
    "My chair is rather old", "I walk the dog after lunch", "Is there a lift to the second floor",
]
FLAGS = [
    "I can't pee since this morning and my back is agony", "I have crushing chest pain",
    "I'm suddenly short of breath and can't finish a sentence", "My calf is swollen, hot and red",
    "My foot has gone cold and white and it is agony",
]
ODD = [
    "", " ", "\x00", "\x1b[2J", "\ud800", "\udfff" * 50, "\u200b" * 2000, "🙂" * 2000, "." * 2000, "a" * 2000,
    "א" * 2000, "numb " * 400, "no " * 660, "I can't pee " * 160, ". " * 1000, "\n" * 2000, "/" * 2000, "'" * 2000,
    "-" * 2000,
    "calf pain hot swollen red " * 76, "leg " * 500, "not " * 500, "but " * 500, "x,y" * 660, "a.b." * 500,
    "http://a.b/" * 180, "and " * 500, "1 " * 1000, "é\u0301" * 600, "?!" * 1000, "(" * 2000, "\u202e\u202d" * 900,
    "Z\u0300\u0301\u0302\u0303" * 400, "pain_" * 400, "#" * 2000, "I am " + "very " * 398 + "numb", "\t\r\n\v\f" * 300,
    "{numb} + {saddle}" * 100, "'; DROP TABLE flags; --", "<script>alert(1)</script>" * 80, "/restart",
    "null", "٣٤٥" * 600,
]
separators = st.sampled_from([". ", "\n", "! ", "? ", ".  ", "\n\n", ".\n", "... "])
casings = st.sampled_from([str, str.lower, str.capitalize])
quick = settings(derandomize=True, max_examples=60, deadline=None)


def timed(detector: Detector, text: str) -> None:
    start = time.monotonic()
    verdict, heard = detector.read(text)
    assert time.monotonic() - start < BOUND
    assert 0 <= verdict.strength <= 1
    assert bool(verdict.level) == bool(verdict.message) == bool(verdict.condition)
    detector.read("And now?", [heard])


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_an_odd_message_is_read(detector: Detector, text: str) -> None:
    timed(detector, text)


@quick
@given(st.text(st.characters(), max_size=2000))
def test_any_text_is_read(detector: Detector, text: str) -> None:
    timed(detector, text)


@quick
@given(st.lists(st.sampled_from(["numb", "leg", "no", "not", "pee", ",", ".", "?", "\n", "but", "2019", "my",
    "ago"]), max_size=400))
def test_any_run_of_the_contents_own_words_is_read(detector: Detector, words: list[str]) -> None:
    timed(detector, " ".join(words)[:2000])


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(HARMLESS), min_size=1, max_size=7), st.lists(st.sampled_from(HARMLESS), max_size=7),
       st.sampled_from(FLAGS), separators, casings, st.integers(1, 3))
def test_a_flag_among_harmless_sentences_is_found(
    detector: Detector, before: list[str], after: list[str], flag: str, separator: str, casing: type[str], spaces: int
) -> None:
    text = casing(separator.join([*before, flag, *after])).replace(" ", " " * spaces)
    assert detector.read(text)[0].level
