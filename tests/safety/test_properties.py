"""Whatever is flagged, what is shown stays a signpost: no condition, no advice, no selling."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.safety.red_flags import LEVELS, SELF_HARM, RedFlags
from frontdesk.safety.wording import Wording

PLAIN_NAMES = (
    "cauda equina", "spinal cord", "cord compression", "embolism", "ischaemia", "compartment syndrome", "aort",
    "aneurysm", "heart attack", "stroke", "dissection", "sepsis", "blood poisoning", "trauma", "rhabdo", "ectopic",
    "miscarriage", "suicid", "self-harm", "dvt", "clot", "thrombosis", "achilles", "rupture", "infection", "fracture",
    "broken bone", "osteoporosis", "foot drop", "cancer", "tumour", "malignan", "arterial", "artery", "meningitis",
    "haemorrhage", "slipped disc", "sciatica", "cellulitis", "pyelonephritis",
)
NEVER = (
    "you have", "you've got", "sounds like", "likely", "rule out", "nothing serious", "you're fine", "you are fine",
    "safe to wait", "our assessment", "diagnos", "triage", "symptom checker", "probably", "it could be", "it might be",
)
DOSES = re.compile(r"\d+\s?(?:mg|ml|mcg|tablets?)\b", re.IGNORECASE)
LINKS = re.compile(r"https?:|www\.|\[[^]]*\]\(|/articles|\bread more\b", re.IGNORECASE)
SELLING = re.compile(r"\b(?:book now|book a|booking link|book an|appointment|offer|discount|price)\b", re.IGNORECASE)
settled = settings(derandomize=True, max_examples=400, deadline=None)

countries = st.sampled_from(["", "GB", "IE", "US", "CA", "AU", "DE", "NZ", "XX"])
numbers = st.sampled_from(["", "999", "112", "911", "000", "111"])


@settled
@given(st.data(), numbers, countries)
def test_what_is_shown_names_no_condition_and_promises_nothing(
    red_flags: RedFlags, data: st.DataObject, number: str, country: str
) -> None:
    wording = Wording(red_flags, number, country)
    condition = data.draw(st.sampled_from(sorted(red_flags.conditions)))
    about = red_flags.conditions[condition]
    levels = {rule.level for rule in red_flags.rules if rule.condition == condition}
    message = data.draw(st.sampled_from([SELF_HARM] if about.message == SELF_HARM else sorted(levels)))
    said = (wording.urgent(message, about.extra), wording.urgent(message), wording.still(message), wording.failure())
    for text in said:
        lower = text.lower()
        names = {name for other in red_flags.conditions for name in (other, other.replace("_", " "))}
        assert not [name for name in (*names, *PLAIN_NAMES) if name in lower]
        assert not [phrase for phrase in NEVER if phrase in lower]
        assert not DOSES.search(text)
        assert not LINKS.search(text)
        assert not SELLING.search(text)
        assert "?" not in text


@settled
@given(st.sampled_from((*LEVELS, SELF_HARM)), numbers, countries)
def test_a_text_is_the_same_for_everyone_at_a_level(
    red_flags: RedFlags, message: str, number: str, country: str
) -> None:
    extras = sorted({about.extra for about in red_flags.conditions.values()})
    wording = Wording(red_flags, number, country)
    plain = wording.urgent(message)
    assert all(wording.urgent(message, extra) == f"{plain} {extra}".strip() for extra in extras)


def test_every_text_but_the_crisis_one_says_that_nothing_is_assessed(red_flags: RedFlags) -> None:
    for level in LEVELS:
        said = Wording(red_flags).urgent(level)
        assert said.startswith("I can't assess symptoms, but some of what you describe needs checking")
