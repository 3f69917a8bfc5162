"""Synthetic FAQs, the same at every run, to see what training costs a clinic with many of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

_SEED = 20240601
_SUBJECTS = (
    "insoles", "dry needling", "cupping", "kinesio tape", "hot packs",
    "ice baths", "standing desks", "pilates", "swimming", "barefoot shoes",
)
# Each aspect asked in several ways; {0} is the subject.
_ASPECTS = {
    "safe": ("are {0} safe", "is there any risk with {0}", "can {0} do harm", "could {0} make it worse"),
    "how-long": ("how long should I use {0}", "for how many weeks do people need {0}",
                 "how much time until {0} work", "when do {0} start to help"),
    "children": ("are {0} suitable for children", "can my daughter try {0}",
                 "is my son too young for {0}", "do you recommend {0} for kids"),
    "pregnant": ("can I use {0} when pregnant", "are {0} fine in the third trimester",
                 "expecting a baby, may I try {0}", "what about {0} during pregnancy"),
    "how-often": ("how often should I use {0}", "is daily use of {0} too much",
                  "how many times a week for {0}", "should there be rest days between {0}"),
    "sore-after": ("why am I sore after {0}", "is aching normal after {0}",
                   "it hurts the day after {0}, is that right", "{0} left me stiff, why"),
    "with-running": ("can I run while using {0}", "do {0} go together with marathon training",
                     "should I pause {0} before a race", "are {0} any good for runners"),
    "alternatives": ("what can I use instead of {0}", "is there something better than {0}",
                     "which alternatives to {0} are there", "I don't like {0}, what else helps"),
    "at-home": ("can I do {0} at home", "do I need a therapist for {0}",
                "how do I try {0} by myself", "is it possible to use {0} without an appointment"),
}
_OPENERS = ("", "hi, ", "quick question, ", "please tell me, ", "I was wondering, ", "sorry to bother you but ")
_CLOSERS = ("", "?", " please", " with my back", " at my age?", " after an injury?")


@dataclass(frozen=True)
class SyntheticFaq:
    """One FAQ that no clinic wrote.

    Attributes:
        slug: its name, no FAQ of ours.
        question: as shown to visitors; not among the examples.
        examples: what visitors type, all different.
    """

    slug: str
    question: str
    examples: tuple[str, ...]


def synthetic_faqs(count: int = 90, examples: int = 20, subjects: Sequence[str] = _SUBJECTS) -> list[SyntheticFaq]:
    """Make FAQs.

    Args:
        count: how many, at most nine for each subject.
        examples: of each, at most 140.
        subjects: what they are about, each in the plural.
    """
    rng = random.Random(_SEED)
    faqs = []
    for aspect, phrases in _ASPECTS.items():
        for subject in subjects:
            texts = [opener + phrase.format(subject) + closer
                     for phrase in phrases for opener in _OPENERS for closer in _CLOSERS]
            faqs.append(SyntheticFaq(
                slug=f"synthetic-{aspect}-{subject.replace(' ', '-')}",
                question=f"About {subject}: {phrases[0].format(subject)}?",
                examples=tuple(rng.sample(texts, examples)),
            ))
    return faqs[:count]


def nlu_data(faqs: list[SyntheticFaq], prefix: str) -> str:
    """The examples as Rasa's training data.

    Args:
        faqs: to write.
        prefix: of the intents' names.
    """
    lines = ['version: "3.1"', "nlu:"]
    for faq in faqs:
        lines += [f"- intent: {prefix}{faq.slug}", "  examples: |", *(f"    - {text}" for text in faq.examples)]
    return "\n".join(lines) + "\n"
