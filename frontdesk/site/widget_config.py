"""What the widget is told about the clinic: its settings, its words, and their defaults."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.clinic import Clinic
from frontdesk.knowledge.content import Content
from frontdesk.knowledge.widget import all_words

_SAFETY = ("Automated assistant: information from the clinic's articles, not medical advice. "
           "Not for emergencies: in an emergency call {number}.")
_NO_NUMBER = "your local emergency number (e.g. 999, 112, 911)"
# These become part of the settings.
_FILLED_WORDS = ("hours", "keep", "keepOneDay")


def widget_words(root: Path, clinic: Clinic) -> dict[str, str]:
    """Every word of the widget, in the clinic's way where it has one.

    Args:
        root: the project's folder.
        clinic: read from its ``content/clinic.yml``.

    Raises:
        FrontdeskError: ``widget/words.json`` can't be used, or the clinic has a word that isn't in it.
    """
    path = root / "widget" / "words.json"
    try:
        standard = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FrontdeskError(f"{path}: the file is missing. Restore it, for example from git.") from None
    except ValueError as error:  # also what isn't UTF-8
        raise FrontdeskError(f"{path}: this isn't valid JSON ({error}). Mend it, or restore it from git.") from None
    if not isinstance(standard, dict) or not all(isinstance(text, str) for text in standard.values()):
        raise FrontdeskError(f"{path}: this isn't a text for each word. Write one object of keys and texts.")
    missing = [key for key in _FILLED_WORDS if key not in standard]
    if missing:
        raise FrontdeskError(f"{path}: the word '{missing[0]}' is missing. Restore it, for example from git.")
    return all_words(standard, clinic.widget, root / "content" / "clinic.yml")


def loader_config(clinic: Clinic, panel: str) -> dict[str, Any]:
    """The ``config`` of ``widget/loader/config.js``.

    Args:
        clinic: whose widget it is.
        panel: address of the panel, relative to the loader's.
    """
    widget = clinic.widget
    return {
        "panel": panel,
        "origins": list(widget.allowed_origins),
        "launcher": widget.launcher or "Ask a question",
        "keepMinutes": clinic.privacy.conversation_minutes,
        "position": widget.position,
        "lang": widget.language,
        "dir": widget.direction,
        "accent": widget.accent,
        "accentDark": widget.accent_dark,
    }


def panel_config(content: Content, words: Mapping[str, str]) -> dict[str, Any]:
    """The ``config`` of ``widget/panel/config.js``."""
    clinic = content.clinic
    widget = clinic.widget
    return {
        "heading": heading(clinic),
        "greeting": widget.greeting or f"Hello! I answer questions from {clinic.name}'s own articles.",
        "safety": widget.safety_line or _SAFETY.format(number=clinic.emergency_number or _NO_NUMBER),
        "privacy": clinic.privacy_url,
        "keep": _keep(clinic, words),
        "keepMinutes": clinic.privacy.conversation_minutes,
        "starters": [content.faqs[slug].question for slug in content.starters],
        "lang": widget.language,
        "dir": widget.direction,
        "contentLang": clinic.language,
        "hours": _hours(clinic, words),
    }


def heading(clinic: Clinic) -> str:
    """What the chat is called."""
    return clinic.widget.heading or f"Ask {clinic.name}"


def _keep(clinic: Clinic, words: Mapping[str, str]) -> str:
    """What visitors are asked to agree to, where the clinic wants to keep questions."""
    if not clinic.privacy.keep_questions:
        return ""
    days = clinic.privacy.questions_days
    return words["keepOneDay"] if days == 1 else words["keep"].replace("{days}", str(days))


def _hours(clinic: Clinic, words: Mapping[str, str]) -> dict[str, Any] | None:
    """When a person replies: in words, and by day, Monday first, in minutes of the clinic's time zone."""
    hours = clinic.opening_hours
    if hours is None:
        return None
    return {"line": words["hours"].replace("{hours}", hours.text), "zone": clinic.time_zone, "week": hours.week}
