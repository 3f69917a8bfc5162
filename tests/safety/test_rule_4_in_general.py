"""Rule 4: a question in general is no flag, until a personal symptom stands beside it."""

from __future__ import annotations

import pytest

from frontdesk.safety.detector import Detector

FLAGGED = [
    ("What are the signs of a stroke? My mum's mouth is drooping.", "emergency_now"),
    ("Could a long flight cause a clot? I flew yesterday and I'm suddenly breathless.", "emergency_now"),
    ("Is it normal that my groin has gone numb with this sciatica?", "emergency_now"),
    ("How do you know if it's a heart attack? There's a weight on my chest.", "emergency_now"),
    ("Can a workout make your wee look like cola? Mine does and my thighs are agony.", "emergency_now"),
    ("Can a disc bulge make you incontinent? Since Sunday I can't hold my wee.", "emergency_now"),
    ("could this be my heart? tight chest and a heavy arm", "emergency_now"),
    ("is it a stroke if half my face is numb and it came on just now", "emergency_now"),
    ("asking for a friend: he hasn't been able to pee since his back went", "emergency_now"),
    ("What are the signs of sepsis, my husband is shivering and confused", "emergency_now"),
    ("How would I know if I ruptured my Achilles? I heard a pop and can't stand on tiptoe.", "same_day"),
    ("What causes foot drop? My foot has been catching on the carpet since last week.", "same_day"),
    ("Is swelling in one leg a clot? My left calf is swollen and warm.", "same_day"),
    ("Can an epidural cause infection? Had one last week, now back pain and shivering.", "same_day"),
    ("Can a child limp from growing pains? Mine is limping, hot and won't eat.", "same_day"),
    ("when is calf pain an emergency, mine's red, hot and swollen on one side", "same_day"),
    ("is my achilles torn? i heard a bang and now i walk flat footed", "same_day"),
    ("is it normal for my shin to be hot and red, spreading up since Monday", "same_day"),
    ("Is PAD serious? My calf cramps after two bus stops and goes when I stand still, I'm 67.", "soon"),
    ("is night pain a sign of cancer? my shoulder pain wakes me nightly and nothing eases it", "soon"),
    ("Could a lump that keeps growing in my calf be a knot? It aches.", "soon"),
]
HARMLESS = [
    "What are the symptoms of a stroke?",
    "Could a long flight cause a blood clot?",
    "How do doctors test for a ruptured Achilles?",
    "Is it true that tight calves can hide a clot?",
    "What would happen if someone ignored numbness in the saddle area?",
    "I'm a physio student, what red flags should be asked in back pain?",
    "How would I know if my back pain was an infection?",
    "Which signs mean chest pain is from the heart rather than a muscle?",
    "Can running a marathon cause rhabdomyolysis?",
    "What's the difference between sciatica and cauda equina?",
    "If somebody hits their head diving, what should you do?",
    "How common is compartment syndrome after exercise?",
    "For an essay: what does spinal cord compression feel like?",
    "When should people with back pain go to A&E?",
    "Do people with osteoporosis break bones when they cough?",
    "Why do doctors ask about bladder and bowel with back pain?",
    "Does numbness in the saddle area always mean an emergency?",
    "Can a disc bulge make you incontinent?",
    "What is a pulmonary embolism and why do people get it after surgery?",
    "Is foot drop permanent?",
    "Is it dangerous to massage a leg with a clot?",
    "what does a DVT look like",
    "Is night pain a sign of cancer?",
    "Which exercises prevent DVT on flights?",
    "What does coughing up blood mean in general?",
    "how do chiropractors cause strokes?",
    "Tell me about red flags for back pain.",
    "Do you treat people who had a stroke?",
    "Would a doctor worry about back pain with fever?",
    "Are there warning signs I should watch for with back pain?",
    "Can stress cause suicidal thoughts?",
    "When is calf pain an emergency?",
]


@pytest.mark.parametrize(("text", "level"), FLAGGED)
def test_a_personal_symptom_makes_a_question_a_flag(detector: Detector, text: str, level: str) -> None:
    assert detector.read(text)[0].level == level


@pytest.mark.parametrize("text", HARMLESS)
def test_a_question_in_general_is_not_flagged(detector: Detector, text: str) -> None:
    assert detector.read(text)[0].level == ""
