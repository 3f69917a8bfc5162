"""Reading Markdown."""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from frontdesk.importing.html_fragment import read_html
from frontdesk.importing.imported import CALL_TO_ACTION, Imported, ImportedBlock, with_origin
from frontdesk.importing.wording import tidy

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,10000}?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_MOST_CALLS = 100


def read_markdown(text: str) -> Imported:
    """Read Markdown, with the front matter that many programs put above it.

    Args:
        text: with ``\\n`` between lines.

    Raises:
        Unreadable: it is nested more deeply than any text is.
    """
    found = _FRONT_MATTER.match(text)
    about = _mapping(found[1]) if found else {}
    body = text[found.end():] if found else text
    # HTML in it is let through here, and sanitised with the rest.
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(body)
    article = read_html(str(html), _text(about.get("title")))
    calls = _texts(about.get("calls_to_action"))
    article = replace(article, blocks=tuple(
        ImportedBlock(CALL_TO_ACTION, block.text) if block.text in calls else block for block in article.blocks))
    url = _text(about.get("url") or about.get("canonical_url") or about.get("canonical"))
    return with_origin(article, _text(about.get("author")), _text(about.get("date")), url)


def _mapping(text: str) -> dict[str, object]:
    try:
        loaded = YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError):
        return {}
    return {str(key): value for key, value in loaded.items()} if isinstance(loaded, dict) else {}


def _text(value: object) -> str:
    """A value of one line; lists and mappings have none."""
    return "" if value is None or isinstance(value, (list, dict, set, bool)) else tidy(str(value))


def _texts(value: object) -> set[str]:
    return {_text(item) for item in value[:_MOST_CALLS]} if isinstance(value, list) else set()
