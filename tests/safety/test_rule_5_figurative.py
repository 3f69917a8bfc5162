"""Rule 5: idioms and words with another meaning are passed over; the rest of the message is read."""

from __future__ import annotations

import pytest

from frontdesk.safety.detector import Detector

FLAGGED = [
    ("My back is killing me and I can't feel my bum.", "emergency_now"),
    ("This pain is a pain in the arse, literally, my arse is numb and I can't wee.", "emergency_now"),
    ("Cabin fever is bad, worse is that half my face has gone droopy.", "emergency_now"),
    ("lol my back is dead. also i pissed myself without feeling it", "emergency_now"),
    ("my chest feels like an elephant sits on it, hahaha getting old", "emergency_now"),
    ("not being dramatic, this time it's real: chest crushing and sweaty", "emergency_now"),
    ("the plank nearly killed me and now my pee is black and my arms are swollen", "emergency_now"),
    ("I laughed so hard I wet myself, but then again in the car without feeling it, back's been bad", "emergency_now"),
    ("I want to die, and I don't mean it as a joke", "emergency_now"),
    ("my calf is on fire and swollen and red, only the left", "same_day"),
]
HARMLESS = [
    "My hamstrings are killing me after that class, any tips?",
    "This deadline is killing me and my neck is tight.",
    "My legs are dead after leg day.",
    "My back is dead from moving house.",
    "I nearly had a heart attack when I saw the price.",
    "I'm dying to try your pilates class.",
    "My brain is dead, what time did you say you close?",
    "Which swimming stroke is best for a stiff back?",
    "Do sprint drills help tight calves?",
    "Got cabin fever working from home and my posture is terrible.",
    "My desk chair is a pain in the backside.",
    "I'd die for a massage right now.",
    "I laughed so hard I nearly wet myself. Anyway, is yoga good for hips?",
    "These stairs will be the death of me, knees creak.",
    "I'm paralysed by choice, which stretch do I start with?",
    "Heart set on a marathon, how do I warm up?",
    "My boss is a pain in the neck and so is my pillow.",
    "The book's spine is broken, but do you sell it at reception?",
    "I get butterflies and cold feet before races.",
    "My arms were jelly after the climbing wall, good session though.",
    "What's the best golf stroke for someone with a stiff back?",
    "Suicide sprints at training left my hamstrings tight.",
    "Had a killer workout, glutes are screaming.",
    "I could murder a coffee, do you have a machine in the waiting room?",
    "I'm bleeding money on chairs, which one is good for backs?",
    "My phone died so I missed my appointment.",
    "The heat in my flat is killing me.",
    "Back in a tick! What's your address?",
    "I collapsed on the sofa after work, back stiff.",
    "My Achilles heel is chocolate.",
    "I have hay fever and a stiff neck from sneezing at the desk.",
    "My legs felt like jelly after the squat session.",
    "The lump under my mat won't go, is the mat bad?",
    "I'd rather die than do burpees, got anything gentler?",
    "Traffic was murder, running late for 3pm.",
    "we had a blast at the fun run, crashed on the couch after. how to cool down?",
    "Do you do a stretch for the \"dead leg\" from football banter? its just a bruise",
    "sitting all day makes my bum numb for a sec then it wears off when i stand",
    "My foot falls asleep when I cross my legs and wakes up in seconds.",
    "my back is broken lol, sat on flights all week",
    "I've got a splitting headache from these phone menus",
    "this chair is a nightmare, I'm crippled by five o'clock",
    "my quads were on fire in spin class",
    "I'm starving, dying for lunch, do you close at one?",
]


@pytest.mark.parametrize(("text", "level"), FLAGGED)
def test_what_stands_beside_an_idiom_is_flagged(detector: Detector, text: str, level: str) -> None:
    assert detector.read(text)[0].level == level


@pytest.mark.parametrize("text", HARMLESS)
def test_idioms_and_homonyms_are_not_flagged(detector: Detector, text: str) -> None:
    assert detector.read(text)[0].level == ""
