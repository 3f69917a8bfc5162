"""A group of the inbox as its card shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from frontdesk.console.intent_words import name_of, words_of
from frontdesk.console.visit import Visit
from frontdesk.editing.draft import DraftState
from frontdesk.inbox.groups import Group, Message, Wording
from frontdesk.inbox.inbox import Inbox, vectors_of
from frontdesk.inbox.learned import what_is_taught
from frontdesk.inbox.suggestions import Taught, centre
from frontdesk.inbox.why import ANSWER_NAMES, REASON_NAMES, why
from frontdesk.language.gate import FAQ, OUT_OF_SCOPE, RED_FLAG
from frontdesk.store.inbox import Turn

SHOWN = 6  # wordings on a card; the rest are on the group's own page
_SUGGESTED = 3
_LONG = 280  # characters of a message that are shown at once
_WAIT = 0.2  # seconds for suggestions by meaning; without them, those that the assistant itself had
_STYLES = {"voted_down": "bad", "no_answer": "warn", "choice": "", "low": "", "search": ""}


@dataclass(frozen=True)
class Choice:
    """A label to choose."""

    label: str
    name: str


@dataclass(frozen=True)
class Tag:
    """Why messages are in the inbox, and how many of them."""

    name: str
    count: int
    style: str


@dataclass(frozen=True)
class Source:
    """A passage of an article that may answer a group, and the page that makes an FAQ of it."""

    article: str
    title: str
    text: str
    url: str


@dataclass(frozen=True)
class Said:
    """One wording on a card.

    Attributes:
        id: number of its first message.
        text: whole.
        start: as much of it as is shown at once.
        visitors: how many asked in these words.
        at: when it was asked last, in seconds since the epoch.
        reasons: why it is here, in words.
        why: what was understood and why, in sentences.
        before: the kept question before it.
        answer_before: what that was answered with.
        version: which version answered.
    """

    id: int
    text: str
    start: str
    visitors: int
    at: float
    reasons: tuple[str, ...]
    why: tuple[str, ...]
    before: Turn | None
    answer_before: str
    version: int | None


@dataclass(frozen=True)
class Card:
    """A group as it is shown.

    Attributes:
        group: the group.
        tags: why its messages are here.
        said: its wordings, the one that represents it first.
        hidden: how many wordings more there are.
        suggested: FAQs that it is nearest to.
        outside: whether most of its messages were taken for what the articles don't cover.
        kinds: of what the articles don't cover, the likeliest first.
        sources: passages that may answer it.
    """

    group: Group
    tags: tuple[Tag, ...]
    said: tuple[Said, ...]
    hidden: int
    outside: bool
    suggested: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    sources: tuple[Source, ...]


def cards_of(visit: Visit, inbox: Inbox, groups: Sequence[Group], state: DraftState, most: int = SHOWN) -> list[Card]:
    """The cards of groups.

    Args:
        visit: the request.
        inbox: that they are of.
        groups: in order.
        state: of the draft.
        most: wordings on a card.
    """
    learned = what_is_taught(state, _WAIT)
    shown = [wording for group in groups for wording in group.wordings[:most]]
    before = inbox.questions.before([wording.newest.question for wording in shown])

    def said(wording: Wording) -> Said:
        question, turn = wording.newest.question, before.get(wording.newest.question.id)
        told = why(wording.newest, inbox.thresholds, lambda label: name_of(label, state))
        return Said(wording.id, question.text, _start(question.text), wording.visitors, question.created,
                    tuple(REASON_NAMES[reason] for reason in wording.newest.reasons), tuple(told), turn,
                    ANSWER_NAMES.get(turn.kind, turn.kind) if turn else "", question.version)

    cards = []
    for group in groups:
        tags = tuple(Tag(REASON_NAMES[reason], count, _STYLES[reason]) for reason, count in group.reasons.items())
        outside = [str(message.question.understood.get("label")).startswith(f"{OUT_OF_SCOPE}/")
                   for message in group.messages]
        cards.append(Card(group, tags, tuple(map(said, group.wordings[:most])), max(0, len(group.wordings) - most),
                          2 * sum(outside) > len(outside), *_suggestions(group, state, learned)))
    return cards


def choices(state: DraftState) -> Mapping[str, tuple[Choice, ...]]:
    """Everything that a message can be taught as, by the heading that it stands under."""
    faqs = sorted((Choice(f"{FAQ}/{slug}", faq.question) for slug, faq in state.faqs.items()), key=_by_name)
    others = sorted((Choice(label, name_of(label, state)) for label in state.examples
                     if label.partition("/")[0] not in (FAQ, OUT_OF_SCOPE)), key=_by_name)
    return {"FAQs": tuple(faqs), "Other messages": tuple(others)}


def _suggestions(
    group: Group, state: DraftState, learned: Taught | None
) -> tuple[tuple[Choice, ...], tuple[Choice, ...], tuple[Source, ...]]:
    every = sorted((label for label in state.examples if label.startswith(f"{OUT_OF_SCOPE}/") and label != RED_FLAG),
                   key=lambda label: words_of(label).name)
    # Last, as the detector answers these before anything that is taught does.
    every += [RED_FLAG] if RED_FLAG in state.examples else []
    taken = Counter(str(message.question.understood.get("label")) for message in group.messages)
    first, sources = [label for label, _ in taken.most_common()], tuple[Source, ...]()
    if learned is None:
        slugs = [slug for slug, _ in Counter(_offered(group.messages)).most_common() if slug in state.faqs]
        faqs = [f"{FAQ}/{slug}" for slug in slugs]
    else:
        vector = centre(vectors_of(group.messages))
        faqs = [label for label in learned.nearest(vector, FAQ, _SUGGESTED) if label[len(FAQ) + 1:] in state.faqs]
        first += learned.nearest(vector, OUT_OF_SCOPE, 1)
        sources = tuple(_source(group, passage.article, passage.id, passage.text, state)
                        for passage in learned.passages_for(group.text, vector, _SUGGESTED))
    kinds = [label for label in dict.fromkeys((*first, *every)) if label in every]
    return (tuple(Choice(label, name_of(label, state)) for label in faqs[:_SUGGESTED]),
            tuple(Choice(label, words_of(label).name) for label in kinds), sources)


def _offered(messages: Sequence[Message]) -> list[str]:
    """Slugs of the FAQs that the assistant itself thought of, each time it did."""
    return [slug for message in messages for name in ("choices", "nearest")
            for slug in message.question.understood.get(name) or () if isinstance(slug, str)]


def _source(group: Group, article: str, passage: str, text: str, state: DraftState) -> Source:
    query = urlencode({"from": group.id, "article": article, "passage": passage})
    title = state.articles[article].title if article in state.articles else article
    return Source(article, title, text, f"/staff/faqs/new?{query}")


def _start(text: str) -> str:
    return text if len(text) <= _LONG + 40 else text[:_LONG].rstrip() + " …"


def _by_name(choice: Choice) -> str:
    return choice.name.casefold()
