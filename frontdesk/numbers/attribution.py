"""Which FAQ a reply quotes, and whether it leads on to the clinic: read from the replies as they were sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from frontdesk.knowledge.content import Content
from frontdesk.knowledge.faqs import Faq
from frontdesk.replies.answers import found_by_search
from frontdesk.replies.handoff import offer_booking
from frontdesk.replies.memory import Memory

Reply = Mapping[str, Any]


class Attribution:
    """Knows replies again by the texts that they are made of.

    Args:
        content: gives the content that replies are made of just now.
    """

    def __init__(self, content: Callable[[], Content]) -> None:
        self._content = content

    def faq(self, replies: Iterable[Reply]) -> str:
        """The FAQ that the first answer among the replies quotes; ``""`` where none does."""
        return next(iter(self.faqs(replies)), "")

    def faqs(self, replies: Iterable[Reply]) -> tuple[str, ...]:
        """The FAQs that these replies quote, each once; what search found is nobody's."""
        content = self._content()
        return tuple(dict.fromkeys(slug for reply in replies for slug in _quoted(content, reply)))

    def hands_over(self, reply: Reply) -> bool:
        """Whether the reply leads on to the clinic: its contact details, or its ways to book.

        The callback form's own questions do no more of that, one after the other.
        """
        kind, text = str(reply["kind"]), str(reply["text"])
        return kind == "contact" or (kind == "booking" and text.startswith(_booking_offer(self._content())))


def _quoted(content: Content, reply: Reply) -> Iterable[str]:
    texts = [quote["text"] for quote in reply.get("quotes", ())]
    if reply["kind"] != "answer" or not texts or _search_result(content) in reply["text"]:
        return
    # The answer itself first: a passage that continues one FAQ may be another's answer.
    for of in (_is_answer, _is_more):
        found = next((slug for slug, faq in content.faqs.items() if of(faq, texts)), None)
        if found is not None:
            yield found
            return


def _is_answer(faq: Faq, texts: list[str]) -> bool:
    return [passage.text for passage in faq.passages] == texts


def _is_more(faq: Faq, texts: list[str]) -> bool:
    return set(texts) <= {passage.text for passage in (*faq.passages, *faq.more)}


def _booking_offer(content: Content) -> str:
    """How the offer begins, whatever the time."""
    reply, _ = offer_booking(content.clinic, Memory())
    return reply.text.partition("\n")[0]


def _search_result(content: Content) -> str:
    """How passages that search found are introduced."""
    reply, _ = found_by_search(content, (), Memory())
    return reply.text
