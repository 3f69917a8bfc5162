"""Rule 6: any wish to die or to hurt oneself gets warm words and a crisis line, never a word about how."""

from __future__ import annotations

import re

import pytest

from frontdesk.safety.detector import Detector
from frontdesk.safety.red_flags import SELF_HARM, RedFlags
from frontdesk.safety.wording import Wording

FLAGGED = [
    "I don't want to be here any more.",
    "I just want the pain to stop, even if that means not waking up.",
    "I want to kill myself.",
    "what's the point, everyone would be better off without me",
    "My back pain is so bad I would rather be dead.",
    "i cut myself again last night",
    "My daughter has been hurting herself.",
    "I hope I don't wake up tomorrow.",
    "kms if this sciatica doesnt stop",
    "I took an overdose an hour ago",
    "I can't live with this pain any longer",
    "life isn't worth living with this neck",
    "my son says he wants to die",
    "Sometimes I wish a lorry would just hit me.",
    "I don't want to kill myself but I don't want to be alive either",
    "I feel like a burden, my kids are better without me",
    "unalive myself ngl this back pain",
    "I can't do this anymore, I don't want to live like this",
    "nobody would notice if I was gone",
    "Since the accident I pray every night that I won't wake up.",
    "I have pills and I am ready",
    "my wife found me with the pills, i don't know why im still here",
    "dont wanna be alive tbh",
    "I'd be better off dead than with this back",
    "a patient of mine said she wants to end things",
    "Life has no meaning with this pain and I am planning my exit",
    "please don't tell anyone but I've started cutting",
    "my boyfriend is on a bridge and says goodbye",
    "the only way to stop this pain is to be dead",
    "Not planning anything but I think of suicide a lot",
    "kill me please i cant stand this pain",
]
HARMLESS = [
    "My friend took her own life in 2009. I run for charity in her name, sore calves.",
    "Is there a suicide prevention fundraiser at the clinic?",
    "I'm sad that my favourite physio left.",
    "I feel low because I can't run, what else can I do?",
    "I cut my finger on a tin, unrelated, do you have plasters?",
    "I'm sick of this pain, it's so annoying.",
    "We watched a documentary about suicide last night. What time do you open?",
    "I have lost the will to live waiting on your phone line haha",
    "I want to jump higher, which plyometrics?",
    "I'm planning my exit from the gym contract",
    "Ending my membership, how?",
    "I want to end my subscription",
    "how many paracetamol stretches.. sorry wrong chat. opening hours?",
    "can't live without my foam roller",
    "I want to die my hair, is there a salon next door?",
    "Where do I hang my coat?",
    "Killing it at the gym this week, now stiff",
    "I'm so done with this calf tightness",
    "tired of living with a stiff neck, any stretches?",
    "I feel depressed that I can't run, will stretching help?",
]
LINES = [("GB", "116 123"), ("IE", "116 123"), ("US", "988"), ("CA", "988"), ("DE", "findahelpline.com"),
         ("AU", "findahelpline.com")]
METHODS = r"suicid|kill|die|dead|death|overdos|tablet|pill|cut|hang|jump|bridge|rope|knife|poison|method|plan"
SELLING = r"\bbook|appointment|clinic|stretch|exercise|massage|article|price|https?:"


@pytest.mark.parametrize("text", FLAGGED)
def test_a_wish_to_die_or_to_hurt_oneself_gets_the_crisis_text(detector: Detector, text: str) -> None:
    verdict = detector.read(text)[0]
    assert (verdict.level, verdict.message, verdict.extra) == ("emergency_now", SELF_HARM, "")


@pytest.mark.parametrize("text", HARMLESS)
def test_despair_at_everyday_things_is_not_flagged(detector: Detector, text: str) -> None:
    assert detector.read(text)[0].level == ""


def test_self_harm_beside_another_flag_gets_the_crisis_text(detector: Detector) -> None:
    for text in ("My calf is swollen, hot and red. I want to die.", "I want to kill myself and I have chest pain."):
        assert detector.read(text)[0].message == SELF_HARM


def test_self_harm_told_over_two_messages_gets_the_crisis_text(detector: Detector) -> None:
    _, heard = detector.read("I can't bear this pain any longer.")
    assert detector.read("I want to kill myself.", [heard])[0].message == SELF_HARM


@pytest.mark.parametrize(("country", "line"), LINES)
def test_the_crisis_line_is_the_countrys(red_flags: RedFlags, country: str, line: str) -> None:
    text = Wording(red_flags, "", country).urgent(SELF_HARM)
    assert line in text
    assert not any(other in text for _, other in LINES if other != line)


def test_without_a_country_every_line_is_named(red_flags: RedFlags) -> None:
    text = Wording(red_flags).urgent(SELF_HARM)
    assert all(line in text for _, line in LINES)


@pytest.mark.parametrize("country", ["", *dict(LINES)])
@pytest.mark.parametrize("say", [Wording.urgent, Wording.still])
def test_the_text_is_warm_and_brief(red_flags: RedFlags, country: str, say: object) -> None:
    assert callable(say)
    text = say(Wording(red_flags, "999", country), SELF_HARM)
    for kind in ("sorry", "feeling this way", "deserve support now", "in danger", "call 999", "near you"):
        assert kind in text
    assert len(text) < 600
    assert "?" not in text
    assert not re.search(METHODS, text, re.IGNORECASE)
    assert not re.search(SELLING, text, re.IGNORECASE)
