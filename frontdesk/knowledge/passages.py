"""Passages: sentences of an article, and runs of neighbouring sentences."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_ID_WORDS = 5


@dataclass(frozen=True)
class Sentence:
    """One quotable sentence.

    Attributes:
        id: stable name, made from the sentence's own words alone, so that it
            survives edits anywhere else in the article.
        text: the sentence, verbatim.
        block: index of the paragraph it stands in.
        start: character offset in that paragraph.
        end: offset just past its last character.
    """

    id: str
    text: str
    block: int
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """One sentence, or a run of neighbouring sentences of one paragraph.

    Attributes:
        id: ``<sentence id>`` or ``<first sentence id>..<last sentence id>``.
        article: the article's slug.
        text: the passage, verbatim.
        sentences: ids of the sentences in it, in order.
    """

    id: str
    article: str
    text: str
    sentences: tuple[str, ...]


def sentence_id(text: str, taken: dict[str, int]) -> str:
    """Name a sentence by its first words and a digest of all of them.

    Args:
        text: the sentence; punctuation, case and spacing don't change the name.
        taken: names already given in this article, each with the number up to which those that begin so are given;
            the new one is added.

    Returns:
        For example ``back-pain-isnt-always-just-1c4f``. A sentence that stands
        twice in an article gets ``-2`` the second time.
    """
    words = re.findall(r"[^\W_]+", re.sub(r"[’']", "", text.casefold()))
    digest = hashlib.sha256(" ".join(words).encode()).hexdigest()[:4]
    base = "-".join([*words[:_ID_WORDS], digest])
    name, count = base, taken.get(base, 1)
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    taken[base] = count
    taken.setdefault(name, 1)
    return name
