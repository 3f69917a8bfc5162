"""WordPress's shortcodes, such as ``[gallery ids="1,2"]``: taken away, what they enclose stays."""

from __future__ import annotations

import re

# A name, then attributes; quotes may hold anything but quotes and brackets.
_SHORTCODE = re.compile(r"\[(/?)([a-zA-Z][a-zA-Z0-9_-]{0,60})((?:\s[^\[\]]{0,2000})?)\]")
_WITHOUT_ATTRIBUTES = frozenset((
    "audio", "caption", "embed", "gallery", "playlist", "toc", "video", "contact", "sitemap", "button", "divider",
    "spacer", "clear", "more"))


def without_shortcodes(text: str) -> str:
    """The text without its shortcodes; words in brackets that are part of it, such as "[sic]", stay."""
    closed = {name for slash, name, _ in _SHORTCODE.findall(text) if slash}

    def replaced(match: re.Match[str]) -> str:
        slash, name, attributes = match.groups()
        ours = slash or name in closed or "=" in attributes or "_" in name or name in _WITHOUT_ATTRIBUTES
        return "" if ours else match[0]

    return _SHORTCODE.sub(replaced, text)
