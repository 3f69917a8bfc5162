"""Adding articles from the shell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from frontdesk.cli_database import SHELL
from frontdesk.editing.draft import Draft
from frontdesk.errors import FrontdeskError
from frontdesk.importing.article_file import ArticleText
from frontdesk.importing.cutting import Cut, cut, quotable
from frontdesk.importing.imported import CALL_TO_ACTION, Imported, Unreadable
from frontdesk.importing.keeping import additions, faults, text_of
from frontdesk.importing.kinds import WORDPRESS
from frontdesk.importing.reader import read_upload
from frontdesk.importing.reading import ReadFile
from frontdesk.importing.remarks import remarks, same_as
from frontdesk.importing.slugs import slugs_in
from frontdesk.knowledge.articles import Article
from frontdesk.settings import Settings
from frontdesk.store.audit import Audit

_SHOWN = 12  # sentences of an article that are printed


def list_posts(paths: Sequence[Path]) -> None:
    """Print the posts of WordPress exports, with the numbers to choose them by.

    Raises:
        FrontdeskError: a file can't be read, or isn't such an export.
    """
    for path in paths:
        found = _read(path)
        if found.kind != WORDPRESS:
            raise FrontdeskError(f"{path} isn't a WordPress export, so it has no posts to list.")
        for number, article in enumerate(found.articles, start=1):
            note = " (not published)" if article.draft else ""
            print(f"{number:>4}  {article.date or '-':<10}  {article.title or '(no title)'}{note}")


def import_files(
    settings: Settings, paths: Sequence[Path], posts: Sequence[int], title: str, url: str, dry_run: bool
) -> None:
    """Add the articles of files to the draft, and print what is added: all of them or none.

    Args:
        settings: where the draft is.
        paths: of the files.
        posts: numbers of those wanted of a WordPress export.
        title: instead of the one in the file.
        url: the same.
        dry_run: print only.

    Raises:
        FrontdeskError: a file can't be read, or what is in it can't be added.
    """
    articles = [article for path in paths for article in _wanted(path, posts)]
    if len(articles) > 1 and (title or url):
        raise FrontdeskError("--title and --url are for one article. Import the articles one by one.")
    draft = Draft(settings.root, Audit(settings.database), var=settings.var)
    texts = [text_of(replace(article, title=title or article.title, url=url or article.url)) for article in articles]
    there = draft.state().articles
    edits = additions(texts, slugs_in(settings.root / "content" / "articles"))
    for text, edit in zip(texts, edits):
        cuts = cut(text)
        _refuse(text, cuts, there)
        _show(edit.slug, text, cuts, remarks(text.title, cuts, there))
    if dry_run:
        print("Nothing was added.")
        return
    one = len(edits) == 1
    draft.change(SHELL, "added an article" if one else "added articles",
                 f"article/{edits[0].slug}" if one else f"{len(edits)} articles", *edits)
    print("In the draft. Visitors see it once it is published: frontdesk publish")


def _read(path: Path) -> ReadFile:
    try:
        return read_upload(path.read_bytes(), path.name)
    except OSError as error:
        raise FrontdeskError(f"{path} can't be read: {error.strerror}.") from None
    except Unreadable as error:
        raise FrontdeskError(f"{path}: {error}") from None


def _wanted(path: Path, posts: Sequence[int]) -> list[Imported]:
    found = _read(path)
    if found.kind != WORDPRESS:
        if posts:
            raise FrontdeskError(f"{path} isn't a WordPress export, so it has no posts to choose from.")
        return list(found.articles)
    if not posts:
        raise FrontdeskError(f"{path} is a WordPress export with {len(found.articles)} posts. --list shows them; "
                             "choose with --post N.")
    missing = next((number for number in posts if not 1 <= number <= len(found.articles)), None)
    if missing is not None:
        raise FrontdeskError(f"{path} has no post {missing}. It has 1 to {len(found.articles)}.")
    return [found.articles[number - 1] for number in posts]


def _refuse(text: ArticleText, cuts: list[Cut], there: Mapping[str, Article]) -> None:
    name = f"'{text.title}'" if text.title else "An article without a title"
    wrong = next(iter(faults(text).values()), "")
    if wrong:
        raise FrontdeskError(f"{name} can't be added. {wrong}")
    twin = same_as(cuts, there)
    if twin is not None:
        raise FrontdeskError(f"{name} has the very same text as the article '{twin.slug}'. Nothing was added.")


def _show(slug: str, text: ArticleText, cuts: list[Cut], notes: Sequence[str]) -> None:
    sentences = quotable(cuts)
    print(f"content/articles/{slug}.md: {text.title}\n  {len(sentences)} sentences that can be quoted:")
    for sentence in sentences[:_SHOWN]:
        print(f"    {sentence.text}")
    if len(sentences) > _SHOWN:
        print(f"    … and {len(sentences) - _SHOWN} more")
    for one in cuts:
        if one.kind == CALL_TO_ACTION:
            print(f"  never quoted: {one.text}")
    for note in notes:
        print(f"  note: {note}")
