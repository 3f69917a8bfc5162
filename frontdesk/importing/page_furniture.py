"""What stands around an article on its page: menus, notices, share buttons, related posts, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from frontdesk.importing.html_tree import HEADINGS, length

# Words that themes, page builders and plugins name such parts with, as a whole or between hyphens.
_WORDS = (
    "cookies?", "cookie(?:bar|banner|notice|law|consent)\\w*", "consent", "gdpr", "cmplz", "cky", "onetrust",
    "cybot\\w*", "shar(?:e|ing|ed)", "sharedaddy", "sharethis", "addtoany", "addthis",
    "social(?:s|media|links|icons)?", "heateor", "related(?:posts?|articles?)?", "yarpp", "recommended",
    "recent(?:posts?)?", "sidebar\\w*", "comments?", "commentlist", "respond", "disqus\\w*", "breadcrumbs?", "menus?",
    "megamenu", "nav", "navbar", "navigation", "pagination", "pager", "offcanvas", "skip", "newsletter\\w*",
    "subscribe", "subscription", "signup", "optin", "mailchimp", "popups?", "modals?", "lightbox", "toast", "snackbar",
    "masthead", "topbar", "footer", "copyright", "byline", "tagcloud", "tags", "toc", "searchform", "login", "cart",
    "ads?", "advert\\w*", "adsbygoogle", "sponsor\\w*",
)
# Words that say it together only.
_PHRASES = (
    "(?:site|page|main|global|location|top|mobile|sticky)[-_]+header(?:[-_].*)?", "top[-_]+bar(?:[-_].*)?",
    "(?:.*[-_])?author[-_]+(?:box|bio|info|card|description|about)(?:[-_].*)?",
    "about[-_]+(?:the[-_]+)?author(?:[-_].*)?", "author[-_]?box", "widgets?[-_]+area",
    "(?:.*[-_])?(?:post|entry|article|blog)[-_]+(?:meta|info|tags|cats|categories|navigation|footer|author|views|"
    "date|sharing|details)(?:[-_].*)?",
    "posted[-_]+on", "(?:cat|tags)[-_]+links", "reading[-_]+time", "back[-_]+to[-_]+top",
    "scroll[-_]+(?:to[-_]+)?top", "cli[-_]+(?:bar|modal).*", "elementor[-_]+posts(?:[-_].*)?",
    "elementor[-_]+widget[-_]+(?:posts|nav[-_]menu|loop[-_]grid|form|search.*|breadcrumbs|table[-_]of[-_]contents)",
    "ez[-_]+toc.*", "lwptoc.*", "(?:.*[-_])?table[-_]+of[-_]+contents",
    "wp[-_]+block[-_]+(?:latest|search|categories|archives|tag|comments?|"
    "post[-_](?:date|author|terms|navigation|comments?)|social).*",
)
_FURNITURE = re.compile(rf"(?:(?:.*[-_])?(?:{'|'.join(_WORDS)})(?:[-_].*)?|{'|'.join(_PHRASES)})", re.IGNORECASE)
_LONGEST_NAME = 80  # characters; longer ones aren't written by hand
# These come with the article's own parts as well, so they are told by what is in them.
_AROUND = frozenset(("header", "aside"))
_PART_OF_ARTICLE = 0.5  # of the page's text; what holds more isn't furniture, whatever it is called


def furniture(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The parts of a page that aren't its article."""
    most = _PART_OF_ARTICLE * length(tree)
    for element in tree.iter():
        if element.tag in ("html", "body") or not _named_so(element):
            continue
        if length(element) <= most:
            yield element


def _named_so(element: HtmlElement) -> bool:
    if element.tag in _AROUND:
        return not any(part.tag in HEADINGS for part in element.iterdescendants())
    names = f"{element.get('class', '')} {element.get('id', '')}".split()
    return any(len(name) <= _LONGEST_NAME and _FURNITURE.fullmatch(name) for name in names)
