"""How Frontdesk cuts a text: which sentences can be quoted, which lines are headings and which are invitations."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from frontdesk.errors import ContentError
from frontdesk.importing.article_file import ArticleText, new_file
from frontdesk.importing.imported import CALL_TO_ACTION, HEADING
from frontdesk.knowledge.articles import Article, Block, load_article
from frontdesk.knowledge.passages import Sentence


@dataclass(frozen=True)
class Cut:
    """A line of an article.

    Attributes:
        kind: ``paragraph``, ``heading`` or ``call_to_action``.
        text: without the marks of a heading.
        sentences: the quotable ones of a paragraph.
        automatic: it is an invitation by its looks.
        key: names the line in a form.
    """

    kind: str
    text: str
    sentences: tuple[Sentence, ...]
    automatic: bool
    key: str


def article_from(slug: str, file: str) -> Article:
    """The article of a file's text, read as any other.

    Raises:
        ContentError: it can't be used.
    """
    with TemporaryDirectory(prefix="frontdesk-") as folder:
        path = Path(folder) / f"{slug}.md"
        path.write_text(file, encoding="utf-8")
        return load_article(path)


def cut(text: ArticleText) -> list[Cut]:
    """The lines of a text.

    Args:
        text: as it can be kept.
    """
    plain = _read(replace(text, calls=()))
    looks = {block.text for block in plain[0] if block.kind == CALL_TO_ACTION}
    blocks, sentences = _read(text) if text.calls else plain
    return _cuts(blocks, sentences, looks)


def cuts_of(article: Article) -> list[Cut]:
    """The lines of an article of the draft."""
    looks = {block.text for block in _read(_bare(article))[0] if block.kind == CALL_TO_ACTION}
    return _cuts(article.blocks, article.sentences.values(), looks)


def edited(article: Article) -> ArticleText:
    """An article of the draft as staff edit it."""
    calls = [one.text for one in cuts_of(article) if one.kind == CALL_TO_ACTION and not one.automatic]
    return ArticleText(article.title, article.url, article.author, article.date, article.body.strip("\n"),
                       tuple(dict.fromkeys(calls)))


def key_of(line: str) -> str:
    """Names a line by a digest, so that a form needn't hold it twice."""
    return hashlib.sha256(line.encode()).hexdigest()[:12]


def quotable(cuts: list[Cut]) -> list[Sentence]:
    """All sentences that can be quoted."""
    return [sentence for one in cuts for sentence in one.sentences]


def _cuts(blocks: Sequence[Block], sentences: Iterable[Sentence], looks: Collection[str]) -> list[Cut]:
    of_block: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        of_block.setdefault(sentence.block, []).append(sentence)
    return [Cut(block.kind, block.text, tuple(of_block.get(index, ())), block.text in looks, key_of(block.text))
            for index, block in enumerate(blocks)]


def _bare(article: Article) -> ArticleText:
    return ArticleText("", "", "", "", article.body.strip("\n"), ())


def _read(text: ArticleText) -> tuple[tuple[Block, ...], tuple[Sentence, ...]]:
    """Blocks and sentences; the rest of the text doesn't matter, and may be wrong as yet."""
    try:
        article = article_from("article", new_file(replace(text, title="Article", url="", author="", date="")))
    except ContentError:
        # Without a sentence to quote there is no paragraph: every line is a heading or an invitation.
        lines = [line.strip() for line in text.body.split("\n") if line.strip()]
        return tuple(_unquotable(line, index) for index, line in enumerate(lines)), ()
    return article.blocks, tuple(article.sentences.values())


def _unquotable(line: str, index: int) -> Block:
    heading = line.lstrip("#").strip() if line.startswith("#") else ""
    return Block(HEADING if heading else CALL_TO_ACTION, heading or line, index)

