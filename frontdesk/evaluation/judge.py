"""Judging replies of the chat API against what a sensible person would accept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from frontdesk.evaluation.datasets import Case
from frontdesk.knowledge.content import Content
from frontdesk.language.gate import FAQ, OUT_OF_SCOPE

# What each label's reply looks like from outside.
_KINDS = {"book": "booking", "contact": "contact", "complaint": "contact", "price": "clinic", "clinic": "clinic",
          "urgent": "urgent", "greet": "smalltalk", "thanks": "smalltalk", "goodbye": "smalltalk", "help": "smalltalk",
          "bot_challenge": "smalltalk", "affirm": "smalltalk", "deny": "smalltalk", "follow_up": "smalltalk",
          OUT_OF_SCOPE: "no_answer"}


@dataclass(frozen=True)
class Judged:
    """One case with its outcome.

    Attributes:
        case: the message and what is accepted.
        outcome: ``right``, ``wrong`` (answered something else), ``choice`` (asked,
            the right one among the choices), ``wrong_choice``, ``not_answered``.
        given: short name of what was replied, for the confusion picture.
    """

    case: Case
    outcome: str
    given: str


class Judge:
    """Recognises an FAQ's answer by the passages it quotes.

    FAQs that quote the same passages give a visitor the same answer, so it counts for each of them.

    Args:
        content: the clinic's content.
    """

    def __init__(self, content: Content) -> None:
        faqs = {f"{FAQ}/{slug}": faq for slug, faq in content.faqs.items()}
        self._by_quotes: dict[frozenset[str], list[str]] = {}
        for label, faq in faqs.items():
            self._by_quotes.setdefault(frozenset(passage.text for passage in faq.passages), []).append(label)
        self._by_question = {faq.question: label for label, faq in faqs.items()}
        self._quotes = {
            label: {passage.text for passage in (*faq.passages, *faq.more)} for label, faq in faqs.items()
        }

    def judge(self, case: Case, replies: Sequence[dict[str, Any]], fresh: bool = True) -> Judged:
        """Judge the replies to one message.

        Args:
            case: the message.
            replies: of the chat API.
            fresh: whether nothing was quoted before in this conversation; later,
                any passage of an accepted FAQ counts, as it may be the next one.
        """
        reply = replies[0]
        given = self.name(reply, case.accepted)
        if reply["kind"] == "choice":
            offered = {self._by_question.get(button["message"]) for button in reply["buttons"]}
            return Judged(case, "choice" if offered & case.accepted else "wrong_choice", given)
        if reply["kind"] == "answer":
            quoted = {quote["text"] for quote in reply["quotes"]}
            exact = given in case.accepted
            later = not fresh and any(quoted <= self._quotes.get(label, set()) for label in case.accepted)
            return Judged(case, "right" if exact or later else "wrong", given)
        wanted = {kind_of(label) for label in case.accepted}
        if reply["kind"] in wanted:
            return Judged(case, "right", given)
        return Judged(case, "not_answered" if reply["kind"] == "no_answer" else "wrong", given)

    def name(self, reply: dict[str, Any], accepted: Collection[str] = ()) -> str:
        """A label for a reply: the FAQ it answers, or its kind.

        Args:
            reply: of the chat API.
            accepted: labels that go before others which give the same answer.
        """
        if reply["kind"] != "answer":
            return str(reply["kind"])
        labels = self._by_quotes.get(frozenset(quote["text"] for quote in reply["quotes"]), ["answer"])
        return next((label for label in labels if label in accepted), labels[0])


def kind_of(label: str) -> str:
    """The kind of reply that a label without an FAQ wants; the label itself where there is no such kind."""
    return _KINDS.get(label.partition("/")[0], label)


def share(judged: Iterable[Judged], *outcomes: str) -> float:
    """Share of cases with one of these outcomes; 0 for no case."""
    cases = list(judged)
    return sum(item.outcome in outcomes for item in cases) / len(cases) if cases else 0.0
