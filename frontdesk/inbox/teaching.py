"""What becomes of messages that somebody has said the meaning of: test questions first, then examples.

One in five is kept back for good, to test with what was never taught; which, the text itself decides. But of the
messages that are taught in one go at least one is taught, and a message alone always is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import AddExample, AddTestQuestion, Edit, RemoveTestQuestion
from frontdesk.editing.test_questions import TestQuestion, is_held_out, normalised
from frontdesk.language.gate import FAQ
from frontdesk.store.inbox import Kept


@dataclass(frozen=True)
class Lesson:
    """Messages that say the same, and the text that they are taught as.

    Attributes:
        text: as it may have been reworded.
        questions: the messages.
    """

    text: str
    questions: tuple[Kept, ...]


@dataclass(frozen=True)
class Plan:
    """What becomes of lessons.

    Attributes:
        label: that they are for.
        taught: will be examples, and test questions that aren't held out.
        kept_back: are test questions alone.
        known: are examples of the label already.
        elsewhere: are examples of another label, which stands beside them; nothing is done with those.
        edits: of the draft.
    """

    label: str
    taught: tuple[Lesson, ...]
    kept_back: tuple[Lesson, ...]
    known: tuple[Lesson, ...]
    elsewhere: tuple[tuple[Lesson, str], ...]
    edits: tuple[Edit, ...]


def plan_teaching(lessons: Sequence[Lesson], label: str, state: DraftState) -> Plan:
    """Find what becomes of each lesson.

    Args:
        lessons: with different texts.
        label: that they mean.
        state: of the draft.
    """
    labels, tested = labels_by_text(state), _tested(state)
    known, elsewhere, kept_back, fresh = list[Lesson](), list[tuple[Lesson, str]](), list[Lesson](), list[Lesson]()
    for lesson in lessons:
        words = normalised(lesson.text)
        other, question = labels.get(words), tested.get(words)
        if other == label:
            known.append(lesson)
        elif other is not None:
            elsewhere.append((lesson, other))
        elif question is not None and question.held_out:
            kept_back.append(lesson)
        else:
            fresh.append(lesson)
    chosen = [lesson for lesson in fresh if is_held_out(lesson.text)] if len(fresh) > 1 else []
    if len(chosen) == len(fresh):
        chosen = chosen[1:]
    taught = [lesson for lesson in fresh if lesson not in chosen]
    kept_back += chosen
    edits = [edit for lesson in taught for edit in (AddExample(label, lesson.text),
                                                    *_test_with(lesson.text, label, False, tested))]
    edits += [edit for lesson in kept_back for edit in _test_with(lesson.text, label, True, tested)]
    return Plan(label, tuple(taught), tuple(kept_back), tuple(known), tuple(elsewhere), tuple(edits))


def plan_testing(texts: Mapping[str, str], state: DraftState) -> list[Edit]:
    """What makes test questions of messages that were answered rightly.

    Args:
        texts: the label of each.
        state: of the draft; a label that it doesn't have any more is left out.
    """
    labels, tested = labels_by_text(state), _tested(state)
    known = {*state.examples, *(f"{FAQ}/{slug}" for slug in state.faqs)}
    return [edit for text, label in texts.items() if label in known
            for edit in _test_with(text, label, is_held_out(text) and normalised(text) not in labels, tested)]


def labels_by_text(state: DraftState) -> dict[str, str]:
    """The label that each normalised text is taught for; an FAQ's question is an example of it, too."""
    found = {normalised(faq.question): f"{FAQ}/{slug}" for slug, faq in state.faqs.items()}
    return found | {normalised(text): label for label, texts in state.examples.items() for text in texts}


def _tested(state: DraftState) -> dict[str, TestQuestion]:
    return {normalised(question.text): question for question in state.test_questions}


def _test_with(text: str, label: str, held_out: bool, tested: Mapping[str, TestQuestion]) -> Iterator[Edit]:
    """Have this text tested with this label, in place of another that it may have been given before."""
    there = tested.get(normalised(text))
    if there is None:
        yield AddTestQuestion(text, label, held_out)
    elif (there.label, there.held_out) != (label, held_out):
        yield RemoveTestQuestion(there.text)
        yield AddTestQuestion(text, label, held_out)
