"""The name to be asked for, in what visitors type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, pairwise

from frontdesk.booking.name_words import OTHER_WORDS, PARTICLES, RELATIVES, TITLES
from frontdesk.privacy.lexicon import UNRANKED, fold, lexicon
from frontdesk.privacy.names import names

_MAX_WORDS = 5
_SHORT = 3  # words of a message that is a name alone
_MAX_ASKED_TWICE = 3  # words
_ALIKE = 0.75  # of 1, the same letters in the same order
_MAX_LENGTH = 80  # characters
_COMMON = 4_000  # rank of an English word up to which nobody is thought to be called it without a hint
_WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*\.?")
# Say that a name follows, and so clearly that anything may be one.
_CUE = re.compile(
    r"\b(?:my\s+)?name down as\s+|\bname of\s+|\b(?:(?:my|the|full|first|his|her|their|"
    r"patient'?s?)\s+)?names?(?:\s*['’]s|\s+is|\s+are|\s*:|\s*=|\s+was)?\s+(?:is\s+)?(?:spel(?:t|led)\s+)?|"
    r"\bcalls? me(?=\s+[^\W\d_]+)\s+|\b(?:ask|asking) for\s+(?:me,?\s+)?|\bknown as\s+|"
    r"\bspeak (?:to|with)\s+|\bi\s*(?:am|'?m)\s+called\s+|\bgo(?:es)? by\s+|\bput me down as\s+", re.IGNORECASE)
_ADDRESS = re.compile(r"\.[^\W\d_]{2}")  # without its @
_HERE = re.compile(r"\s+(?:here|speaking)\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"\b(?:signed|yours (?:faithfully|sincerely|truly)|sincerely|best wishes|regards),?\s+", re.IGNORECASE)
# May be followed by anything else as well.
_HINT = re.compile(
    r"\b(?:i\s*am|i['’]?m|i\s?m|this is|it['’]?s|it is|me is|here is|myself|called|for|"
    rf"(?:my|our)\s+(?:{'|'.join(sorted(RELATIVES))})(?:\s+is)?,?)\s+(?:me,?\s+)?", re.IGNORECASE)


@dataclass(frozen=True)
class FoundName:
    """A name in a text: where it stands, and as it is written properly."""

    start: int
    end: int
    name: str


def announced_name(text: str) -> FoundName | None:
    """The name that somebody says is theirs, or to ask for, in so many words: the last where there are several.

    Args:
        text: what they typed; line breaks stand in place of what else was found in it.
    """
    cues = (*reversed(list(_CUE.finditer(text))), *_SIGNED.finditer(text))
    found = (_after(text, cue.end(), sure=True) for cue in cues)
    name = next((name for name in found if name is not None), None)
    if name is None:
        return None
    # "Surname Chan, Mr Chan."
    title, typed = "|".join(sorted(TITLES)), re.escape(text[name.start : name.end])
    titled = re.search(rf"\b(?:{title})\.?\s+{typed}", text, re.IGNORECASE)
    return FoundName(titled.start(), titled.end(), written(titled.group())) if titled else name


def given_name_alone(text: str) -> FoundName | None:
    """The name that a short message is and nothing else, where it begins with a given name.

    Args:
        text: what they typed.
    """
    whole = _whole(text) if len(text.split()) <= _SHORT else None
    first = _WORD.match(whole.name) if whole else None
    known, key = lexicon(), fold(first.group()) if first else ""
    given = known.is_given(key) or key in known.word_names or key in known.ordinary_names
    return whole if given else None


def likely_name(text: str, asked: bool, alone: bool) -> FoundName | None:
    """What is likely to be a name without being called one.

    Args:
        text: what was typed; line breaks stand in place of what else was found in it.
        asked: whether the visitor was just asked for it: then nearly any word may be one.
        alone: whether a name that nothing leads up to counts.
    """
    hints = list(_HINT.finditer(text))
    led_to = (_after(text, hint.end(), sure=True) for hint in hints if asked and _is_alone(text, hint))
    whole = _pieces_named(text) if asked else ()
    here = (_listed(text[: match.start()]) for match in _HERE.finditer(text))
    maybe = (_after(text, hint.end(), sure=False) for hint in hints)
    found = [name for name in chain(led_to, whole, maybe, here) if name is not None]
    if not found:
        return _listed(text) if asked or alone else None
    # "It's Dawn, Dawn Fairley."
    longer = (name for name in found if name.name != found[0].name and is_part(found[0].name, name.name))
    return next(longer, found[0])


def correcting_name(text: str, name: str) -> str:
    """The name in a message that is much like one told before, and not a part of it; ``""`` for none.

    Args:
        text: what they typed; line breaks stand in place of what else was found in it.
        name: told before.
    """
    hints = (_after(text, hint.end(), sure=True) for hint in _HINT.finditer(text))
    found = (other.name for other in chain(hints, _pieces_named(text), [_listed(text)]) if other is not None)
    return next((other for other in found if resembles(other, name) and not is_part(other, name)), "")


def as_name(text: str) -> str:
    """A whole message as a name, where that was asked for twice; ``""`` where it can't be one.

    Args:
        text: what was typed.
    """
    words = text.split()
    if len(words) > _MAX_ASKED_TWICE or re.search(r"[\d@]", text) or not re.search(r"[^\W_]", text):
        return ""
    return written(" ".join(words)[:_MAX_LENGTH])


def is_part(name: str, longer: str) -> bool:
    """Whether every word of a name is one of another, longer one."""
    return {fold(word) for word in name.split()} <= {fold(word) for word in longer.split()}


def resembles(name: str, other: str) -> bool:
    """Whether two names are much the same, or share a word: one corrects the other."""
    one, two = fold(name), fold(other)
    shared = set(one.split()) & set(two.split())
    return bool(shared) or SequenceMatcher(None, one, two).ratio() >= _ALIKE


def looks_named(text: str) -> bool:
    """Whether lists of names know anything in a text."""
    return any(True for _ in names(text))


def written(name: str) -> str:
    """A name as it is written properly, where its owner typed it all in one case."""
    name = " ".join(name.split()).strip(" .,-")
    if name != name.lower() and (name != name.upper() or len(name) <= 2):
        return name
    return " ".join(_capital(word, first=index == 0) for index, word in enumerate(name.lower().split()))


def _capital(word: str, first: bool) -> str:
    if word in PARTICLES and not first:
        return word
    return re.sub(r"(^|['’.\-])([^\W\d_])", lambda match: match[1] + match[2].upper(), word)


def _is_alone(text: str, hint: re.Match[str]) -> bool:
    """Whether nothing but manners stands before a hint."""
    return all(fold(word) in OTHER_WORDS for word in _WORD.findall(text[: hint.start()]))


def _after(text: str, position: int, sure: bool) -> FoundName | None:
    """The name that begins right there."""
    taken: list[re.Match[str]] = []
    for match in _WORD.finditer(text, position):
        gap = text[taken[-1].end() if taken else position : match.start()]
        if taken and _ends_sentence(taken[-1].group()):
            break
        if re.search(r"[^\s.]", gap) or (taken and gap.count("\n")) or len(taken) == _MAX_WORDS:
            break
        called_my = sure and not taken and _begins_written_name(text, match)
        if len(gap) > 2 or (_is_other(match.group(), taken) and not called_my):
            break
        taken.append(match)
    while taken and _key(taken[-1].group()) in PARTICLES | (TITLES if len(taken) > 1 else frozenset()):
        taken.pop()
    if not taken or (len(taken) == 1 and _key(taken[0].group()) in TITLES):
        return None
    if not sure:
        taken = _leading_names(taken)
    return _found(text, taken)


def _begins_written_name(text: str, word: re.Match[str]) -> bool:
    """Whether a word and the next one are both written like names: "My Tran"."""
    return bool(re.match(r"[^\W\d_a-z]\w+ [^\W\d_a-z]\w+", text[word.start():])) and word.group().istitle()


def _is_written_as_name(word: str, before: list[re.Match[str]]) -> bool:
    """Whether a word of the list is somebody's all the same: "Will", "Long" after a given name."""
    return word[:1].isupper() and word[1:].islower() and (bool(before) or (_known(word) and len(word) > 2))


def _leading_names(taken: list[re.Match[str]]) -> list[re.Match[str]]:
    """As many of these words as are names, from the first on."""
    kept: list[re.Match[str]] = []
    if _key(taken[0].group()) in TITLES:
        return taken
    for match in taken:
        word = match.group()
        # "This is long": what is a common word as well is a name with a capital alone.
        if not (_key(word) in TITLES | PARTICLES or _strange(word)
                or (word[0].isupper() and (bool(kept) or _known(word)))):
            break
        kept.append(match)
    return kept if any(_key(match.group()) not in TITLES | PARTICLES for match in kept) else []


def _whole(text: str) -> FoundName | None:
    """The piece of the text that is a name but for the manners around it."""
    return next(iter(_pieces_named(text)), None)


def _pieces_named(text: str) -> list[FoundName]:
    """The pieces of a text that may each be a name, those that lists know before others."""
    def rank(name: FoundName) -> int:
        words = name.name.split()
        return 0 if any(_known(word) for word in words) else 1 if any(_strange(word) for word in words) else 2

    return sorted(_names_in_pieces(text), key=rank)


def _names_in_pieces(text: str) -> Iterator[FoundName]:
    for words in _pieces(text):
        while words and _is_other(words[0].group(), []) and not _is_given_before(words):
            words.pop(0)
        while words and _is_other(words[-1].group(), words[:-1]):
            words.pop()
        name = _found(text, words) if _is_name(text, words) else None
        if name is not None:
            yield name


def _pieces(text: str) -> Iterator[list[re.Match[str]]]:
    """The words of each piece between commas, lines and sentences."""
    for piece in re.finditer(r"[^,;!?\n]+", text):
        words: list[re.Match[str]] = []
        for word in _WORD.finditer(text, piece.start(), piece.end()):
            words.append(word)
            if _ends_sentence(word.group()):
                yield words
                words = []
        yield words


def _is_given_before(words: list[re.Match[str]]) -> bool:
    """Whether these are a given name that is a word as well, and a surname: "will mayhew"."""
    known = lexicon()
    return (len(words) == 2 and fold(words[0].group()) in known.word_names
            and (known.is_surname(fold(words[1].group())) or known.rank(fold(words[1].group())) >= UNRANKED))


def _is_other(word: str, before: list[re.Match[str]]) -> bool:
    return _key(word) in OTHER_WORDS and not _is_written_as_name(word, before)


def _is_name(text: str, words: list[re.Match[str]]) -> bool:
    """Whether these words, the answer to the question for a name, are one."""
    if not 0 < len(words) <= _MAX_WORDS:
        return False
    sure = 1 if _is_given_before(words) else 0
    if any(_is_other(word.group(), words[:index]) or _key(word.group()) in RELATIVES
           for index, word in enumerate(words) if index >= sure):
        return False
    if any(re.search(r"[^\s.]", text[one.end() : two.start()]) for one, two in pairwise(words)):
        return False
    keys = [_key(word.group()) for word in words]
    if all(key in TITLES | PARTICLES for key in keys):
        return False
    called = any(_known(word.group()) or _rare(word.group()) for word in words)
    return called or all(word.group()[0].isupper() or key in PARTICLES for word, key in zip(words, keys))


def _listed(text: str) -> FoundName | None:
    """The first run of words that lists of names know, or that may be names for all they tell."""
    runs: list[tuple[int, int]] = []
    for span in sorted(names(text), key=lambda span: span.start):
        if runs and re.fullmatch(r"[ \-'’.]{0,2}", text[runs[-1][1] : span.start]):
            runs[-1] = (runs[-1][0], span.end)
        else:
            runs.append((span.start, span.end))
    runs = [run for run in runs if not _ADDRESS.search(text[slice(*run)])]
    if not runs:
        return None
    # "Howzit" is no word of a dictionary, but "Pieter" is a name.
    start, end = next((run for run in runs if any(_known(word) for word in text[slice(*run)].split())), runs[0])
    title = re.search(r"\b(" + "|".join(sorted(TITLES)) + r")\.?\s+$", text[:start], re.IGNORECASE)
    start = title.start() if title else start
    return FoundName(start, end, written(text[start:end]))


def _found(text: str, words: list[re.Match[str]]) -> FoundName | None:
    if not words or words[-1].end() - words[0].start() > _MAX_LENGTH:
        return None
    if any(_ADDRESS.search(word.group()) for word in words):
        return None
    start, end = words[0].start(), words[-1].end()
    return FoundName(start, end, written(text[start:end]))


def _ends_sentence(word: str) -> bool:
    """Whether a full stop after a word is none of an abbreviation's."""
    return word.endswith(".") and len(word) > 2 and _key(word) not in TITLES


def _key(word: str) -> str:
    return word.lower().replace("’", "'").rstrip(".")


def _known(word: str) -> bool:
    known, key = lexicon(), fold(word)
    return (known.is_given(key) or key in known.word_names or key in known.ordinary_names or known.is_surname(key)
            or key in known.all_surnames)


def _rare(word: str) -> bool:
    """Whether it is no common English word."""
    return lexicon().rank(fold(word)) > _COMMON


def _strange(word: str) -> bool:
    """Whether it is a name by the lists and no English word, or in no dictionary at all."""
    known, key = lexicon(), fold(word)
    if known.is_given(key) or known.is_surname(key):
        return True
    # "I'm needin an appointment" has lost a letter.
    return known.rank(key) >= UNRANKED and not (key.endswith("in") and known.rank(f"{key}g") < UNRANKED)
