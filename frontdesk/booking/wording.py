"""What an answer in a booking means: yes, no, stop, skip, a question, something to change."""

from __future__ import annotations

import re

from frontdesk.booking import phrases
from frontdesk.booking.phrases import phrases as any_of

_LONGEST_STOP = 16  # words
_LONGEST_YES = 12


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _beginning(*lists: str, openings: str, signs: str = "") -> re.Pattern[str]:
    signs = f"|[{signs}]" if signs else ""
    return _compiled(rf"\W*?(?:{any_of(openings)}\W+)*(?:{any_of(*lists)}{signs})")


_YES = _beginning(phrases.YES, openings=phrases.YES_OPENINGS, signs=phrases.YES_SIGNS)
_NO = _beginning(phrases.NO, openings=phrases.NO_OPENINGS, signs=phrases.NO_SIGNS)
_QUESTION = _beginning(phrases.QUESTION, openings=phrases.QUESTION_OPENINGS)
_INSTEAD = _compiled(any_of(phrases.INSTEAD))
_PLAIN_YES = _beginning(phrases.PLAIN_YES, openings=phrases.YES_OPENINGS)
_CONFIRMS = _compiled(any_of(phrases.CONFIRMS))
_SURE_YES = _compiled(any_of(phrases.SURE_YES))
_WRONG, _DOUBT = _compiled(any_of(phrases.WRONG)), _compiled(any_of(phrases.DOUBT))
_POLITE_STOP = _compiled(rf"\W*(?:{any_of(phrases.STOP_OPENINGS)}\W+)+{any_of(phrases.STRONG_STOP)}"
                         rf"(?:\W+{any_of(phrases.STOP_ENDINGS)})*\W*")
_FAREWELL = _compiled(any_of(phrases.FAREWELL))
_STOP, _STRONG_STOP = _compiled(any_of(phrases.STOP, phrases.STRONG_STOP)), _compiled(any_of(phrases.STRONG_STOP))
_SKIP = _compiled(rf"\W*(?:{any_of(phrases.SKIP)}|-)\W*")
_BOOKING = _compiled(any_of(phrases.BOOKING.format(**phrases.BOOKING_PARTS)))
_FIELDS = {field: _compiled(any_of(words)) for field, words in phrases.FIELDS.items()}


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def _yes(text: str) -> re.Match[str] | None:
    """The words that agree: at the beginning, or in a short message that doesn't begin with a no."""
    if len(text.split()) > _LONGEST_YES or _NO.match(text):
        return _YES.match(text)
    sure = None if _YES.match(text) else _SURE_YES.search(text)
    # "Please don't go ahead" is none.
    return _YES.match(text) if sure is None or _DOUBT.search(text[: sure.start()]) else sure


def says_yes(text: str) -> bool:
    """Whether a message agrees, and to nothing but what was asked."""
    yes = _yes(text)
    return yes is not None and not _DOUBT.search(text, yes.end()) and not asks(text)


def confirms(text: str) -> bool:
    """Whether a message says that something is right, which a mere "yes" needn't."""
    return says_yes(text) and bool(_PLAIN_YES.match(text)) and bool(_CONFIRMS.search(text))


def says_no(text: str) -> bool:
    """Whether a message disagrees with what was shown."""
    yes = _yes(text)
    taken_back = yes is not None and bool(_DOUBT.search(text, yes.end())) and not asks(text)
    return taken_back or bool(_NO.match(text)) or bool(_WRONG.search(text))


def says_stop(text: str) -> bool:
    """Whether a message gives up what is under way."""
    return bool(_STOP.search(text)) and "?" not in text and len(text.split()) <= _LONGEST_STOP


def insists_on_stop(text: str) -> bool:
    """Whether a message gives it up in so many words, where a mere "no" may mean something else."""
    return bool(_STRONG_STOP.search(text)) and says_stop(text)


def asks_to_stop(text: str) -> bool:
    """Whether a message asks, politely, that it be given up: "could you cancel that, please?"."""
    return bool(_POLITE_STOP.fullmatch(text))


def without_farewell(text: str) -> str:
    """A message without the words that take leave."""
    return _FAREWELL.sub("", text)


def doubts(text: str) -> bool:
    """Whether there is a word in a message that would take back a yes."""
    return bool(_DOUBT.search(text))


def skips(text: str) -> bool:
    """Whether a message declines to add anything."""
    return bool(_SKIP.fullmatch(text))


def asks(text: str) -> bool:
    """Whether a message is worded as a question."""
    return "?" in text or bool(_QUESTION.match(text))


def asks_to_book(text: str) -> bool:
    """Whether a message asks for an appointment or a call in so many words, whatever else it tells."""
    return bool(_BOOKING.search(text))


def replaces(text: str) -> bool:
    """Whether a message puts one way of contact in place of the other."""
    return bool(_INSTEAD.search(text))


def field_meant(text: str) -> str:
    """Which detail a message wants changed: ``name``, ``contact``, ``when``, ``about`` or ``""``."""
    return next((field for field, words in _FIELDS.items() if words.search(text)), "")
