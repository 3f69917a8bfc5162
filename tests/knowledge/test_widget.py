"""How the chat looks on the clinic's websites, and on which."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.errors import ContentError
from frontdesk.knowledge.colours import DARK, readable
from frontdesk.knowledge.widget import OwnWord, WidgetSettings, all_words, read_widget
from frontdesk.knowledge.yaml_lines import Section, load_mapping

PATH = Path("clinic.yml")
STANDARD = {"send": "Send", "keep": "Keep for {days} days?"}


def read(text: str) -> WidgetSettings:
    return read_widget(Section(PATH, load_mapping(PATH, text)))


@pytest.mark.parametrize("text", ["", "".join(f"{key}:\n" for key in (
    "allowed_origins", "heading", "greeting", "launcher", "safety_line", "accent", "accent_dark", "position",
    "language", "direction", "words"))])
def test_whatever_is_empty_has_its_default(text: str) -> None:
    assert read(text) == WidgetSettings()
    assert (WidgetSettings().accent, WidgetSettings().accent_dark) == ("#0b5f5a", "#86d3c6")


def test_everything_is_read() -> None:
    assert read('allowed_origins:\n  - https://www.example.org\nheading: H\ngreeting: G\nlauncher: L\nsafety_line: S\n'
                'accent: "#A01030"\naccent_dark: "#ffb0c0"\nposition: left\nlanguage: ar\nwords:\n  send: "إرسال"\n'
                ) == WidgetSettings(("https://www.example.org",), "H", "G", "L", "S", "#a01030", "#ffb0c0", "left",
                                    "ar", "rtl", (OwnWord("send", "إرسال", 12),))


def test_origins_are_spelt_as_browsers_do_and_once() -> None:
    origins = read("allowed_origins:\n  - HTTPS://WWW.Example.org:443\n  - https://www.example.org\n"
                   "  - https://example.org:8443/\n  - http://localhost:3000\n  - http://127.0.0.1:80\n").allowed_origins
    assert origins == ("https://www.example.org", "https://example.org:8443", "http://localhost:3000", "http://127.0.0.1")


def test_the_accent_of_dark_pages_is_made_from_the_other() -> None:
    made = read('accent: "#a01030"\n').accent_dark
    assert made not in ("#a01030", WidgetSettings().accent_dark)
    assert readable(made, DARK)
    assert read('accent_dark: "#ffb0c0"\n').accent == WidgetSettings().accent


@pytest.mark.parametrize(("text", "direction"), [
    ("language: ar", "rtl"), ("language: en", "ltr"), ("language: ar\ndirection: ltr", "ltr"),
    ("direction: rtl", "rtl"),
])
def test_the_direction_follows_the_language_unless_it_is_told(text: str, direction: str) -> None:
    assert read(f"{text}\n").direction == direction


@pytest.mark.parametrize(("text", "line", "problem", "remedy"), [
    ("color: red", 1, "'color' isn't a known setting", "Use one of: allowed_origins, heading"),
    ("heading: 5", 1, "was read as a number", "Put quotes round it"),
    ("allowed_origins: https://example.org", 1, "'allowed_origins' must be a list", "a line '- …'"),
    ("heading: A\nallowed_origins:\n  - https://a.example\n  - https://b.example/chat", 4,
     "'https://b.example/chat' names a page", "Write https://b.example,"),
    ("allowed_origins:\n  - '*'", 2, "holds a wildcard", "List each website by itself"),
    ('accent: "#ffcc00"', 1, "1.5:1 with white; 4.5:1 is needed", "Use a darker colour such as \"#876c00\""),
    ('position: left\naccent_dark: "#0b5f5a"', 2, "2.1:1 with the chat's dark ground", "Use a lighter colour"),
    ("accent: #0b5f5a", 1, "YAML takes #0b5f5a for a comment", 'Write accent: "#0b5f5a"'),
    ("accent_dark: #FFF # white", 1, "YAML takes #FFF for a comment", 'Write accent_dark: "#FFF"'),
    ("accent: teal", 1, "'teal' isn't a colour", 'as in "#0b5f5a"'),
    ('accent: "#fff"', 1, "'#fff' isn't a colour", 'as in "#0b5f5a"'),
    ("position: centre", 1, "'position' can't be 'centre'", "Write left or right"),
    ("direction: up", 1, "'direction' can't be 'up'", "Write ltr or rtl"),
    ("language: english", 1, "'english' isn't a language tag", "Write for example en"),
    ("words: none", 1, "'words' must hold 'key: value' lines", "Indent them"),
    ("words:\n  send: [a]", 2, "'send' must be a text", "one line of text"),
])
def test_faulty_settings_are_refused(text: str, line: int, problem: str, remedy: str) -> None:
    with pytest.raises(ContentError) as caught:
        read(text + "\n")
    assert caught.value.line == line
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


def test_a_comment_that_is_no_colour_is_a_comment() -> None:
    assert read("accent:  # to be chosen\naccent_dark: # 3 are good\n") == WidgetSettings()


def test_own_words_replace_the_widgets() -> None:
    settings = read("words:\n  send: Ask\n  keep: Keep it {days} days\n")
    assert all_words(STANDARD, settings, PATH) == {"send": "Ask", "keep": "Keep it {days} days"}
    assert all_words(STANDARD, read("words:\n  send:\n"), PATH) == STANDARD


@pytest.mark.parametrize(("text", "line", "problem", "remedy"), [
    ("words:\n  send: A\n  sned: B", 3, "the widget has no word 'sned'", "Use one of: send, keep"),
    ("words:\n  keep: For {day} days?", 2, "'{day}' in 'keep' isn't filled in", "Use {days}"),
    ("words:\n  send: Send {now}", 2, "'{now}' in 'send' isn't filled in", "without braces"),
])
def test_words_that_the_widget_doesnt_know_are_refused(text: str, line: int, problem: str, remedy: str) -> None:
    with pytest.raises(ContentError) as caught:
        all_words(STANDARD, read(text + "\n"), PATH)
    assert (caught.value.path, caught.value.line) == (PATH, line)
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy
