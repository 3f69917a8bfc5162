"""Links to a passage: URL text fragments, ``#:~:text=…``.

Source: WICG, *URL Fragment Text Directives*, https://wicg.github.io/scroll-to-text-fragment/.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_WHOLE_TEXT_LIMIT = 80  # characters; longer passages use "start,end" to keep links short
_EDGE_WORDS = 4


def text_fragment(passage: str, page_text: str) -> str:
    """Build the fragment that makes a browser scroll to and highlight ``passage``.

    Args:
        passage: verbatim text, within one paragraph.
        page_text: the whole visible text of the page, which decides how many
            words the two ends need before they can't match somewhere earlier.

    Returns:
        ``:~:text=…`` without the leading ``#``.
    """
    # A browser matches whole words: quotation marks at the edges only get in the way.
    passage = re.sub(r"^[\"'“‘(\[]+|[\"'”’)\]]+$", "", passage)
    words = passage.split(" ")
    if len(passage) <= _WHOLE_TEXT_LIMIT or len(words) <= 2 * _EDGE_WORDS:
        return f":~:text={_encode(passage)}"
    at = page_text.find(passage)
    for size in range(_EDGE_WORDS, len(words) // 2 + 1):
        start, end = " ".join(words[:size]), " ".join(words[-size:])
        starts_there = page_text.casefold().find(start.casefold()) == at
        ends_there = passage.casefold().find(end.casefold()) == len(passage) - len(end)
        if starts_there and ends_there:
            return f":~:text={_encode(start)},{_encode(end)}"
    return f":~:text={_encode(passage)}"


def _encode(text: str) -> str:
    # "-", "," and "&" separate the parts of a directive, so they are escaped as well.
    return quote(text, safe="").replace("-", "%2D")
