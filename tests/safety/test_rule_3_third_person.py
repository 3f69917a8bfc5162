"""Rule 3: another person's present symptoms count; relatives' past, news and fiction don't."""

from __future__ import annotations

import pytest

from frontdesk.safety.detector import Detector

FLAGGED = [
    ("My dad's face looks lopsided and he can't get his words out.", "emergency_now"),
    ("My husband has crushing chest pain and he is grey.", "emergency_now"),
    ("My mum can't feel between her legs and hasn't passed water all day.", "emergency_now"),
    ("My friend says he can't go on living and has written goodbye letters.", "emergency_now"),
    ("Our neighbour fell from a ladder and his neck hurts a lot.", "emergency_now"),
    ("My wife is 8 weeks pregnant, bleeding and in pain.", "emergency_now"),
    ("a colleague just collapsed and isn't breathing", "emergency_now"),
    ("My client at the gym has tea coloured urine and can't bend his arms after pull-ups.", "emergency_now"),
    ("Grandad is confused and shivering with a chest infection.", "emergency_now"),
    ("calling for my boss: he's slumped at his desk and his speech is slurred", "emergency_now"),
    ("my nan's lips are blue and she's gasping", "emergency_now"),
    ("husband fell off the roof an hour ago says his back hurts", "emergency_now"),
    ("my girlfriend can't feel her legs after the car crash", "emergency_now"),
    ("mate of mine won't wake up", "emergency_now"),
    ("wife had a baby 9 days ago and she can't catch her breath", "emergency_now"),
    ("Dad's got a ripping pain through to his back and he's gone grey", "emergency_now"),
    ("a lady in your waiting room has just collapsed", "emergency_now"),
    ("My baby is floppy, feverish and breathing fast", "emergency_now"),
    ("He can't move his foot and it's white and freezing.", "emergency_now"),
    ("Our son dived into the lake and now his neck hurts", "emergency_now"),
    ("my patient can't empty his bladder and has bilateral leg pain", "emergency_now"),
    ("My ex texted that he's going to end it tonight", "emergency_now"),
    ("My sister's calf is swollen and hot after her flight from Sydney.", "same_day"),
    ("My mum is 82, slipped on the rug and now has sudden back pain.", "same_day"),
    ("My five year old is limping with a fever.", "same_day"),
    ("My grandson, 7, won't put weight on his leg and looks unwell.", "same_day"),
    ("Partner's knee is red, hot and swollen up like a balloon.", "same_day"),
    ("mum's calf is red and hot, she's been in bed for two weeks", "same_day"),
    ("my 12 year old has back pain and a temperature", "same_day"),
    ("my toddler has been limping and is off her food and hot", "same_day"),
    ("teammate felt something snap at the back of his ankle, he can't rise on his toes", "same_day"),
    ("wife's back is sore and she has rigors, she's diabetic", "same_day"),
    ("My dad gets cramp in his calf after 200 yards, stops when he rests, he smokes.", "soon"),
    ("My husband's lost two stone without trying and his back hurts.", "soon"),
    ("My mum wakes every night with pain in her hip that nothing eases", "soon"),
    ("grandad's got a lump in his leg that's getting bigger", "soon"),
]
HARMLESS = [
    "My uncle died of a heart attack in 2001.",
    "My gran had a stroke last year, she's in a home now. Do you have wheelchair access?",
    "In the film the hero gets shot in the leg and can't move it.",
    "I read in the paper about a woman with cauda equina, awful story.",
    "On Casualty last night a man couldn't feel his legs, good episode.",
    "A footballer ruptured his Achilles on TV, looked nasty.",
    "My father had a blood clot twenty years ago. I only want advice on desk posture.",
    "My late husband had cancer. I now have time to stretch more.",
    "I'm writing a novel where the detective collapses with chest pain.",
    "The podcast guest talked about her suicide attempt, very moving. When do you open?",
    "My colleague broke his back years ago in a crash and he's fine now, he recommended you.",
    "My sister is a nurse on a stroke ward. Do you give NHS discounts?",
    "My nan had DVT in the eighties. Is it in the family? I feel fine.",
    "A guy at work had a heart attack last spring, he's back at his desk. Do you do desk assessments?",
    "My grandfather had Parkinson's and fell a lot before he died.",
    "there was a car crash on the news outside your clinic, are you open?",
    "Robert Pattinson broke his ankle in that movie, which exercises did he do?",
    "my ancestor died of sepsis in the war lol. opening times?",
    "A character in my script has a stroke, she is 60. Does your clinic lend rooms for filming?",
    "Mum had breast cancer in 2009 and is well. I'm asking about my tennis elbow.",
    "I heard about someone who got paralysed by a chiropractor, do you crack necks?",
    "My brother recovered from cauda equina years ago, he loves your clinic.",
    "Aunt had osteoporosis. Is stretching good for bones?",
]


@pytest.mark.parametrize(("text", "level"), FLAGGED)
def test_somebody_elses_present_symptom_is_flagged(detector: Detector, text: str, level: str) -> None:
    assert detector.read(text)[0].level == level


@pytest.mark.parametrize("text", HARMLESS)
def test_past_news_and_fiction_are_not_flagged(detector: Detector, text: str) -> None:
    assert detector.read(text)[0].level == ""
