"""E-mail addresses, links and account names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frontdesk.privacy.spans import Span

_TLD = (
    r"(?:com|co|org|net|edu|gov|mil|info|biz|io|ai|app|me|eu|uk|scot|wales|ie|us|ca|au|nz|za|in|pk|ng|ke|gh|de|fr|es|it|"
    r"pt|nl|be|ch|at|se|no|dk|fi|pl|cz|sk|hu|ro|bg|gr|lt|lv|ee|ua|ru|tr|il|ae|sa|br|mx|ar|cl|jp|cn|kr|hk|sg|my|ph|id|"
    r"th|vn|nhs|health|clinic|care|online|site|live|tv|ly|gl|gd|xyz|dev|page|link|club|shop|cc|gle)"
)
# Those that are no word: "my back is sore.it hurts" holds no link.
_PLAIN_TLD = r"(?:com|co|org|net|edu|gov|info|biz|io|app|eu|uk|scot|ie|ca|au|nz|za|fr|nl|dk|cz|tv|xyz)"
_SPOKEN_DOT = r"(?:\s{1,2}dot\s{1,2}|\s?[(\[{]\s?(?:dot|\.)\s?[)\]}]\s?)"
_DOT = rf"(?:\.|{_SPOKEN_DOT})"
_AT = r"(?:@|\s{0,2}[(\[{<]\s?(?:at|@)\s?[)\]}>]\s{0,2})"
_PROVIDERS = r"(?:gmail|googlemail|hotmail|outlook|yahoo|ymail|icloud|aol|btinternet|protonmail)"
_LOCAL = r"[\w.+'-]{1,64}(?:\s{1,2}(?:dot|underscore|dash|hyphen)\s{1,2}[\w+-]{1,40}){0,4}"
# People put spaces around dots and signs.
_LOOSE_DOT = r"\s?\.\s?(?:com|co|uk|net|org)\b"
_LOOSE_END = rf"(?:{_LOOSE_DOT}){{0,2}}"
_EMAILS = tuple(re.compile(rf"(?<![\w@]){pattern}", re.IGNORECASE) for pattern in (
    rf"{_LOCAL}{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,5}}{_LOOSE_END}",
    rf"{_LOCAL}\s{{0,2}}@\s{{0,2}}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,3}}(?:{_DOT}{_TLD}\b|{_LOOSE_DOT}){_LOOSE_END}",
    # "at" in words only before a known provider, or where a dot and a top-level domain follow.
    rf"{_LOCAL}\s{{1,2}}at\s{{1,2}}(?:{_PROVIDERS}\b(?:{_DOT}[a-z]{{2,6}}\b){{0,2}}{_LOOSE_END}"
    rf"|[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,3}}{_DOT}{_TLD}\b)",
    # The sign forgotten: "josmith gmail.com".
    rf"[\w.+-]{{2,64}}\s{{1,2}}{_PROVIDERS}(?:{_DOT}[a-z]{{2,6}}\b){{1,2}}",
))
_REST = r"[^\s\ufffc<>\"]"  # of an address, up to a space
_LINKS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"\b(?:https?|ftp)\s?:\s?//\s?{_REST}{{1,2000}}",
    rf"\bwww\s?\.\s?{_REST}{{1,2000}}",
    rf"(?<![\w@.-])(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:{_TLD}/{_REST}{{0,2000}}|{_PLAIN_TLD}(?![\w-]|\.\w))",
    rf"(?<![\w@.-])[a-z0-9-]{{2,63}}{_SPOKEN_DOT}(?:com|org|net|co{_SPOKEN_DOT}uk)\b",
))
_HANDLE = re.compile(r"(?<![\w@.])@[a-z_][\w.]{1,40}", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"\b(?:insta(?:gram)?|ig|facebook|fb|snap(?:chat)?|tiktok|twitter|skype|telegram|whatsapp|strava|linkedin)\b"
    r"(?:\s{1,2}(?:is|as|at|name|username|user|handle|account)){0,3}\s?[:=]?\s{0,2}"
    r"([a-z]\w{0,30}[\d_.]\w[\w.]{0,40})", re.IGNORECASE)
_CLOSING = ".,;:!?)]}'\""


def emails(text: str) -> Iterator[Span]:
    """E-mail addresses, also spelled out ("jo dot smith at gmail dot com")."""
    for pattern in _EMAILS:
        yield from (_span(match, 0, "email") for match in pattern.finditer(text))


def links(text: str) -> Iterator[Span]:
    """Web addresses, with or without their scheme."""
    for pattern in _LINKS:
        yield from (_span(match, 0, "link") for match in pattern.finditer(text))


def handles(text: str) -> Iterator[Span]:
    """Account names on social media: they name a person."""
    yield from (_span(match, 0, "name") for match in _HANDLE.finditer(text))
    yield from (_span(match, 1, "name") for match in _ACCOUNT.finditer(text))


def _span(match: re.Match[str], group: int, kind: str) -> Span:
    """A find without what closes the sentence around it."""
    found = match.group(group).rstrip(_CLOSING)
    return Span(match.start(group), match.start(group) + max(len(found), 1), kind)
