"""The texts that buttons send, and what each means."""

from __future__ import annotations

from frontdesk.knowledge.content import Content
from frontdesk.replies.booking import CHANGE, SEND, STOP, WITHDRAW
from frontdesk.replies.reply import BOOK, PERSON


def buttons(content: Content) -> dict[str, str]:
    """The label of every text that a button sends.

    Args:
        content: the clinic's content.
    """
    questions = {faq.question: f"faq/{slug}" for slug, faq in content.faqs.items()}
    return {**questions, BOOK.message: "book", PERSON.message: "contact", SEND.message: "affirm", STOP.message: "deny",
            WITHDRAW.message: "withdraw", CHANGE.message: "book"}
