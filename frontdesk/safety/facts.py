"""Which facts a message holds, how each was meant, and which conditions they raise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from frontdesk.safety.patterns import Span, Words, matches
from frontdesk.safety.red_flags import Fact, RedFlags, Rule
from frontdesk.safety.scope import Meaning, Scopes
from frontdesk.safety.words import normal_form, parse, tokenize

_MAX_PLACES = 6  # of one pattern that are looked at


@dataclass(frozen=True)
class Told:
    """The facts of one message.

    Attributes:
        present: those that count.
        excused: those that were matched, but denied, over, asked in general, and so on.
    """

    present: frozenset[str]
    excused: frozenset[str]


class FactReader:
    """Finds facts.

    Args:
        flags: what to look for.
        year: the present one.
    """

    def __init__(self, flags: RedFlags, year: int) -> None:
        self._flags, self._year = flags, year
        self._by_phrase: dict[int, set[str]] = {}  # facts that a phrase may begin
        for name, fact in flags.facts.items():
            for number in frozenset[int]().union(*(pattern.elements[0].phrases for pattern in fact.patterns)):
                self._by_phrase.setdefault(number, set()).add(name)

    def read(self, text: str, earlier: frozenset[str] = frozenset()) -> Told:
        """The facts of a message.

        The message is parsed only if what it says, with what was told before, could raise
        something: then it matters how it was meant.

        Args:
            text: the message.
            earlier: facts told before.
        """
        doc = tokenize(text)
        words = Words([normal_form(token) for token in doc])
        found = self._outside_idioms(self._flags.lexicon.find(words))
        candidates = set[str]().union(*(self._by_phrase.get(number, ()) for number in found))
        places = {name: self._places(self._flags.facts[name], words, found) for name in sorted(candidates)}
        places = {name: where for name, where in places.items() if where}
        if not raised(self._flags.rules, frozenset(places) | earlier):
            return Told(frozenset(places), frozenset())
        scopes = Scopes(parse(doc), words, found, self._flags.cues, self._year)
        present = frozenset(name for name, where in places.items() if self._counts(name, where, found, scopes))
        return Told(present, frozenset(places) - present)

    def _outside_idioms(self, found: Mapping[int, Sequence[Span]]) -> dict[int, list[Span]]:
        idioms = [span for number in self._flags.idioms.phrases & found.keys() for span in found[number]]
        if not idioms:
            return dict(found)  # type: ignore[arg-type]
        return {number: kept for number, spans in found.items()
                if (kept := [span for span in spans
                             if not any(span[0] <= last and first <= span[1] for first, last in idioms)])}

    @staticmethod
    def _places(fact: Fact, words: Words, found: Mapping[int, Sequence[Span]]) -> list[tuple[Span, ...]]:
        if fact.unless.phrases & found.keys():
            return []
        where: list[tuple[Span, ...]] = []
        for pattern in fact.patterns:
            for place in matches(pattern, words, found):
                where.append(place)
                if len(where) >= _MAX_PLACES:
                    return where
        return where

    def _counts(
        self, name: str, where: Sequence[tuple[Span, ...]], found: Mapping[int, Sequence[Span]], scopes: Scopes
    ) -> bool:
        past = self._flags.facts[name].past
        names_place = {span for number in self._flags.places & found.keys() for span in found[number]}
        for place in where:
            signs = [span for span in place if span not in names_place] or list(place)
            meaning = scopes.meaning(place, signs)
            if meaning is Meaning.PRESENT or (meaning is Meaning.OVER and past != "never") or (
                    meaning is Meaning.LONG_AGO and past == "always"):
                return True
        return False


def raised(rules: Sequence[Rule], facts: frozenset[str]) -> list[Rule]:
    """The rules that these facts satisfy, most urgent first."""
    return [rule for rule in rules
            if all(sum(name in facts for name in need.facts) >= need.count for need in rule.needs)]
