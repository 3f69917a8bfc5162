"""Whether what the files say can be used: the readers of ``content/`` say it, and a few rules for ``data/``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from frontdesk.editing.edits import EditError
from frontdesk.editing.model import ARTICLES, CLINIC, CLINIC_LABEL, FAQ, FAQS, Files, Model, Unread, slug_of
from frontdesk.errors import ContentError
from frontdesk.knowledge.articles import Article, load_article
from frontdesk.knowledge.clinic import Clinic, load_clinic
from frontdesk.knowledge.faqs import FaqReading, read_faqs

Loaded = TypeVar("Loaded")


class Checker:
    """Loads content from bytes rather than from the disk, so that it can be done before anything is written.

    What hasn't changed since the last time isn't loaded again.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[object, object]] = {}

    def articles(self, files: Files) -> dict[str, Article | ContentError]:
        """Every article by slug, or what is wrong with it."""
        return {slug_of(name): self._load(name, data, load_article)
                for name, data in sorted(files.items()) if name.startswith(ARTICLES)}

    def clinic(self, files: Files) -> Clinic | ContentError:
        """The clinic's details, or what is wrong with them."""
        return self._load(CLINIC, files.get(CLINIC), load_clinic)

    def faqs(self, files: Files, articles: Mapping[str, Article]) -> FaqReading | ContentError:
        """The FAQs with all that is wrong with them, or what is wrong with their file."""
        known = dict(articles)
        return self._load(FAQS, files.get(FAQS), lambda path: _read_faqs(path, known), (files.get(FAQS), known))

    def _load(
        self, name: str, data: bytes | None, load: Callable[[Path], Loaded], key: object = None
    ) -> Loaded | ContentError:
        if isinstance(data, Unread):
            return ContentError(Path(name), None, data.problem, data.remedy)
        key = data if key is None else key
        known = self._known.get(name)
        if known is None or known[0] != key:
            known = self._known[name] = key, _load(name, data, load)
        return known[1]  # type: ignore[return-value]


def usable(articles: Mapping[str, Article | ContentError]) -> dict[str, Article]:
    """The articles that can be used."""
    return {slug: article for slug, article in articles.items() if isinstance(article, Article)}


def refuse_faults(checker: Checker, before: Files, after: Files, old: Model, new: Model) -> None:
    """Refuse a change that would bring in something that can't be used.

    What is wrong already doesn't matter, so that it can be mended bit by bit. Quotes may be broken by a change of an
    article.

    Raises:
        EditError: what would be wrong, and what to do.
    """
    _refuse_double_meanings(old, new)
    _refuse_missing(old, new)
    for label in old.examples:
        # A fact of the clinic may do without.
        may_go = label.startswith(CLINIC_LABEL) or (label.startswith(FAQ) and label[len(FAQ):] not in new.faqs)
        if label not in new.examples and not may_go:
            raise EditError(f"{label} would have no example left. Add another before you remove this one.")
    if old.clinic != new.clinic:
        _refuse_new(checker.clinic(before), checker.clinic(after))
    articles = checker.articles(before), checker.articles(after)
    for slug, article in articles[1].items():
        if new.articles.get(slug) != old.articles.get(slug):
            _refuse_new(articles[0].get(slug), article)
    if old.faqs != new.faqs or old.starters != new.starters:
        # What a change of an article breaks is let through here, too: some of it may be mended in the same change.
        readable = usable(articles[1])
        _refuse_new_faq_faults(checker.faqs(before, readable), checker.faqs(after, readable),
                               set(_broken(old, readable)))


def double_meanings(model: Model) -> Iterator[tuple[str, str, str]]:
    """Examples that are taught under two labels: text, first label and second. An FAQ's question is an example too."""
    first: dict[str, str] = {}
    for label, texts in model.examples.items():
        for text in dict.fromkeys(texts):
            if first.setdefault(text, label) != label:
                yield text, first[text], label
    for slug, faq in model.faqs.items():
        label = f"{FAQ}{slug}"
        if first.get(faq.question, label) != label:
            yield faq.question, first[faq.question], label


def _refuse_double_meanings(old: Model, new: Model) -> None:
    known = set(double_meanings(old))
    for text, first, second in double_meanings(new):
        if (text, first, second) not in known:
            had = first if _is_taught(old, text, first) else second
            raise EditError(f"'{text}' is taught for {had} already. If it belongs here, move it: "
                            "remove it there first.")


def _refuse_missing(old: Model, new: Model) -> None:
    """Refuse to take away what others hang on."""
    for slug in old.articles:
        quoted = [name for name, faq in new.faqs.items() if faq.article == slug]
        if slug not in new.articles and quoted:
            raise EditError(f"The article is quoted by {', '.join(quoted)}. Change or remove these FAQs first.")
    if old.articles and not new.articles:
        raise EditError("This is the only article. Add another before you remove it.")
    for slug in old.faqs:
        mentions = [name for name, faq in new.faqs.items() if slug in faq.follow_ups]
        if slug not in new.faqs and mentions:
            raise EditError(f"The FAQ '{slug}' is a follow-up of {', '.join(mentions)}. Take it out there first.")
        if slug not in new.faqs and slug in new.starters:
            raise EditError(f"The FAQ '{slug}' is one of the starter questions. Take it out there first.")


def _is_taught(model: Model, text: str, label: str) -> bool:
    faq = model.faqs.get(label.removeprefix(FAQ))
    return text in model.examples.get(label, ()) or (faq is not None and faq.question == text)


def _refuse_new(before: object, after: object) -> None:
    if isinstance(after, ContentError) and not (isinstance(before, ContentError) and before.problem == after.problem):
        raise EditError(_said(after))


def _broken(model: Model, articles: Mapping[str, Article]) -> Iterator[str]:
    """What the reader would say of each quote that doesn't stand; of an FAQ with several it tells the first alone."""
    for faq in model.faqs.values():
        article = articles.get(faq.article)
        if article is None:
            continue
        for passage in (*faq.passages, *faq.more):
            try:
                article.passage(passage)
            except KeyError as error:
                yield str(error.args[0])


def _refuse_new_faq_faults(
    before: FaqReading | ContentError, after: FaqReading | ContentError, broken: set[str]
) -> None:
    if isinstance(after, ContentError):
        _refuse_new(before, after)
        return
    known = broken | ({error.problem for error in before.errors} if isinstance(before, FaqReading) else set())
    for error in after.errors:
        if error.problem not in known:
            raise EditError(_said(error))


def _read_faqs(path: Path, articles: dict[str, Article]) -> FaqReading:
    reading = read_faqs(path, articles)
    return replace(reading, errors=tuple(_ours(FAQS, error) for error in reading.errors))


def _ours(name: str, error: ContentError) -> ContentError:
    """A complaint about a copy, as one about the file."""
    return ContentError(Path(name), error.line, error.problem, error.remedy)


def _said(error: ContentError) -> str:
    """What is wrong, for who has just typed it: without a file or a line."""
    return f"{error.problem[:1].upper()}{error.problem[1:]}. {error.remedy}."


def _load(name: str, data: bytes | None, load: Callable[[Path], Loaded]) -> Loaded | ContentError:
    with TemporaryDirectory(prefix="frontdesk-") as folder:
        path = Path(folder) / Path(name).name
        if data is not None:
            path.write_bytes(data)
        try:
            return load(path)
        except ContentError as error:
            return _ours(name, error)
