"""Who asks for an appointment in so many words, or leaves a phone number, wants to book.

What the classifier makes of "Jo, 07700 900123, any morning" is chance: it says nothing that an article could
answer. And the request may drown in the story around it ("can I come in, my back has been …"): it counts beside
an answer, and where nothing was understood.
"""

from __future__ import annotations

from frontdesk.booking.emails import find_email
from frontdesk.booking.phones import find_phone
from frontdesk.booking.wording import asks_to_book
from frontdesk.language.understood import Understood

_BOOK = "book"
_KEPT = ("faq", "clinic", "price")  # what may be asked in the same breath
_BESIDE = ("none", "choice", "search", "answer")
_MANNERS = ("greet", "thanks", "goodbye", "affirm", "deny", "follow_up", "help")  # of "hello, can I book in"


def with_booking(understood: Understood, text: str, region: str) -> Understood:
    """What was understood, with the wish to book where the message has one.

    Args:
        understood: by the relevance gate.
        text: the message.
        region: ISO 3166 code of the country of phone numbers without a country code, or ``""``.

    Returns:
        The same object where the message says nothing of booking.
    """
    labels = (understood.label, *understood.others)
    beside = understood.decision in _BESIDE or understood.label in _MANNERS
    if "withdraw" in labels or not (_leaves_details(text, region) or (beside and asks_to_book(text))):
        return understood
    sure = understood.decision in ("answer", "intent")
    first, *others = (*(label for label in labels if sure and label.partition("/")[0] in _KEPT), _BOOK)
    return Understood(first, understood.decision if others else "intent", others=tuple(others))


def _leaves_details(text: str, region: str) -> bool:
    email, phone = find_email(text), find_phone(text, region)
    return bool((email and email.address) or (phone and phone.number))
