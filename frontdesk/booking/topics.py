"""What a request is about: the line of a message that speaks of the body or says so itself."""

from __future__ import annotations

import re

from frontdesk.booking.wording import asks, word_set

MAX_ABOUT = 200  # characters
_HEALTH = word_set("""
    back knee knees neck shoulder shoulders hip hips ankle ankles foot feet leg legs calf calves calfs hamstring
    hamstrings glute glutes heel elbow wrist thigh shin groin spine spinal pelvis jaw head rib ribs muscle
    muscles joint joints tendon achilles sciatica sciatic posture headache headaches migraine migraines pain
    pains painful ache aches aching achy sore soreness stiff stiffness hurt hurts hurting injury injured sprain
    sprained strain strained spasm spasms cramp cramps cramping tight tightness disc disk arthritis arthritic
    plantar fasciitis tendonitis tendinitis scoliosis whiplash physio massage adjustment assessment checkup
    check-up consultation rehab exercises pregnancy pregnant slipped trapped lumbago bum arm arms hand hands
    finger fingers thumb toe toes lumbar coccyx tailbone
""")
_SAYS_SO = re.compile(
    r"\b(?:(?:it'?s|its|it is|this is|just)\s+)?(?:about|regarding|concerning|re:|reason(?: is|:)?|because of|"
    r"to do with|"
    r"(?:problems?|issues?|trouble|help|bother) with)\s+(?!(?:you|it|that|this|me)\b)(?P<topic>\S.*)", re.IGNORECASE)
_IS_BOOKING = re.compile(
    r"(?:an?|the|my|making|getting)?\s*(?:booking|appointment|appt|consultation|call\s?back|call|visit)"
    r"(?:\s+(?:in|please))?", re.IGNORECASE)
_FOR = re.compile(
    r"\b(?:for|about|with)\s+"
    r"(?P<topic>(?:my|ma|me|his|her|our|an?|the|some)\s+(?:[^\W\d_]+\s+){0,2}?[^\W\d_]+)", re.IGNORECASE)
# Between what is said of the body and what is said of the appointment.
_ENDS = re.compile(
    r"[.,;!?\n()]|\s[-–]\s|\b(?:can|could|may|would|will|shall)\s+(?:i|you|u|we|someone|somebody|they)\b|\bplease\b|"
    r"\bpls\b|"
    r"\bplz\b|\bthanks?\b|\bthank you\b|\bcheers\b|"
    r"\bta\b|\b(?:i'?d|i would|we'?d|i)\s+(?:like|want|need|wanna|prefer)\b|\b(?:please\s+)?(?:call|ring|phone|text|"
    r"email|contact)\s+(?:me|us|her|him)"
    r"(?:\s+back)?\b|\bmy\s+(?:name|number|phone|mobile|email|e-mail)\b|\b(?:i'?m|im|i am|this is|name'?s?)\b(?=\s*$)|"
    r"\b(?:i'?m|im)\s+(?=free|available|around|off)|\b(?:get|come|go|be|call|ring|phone|text|hear|comes?) (?:me |"
    r"us |you |u )?back\b|"
    r"\bfree consultation\b|\bconsultation\b|\b(?:and|but|so|or|also|then)\b(?=\s*$)", re.IGNORECASE)
_EDGES = re.compile(r"^(?:\W|\b(?:and|but|so|or|also|then|hi|hello|hey|yes|yeah|ok|okay|its|it'?s|for|cos|coz|"
    r"because|as|"
                    r"since|about|regarding|oh|um|just|to|with|on|at|in|me|is|you|please)\b)+|(?:\W|\b(?:and|but|so|"
                    r"or|also|then|on|at|for|to|in|"
                    r"is|the|please|from|by|i|im|any)\b)+$",
                    re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def find_topic(text: str) -> str:
    """The line of a message that says what it is about, in the visitor's words; ``""`` when none does.

    Args:
        text: what they typed; line breaks stand in place of names, numbers and times.
    """
    pieces = [piece for piece in _pieces(text) if not asks(piece)]
    for piece in pieces:
        told = _SAYS_SO.search(piece)
        topic = _tidy(told["topic"]) if told else ""
        if topic and not _IS_BOOKING.fullmatch(topic):
            return topic
    about = [piece for piece in pieces if _speaks_of_health(piece)]
    if about:
        return _tidy(about[0])
    # "Is it possible to book for my back?"
    return next((topic for topic in (match["topic"] for match in _FOR.finditer(text)) if _speaks_of_health(topic)), "")


def _speaks_of_health(text: str) -> bool:
    return any(_of_health(word.lower()) for word in _WORD.findall(text))


def _of_health(word: str) -> bool:
    """Whether a word is of the body or what ails it; "my backs killing me" has lost an apostrophe."""
    return word in _HEALTH or re.sub("['’]?s$", "", word) in _HEALTH


def as_topic(text: str) -> str:
    """A whole message as what the request is about, where that was asked for: one line of bounded length."""
    line = " ".join(text.split())
    told = _SAYS_SO.match(line)
    return (told["topic"] if told else line)[:MAX_ABOUT].strip()


def _pieces(text: str) -> list[str]:
    return [piece for piece in _ENDS.split(text) if piece.strip()]


def _tidy(piece: str) -> str:
    previous = None
    while piece != previous:
        previous, piece = piece, _EDGES.sub("", piece)
    return " ".join(piece.split())[:MAX_ABOUT]
