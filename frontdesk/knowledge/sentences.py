"""Splitting an article's paragraph into sentences, without losing a character.

A rule is used rather than a statistical parser because passage ids are made from
sentences: the same text must split the same way in every process and version.
"""

from __future__ import annotations

import re

# Closing quotes and brackets belong to the sentence they close.
_BOUNDARY = re.compile(r"(?<=[.!?…])[\"'”’)\]]*(\s+)(?=[\"'“‘(\[]*(?![a-z])[^\W_])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|vs|cf|no|dr|mr|mrs|ms|prof|st|inc|ltd|fig)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_SINGLE_CAPITAL = re.compile(r"\b[A-Z]\.$")


def _is_abbreviation(head: str) -> bool:
    match = _ABBREVIATION.search(head)
    if match is None:
        return False
    return len(match.group()) > 2 or _SINGLE_CAPITAL.search(head) is not None


def sentence_spans(paragraph: str) -> list[tuple[int, int]]:
    """Find the sentences of one paragraph.

    Args:
        paragraph: text without line breaks that matter.

    Returns:
        ``(start, end)`` character offsets, in order, of each sentence without the
        white space between them; empty for blank text.
    """
    spans = []
    start = len(paragraph) - len(paragraph.lstrip())
    for match in _BOUNDARY.finditer(paragraph):
        if _is_abbreviation(paragraph[start : match.start(1)]):
            continue
        spans.append((start, match.start(1)))
        start = match.end(1)
    end = len(paragraph.rstrip())
    if start < end:
        spans.append((start, end))
    return spans
