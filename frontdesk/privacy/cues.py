"""Phrases that announce a person's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum

from frontdesk.privacy.tokens import Word


class Trust(IntEnum):
    """How far a phrase can be trusted to announce a name; the lower, the further."""

    ANY = 1  # "my name is": whatever follows
    TITLE = 2  # "mr": whatever follows, unless it is a common word
    DOCTOR = 3  # "dr": the same, but "dr said" and "doctor appointments" are about
    PERSON = 4  # "my husband", "ask for": names, and words that can't be anything else
    SELF = 5  # "I'm": the same, but more often something else follows
    HINT = 6  # "me and", "does ... do": names, and strange words in the right surroundings


_RELATIVES = (
    "husband|hubby|wife|partner|fiance|fiancee|boyfriend|girlfriend|bf|gf|spouse|missus|ex|sons?|daughters?|boys?|girls?|"
    "kids?|child|children|baby|lad|brother|sister|bro|sis|mum|mam|mom|mother|dad|father|parent|uncle|aunt|auntie|aunty|"
    "cousin|niece|nephew|grandson|granddaughter|grandad|granddad|grandpa|grandma|gran|granny|nan|nana|stepson|"
    "stepdaughter|twins?|in-law|law|eldest|oldest|youngest"
)
_OTHERS = (
    "friends?|mate|pal|neighbour|neighbor|colleague|boss|manager|carer|flatmate|housemate|roommate|interpreter|driver|"
    "physio|physiotherapist|therapist|osteopath|osteo|chiropractor|chiro|trainer|pt|coach|instructor|teacher|masseuse|"
    "masseur|gp|doctor|consultant|surgeon|specialist|nurse|midwife|podiatrist|dentist|receptionist|practitioner|guy|lady|"
    "man|woman|chap|bloke|fella|someone|somebody|person|people|one"
)
_PERSON = rf"(?:{_RELATIVES}|{_OTHERS})"
_WHOSE = (
    r"(?:my|his|her|our|their|your|the|that|this|a|an|with|and|by|old|older|younger|elder|eldest|youngest|little|best)"
)
_WHOSE_NAME = (
    r"(?:my|his|her|their|our|patient(?:'?s)?|the|under|\w+'s|sons|daughters|husbands|wifes|mums|dads)"
)
_KIND_OF_NAME = (
    r"(?:(?:first|last|middle|maiden|married|given|full|family|proper|legal|christian|fore|sur|nick|second|real|own|user)"
    r"[\s-]?)"
)
_IS = r"\s?(?:'?s\b|is\b|was\b|are\b|:|;|-|=|,|\.)(?:\s(?:is|actually|now|also|just|called|miss|mr|mrs|ms|dr)\b)?"
_GREETING = (
    r"(?:hii*|hello|hey|hiya|heya|hallo|dear|good\s(?:morning|afternoon|evening|day)|morning|afternoon|evening|howdy|"
    r"namaste|salaam|salam|ola|hola|bonjour|yo|alright)"
)
_SELF = r"(?:i'?m|i\sam|im|am|it'?s|its|this\sis|it\sis|tis|me\sis|here\sis|here's)"
_DEAL_WITH = (
    r"(?:see|seeing|saw|seen|met|meet|had|got|want|wanted|prefer|like|love|tell|told|ask|asked|remind|thank|ring|rang|"
    r"call|text|texted|email|emailed|phone|contact|visit|visited|know|knows|remember|recommend|recommended|bring|bringing)"
)
_PHRASES: tuple[tuple[Trust, str], ...] = (
    (Trust.ANY, rf"{_WHOSE_NAME}\s{_KIND_OF_NAME}?name{_IS}"),
    (Trust.ANY, rf"my\s{_KIND_OF_NAME}?names?"),
    (Trust.ANY, rf"{_KIND_OF_NAME}names?(?:{_IS})?"),
    (Trust.ANY, r"(?:under|in)\sthe\sname(?:\sof)?"),
    (Trust.ANY, r"(?:name|names|patient|signed|signature|sincerely|faithfully|name\sof\spatient)\s?[:=-]"),
    (Trust.ANY, r"name's|names?\s(?:is|are)"),
    (Trust.ANY, r"(?:i'?m|i\sam|im|he'?s|she'?s|who'?s|they\sare|who\sis|who\swas|was)\s(?:called|named)"),
    (Trust.ANY, rf"{_PERSON}\s(?:who'?s\s|who\sis\s|is\s|was\s|are\s)?(?:called|named)"),
    (Trust.ANY, r"(?:i|he|she)\s(?:go|goes)\sby|known\sas"),
    (Trust.ANY, r"(?:they|people|friends|mates|everyone|everybody)\scalls?\s(?:me|him|her)"),
    (Trust.TITLE, r"(?:mr|mrs|mx|mister|missus|prof|professor|rev|reverend|mme|herr|frau|señora?|senora?|sra?)"),
    (Trust.DOCTOR, r"(?:dr|doctor|docter|doc|miss|ms|nurse|sister)"),
    (Trust.PERSON, r"(?:sir|dame|lord|father|auntie|aunty|aunt|uncle|cousin|nan|nana|gran|granny|grandma|grandad|"
                   r"grandpa)"),
    (Trust.PERSON, rf"{_WHOSE}\s(?:[\w'-]+\s){{0,2}}{_PERSON}(?:'s\sname\sis)?"),
    (Trust.PERSON, rf"{_PERSON}\s?[,(-]"),
    (Trust.PERSON, r"names?"),
    (Trust.PERSON, r"(?:ask|asked|asking|look|looking|appointment|appt|booking|booked|book|message|letter|slot|session|"
                   r"waiting|referral|note)\s(?:in\s)?for"),
    (Trust.PERSON, r"(?:speak|speaking|spoke|spoken|talk|talking|talked|chat|chatted|message|hello|hi)\s(?:to|with)"),
    (Trust.PERSON, r"(?:treated|examined|assessed|massaged|recommended|referred|diagnosed|recommendation|referral|"
                   r"advised|told|adjusted|helped|seen|treatment|massage|message|call|email|letter)\s(?:by|from|off)"),
    (Trust.PERSON, r"(?:appointment|appt|booked|booking|book|session|consultation|consult|slot|in|me|down|treatment|"
                   r"visit|massage|physio|work|works|working|worked|live|stay|go|going|went|regular|training|trained|was|been|"
                   r"last|again)\s(?:is\s|was\s)?(?:with|w/?)"),
    (Trust.PERSON, _GREETING),
    (Trust.PERSON, r"(?:thanks|thanx|thank\syou|thankyou|many\sthanks|thx|ty|cheers|ta|regards|wishes|sincerely|"
                   r"faithfully|truly|xx+|bye)"),
    (Trust.PERSON, r"(?:^|[.!?,\n]\s{0,2}|thanks\s|thx\s|regards\s|best\s|wishes\s)(?:from|love)"),
    (Trust.PERSON, rf"{_GREETING}[\s,.!]{{1,3}}(?:there[\s,.!]{{1,3}})?{_SELF}"),
    (Trust.PERSON, rf"(?:i|we|he|she)\s(?:\w+\s)?{_DEAL_WITH}"),
    (Trust.PERSON, r"(?:can|could|please|pls|to|just|will)\s(?:(?:you|u|i|we|he|she|someone)\s)?"
                   r"(?:ring|call|text|email|phone|contact|see|tell|ask|thank|meet|have)"),
    (Trust.SELF, _SELF),
    (Trust.SELF, r"(?:call|calls)\sme"),
    (Trust.SELF, r"(?:it'?s|this\sis|that'?s|booked|one|is)\sfor"),
    (Trust.HINT, r"(?:me|i|myself|we|mum|dad|husband|wife|son|daughter|friend|mate)\s(?:and|&|n)"),
    (Trust.HINT, r"(?:is|does|do|can|could|will|would|did|has|was|should|when'?s|where'?s|how'?s|who'?s)"),
    (Trust.HINT, r"(?:for|with|by|to|and|or|about|of|that)"),
)
# What may stand between a phrase and the name. A comma after "doctor" addresses somebody who isn't named.
_GAP = r"[\s:,.\"'(=-]{1,4}"
_TITLE_GAP = r"\.?[\s\"'-]{1,3}"
_CUES = tuple(
    (trust, re.compile(
        rf"(?<![\w'])(?:{phrase}){_TITLE_GAP if trust in (Trust.TITLE, Trust.DOCTOR) else _GAP}", re.IGNORECASE))
    for trust, phrase in _PHRASES)


def find_cues(text: str, words: Sequence[Word]) -> Mapping[int, Trust]:
    """The most trustworthy cue that stands right before each word.

    Args:
        text: a plain copy of a message.
        words: its words.

    Returns:
        Cues by the index of the word they stand before.
    """
    at = {word.start: index for index, word in enumerate(words)}
    cues: dict[int, Trust] = {}
    for trust, pattern in _CUES:
        for match in pattern.finditer(text):
            index = at.get(match.end())
            if index is not None:
                cues[index] = min(trust, cues.get(index, trust))
    return cues
