"""Rule 9: misspellings, slang and dialect are understood, and long messages are read to their end."""

from __future__ import annotations

import pytest

from frontdesk.safety.detector import Detector

FLAGGED = [
    ("cant feel me arse or me bits", "emergency_now"),
    ("carnt wee and me backs in bits", "emergency_now"),
    ("i cnat feel my bum", "emergency_now"),
    ("numness arund my privtes", "emergency_now"),
    ("chst hurts n left arm hevy", "emergency_now"),
    ("cant breath properly all of a sudden", "emergency_now"),
    ("me legs av gone like jelly n bak is bad", "emergency_now"),
    ("coffing up blud", "emergency_now"),
    ("mums speach is slurd n mouth droopin", "emergency_now"),
    ("wurst headake of my life came on sudenly", "emergency_now"),
    ("peein brown after crossfit cant lift me arms", "emergency_now"),
    ("fel off ladder bak realy hurts", "emergency_now"),
    ("my fanny is numb and i keep weeing myself", "emergency_now"),
    ("wanna di3 cant take the pain", "emergency_now"),
    ("im wazzing myself and dont feel it, sciatica both legs", "emergency_now"),
    ("leg gone cold n white n cant move it", "emergency_now"),
    ("my bum hole is numb??", "emergency_now"),
    ("my wee wee wont come out", "emergency_now"),
    ("cnt feal mi bak pasage", "emergency_now"),
    ("numb bumcheeks an cant do a wee", "emergency_now"),
    ("got pins n needlez in me undercarriage", "emergency_now"),
    ("peeing meself w/o knowin", "emergency_now"),
    ("leggs r wobly n numm", "emergency_now"),
    ("faice is dropping 1 side", "emergency_now"),
    ("talkin like im drunk but im sober", "emergency_now"),
    ("hedake worst evr like a bom", "emergency_now"),
    ("calf rok hard afta got kicked toes numb", "emergency_now"),
    ("im preggers n bleedin loads n it hurts", "emergency_now"),
    ("preggo 6wks pain 1 side fainted", "emergency_now"),
    ("he's turned blue", "emergency_now"),
    ("fell of me bike hed first nek is killin", "emergency_now"),
    ("mi toes av gone blue n cold n leg killin", "emergency_now"),
    ("weein coke colour afta spin class", "emergency_now"),
    ("bum numb", "emergency_now"),
    ("cafl swolen n hot afta flite", "same_day"),
    ("bak pain n shiverin temp 39", "same_day"),
    ("foot keps draggin tripin on me toes", "same_day"),
    ("me knee is red hot n massive", "same_day"),
    ("felt a ping in back of ankle carnt go tiptoe", "same_day"),
    ("kidney hurts n burnin wee", "same_day"),
    ("temprature n bak ake", "same_day"),
    ("leg keeps givin out wors evry day", "same_day"),
    ("me toe's gone black", "same_day"),
    ("nan 83 sliped now bak agony", "same_day"),
    ("kids limpin n got a feva", "same_day"),
    ("losin wait not dietin n back akes", "soon"),
    ("cant sleep bak pain evry nite nuthin helps wakes me", "soon"),
    ("calfs cramp wen i walk 2 the shop stops wen i stop im 66", "soon"),
]
HARMLESS = [
    "wher r u",
    "tite hamstrings wot do i do",
    "me calfs r sore from the gym",
    "bak a bit stif innit",
    "how lng 2 hold strech",
    "wen u open",
    "me back iz stif",
    "cnt tuch me toes",
    "sor quads afta leg day",
    "dus stretchin help",
    "how 2 fix bad posture lol",
    "nek stif from fone",
    "wen r u opn on sat",
    "can i cum 2 yoga wiv me mate",
    "me hamys r tite",
    "luv ur page, gr8 tips",
]
STORY = [
    "Hello, I have worked at a desk for eleven years.", "My hamstrings feel tight when I reach for my shoes.",
    "I stretch in the evening while the kettle boils.", "A friend told me about your Tuesday class.",
    "We live close to the park, so I walk there at lunch.", "Is there somewhere to leave a bicycle?",
    "I would bring my own mat.", "My chair at work is old and far too low.", "How long should each stretch be held?",
    "I have read two of your articles and liked them.", "My sister does yoga and is far bendier than me.",
    "Thank you for your time.",
]
PLANTED = [
    ("I can't pee since this morning and my back is agony.", "emergency_now"),
    ("I have crushing chest pain going into my arm.", "emergency_now"),
    ("I'm suddenly short of breath and can't finish a sentence.", "emergency_now"),
    ("My calf is swollen, hot and red since my flight.", "same_day"),
    ("I've lost two stone without trying and my back aches.", "soon"),
]


@pytest.mark.parametrize(("text", "level"), FLAGGED)
def test_a_misspelt_flag_is_found(detector: Detector, text: str, level: str) -> None:
    assert detector.read(text)[0].level == level


@pytest.mark.parametrize("text", HARMLESS)
def test_a_misspelt_question_is_not_flagged(detector: Detector, text: str) -> None:
    assert detector.read(text)[0].level == ""


def test_the_story_alone_is_not_flagged(detector: Detector) -> None:
    assert detector.read(" ".join(STORY))[0].level == ""


@pytest.mark.parametrize("place", range(0, len(STORY) + 1, 3))
@pytest.mark.parametrize(("flag", "level"), PLANTED)
def test_a_flag_is_found_wherever_it_stands(detector: Detector, flag: str, level: str, place: int) -> None:
    assert detector.read(" ".join([*STORY[:place], flag, *STORY[place:]]))[0].level == level


@pytest.mark.parametrize(("flag", "level"), PLANTED)
def test_a_flag_at_the_end_of_the_longest_message_is_found(detector: Detector, flag: str, level: str) -> None:
    told = " ".join(STORY * 5)[: 2000 - len(flag) - 1].rsplit(".", 1)[0]
    assert detector.read(f"{told}. {flag}")[0].level == level
