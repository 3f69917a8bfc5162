"""Rule 1: a denial cancels its own item in its own clause; what is lost or can't be done is no denial."""

from __future__ import annotations

import pytest

from frontdesk.safety.detector import Detector

FLAGGED = [
    ("My back aches, no numbness in my legs, but I can't feel when I need to wee.", "emergency_now"),
    ("Sciatica both sides. No pain in the neck. I am unable to pass urine since this morning.", "emergency_now"),
    ("There is no sensation when I wipe after the toilet.", "emergency_now"),
    ("I cannot feel my bottom on the chair.", "emergency_now"),
    ("I have no control over my bladder since yesterday.", "emergency_now"),
    ("Pain is not bad but I'm not able to start my stream anymore, back is in spasm.", "emergency_now"),
    ("Not sure but I think my private parts are sort of numb.", "emergency_now"),
    ("My genitals may be a bit numb, or maybe I imagine it. Back pain for a week.", "emergency_now"),
    ("No chest pain but my left arm aches and I'm drenched in sweat.", "emergency_now"),
    ("no trouble walking but i keep leaking urine without noticing, bad back this week", "emergency_now"),
    ("I'm not dizzy, not sick, just this tight band across my chest", "emergency_now"),
    ("Hasn't peed since yesterday and his back is agony.", "emergency_now"),
    ("Never had a headache like this before in my life, came on in a second.", "emergency_now"),
    ("Couldn't lift my arm this morning and my words came out wrong, no pain at all.", "emergency_now"),
    ("My legs won't do what I tell them to.", "emergency_now"),
    ("I have no feeling in my saddle area.", "emergency_now"),
    ("I deny nothing: I wet myself twice and my back is killing me.", "emergency_now"),
    ("doesn't hurt at all but one side of my face has dropped", "emergency_now"),
    ("No pain. Just can't move my left arm and leg since lunch.", "emergency_now"),
    ("No injury, but the calf is rock hard, foot is numb and I had surgery on it yesterday.", "emergency_now"),
    ("Not a drop of wee since last night and my back is awful.", "emergency_now"),
    ("No redness, no warmth, however my left calf is swollen and throbbing since my flight.", "same_day"),
    ("Back pain with chills, no cough, no sore throat.", "same_day"),
    ("My foot won't lift any more when I walk, no pain though.", "same_day"),
    ("no fever but my knee is hot, red and double its size", "same_day"),
    ("I do not have a fever now but had shivers all night with back pain.", "same_day"),
    ("The ankle isn't deformed, but I can't stand on it after a fall.", "same_day"),
    ("no calf pain but swollen and warm on one side since my c-section", "same_day"),
    ("I'm not dieting but I've lost a stone and my hip aches.", "soon"),
    ("I haven't changed what I eat, yet 8 kilos have gone, and my back hurts.", "soon"),
    ("no position makes my back pain better, it wakes me up every night", "soon"),
    ("The lump on my thigh doesn't hurt much but it's bigger each week.", "soon"),
]
HARMLESS = [
    "Lower back ache, no numbness, no weakness, bladder and bowels fine.",
    "I have sciatica on one side but no weakness, no numbness and no bladder problems.",
    "My calf is sore after running. No swelling, no redness, no heat.",
    "Neck is stiff after sleeping funny, no headache, no dizziness.",
    "I've no chest pain and no breathlessness, just a stiff upper back from my desk.",
    "No loss of bladder control, no saddle numbness, just an achy back from gardening.",
    "I never had any cancer, no weight loss, just a tight hamstring.",
    "The doctor asked about numbness in the groin and I said no. Just a sore back.",
    "Tight calves, without any swelling or warmth, what can I do?",
    "Nothing wrong with my waterworks, just stiff in the mornings.",
    "My heel hurts in the morning, it didn't pop, I can stand on tiptoe fine.",
    "Neither leg is swollen or hot, they just feel tired after work.",
    "I haven't had a fall or any injury, back just aches from sitting.",
    "I can walk and pee normally, no tingling, only an ache in my buttock.",
    "Knee clicks but isn't swollen, hot or red. Is that ok?",
    "I'm not suicidal or anything, just fed up with this back pain.",
    "Don't worry, I don't want to die, I just want my hamstrings to be flexible.",
    "Fever: no. Numbness: no. Weakness: no. Just a stiff lower back.",
    "Doc ruled out cauda equina, my bladder and feeling are normal, can I stretch?",
    "No I didn't hit my head or fall, neck is just tight from the laptop.",
    "My toes aren't numb or cold, they're just cramped in these shoes.",
    "I can feel everything down below, I can pee, only my lower back is stiff.",
    "No numbness or tingling anywhere, including the groin.",
    "No bladder, bowel or saddle symptoms, ordinary back ache for two days.",
    "No fever or chills or sweats. The back is just stiff.",
    "My chest doesn't hurt, my breathing is fine, I just want posture tips.",
]


@pytest.mark.parametrize(("text", "level"), FLAGGED)
def test_what_is_not_denied_is_flagged(detector: Detector, text: str, level: str) -> None:
    assert detector.read(text)[0].level == level


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_denied_is_not_flagged(detector: Detector, text: str) -> None:
    assert detector.read(text)[0].level == ""
