"""Rule 2: what is over and dated is no flag; a new symptom that matches it, or one only just gone, is."""

from __future__ import annotations

import pytest

from frontdesk.safety.detector import Detector

FLAGGED = [
    ("My face drooped for ten minutes this morning but it's gone now.", "emergency_now"),
    ("My speech was slurred yesterday for a few minutes, back to normal now. Probably tired?", "emergency_now"),
    ("I lost sight in one eye for a minute at breakfast, all fine again.", "emergency_now"),
    ("Had crushing chest pain last night, it has passed now and I feel ok.", "emergency_now"),
    ("I collapsed on Sunday with chest pain, I am fine now.", "emergency_now"),
    ("This morning I wet myself without noticing. It hasn't happened since. Back's still sore.", "emergency_now"),
    ("Last week I thought about ending my life. I feel a bit better today.", "emergency_now"),
    ("I took a lot of tablets on Friday because I didn't want to wake up. I feel better now.", "emergency_now"),
    ("My right arm went weak for half an hour yesterday, it came back.", "emergency_now"),
    ("The numbness round my bum went away after an hour, came yesterday with the back pain", "emergency_now"),
    ("I couldn't speak properly for about five minutes on Saturday, now I'm OK", "emergency_now"),
    ("I coughed up some blood on Tuesday, not since.", "emergency_now"),
    ("I had a DVT in 2019. Now I'm suddenly short of breath.", "emergency_now"),
    ("Had lung cancer three years ago; my legs are going weak and wobbly.", "emergency_now"),
    ("Old back problem, but since yesterday I can't feel when I pee.", "emergency_now"),
    ("Had cauda equina ten years ago, and now the numbness between my legs is back.", "emergency_now"),
    ("Stroke three years ago. This morning my hand went weak and my speech went funny.", "emergency_now"),
    ("Two days ago my legs wouldn't work for an hour, fine since, neck hurts.", "emergency_now"),
    ("my bladder let go without warning on Monday, been fine since", "emergency_now"),
    ("yesterday I could not read or speak for 10 min then it went", "emergency_now"),
    ("chest was tight all evening yesterday. gone this morning", "emergency_now"),
    ("I had a clot in 2017 and now my calf is tender and swollen.", "same_day"),
    ("Past history of DVT, since Tuesday my left calf throbs and feels hot.", "same_day"),
    ("Breast cancer in 2015, new pain in the middle of my back that wakes me.", "same_day"),
    ("I have osteoporosis. I sneezed yesterday and felt sudden pain in my back.", "same_day"),
    ("On prednisolone for years, bent to pick up a cup and my back cracked, awful pain since.", "same_day"),
    ("I had lymphoma as a student. My lower back has been hurting for a month and it's worsening.", "same_day"),
    ("clot in my leg in 2012, now the same calf aches and is warm", "same_day"),
    ("I'm on blood thinners for an old clot and my thigh is swollen since Sunday", "same_day"),
    ("myeloma in remission. Back pain since last week, new.", "same_day"),
    ("Had melanoma removed years ago, my thoracic spine has started to hurt badly", "same_day"),
    ("thin bones, was fine, then lifted my granddaughter and felt a crack in my back", "same_day"),
    ("I had my Achilles repaired in 2012 and today it went bang again, can't push off", "same_day"),
]
HARMLESS = [
    "I had a DVT in 2019, all clear now, can I use a foam roller?",
    "I broke my leg in 2010, healed fine. Which stretches are good for calves?",
    "Ten years ago I had a heart attack, fully recovered. Is yoga okay for a stiff back?",
    "I had sepsis in 2016 and recovered completely. What are your opening hours?",
    "Had cauda equina surgery in 2012, back to normal since. Do you see people after spinal surgery?",
    "I used to faint as a teenager, never since. Is stretching before breakfast ok?",
    "As a child I had seizures but none for thirty years. Can I do pilates?",
    "Years ago I fell off a horse and hurt my back, fine now. Just want better posture.",
    "I had a kidney infection last year, sorted with antibiotics. Now I want to start running.",
    "I was suicidal in my twenties, long behind me, life is good now. Can I book for my knee?",
    "In 2018 I had breast cancer, clear since. I'd like a shoulder mobility class.",
    "Had a stroke six years ago, full recovery. Are your stairs steep?",
    "I had surgery on my knee in 2011 and it is fine. My desk makes my neck stiff.",
    "We lost our dog last year, sad times. My back is stiff from the sofa.",
    "I had back surgery for a slipped disc in 2008, no trouble since, can I do yoga?",
    "When I was 12 I broke my spine falling from a tree. All healed. Is pilates fine?",
    "Fainted once at a concert when I was 17. Can I do hot yoga?",
    "I used to wet the bed as a kid lol. anyway stiff hips",
    "had covid last year with a fever and breathlessness, recovered. starting running again",
    "I overdosed at 19, I'm 45 now and happy. How do I loosen my shoulders?",
    "after my stroke in 2011 I did rehab. Back to full strength. Are the classes accessible?",
    "had compartment syndrome surgery a decade ago, both legs fine now, which calf stretch is good?",
    "my foot drop from 2009 got fixed with surgery and I run now. stiff calves",
    "Lost weight after my divorce years ago. Neck stiff from work.",
    "My mother had a DVT in 1998. I sit a lot. Any advice on moving?",
    "I recovered from meningitis as a baby. Does stretching help headaches from screens?",
]


@pytest.mark.parametrize(("text", "level"), FLAGGED)
def test_what_matches_or_is_only_just_gone_is_flagged(detector: Detector, text: str, level: str) -> None:
    assert detector.read(text)[0].level == level


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_long_over_is_not_flagged(detector: Detector, text: str) -> None:
    assert detector.read(text)[0].level == ""
