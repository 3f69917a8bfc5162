"""What the files say, each part by itself: a change is thought out here, and only then written into the texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from frontdesk.editing.clinic_text import read_clinic
from frontdesk.editing.edits import EditError, FaqFields
from frontdesk.editing.faqs_text import FaqFile, read_faqs
from frontdesk.editing.nlu_text import Block, blocks
from frontdesk.editing.test_questions import FILE, TestQuestion, load_test_questions
from frontdesk.editing.yaml_nodes import NotReadable
from frontdesk.errors import ContentError

FAQS, CLINIC, QUESTIONS = "content/faqs.yml", "content/clinic.yml", FILE.as_posix()
ARTICLES, DATA = "content/articles/", "data/"
NLU = "data/nlu.yml"
FAQ = "faq/"  # how the labels of FAQs begin
CLINIC_LABEL = "clinic/"  # and those of the clinic's own facts
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # of an FAQ or an article
_BOM = "\ufeff"

Files = Mapping[str, bytes]  # by path below the project's folder, such as "data/nlu.yml"


class Unread(bytes):
    """Instead of what a file holds that Frontdesk may not read."""

    problem = "Frontdesk isn't allowed to read this file"
    remedy = "Ask whoever looks after the server to let it"


@dataclass(frozen=True)
class Model:
    """What all the files say.

    Attributes:
        examples: by label, in the files' order.
        faqs: by slug, as written.
        starters: slugs of FAQs.
        articles: the whole text of each file, by slug, with Unix line ends.
        clinic: by dotted key.
        questions: to test with.
        unreadable: why a file can't be read, by its path; it has no part in what is above.
    """

    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    faqs: Mapping[str, FaqFields] = field(default_factory=dict)
    starters: tuple[str, ...] = ()
    articles: Mapping[str, str] = field(default_factory=dict)
    clinic: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[TestQuestion, ...] = ()
    unreadable: Mapping[str, NotReadable] = field(default_factory=dict)

    def needs(self, *names: str) -> None:
        """Refuse where one of these files (or one in these folders) can't be read.

        Raises:
            EditError: which, and why.
        """
        for path, reason in self.unreadable.items():
            if any(map(partial(_is_within, path), names)):
                raise mend_first(path, reason)

    def can_read(self, name: str) -> bool:
        """Whether a file can be read, or all that are in a folder; also where there is none."""
        return not any(_is_within(path, name) for path in self.unreadable)

    def says_the_same(self, other: Model) -> bool:
        """Whether another says the same; the order of examples doesn't matter."""
        mine, theirs = ({label: sorted(texts) for label, texts in model.examples.items()} for model in (self, other))
        return (mine == theirs and self.faqs == other.faqs and self.starters == other.starters
                and self.articles == other.articles and self.clinic == other.clinic
                and self.questions == other.questions and set(self.unreadable) == set(other.unreadable))


class Reader:
    """Reads files into a :class:`Model`; what hasn't changed since the last time isn't parsed again."""

    def __init__(self) -> None:
        self._parsed: dict[str, tuple[bytes, object]] = {}

    def model(self, files: Files) -> Model:
        """What these files say."""
        unreadable: dict[str, NotReadable] = {}
        examples: dict[str, list[str]] = {}
        articles: dict[str, str] = {}
        faqs, clinic, questions = FaqFile({}, (), {}), dict[str, str](), tuple[TestQuestion, ...]()
        for name in sorted(files):
            try:
                found = self.parsed(name, files[name])
            except NotReadable as error:
                unreadable[name] = error
                continue
            if name.startswith(DATA) and isinstance(found, list):
                for block in found:
                    examples.setdefault(block.label, []).extend(block.texts)
            elif name.startswith(ARTICLES) and isinstance(found, str):
                articles[slug_of(name)] = found
            elif isinstance(found, FaqFile):
                faqs = found
            elif isinstance(found, dict):
                clinic = found
            elif isinstance(found, tuple):
                questions = found
        return Model({label: tuple(texts) for label, texts in examples.items()}, faqs.faqs, faqs.starters, articles,
                     clinic, questions, unreadable)

    def blocks(self, files: Files) -> dict[str, list[Block]]:
        """The intents of every file below ``data/`` that can be read."""
        found = {}
        for name in sorted(files):
            if name.startswith(DATA):
                try:
                    parsed = self.parsed(name, files[name])
                except NotReadable:
                    continue
                assert isinstance(parsed, list)
                found[name] = parsed
        return found

    def faq_lines(self, files: Files) -> Mapping[tuple[str, ...], int]:
        """Where things stand in ``content/faqs.yml``; empty where it can't be read."""
        try:
            found = self.parsed(FAQS, files.get(FAQS, b""))
        except NotReadable:
            return {}
        assert isinstance(found, FaqFile)
        return found.lines

    def parsed(self, name: str, data: bytes) -> object:
        """What a file says, as its reader tells it.

        Raises:
            NotReadable: it says nothing that can be used.
        """
        if isinstance(data, Unread):
            raise NotReadable(None, data.problem, data.remedy)
        known = self._parsed.get(name)
        if known is None or known[0] != data:
            try:
                known = data, _parse(name, decoded(data))
            except NotReadable as error:
                known = data, error
            self._parsed[name] = known
        if isinstance(known[1], NotReadable):
            raise NotReadable(known[1].line, known[1].problem)
        return known[1]


def slug_of(name: str) -> str:
    """An article's slug by its path."""
    return Path(name).stem


def article_path(slug: str) -> str:
    """An article's path by its slug."""
    return f"{ARTICLES}{slug}.md"


def decoded(data: bytes) -> str:
    """A file's text without a byte order mark.

    Raises:
        NotReadable: it isn't UTF-8.
    """
    try:
        return data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        raise NotReadable(data[:error.start].count(b"\n") + 1, "the text isn't UTF-8") from None


def encoded(text: str, like: bytes) -> bytes:
    """A text as a file, with a byte order mark where the file had one."""
    mark = _BOM if like.startswith(_BOM.encode()) else ""
    return (mark + text).encode("utf-8")


def where(name: str, line: int | None) -> str:
    """A place in a file, for people."""
    return name if line is None else f"{name}:{line}"


def mend_first(name: str, reason: NotReadable) -> EditError:
    """For a change that has to wait until a file can be read."""
    return EditError(f"{where(name, reason.line)}: {reason.problem}. {reason.remedy or 'Mend that file'} first.")


def _is_within(path: str, name: str) -> bool:
    return path == name or (name.endswith("/") and path.startswith(name))


def _parse(name: str, text: str) -> object:
    if name.startswith(DATA):
        return blocks(text)
    if name.startswith(ARTICLES):
        return text.replace("\r\n", "\n")
    if name == FAQS:
        return read_faqs(text)
    if name == CLINIC:
        return read_clinic(text)
    try:
        return load_test_questions(Path(name), text)
    except ContentError as error:
        raise NotReadable(error.line, f"{error.problem}. {error.remedy}") from None
