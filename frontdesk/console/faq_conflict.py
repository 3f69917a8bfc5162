"""What two people have changed of an FAQ, its examples or the starters, in words: questions and sentences, no ids."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.console.intent_words import name_of
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import Conflict

_GONE = "(words that no longer stand in the article)"
_CALLED = {
    "question": "the question “{}”", "article": "the article that answers “{}”", "passages": "the answer to “{}”",
    "more": "what is offered next after “{}”", "follow_ups": "the questions that follow “{}”",
    "offer_booking": "whether a consultation is offered beside the answer to “{}”"}


def faq_in_words(error: Conflict, slug: str, state: DraftState) -> Conflict:
    """A conflict about an FAQ or its examples.

    Args:
        error: as the draft tells it.
        slug: of the FAQ.
        state: of the draft.
    """
    called = _CALLED.get(error.field, "the ways visitors ask “{}”")
    say: Callable[[str], str] = {
        "passages": lambda entry: _words(entry, state), "more": lambda entry: _words(entry, state),
        "follow_ups": lambda entry: _question(entry, state), "article": lambda entry: _title(entry, state),
    }.get(error.field, str)
    return _said(error, called.format(name_of(f"faq/{slug}", state)), say, error.field)


def examples_in_words(error: Conflict, label: str, state: DraftState) -> Conflict:
    """A conflict about the examples of any label."""
    return _said(error, f"the ways visitors put “{name_of(label, state)}”", str, error.field)


def starters_in_words(error: Conflict, state: DraftState) -> Conflict:
    """A conflict about the starter questions, of which none can be typed: they are chosen."""
    return _said(error, error.subject, lambda entry: _question(entry, state), "starters")


def _said(error: Conflict, subject: str, say: Callable[[str], str], field: str) -> Conflict:
    mine, theirs, base = ("\n".join(map(say, text.splitlines())) for text in (error.mine, error.theirs, error.base))
    return Conflict(subject, mine, theirs, base, field, error.next_base)


def _words(passage: str, state: DraftState) -> str:
    """The words of a passage, whichever article it is of: the two may have chosen different ones."""
    found = (article.passage(passage).text for article in state.articles.values()
             if article.sentences_of(passage))
    return next(found, _GONE)


def _question(slug: str, state: DraftState) -> str:
    return state.faqs[slug].question if slug in state.faqs else name_of(f"faq/{slug}", state)


def _title(slug: str, state: DraftState) -> str:
    return state.articles[slug].title if slug in state.articles else slug
