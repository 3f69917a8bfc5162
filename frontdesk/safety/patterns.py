"""The language in which ``content/safety`` says what a visitor may say, and its matcher.

An entry is one or more elements joined by ``+``, told close together in any order.
An element is one or more alternatives joined by ``/``. An alternative is a
``{group}`` of words.yml, or a word or phrase in its dictionary form; between the
words of a phrase small words may stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from frontdesk.safety.words import lemmas, normal_form, tokenize

WINDOW = 12  # tokens from the first to the last element of an entry
_SENTENCE_COST = 2  # tokens that a sentence's end counts for
_MAX_SKIPPED = 4  # small words between two words of a phrase
_MAX_SPANS = 12  # places of one element that are looked at
_ENDS = frozenset(".!?;\n")

Span = tuple[int, int]  # first and last token, both included


class PatternError(ValueError):
    """An entry can't be read; the message says what is wrong with it."""


@dataclass(frozen=True)
class Element:
    """Alternatives, any of which will do: indices into the lexicon's phrases."""

    phrases: frozenset[int]


@dataclass(frozen=True)
class Pattern:
    """One entry of a fact: all its elements must stand close together."""

    elements: tuple[Element, ...]


class Words:
    """A message's tokens, ready for matching.

    Args:
        tokens: their normal forms, in order.
    """

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = list(tokens)
        self.lemmas = [lemmas(token) for token in self.tokens]
        position, self.positions = 0, []
        for token in self.tokens:
            self.positions.append(position)
            position += 1 + (_SENTENCE_COST if token in _ENDS or "\n" in token else 0)

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text."""
        return cls([normal_form(token) for token in tokenize(text)])


class Lexicon:
    """All phrases that entries use, matched in one pass over a message.

    Args:
        groups: entries' ``{group}`` → its phrases.
        fillers: small words that may stand inside a phrase.
    """

    def __init__(self, groups: Mapping[str, Sequence[str]], fillers: Iterable[str]) -> None:
        self._fillers = frozenset(form for filler in fillers for form in Words.of(filler).tokens)
        self._phrases: dict[tuple[str, ...], int] = {}
        self._by_first: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._groups = {name: frozenset(self._number(phrase) for phrase in phrases) for name, phrases in groups.items()}

    def element(self, text: str) -> Element:
        """Read alternatives joined by ``/``.

        Raises:
            PatternError: an alternative is empty, or a group isn't known.
        """
        phrases: set[int] = set()
        for alternative in text.split(" / "):
            alternative = alternative.strip()
            if alternative.startswith("{") and alternative.endswith("}"):
                name = alternative[1:-1]
                if name not in self._groups:
                    raise PatternError(f"there is no group '{name}' in words.yml")
                phrases |= self._groups[name]
            elif "{" in alternative or "}" in alternative:
                raise PatternError(f"'{alternative}' mixes a {{group}} with words")
            else:
                phrases.add(self._number(alternative))
        return Element(frozenset(phrases))

    def any_of(self, phrases: Iterable[str]) -> Element:
        """Any of these phrases."""
        return Element(frozenset(self._number(phrase) for phrase in phrases))

    def pattern(self, text: str) -> Pattern:
        """Read one entry.

        Raises:
            PatternError: it can't be read.
        """
        return Pattern(tuple(self.element(part) for part in text.split(" + ")))

    def find(self, words: Words) -> dict[int, list[Span]]:
        """Every phrase's places in a message.

        Args:
            words: of the message.

        Returns:
            Spans by the phrase's number, only for phrases that occur.
        """
        found: dict[int, list[Span]] = {}
        for start, forms in enumerate(words.lemmas):
            for form in forms:
                for number, phrase in self._by_first.get(form, ()):
                    end = self._end(words, start, phrase)
                    if end is not None:
                        spans = found.setdefault(number, [])
                        if (start, end) not in spans:
                            spans.append((start, end))
        return found

    def _end(self, words: Words, start: int, phrase: tuple[str, ...]) -> int | None:
        """Last token of the phrase that starts here, or ``None`` when it doesn't go on."""
        at = start
        for word in phrase[1:]:
            for step in range(1, _MAX_SKIPPED + 2):
                here = at + step
                if here >= len(words.tokens):
                    return None
                if word in words.lemmas[here]:
                    at = here
                    break
                if words.tokens[here] not in self._fillers:
                    return None
            else:
                return None
        return at

    def _number(self, phrase: str) -> int:
        forms = tuple(form for form in Words.of(phrase).tokens if form.strip())
        if not forms:
            raise PatternError("an alternative is empty")
        number = self._phrases.get(forms)
        if number is None:
            number = self._phrases[forms] = len(self._phrases)
            self._by_first.setdefault(forms[0], []).append((number, forms))
        return number


def matches(pattern: Pattern, words: Words, found: Mapping[int, Sequence[Span]]) -> Iterator[tuple[Span, ...]]:
    """The places where a pattern stands in a message.

    Args:
        pattern: to look for.
        words: of the message.
        found: what :meth:`Lexicon.find` gave for it.

    Yields:
        For each place, one span an element; the elements share no token.
    """
    choices: list[list[Span]] = []
    for element in pattern.elements:
        spans = sorted({span for number in found if number in element.phrases for span in found[number]})
        if not spans:
            return
        choices.append(spans[:_MAX_SPANS])
    yield from _combine(choices, words, ())


def _combine(choices: Sequence[Sequence[Span]], words: Words, chosen: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    if len(chosen) == len(choices):
        yield chosen
        return
    for span in choices[len(chosen)]:
        if any(span[0] <= other[1] and other[0] <= span[1] for other in chosen):
            continue
        together = (*chosen, span)
        first, last = min(start for start, _ in together), max(end for _, end in together)
        if words.positions[last] - words.positions[first] <= WINDOW:
            yield from _combine(choices, words, together)
