"""What the widget is told about the clinic."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from frontdesk.errors import ContentError, FrontdeskError
from frontdesk.knowledge.clinic import Clinic
from frontdesk.knowledge.content import Content
from frontdesk.knowledge.hours import OpeningHours
from frontdesk.knowledge.privacy import Privacy
from frontdesk.knowledge.widget import OwnWord, WidgetSettings
from frontdesk.site.widget_config import heading, loader_config, panel_config, widget_words
from frontdesk.site.widget_files import make_scripts

ROOT = Path(__file__).resolve().parents[2]
WEEK = (((540, 1050),),) * 5 + ((), ())


@pytest.fixture
def words(content: Content) -> dict[str, str]:
    return widget_words(ROOT, content.clinic)


def with_clinic(content: Content, **changed: Any) -> Content:
    return dataclasses.replace(content, clinic=dataclasses.replace(content.clinic, **changed))


def typed(part: str) -> set[str]:
    """The settings that a part of the widget has types for."""
    text = (ROOT / "widget" / part / "config.js").read_text(encoding="utf-8")
    return set(re.findall(r"^ \* @property {.+} (\w+)", text, re.MULTILINE))


def used_words() -> set[str]:
    """The words that the widget says."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "widget").glob("*/*.js")]
    return {word for text in texts for word in re.findall(r"(?<![\w./`])words\.(?!json\b)(\w+)", text)}


def test_the_widgets_code_knows_the_same_settings(content: Content, words: dict[str, str]) -> None:
    assert set(loader_config(content.clinic, "x")) == typed("loader")
    assert set(panel_config(content, words)) == typed("panel")


def test_every_word_is_said_or_becomes_part_of_a_setting(words: dict[str, str]) -> None:
    assert used_words() | {"hours", "keep", "keepOneDay"} == set(words)


def test_what_the_clinic_hasnt_set_has_a_default(content: Content, words: dict[str, str]) -> None:
    loader, panel = loader_config(content.clinic, "widget/panel-x.js"), panel_config(content, words)
    assert (loader["panel"], loader["origins"], loader["launcher"]) == ("widget/panel-x.js", [], "Ask a question")
    assert panel["heading"] == heading(content.clinic) == f"Ask {content.clinic.name}"
    assert panel["greeting"] == f"Hello! I answer questions from {content.clinic.name}'s own articles."
    assert panel["starters"] == [content.faqs[slug].question for slug in content.starters]
    assert (panel["privacy"], panel["keep"], panel["keepMinutes"], panel["hours"]) == ("", "", 30, None)
    for config in (loader, panel):
        assert (config["lang"], config["dir"]) == ("en", "ltr")
    assert (loader["accent"], loader["accentDark"]) == ("#0b5f5a", "#86d3c6")


def test_what_the_clinic_has_set_is_told(content: Content, words: dict[str, str]) -> None:
    widget = WidgetSettings(("https://a.example",), "H", "G", "L", "S", "#a01030", "#ffb0c0", "left", "ar", "rtl")
    told = with_clinic(content, widget=widget, language="fr", privacy_url="https://a.example/privacy",
                       privacy=Privacy(conversation_minutes=45))
    loader, panel = loader_config(told.clinic, "x"), panel_config(told, words)
    assert (loader["origins"], loader["launcher"], loader["position"]) == (["https://a.example"], "L", "left")
    assert (panel["heading"], panel["greeting"], panel["safety"]) == ("H", "G", "S")
    assert (panel["privacy"], panel["keepMinutes"], panel["contentLang"]) == ("https://a.example/privacy", 45, "fr")
    assert (loader["accent"], loader["accentDark"]) == ("#a01030", "#ffb0c0")
    for config in (loader, panel):
        assert (config["lang"], config["dir"]) == ("ar", "rtl")


def test_the_safety_line_names_the_emergency_number(content: Content, words: dict[str, str]) -> None:
    for number, told in (("", "call your local emergency number (e.g. 999, 112, 911)."), ("111", "call 111.")):
        safety = panel_config(with_clinic(content, emergency_number=number), words)["safety"]
        assert safety.startswith("Automated assistant: information from the clinic's articles, not medical advice.")
        assert safety.endswith(f"Not for emergencies: in an emergency {told}")


@pytest.mark.parametrize(("days", "told"), [(30, "for 30 days"), (1, "for 1 day ")])
def test_visitors_are_asked_where_the_clinic_keeps_questions(
    content: Content, words: dict[str, str], days: int, told: str
) -> None:
    privacy = Privacy(keep_questions=True, questions_days=days)
    assert told in panel_config(with_clinic(content, privacy=privacy), words)["keep"]


def test_opening_hours_are_told_in_words_and_minutes(content: Content, words: dict[str, str]) -> None:
    told = with_clinic(content, opening_hours=OpeningHours(WEEK), time_zone="Europe/London")
    assert json.loads(json.dumps(panel_config(told, words)["hours"])) == {
        "line": "A person replies: Mon–Fri 9:00–17:30", "zone": "Europe/London",
        "week": [[[540, 1050]]] * 5 + [[], []]}


def test_the_clinics_own_words_are_told(content: Content) -> None:
    own = with_clinic(content, widget=WidgetSettings(words=(OwnWord("send", "Ask", 7), OwnWord("loading", "…", 8))))
    scripts = make_scripts(ROOT, own)
    assert '"Ask"' in scripts.panel
    assert '"Send"' not in scripts.panel
    assert '"…"' in scripts.loader


def test_a_word_that_the_widget_doesnt_have_is_refused_with_its_line(content: Content) -> None:
    own = dataclasses.replace(content.clinic, widget=WidgetSettings(words=(OwnWord("sned", "Ask", 7),)))
    with pytest.raises(ContentError, match=r"content/clinic\.yml:7: the widget has no word 'sned'\. Use .*send"):
        widget_words(ROOT, own)


@pytest.mark.parametrize(("text", "problem"), [
    (None, "the file is missing"), ("{", "this isn't valid JSON"), ('"a"', "this isn't a text for each word"),
    ('{"a": 1}', "this isn't a text for each word"), ("{}", "the word 'hours' is missing"),
    ("\xff", "this isn't valid JSON"),
])
def test_broken_words_are_refused(tmp_path: Path, text: str | None, problem: str) -> None:
    (tmp_path / "widget").mkdir()
    if text is not None:
        (tmp_path / "widget" / "words.json").write_text(text, encoding="latin-1")
    clinic = Clinic("A", "", "", "", "", "", {})
    with pytest.raises(FrontdeskError, match=rf"widget/words\.json: {problem}"):
        widget_words(tmp_path, clinic)
