"""What ``content/safety/red-flags.yml`` says: levels, conditions, facts and wording, checked on load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from frontdesk.errors import ContentError
from frontdesk.knowledge.yaml_lines import Section, load_mapping
from frontdesk.safety.patterns import Element, Lexicon, Pattern, PatternError
from frontdesk.safety.scope import Cues
from frontdesk.safety.spelling import load_spellings

LEVELS = ("emergency_now", "same_day", "soon")  # most urgent first
SELF_HARM = "self_harm"
PAST = ("never", "recent", "always")
_TEXTS = (*LEVELS, "failure", "still", "asked", "emergency")
_SIGNATURE = ("by", "role", "registration", "date")
_FORBIDDEN = ("you have", "sounds like", "likely", "rule out", "nothing serious", "you're fine", "safe to wait",
              "our assessment", "diagnosis", "triage", "symptom checker")


@dataclass(frozen=True)
class Fact:
    """Something a visitor may say.

    Attributes:
        means: in plain words, for the clinician.
        past: whether it counts when it is over: ``never``, ``recent`` or ``always``.
        patterns: how it is said.
        unless: phrases that speak against it anywhere in the message.
    """

    means: str
    past: str
    patterns: tuple[Pattern, ...]
    unless: Element


@dataclass(frozen=True)
class Need:
    """At least ``count`` of these facts."""

    count: int
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One line of a condition: all needs together raise it."""

    condition: str
    level: str
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Condition:
    """A condition's own sentence, for example "Keep still.", and the message it gets instead of its level's."""

    level: str
    extra: str
    message: str


@dataclass(frozen=True)
class SignOff:
    """Who has signed the content off; empty texts when nobody has."""

    by: str
    role: str
    registration: str
    date: str

    @property
    def signed(self) -> bool:
        """Whether a clinician has signed."""
        return bool(self.by)

    def __str__(self) -> str:
        """The state in one phrase."""
        if not self.signed:
            return "NOT signed off by a clinician"
        return f"signed off by {self.by}, {self.role} ({self.registration}), on {self.date}"


@dataclass(frozen=True)
class RedFlags:
    """Everything in the folder, ready for matching.

    Attributes:
        version: of the content, as its authors count it.
        sign_off: who has signed it.
        lexicon: all phrases.
        facts: by name.
        rules: of all conditions, most urgent first.
        conditions: by id.
        messages: texts by level, and ``failure``, ``still``, ``emergency`` and ``self_harm``.
        crisis_lines: by country code, and ``other`` and ``unknown``.
        cues: the reading rules' words.
        idioms: phrases inside which nothing counts.
        places: numbers of phrases that only name a place of the body.
        spellings: what visitors write → what they mean.
    """

    version: str
    sign_off: SignOff
    lexicon: Lexicon
    facts: dict[str, Fact]
    rules: tuple[Rule, ...]
    conditions: dict[str, Condition]
    messages: dict[str, str]
    crisis_lines: dict[str, str]
    cues: Cues
    idioms: Element
    places: frozenset[int]
    spellings: dict[str, str]

    @property
    def labels(self) -> frozenset[str]:
        """Every ``level/condition`` that can be raised."""
        return frozenset(f"{rule.level}/{rule.condition}" for rule in self.rules)


def load_red_flags(folder: Path) -> RedFlags:
    """Read and check ``content/safety``.

    Args:
        folder: holds ``red-flags.yml``, ``words.yml``, ``reading.yml`` and ``spellings.yml``.

    Raises:
        ContentError: with file, line, what is wrong and what to do.
    """
    words = Section(folder / "words.yml", load_mapping(folder / "words.yml"))
    words.only(("fillers", "places", "groups"))
    groups = words.section("groups")
    phrases = {name: _phrases(groups, name) for name in groups.node}
    lexicon = Lexicon(phrases, _phrases(words, "fillers"))
    places: frozenset[int] = frozenset().union(*(_group(lexicon, words, name) for name, _ in words.texts("places")))
    reading = Section(folder / "reading.yml", load_mapping(folder / "reading.yml"))
    reading.only((*Cues.__dataclass_fields__, "idioms"))
    cues = Cues.read(lexicon, {name: _phrases(reading, name) for name in Cues.__dataclass_fields__})
    idioms = lexicon.any_of(_phrases(reading, "idioms"))
    flags = Section(folder / "red-flags.yml", load_mapping(folder / "red-flags.yml"))
    flags.only(("version", "signed_off", "messages", "self_harm", "crisis_lines", "conditions", "facts"))
    facts_section = flags.section("facts")
    facts = {name: _fact(facts_section.section(name), lexicon) for name in facts_section.node}
    section = flags.section("conditions")
    conditions = {name: _condition(section.section(name)) for name in section.node}
    rules = [rule for name in section.node for rule in _rules(name, section.section(name), facts)]
    rules.sort(key=lambda rule: LEVELS.index(rule.level))
    _no_idle_fact(facts_section, facts, rules)
    return RedFlags(
        version=_version(flags), sign_off=_sign_off(flags.section("signed_off")), lexicon=lexicon, facts=facts,
        rules=tuple(rules), conditions=conditions, messages=_messages(flags), crisis_lines=_crisis_lines(flags),
        cues=cues, idioms=idioms, places=places, spellings=load_spellings(folder / "spellings.yml"))


def _phrases(section: Section, key: str) -> list[str]:
    return [text for text, _ in section.texts(key, required=True)]


def _group(lexicon: Lexicon, section: Section, name: str) -> frozenset[int]:
    try:
        return lexicon.element("{" + name + "}").phrases
    except PatternError as error:
        raise section.fail("places", str(error), "Name a group that stands below 'groups:'") from None


def _version(section: Section) -> str:
    version = section.node.get("version")
    if not isinstance(version, int) or version < 1:
        raise section.fail("version", "'version' must be a whole number", "Count up by one with each change")
    return str(version)


def _sign_off(section: Section) -> SignOff:
    section.only(_SIGNATURE)
    given = {key: section.text(key) for key in _SIGNATURE}
    if any(given.values()) and not all(given.values()):
        missing = next(key for key in _SIGNATURE if not given[key])
        raise section.fail(missing, f"the sign-off has no '{missing}'", "Fill in all four lines, or none")
    return SignOff(**given)


def _fact(section: Section, lexicon: Lexicon) -> Fact:
    section.only(("means", "past", "unless", "said"))
    past = section.text("past") or "never"
    if past not in PAST:
        raise section.fail("past", f"'{past}' isn't known", f"Use one of: {', '.join(PAST)}")
    patterns = []
    for text, line in section.texts("said", required=True):
        try:
            patterns.append(lexicon.pattern(text))
        except PatternError as error:
            raise ContentError(section.path, line, str(error), "Write words, or {group}s of words.yml, "
                               "joined by ' / ' and ' + '") from None
    unless = lexicon.any_of(text for text, _ in section.texts("unless"))
    return Fact(section.text("means", required=True), past, tuple(patterns), unless)


def _condition(section: Section) -> Condition:
    section.only(("level", "extra", "message", "source", "when", *LEVELS))
    level = section.text("level", required=True)
    if level not in LEVELS:
        raise section.fail("level", f"'{level}' isn't a level", f"Use one of: {', '.join(LEVELS)}")
    section.text("source", required=True)
    message = section.text("message") or level
    if message not in (level, SELF_HARM):
        raise section.fail("message", f"there is no message '{message}'", f"Leave it out, or write {SELF_HARM}")
    extra = section.text("extra")
    _check_wording(section, "extra", extra)
    return Condition(level, extra, message)


def _rules(name: str, section: Section, facts: dict[str, Fact]) -> Iterator[Rule]:
    lines = [(section.text("level"), *item) for item in section.texts("when", required=True)]
    lines += [(level, *item) for level in LEVELS for item in section.texts(level)]
    for level, text, line in lines:
        yield Rule(name, level, tuple(_need(section.path, line, part, facts) for part in text.split(" + ")))


def _need(path: Path, line: int, text: str, facts: dict[str, Fact]) -> Need:
    count, rest = (2, text[len("two of "):]) if text.startswith("two of ") else (1, text)
    names = tuple(name.strip() for name in rest.split(" / "))
    for name in names:
        if name not in facts:
            raise ContentError(path, line, f"there is no fact '{name}'", "Use a name that stands below 'facts:'")
    return Need(count, names)


def _no_idle_fact(section: Section, facts: dict[str, Fact], rules: list[Rule]) -> None:
    used = {name for rule in rules for need in rule.needs for name in need.facts}
    for name in facts:
        if name not in used:
            raise section.fail(name, f"no condition uses the fact '{name}'", "Use it under 'when', or remove it")


def _messages(flags: Section) -> dict[str, str]:
    section = flags.section("messages")
    section.only(_TEXTS)
    messages = {key: section.text(key, required=True) for key in _TEXTS}
    messages[SELF_HARM] = flags.text("self_harm", required=True)
    for key, text in messages.items():
        _check_wording(flags if key == SELF_HARM else section, key, text)
    for key in ("emergency_now", "failure", "asked", SELF_HARM):
        if "{emergency}" not in messages[key]:
            raise (flags if key == SELF_HARM else section).fail(
                key, "the text doesn't name the emergency number", "Write {emergency} where it belongs")
    return messages


def _crisis_lines(flags: Section) -> dict[str, str]:
    section = flags.section("crisis_lines")
    section.text("verified", required=True)
    lines = {str(key): section.text(key, required=True) for key in section.node if key != "verified"}
    for key in ("other", "unknown"):
        if key not in lines:
            raise flags.fail("crisis_lines", f"'{key}' is missing", f"Add a line '{key}: …'")
    return lines


def _check_wording(section: Section, key: str, text: str) -> None:
    """What a visitor reads must stay a signpost: no diagnosis, no false reassurance."""
    for phrase in _FORBIDDEN:
        if re.search(rf"\b{phrase}\b", text, re.IGNORECASE):
            raise section.fail(key, f"the text says '{phrase}'", "Say where to turn, not what it might be")
