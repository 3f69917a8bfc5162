"""What differs between two folders of the clinic's files, by FAQ, message, article and the like, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from frontdesk.editing import files as disk
from frontdesk.editing.edits import FaqFields
from frontdesk.editing.model import ARTICLES, Model, Reader
from frontdesk.errors import ContentError
from frontdesk.knowledge.articles import Article, load_article
from frontdesk.language.gate import FAQ

ARTICLE, CLINIC, QUESTIONS, STARTERS, FILE = "article", "clinic", "test questions", "starters", "file"
_PROJECTS = ("data/rules.yml", "data/stories.yml")  # Frontdesk's own, the same for every version
_OTHERS = ("content/safety", "content/conversations")  # files that nobody edits in the console


@dataclass(frozen=True)
class Difference:
    """What has changed about one thing.

    Attributes:
        kind: ``faq``, ``intent``, or one of this module's constants.
        label: as in ``data/``, or the article's slug, or the file's path; ``""`` where the kind says it all.
        name: the FAQ's question or the article's title; ``""`` where there is none.
        said: what has changed, each in a few words.
        before: all of it as it was, line by line; ``""`` where it wasn't there.
        after: as it is; ``""`` where it is gone.
    """

    kind: str
    label: str
    name: str
    said: tuple[str, ...]
    before: str
    after: str


@dataclass(frozen=True)
class _Side:
    """One folder."""

    model: Model
    articles: Mapping[str, Article]
    others: Mapping[str, str]  # texts by path


def differences(before: Path, after: Path) -> tuple[Difference, ...]:
    """What has changed from one folder to another.

    Args:
        before: a version's folder, or the project's.
        after: the same.
    """
    return _differences(before, _stamp(before), after, _stamp(after))


@lru_cache(maxsize=8)
def _differences(before: Path, _before: object, after: Path, _after: object) -> tuple[Difference, ...]:
    old, new = _read(before), _read(after)
    return (*_faqs(old, new), *_intents(old, new), *_articles(old.model, new.model), *_rest(old.model, new.model),
            *_files(old.others, new.others))


def _stamp(folder: Path) -> tuple[object, ...]:
    paths = [path for name in _OTHERS for path in (folder / name).rglob("*.yml")]
    return (*disk.stamp(folder).items(), *((path, path.stat().st_mtime_ns) for path in sorted(paths)))


def _read(folder: Path) -> _Side:
    files = {name: data for name, data in disk.read_all(folder).items() if name not in _PROJECTS}
    model = Reader().model(files)
    others = {name: files[name].decode("utf-8", "replace") for name in model.unreadable}
    for name in _OTHERS:
        for path in (folder / name).rglob("*.yml"):
            others[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8", errors="replace")
    articles = {}
    for slug in model.articles:
        try:
            articles[slug] = load_article(folder / f"{ARTICLES}{slug}.md")
        except (ContentError, OSError):
            continue
    return _Side(model, articles, others)


def _faqs(old: _Side, new: _Side) -> Iterator[Difference]:
    for slug in dict.fromkeys((*new.model.faqs, *old.model.faqs)):
        label = f"{FAQ}/{slug}"
        was, is_ = old.model.faqs.get(slug), new.model.faqs.get(slug)
        taught, teaches = old.model.examples.get(label, ()), new.model.examples.get(label, ())
        said = _said_of_faq(was, is_, taught, teaches)
        if said:
            yield Difference(FAQ, label, (is_ or was or FaqFields("", "", ())).question, said,
                             _written(was, taught, old), _written(is_, teaches, new))


def _said_of_faq(
    was: FaqFields | None, is_: FaqFields | None, taught: Sequence[str], teaches: Sequence[str]
) -> tuple[str, ...]:
    if was is None or is_ is None:
        one, count = ("new FAQ", len(teaches)) if was is None else ("removed", len(taught))
        return (f"{one}, with {_count(count, 'example')}",)
    said = list(_said_of_examples(taught, teaches))
    if was.question != is_.question:
        said.append("question reworded")
    if (was.article, was.passages) != (is_.article, is_.passages):
        said.append("answered with other passages")
    if was.more != is_.more:
        said.append("other passages when visitors ask for more")
    if was.follow_ups != is_.follow_ups:
        said.append("other follow-up questions")
    if was.offer_booking != is_.offer_booking:
        said.append("booking is offered now" if is_.offer_booking else "booking isn't offered any more")
    return tuple(said)


def _said_of_examples(taught: Sequence[str], teaches: Sequence[str]) -> Iterator[str]:
    added, removed = len(set(teaches) - set(taught)), len(set(taught) - set(teaches))
    if added:
        yield f"{_count(added, 'example')} added"
    if removed:
        yield f"{_count(removed, 'example')} removed"


def _written(faq: FaqFields | None, examples: Sequence[str], side: _Side) -> str:
    """An FAQ line by line, with its passages' words."""
    if faq is None:
        return ""
    article = side.articles.get(faq.article)
    questions = [side.model.faqs[slug].question if slug in side.model.faqs else slug for slug in faq.follow_ups]
    lines = [f"Question: {faq.question}", f"Article: {article.title if article else faq.article}",
             *(f"Answer: “{_passage(article, passage)}”" for passage in faq.passages),
             *(f"More: “{_passage(article, passage)}”" for passage in faq.more),
             *(f"Follow-up: {question}" for question in questions),
             *(["Booking is offered"] if faq.offer_booking else []),
             *(f"Example: {example}" for example in examples)]
    return "\n".join(lines)


def _passage(article: Article | None, passage: str) -> str:
    try:
        return article.passage(passage).text if article else passage
    except KeyError:
        return passage


def _intents(old: _Side, new: _Side) -> Iterator[Difference]:
    for label in dict.fromkeys((*new.model.examples, *old.model.examples)):
        if label.startswith(f"{FAQ}/") and label[len(FAQ) + 1:] in {*new.model.faqs, *old.model.faqs}:
            continue
        taught, teaches = old.model.examples.get(label, ()), new.model.examples.get(label, ())
        said = tuple(_said_of_examples(taught, teaches))
        if said:
            yield Difference("intent", label, "", said, "\n".join(taught), "\n".join(teaches))


def _articles(old: Model, new: Model) -> Iterator[Difference]:
    for slug in dict.fromkeys((*new.articles, *old.articles)):
        before, after = old.articles.get(slug, ""), new.articles.get(slug, "")
        if before != after:
            said = "new article" if not before else "removed" if not after else "text changed"
            yield Difference(ARTICLE, slug, _title(after or before, slug), (said,), before, after)


def _title(text: str, slug: str) -> str:
    lines = (line.partition(":")[2].strip(" '\"") for line in text.splitlines() if line.startswith("title:"))
    return next(lines, "") or slug


def _rest(old: Model, new: Model) -> Iterator[Difference]:
    changed = [key for key in dict.fromkeys((*new.clinic, *old.clinic))
               if old.clinic.get(key, "") != new.clinic.get(key, "")]
    if changed:
        yield Difference(CLINIC, "", "", (f"{_count(len(changed), 'detail')} changed",), _details(old, changed),
                         _details(new, changed))
    before, after = (tuple(f"{item.text} → {item.label}" for item in model.questions) for model in (old, new))
    if before != after:
        said = tuple(text.replace("example", "question") for text in _said_of_examples(before, after))
        yield Difference(QUESTIONS, "", "", said or ("changed",), "\n".join(before), "\n".join(after))
    if old.starters != new.starters:
        texts = ["\n".join(model.faqs[slug].question if slug in model.faqs else slug for slug in model.starters)
                 for model in (old, new)]
        yield Difference(STARTERS, "", "", ("other questions are offered before the first message",), *texts)


def _details(model: Model, keys: Sequence[str]) -> str:
    return "\n".join(f"{key.replace('.', ' › ')}: {model.clinic[key]}" for key in keys if model.clinic.get(key))


def _files(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    for name in sorted({*old, *new}):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            said = "new" if not before else "removed" if not after else "changed"
            yield Difference(FILE, name, "", (said,), before, after)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
