"""Why the assistant answered as it did, in plain sentences, from what the trial observed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from frontdesk.console.intent_words import named, words_of
from frontdesk.language.gate import FAQ, OUT_OF_SCOPE
from frontdesk.numbers.words import URGENCY
from frontdesk.trial.observation import BOOKING, BUTTON, QUESTIONS, TOPIC

DECISIONS = {"answer": "Answered", "choice": "Asked which question was meant", "search": "Found by search",
             "none": "Not answered", "intent": "Answered by a rule"}
_FORM = ("From here on the callback form asks for a name, a number and a time. It isn't tried out here: nothing is "
         "saved, and the next message is read as any other.")
_STANDING = "An urgent message stands in this conversation: no advice is given any more, only the clinic's details."


@dataclass(frozen=True)
class Measure:
    """A figure beside what it is held against.

    Attributes:
        name: what is measured.
        value: as text.
        needed: what is needed, as text; ``""`` where it decides nothing.
        met: whether that is reached.
    """

    name: str
    value: str
    needed: str
    met: bool


@dataclass(frozen=True)
class Why:
    """What was understood of a message.

    Attributes:
        label: in words.
        decision: in words.
        sentences: why.
        measures: the figures.
    """

    label: str
    decision: str
    sentences: tuple[str, ...]
    measures: tuple[Measure, ...]


def why(turn: Mapping[str, Any], thresholds: Mapping[str, float], questions: Mapping[str, str]) -> Why:
    """What was understood of one message, and why it got its answer.

    Args:
        turn: as :meth:`frontdesk.trial.talk.Turn.as_dict` tells it.
        thresholds: of the relevance gate.
        questions: of the FAQs, by slug.
    """
    observed = turn["observation"]
    after = [text for text, there in ((_STANDING, turn["standing"]), (_FORM, turn["form"])) if there]
    if observed is None:
        return Why("Sounds like an emergency", "Urgent message", (_flag(turn["flag"]), *after), ())
    reasons = _Reasons(observed, thresholds, lambda label: named(label, questions))
    labels = [observed["understood"]["label"], *observed["understood"]["others"]]
    return Why(", and ".join(_short(label, questions) for label in labels),
               DECISIONS[observed["understood"]["decision"]], (*reasons.told(), *after), tuple(reasons.measures()))


def _short(label: str, questions: Mapping[str, str]) -> str:
    """A label's name beside a decision that says already whether it is covered."""
    return words_of(label).name if label.startswith(f"{OUT_OF_SCOPE}/") else named(label, questions)


def _flag(flag: Mapping[str, Any]) -> str:
    urgency = URGENCY.get(flag["level"], flag["level"].replace("_", " "))
    return (f"The red-flag detector speaks first, and alone: {urgency} ({flag['condition'].replace('_', ' ')}), "
            f"strength {flag['strength']:.2f} of 1. Nothing else is read.")


class _Reasons:
    def __init__(
        self, observed: Mapping[str, Any], thresholds: Mapping[str, float], name: Callable[[str], str]
    ) -> None:
        self._seen, self._needs, self._name = observed, thresholds, name
        self._understood = observed["understood"]

    def told(self) -> Iterator[str]:
        """Sentences that say why."""
        settled = {BUTTON: self._button, QUESTIONS: self._questions, BOOKING: self._booking, TOPIC: self._topic}
        decided = {"answer": self._answered, "choice": self._asked, "search": self._found, "none": self._not_answered,
                   "intent": self._rule}
        yield from settled.get(self._seen["settled_by"], decided[self._understood["decision"]])()

    def measures(self) -> Iterator[Measure]:
        """The figures that decided, with what each is held against."""
        seen, needs = self._seen, self._needs
        if seen["settled_by"] in (BUTTON, BOOKING):
            return
        group = seen["best"].partition("/")[0]
        yield _measure(f"Confidence in “{self._name(seen['best'])}”", seen["confidence"],
                       None if group in (FAQ, OUT_OF_SCOPE) else needs["intent"])
        if self._understood["decision"] == "intent" or not seen["faq"]:
            return
        faq = self._name(f"{FAQ}/{seen['faq']}")
        yield _measure("Evidence for FAQs against what isn't covered", seen["strength"], needs["answer"])
        yield _measure(f"Nearness to an example of “{faq}”", seen["near"], needs["near"])
        yield _measure(f"Nearness to what “{faq}” quotes", seen["passage"], needs["passage"])
        yield _measure("Best sentence found by search", seen["search"], needs["search"])

    def _button(self) -> Iterator[str]:
        yield "It is the text of a button or an FAQ's own question, so it is never in doubt."

    def _questions(self) -> Iterator[str]:
        yield "The message asks several things, and each is read by itself:"
        for part in self._seen["parts"]:
            yield f"“{part['text']}”: {DECISIONS[part['decision']].lower()}, {self._name(part['label'])}."

    def _booking(self) -> Iterator[str]:
        yield "It leaves a phone number or an e-mail address, or asks for an appointment in so many words."

    def _topic(self) -> Iterator[str]:
        yield (f"By itself the message says little. It follows an answer, so it is taken for a question on that: "
               f"“{self._name(self._understood['label'])}”.")

    def _answered(self) -> Iterator[str]:
        near = self._seen["faq_example"]
        yield (f"Answered because it is near an example of this FAQ, “{near['text']}” "
               f"({_figure(near['near'])} where {_figure(self._needs['near'])} is needed), and everything else agrees.")

    def _asked(self) -> Iterator[str]:
        yield "It isn't sure enough to be answered, so the visitor chooses:"
        yield from self._lacking(self._needs["answer"])

    def _found(self) -> Iterator[str]:
        yield (f"No FAQ fits, but a sentence of an article comes near: {_figure(self._seen['search'])} where "
               f"{_figure(self._needs['search'])} is needed.")
        yield from self._lacking(self._needs["choice"])

    def _not_answered(self) -> Iterator[str]:
        if self._seen["faq"]:
            yield f"Not answered. The nearest question is “{self._name(FAQ + '/' + self._seen['faq'])}”:"
            yield from self._lacking(self._needs["choice"])
        yield from self._nearest()

    def _rule(self) -> Iterator[str]:
        yield (f"Understood as: {self._name(self._understood['label'])}. Confidence "
               f"{_figure(self._seen['confidence'])} where {_figure(self._needs['intent'])} is needed.")
        yield from self._nearest()

    def _lacking(self, strength: float) -> Iterator[str]:
        """What keeps the best FAQ from being answered (or offered, by its lesser need of strength)."""
        seen, needs, near = self._seen, self._needs, self._seen["faq_example"]
        if near is not None and seen["near"] < needs["near"]:
            yield (f"its nearest example is “{near['text']}”, {_figure(seen['near'])} where {_figure(needs['near'])} "
                   "is needed;")
        if seen["strength"] < strength:
            yield (f"the evidence for FAQs against what isn't covered is {_figure(seen['strength'])} where "
                   f"{_figure(strength)} is needed;")
        if seen["passage"] < needs["passage"]:
            yield f"what it quotes is {_figure(seen['passage'])} near where {_figure(needs['passage'])} is needed;"
        if seen["rival_faq"] and seen["rival"] > needs["rival"]:
            yield f"“{self._name(FAQ + '/' + seen['rival_faq'])}” is as likely."

    def _nearest(self) -> Iterator[str]:
        example = self._seen["example"]
        yield (f"The nearest example of all is “{example['text']}” ({_figure(example['near'])}), taught for: "
               f"{self._name(example['label'])}.")


def _measure(name: str, value: float, needed: float | None) -> Measure:
    return Measure(name, _figure(value), "" if needed is None else f"at least {_figure(needed)}",
                   needed is None or value >= needed)


def _figure(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")
