"""Reading a WordPress export (WXR): all posts and pages of a website in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from frontdesk.importing.html_fragment import read_html
from frontdesk.importing.imported import Imported, Unreadable, with_origin
from frontdesk.importing.shortcodes import without_shortcodes
from frontdesk.importing.wording import tidy
from frontdesk.importing.xml_limits import elements

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_WORDPRESS = re.compile(r"\{http://wordpress\.org/export/[\d.]{1,9}/\}")
# What WordPress and its plugins keep as posts, and nobody reads.
_NOT_READ = frozenset((
    "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request",
    "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family",
    "wp_font_face", "elementor_library", "et_pb_layout", "acf-field", "acf-field-group", "wpcf7_contact_form",
    "wpforms", "mc4wp-form", "shop_order", "popup"))
_GONE = frozenset(("trash", "auto-draft"))
_PUBLISHED = "publish"
# Not allowed in XML, and there all the same: plugins and pasted texts bring them.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BLOCK_EDITOR = "<!-- wp:"
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_LINK_ALONE = re.compile(r"https?://\S+")
_DAY = re.compile(r"[1-9]\d{3}-\d{2}-\d{2}")


def read_wordpress(data: bytes) -> tuple[Imported, ...]:
    """Read the posts and pages, in the file's order.

    Raises:
        Unreadable: it is no such file, isn't safe to read, or there is nothing in it to read.
    """
    articles: list[Imported] = []
    names: dict[str, str] = {}
    for element in elements(_CONTROL.sub(b"", data.lstrip())):
        if _name(element) == "author":
            names[_text(element, "author_login")] = _text(element, "author_display_name")
        elif element.tag == "item":
            article = _article(element, names)
            articles += [article] if article else []
            element.clear()
    if not articles:
        raise Unreadable("There are no posts or pages in this export. In WordPress: Tools, Export, All content.")
    return tuple(articles)


def _article(item: Element, names: dict[str, str]) -> Imported | None:
    kind, status, content = _text(item, "post_type"), _text(item, "status"), item.findtext(_CONTENT) or ""
    if kind in _NOT_READ or status in _GONE or not content.strip():
        return None
    article = read_html(_as_html(without_shortcodes(content)), tidy(item.findtext("title") or ""))
    article = replace(article, blocks=tuple(
        block for block in article.blocks if not _LINK_ALONE.fullmatch(block.text)))  # a video, once
    if not article.blocks:
        return None
    published = status == _PUBLISHED
    login = tidy(item.findtext(_CREATOR) or "")
    day = _DAY.match(_text(item, "post_date"))
    address = tidy(item.findtext("link") or "").partition("#")[0]
    return replace(with_origin(article, names.get(login) or login, day[0] if day else "", address if published else ""),
                   draft=not published)


def _as_html(content: str) -> str:
    """The classic editor keeps paragraphs as blank lines, which WordPress turns into HTML when it shows them."""
    if _BLOCK_EDITOR in content:
        return content
    return "<p>" + _BLANK_LINES.sub("<p>", content.replace("\r\n", "\n")).replace("\n", "<br>")


def _text(item: Element, name: str) -> str:
    """The text of a part in WordPress's own namespace, of whichever version."""
    return next((tidy(part.text or "") for part in _parts(item, name)), "")


def _parts(item: Element, name: str) -> Iterator[Element]:
    return (part for part in item if _name(part) == name)


def _name(element: Element) -> str:
    return _WORDPRESS.sub("", element.tag) if _WORDPRESS.match(element.tag) else ""
