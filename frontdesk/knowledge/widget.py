"""How the chat looks on the clinic's websites, and on which: ``widget:`` in ``content/clinic.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from frontdesk.errors import ContentError
from frontdesk.knowledge.colours import DARK, LIGHT, Scheme, is_colour, made_readable, readable, why_not_readable
from frontdesk.knowledge.languages import DEFAULT as ENGLISH
from frontdesk.knowledge.languages import Direction, direction_of, read_language
from frontdesk.knowledge.origin import NotAnOrigin, parse_origin
from frontdesk.knowledge.yaml_lines import Section

ACCENT, ACCENT_DARK = "#0b5f5a", "#86d3c6"
_TEXTS = ("heading", "greeting", "launcher", "safety_line")
_KEYS = ("allowed_origins", *_TEXTS, "accent", "accent_dark", "position", "language", "direction", "words")
_PLACEHOLDER = re.compile(r"{\w*}")


@dataclass(frozen=True)
class OwnWord:
    """A word of the widget that the clinic says in its own way.

    Attributes:
        key: its name in ``widget/words.json``.
        text: what the clinic says.
        line: 1-based line in ``content/clinic.yml``.
    """

    key: str
    text: str
    line: int


@dataclass(frozen=True)
class WidgetSettings:
    """What the clinic has set for the widget; an empty text has a default where it is shown.

    Attributes:
        allowed_origins: websites that may show the chat besides the site itself, as browsers spell them.
        heading: what the chat is called.
        greeting: the assistant's first line.
        launcher: words on the button that opens the chat.
        safety_line: what stands beside the box all the time.
        accent: the colour of buttons and links on a light page, as ``#rrggbb``.
        accent_dark: the same on a dark page.
        position: the corner of the page in which the launcher is.
        language: the language of the widget's own words, as a tag of BCP 47.
        direction: the direction in which that is written.
        words: the widget's words in the clinic's way.
    """

    allowed_origins: tuple[str, ...] = ()
    heading: str = ""
    greeting: str = ""
    launcher: str = ""
    safety_line: str = ""
    accent: str = ACCENT
    accent_dark: str = ACCENT_DARK
    position: Literal["left", "right"] = "right"
    language: str = ENGLISH
    direction: Direction = "ltr"
    words: tuple[OwnWord, ...] = ()


def read_widget(section: Section) -> WidgetSettings:
    """Read and check the block; what it leaves out keeps its default.

    Raises:
        ContentError: with file, line, what is wrong and what to do.
    """
    section.only(_KEYS)
    language = read_language(section, "language")
    direction = section.choice("direction", ("ltr", "rtl"))
    accent = _accent(section, "accent", LIGHT)
    dark = _accent(section, "accent_dark", DARK)
    return WidgetSettings(
        allowed_origins=_origins(section),
        **{key: section.text(key) for key in _TEXTS},
        accent=accent or ACCENT,
        accent_dark=dark or (made_readable(accent, DARK) if accent else ACCENT_DARK),
        position="left" if section.choice("position", ("left", "right")) == "left" else "right",
        language=language,
        direction=direction_of(language) if not direction else "rtl" if direction == "rtl" else "ltr",
        words=_own_words(section.section("words")),
    )


def all_words(standard: Mapping[str, str], settings: WidgetSettings, path: Path) -> dict[str, str]:
    """Every word of the widget: the clinic's own where it has one.

    Args:
        standard: the widget's words by key.
        settings: with the clinic's own.
        path: the clinic's file, for messages.

    Raises:
        ContentError: a key or a placeholder that the widget doesn't know.
    """
    for own in settings.words:
        if own.key not in standard:
            raise ContentError(path, own.line, f"the widget has no word '{own.key}'",
                               f"Use one of: {', '.join(standard)}")
        known = set(_PLACEHOLDER.findall(standard[own.key]))
        unknown = sorted(set(_PLACEHOLDER.findall(own.text)) - known)
        if unknown:
            raise ContentError(path, own.line, f"'{unknown[0]}' in '{own.key}' isn't filled in by anything",
                               f"Use {' or '.join(sorted(known))}" if known else "Write the word without braces")
    return {**standard, **{own.key: own.text for own in settings.words}}


def _origins(section: Section) -> tuple[str, ...]:
    origins = []
    for text, line in section.texts("allowed_origins"):
        try:
            origins.append(parse_origin(text))
        except NotAnOrigin as error:
            raise ContentError(section.path, line, error.problem, error.remedy) from None
    return tuple(dict.fromkeys(origins))


def _accent(section: Section, key: str, scheme: Scheme) -> str:
    """The colour, or ``""`` when absent or empty."""
    colour = section.text(key).lower()
    if not colour:
        # Without quotes the colour is a comment, and would be passed over without a word.
        meant = re.match(r"#[0-9a-f]{3,8}\b", section.comment(key), re.IGNORECASE)
        if meant:
            raise section.fail(key, f"'{key}' is empty: without quotes, YAML takes {meant[0]} for a comment",
                               f'Write {key}: "{meant[0]}"')
        return ""
    if not is_colour(colour):
        raise section.fail(key, f"'{colour}' isn't a colour", f'Write red, green and blue as in "{ACCENT}"')
    if not readable(colour, scheme):
        raise section.fail(key, *why_not_readable(colour, scheme))
    return colour


def _own_words(section: Section) -> tuple[OwnWord, ...]:
    words = (OwnWord(str(key), section.text(key), section.line(key)) for key in section.node)
    return tuple(own for own in words if own.text)
