"""Replies that quote the clinic's articles."""

from __future__ import annotations

from collections.abc import Iterable

from frontdesk.knowledge.content import Content
from frontdesk.knowledge.faqs import Faq
from frontdesk.knowledge.fragments import text_fragment
from frontdesk.knowledge.passages import Passage
from frontdesk.replies.handoff import contact_details
from frontdesk.replies.memory import Memory
from frontdesk.replies.reply import BOOK, PERSON, Button, Quote, Reply

_MAX_BUTTONS = 3
_BOOKING_EVERY = 3  # answers between two booking offers


def answer_faq(content: Content, slug: str, memory: Memory) -> tuple[Reply, Memory]:
    """Answer an FAQ, or say more when it was answered before.

    Args:
        content: the clinic's content.
        slug: a known FAQ.
        memory: of this conversation.

    Returns:
        The reply and the new memory.
    """
    faq = content.faqs[slug]
    if slug not in memory.answered:
        return _quote(content, faq, faq.passages, f"From our article “{_title(content, faq)}”:", memory)
    return more_on(content, slug, memory)


def more_on(content: Content, slug: str, memory: Memory) -> tuple[Reply, Memory]:
    """Give the next passage about an FAQ; when there is none left, a person; then the answer again."""
    faq = content.faqs[slug]
    following = _unseen((*faq.passages, *faq.more), memory)
    if following:
        return _quote(content, faq, following[:1], "Our article also says:", memory)
    if slug not in memory.exhausted:
        text = ("That is everything our article says about this. "
                f"A person at the clinic can tell you more. {contact_details(content.clinic)}")
        exhausted = (*memory.exhausted, slug)
        return Reply("contact", text, buttons=(BOOK, *_follow_ups(content, faq, memory)[:2])), memory.after(
            topic=slug, exhausted=exhausted, offer="booking")
    again = memory.after(exhausted=tuple(other for other in memory.exhausted if other != slug))
    return _quote(content, faq, faq.passages, "Here is what our article says about this once more:", again)


def found_by_search(content: Content, keys: Iterable[str], memory: Memory) -> tuple[Reply, Memory]:
    """Quote passages that no FAQ names, carefully worded."""
    passages = [_by_key(content, key) for key in keys]
    text = "I'm not certain this is what you are asking, but this part of our article comes closest:"
    quotes = tuple(quote(content, passage) for passage in passages)
    shown = (*memory.shown, *(key for passage in passages for key in _keys(passage)))
    return Reply("answer", text, quotes, (PERSON,)), memory.after(
        turn=memory.turn + 1, topic="", shown=shown, offer="contact")


def choose(content: Content, slugs: Iterable[str], memory: Memory) -> tuple[Reply, Memory]:
    """Ask which of at most three questions was meant."""
    faqs = [content.faqs[slug] for slug in slugs][:_MAX_BUTTONS]
    if len(faqs) == 1:
        text = f"Did you mean “{faqs[0].question}”"
        offer = f"faq/{faqs[0].slug}"
    else:
        text = "I want to be sure I understand. Which of these comes closest to your question?"
        offer = ""
    buttons = tuple(Button(faq.question, faq.question) for faq in faqs)
    return Reply("choice", text, buttons=(*buttons, PERSON)), memory.after(offer=offer)


def not_covered(content: Content, nearest: Iterable[str], memory: Memory) -> tuple[Reply, Memory]:
    """Say that the articles don't answer this; offer what is nearest, booking and a person."""
    near = [content.faqs[slug] for slug in nearest][: _MAX_BUTTONS - 1]
    text = "Our articles don't cover that, so I can't answer it. A person at the clinic can help you."
    if near:
        text += " The nearest questions I can answer:"
    buttons = tuple(Button(faq.question, faq.question) for faq in near)
    return Reply("no_answer", text, buttons=(*buttons, BOOK, PERSON)), memory.after(offer="contact")


def quote(content: Content, passage: Passage) -> Quote:
    """A passage as a quote. Its link is relative when Frontdesk serves the article itself."""
    article = content.articles[passage.article]
    page = "\n".join(block.text for block in article.blocks)
    address = article.url or f"/articles/{article.slug}"
    return Quote(passage.text, article.slug, article.title, f"{address}#{text_fragment(passage.text, page)}")


def _quote(content: Content, faq: Faq, passages: Iterable[Passage], text: str, memory: Memory) -> tuple[Reply, Memory]:
    passages = tuple(passages)
    buttons = _follow_ups(content, faq, memory)
    offer, booking_turn = "more", memory.booking_turn
    if faq.offer_booking and (booking_turn is None or memory.turn - booking_turn >= _BOOKING_EVERY):
        buttons = (*buttons[: _MAX_BUTTONS - 1], BOOK)
        booking_turn = memory.turn
    shown = (*memory.shown, *(key for p in passages for key in _keys(p) if key not in memory.shown))
    return Reply("answer", text, tuple(quote(content, passage) for passage in passages), buttons), memory.after(
        turn=memory.turn + 1, topic=faq.slug, shown=shown, offer=offer, booking_turn=booking_turn,
        answered=tuple(dict.fromkeys((*memory.answered, faq.slug))))


def _follow_ups(content: Content, faq: Faq, memory: Memory) -> tuple[Button, ...]:
    candidates = [content.faqs[slug] for slug in faq.follow_ups]
    fresh = [other for other in candidates if _unseen(other.passages, memory)]
    return tuple(Button(other.question, other.question) for other in fresh[:_MAX_BUTTONS])


def _unseen(passages: Iterable[Passage], memory: Memory) -> list[Passage]:
    return [passage for passage in passages if not set(_keys(passage)) <= set(memory.shown)]


def _keys(passage: Passage) -> list[str]:
    return [f"{passage.article}/{sentence}" for sentence in passage.sentences]


def _by_key(content: Content, key: str) -> Passage:
    article, _, passage_id = key.partition("/")
    return content.passage(article, passage_id)


def _title(content: Content, faq: Faq) -> str:
    return content.articles[faq.passages[0].article].title
