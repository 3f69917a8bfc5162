"""Reading one article: front matter, paragraphs, and the sentences that may be quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from frontdesk.errors import ContentError
from frontdesk.knowledge.passages import Passage, Sentence, sentence_id
from frontdesk.knowledge.sentences import sentence_spans
from frontdesk.knowledge.yaml_lines import Section, load_mapping, read_text

_FRONT_MATTER_KEYS = ("title", "url", "author", "date", "calls_to_action")
_HEADING = re.compile(r"#{1,6}\s+")
# A line such as "Offer: …" or "contact us here >" sells; it must never pass as an answer.
_CALL_TO_ACTION = re.compile(r"^offer\s*:|>\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """A paragraph of an article. ``kind`` is ``paragraph``, ``heading`` or ``call_to_action``."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class Article:
    """An article of the clinic.

    Attributes:
        slug: the file's name without ``.md``.
        title: as shown to visitors.
        url: where it is published; empty when Frontdesk's own site serves it.
        author: as the clinic gave it, or empty.
        date: as the clinic gave it, or empty.
        body: the text below the front matter, verbatim.
        blocks: its paragraphs, headings and calls to action.
        sentences: the quotable sentences by id, in reading order.
    """

    slug: str
    title: str
    url: str
    author: str
    date: str
    body: str
    blocks: tuple[Block, ...]
    sentences: dict[str, Sentence] = field(repr=False)

    def passage(self, passage_id: str) -> Passage:
        """The passage with this id: ``<sentence>`` or ``<first>..<last>``.

        Raises:
            KeyError: no such sentence, or no such run within one paragraph; the
                argument says why.
        """
        first_id, _, last_id = passage_id.partition("..")
        ids = list(self.sentences)
        for wanted in (first_id, last_id or first_id):
            if wanted not in self.sentences:
                raise KeyError(f"there is no sentence '{wanted}' in article '{self.slug}'")
        first, last = self.sentences[first_id], self.sentences[last_id or first_id]
        if first.block != last.block or first.start > last.start:
            raise KeyError(f"'{passage_id}' doesn't run forwards within one paragraph")
        text = self.blocks[first.block].text[first.start : last.end]
        run = ids[ids.index(first.id) : ids.index(last.id) + 1]
        return Passage(passage_id, self.slug, text, tuple(run))

    def sentences_of(self, passage_id: str) -> tuple[str, ...]:
        """Ids of a passage's sentences; none where it doesn't stand in the article."""
        try:
            return self.passage(passage_id).sentences
        except KeyError:
            return ()


def load_article(path: Path) -> Article:
    """Read and check ``content/articles/<slug>.md``.

    Raises:
        ContentError: with file, line, what is wrong and what to do.
    """
    text = read_text(path)
    front, body, body_line = _split_front_matter(path, text)
    section = Section(path, load_mapping(path, front, first_line=2), first_line=2)
    section.only(_FRONT_MATTER_KEYS)
    url = section.text("url")
    if url and not re.match(r"https?://[^\s#]+$", url):
        raise section.fail("url", f"'{url}' isn't a web address without '#'",
                           "Write https://… or leave it empty to serve the article from Frontdesk")
    calls = section.texts("calls_to_action")
    blocks = _blocks(body, body_line, {call for call, _ in calls})
    present = {block.text for block in blocks}
    for call, line in calls:
        if call not in present:
            raise ContentError(path, line, f"the article has no line '{call}'",
                               "Copy the line exactly, or remove it from 'calls_to_action'")
    sentences = _sentences(blocks)
    if not sentences:
        raise ContentError(path, body_line, "the article has no sentence to quote",
                           "Add its text below the front matter")
    return Article(path.stem, section.text("title", required=True), url, section.text("author"),
                   section.text("date"), body, tuple(blocks), sentences)


def _split_front_matter(path: Path, text: str) -> tuple[str, str, int]:
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].strip() != "---":
        raise ContentError(path, 1, "the article has no front matter",
                           "Begin the file with a line '---', then 'title: …', then another '---'")
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == "---":
            return "".join(lines[1:number]), "".join(lines[number + 1 :]), number + 2
    raise ContentError(path, 1, "the front matter isn't closed", "Add a line '---' before the article's text")


def _blocks(body: str, first_line: int, calls: set[str]) -> list[Block]:
    """Each non-empty line is one block; articles keep a paragraph on one line."""
    blocks = []
    for number, raw in enumerate(body.splitlines(), start=first_line):
        line = raw.strip()
        if not line:
            continue
        heading = _HEADING.match(line)
        if line in calls or _CALL_TO_ACTION.search(line):
            blocks.append(Block("call_to_action", line, number))
        elif heading:
            blocks.append(Block("heading", line[heading.end() :], number))
        else:
            blocks.append(Block("paragraph", line, number))
    return blocks


def _sentences(blocks: list[Block]) -> dict[str, Sentence]:
    taken: dict[str, int] = {}
    found = {}
    for index, block in enumerate(blocks):
        if block.kind != "paragraph":
            continue
        for start, end in sentence_spans(block.text):
            text = block.text[start:end]
            name = sentence_id(text, taken)
            found[name] = Sentence(name, text, index, start, end)
    return found
