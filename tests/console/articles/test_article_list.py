"""The list of articles, one article, mending quotes, removing."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy.engine import Engine

from frontdesk.console import article_questions
from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import AddArticle
from frontdesk.inbox.inbox import Inbox
from frontdesk.language.encoder import Vectors, load_encoder
from frontdesk.settings import Settings
from tests.console.articles.conftest import FOLDER, HOSTILE, SLUG, Open
from tests.console.conftest import text_of
from tests.store.inbox_rows import ask

TITLE = "Is My Calf Related To My Back Pain?"
HEELS = "---\ntitle: Heel pain\n---\n\nHeels hurt in the morning. Rest helps.\n\n## Why rest?\n\nBecause it heals.\n"
QUOTED, CHANGED = "So calf tightness is one of them.", "So tightness of the calf is one of them."


def break_a_quote(project: Path) -> None:
    """As a text editor would."""
    path = project / FOLDER / f"{SLUG}.md"
    text = path.read_text(encoding="utf-8")
    assert QUOTED in text
    path.write_text(text.replace(QUOTED, CHANGED), encoding="utf-8")


def test_the_list_tells_how_much_is_quoted_and_what_visitors_see(
    open_articles: Open, draft: Draft, project: Path,
) -> None:
    draft.change("Robin", "added an article", "article/heel-pain", AddArticle("heel-pain", HEELS))
    page = text_of(open_articles("viewer").get("/staff/articles").text)
    assert "Heel pain 3 0 0 nothing of it yet" in page
    assert TITLE in page
    assert "this text" in page
    assert "Add an article" not in page  # a viewer can't
    break_a_quote(project)
    assert "an earlier text" in text_of(open_articles().get("/staff/articles").text)


@pytest.mark.parametrize(("search", "found"), [("heel", True), ("REST helps", True), ("nothing of the kind", False)])
def test_searching_titles_and_texts(
    open_articles: Open, draft: Draft, search: str, found: bool,
) -> None:
    draft.change("Robin", "added an article", "article/heel-pain", AddArticle("heel-pain", HEELS))
    page = open_articles().get("/staff/articles", params={"q": search}).text
    assert ("/staff/articles/heel-pain" in page) is found
    assert f"/staff/articles/{SLUG}" not in page


def test_an_article_that_cant_be_read_is_told_of(open_articles: Open, project: Path) -> None:
    (project / FOLDER / "broken.md").write_text("no front matter", encoding="utf-8")
    said = text_of(open_articles().get("/staff/articles").text)
    assert "content/articles/broken.md:1: the article has no front matter" in said
    answer = open_articles().get("/staff/articles/broken")
    assert answer.status_code == 404
    assert "front matter" in answer.text


def test_an_article_that_is_still_live_is_told_of(
    open_articles: Open, draft: Draft, live: SimpleNamespace,
) -> None:
    draft.change("Robin", "added an article", "article/heel-pain", AddArticle("heel-pain", HEELS))
    (live.folder(1) / FOLDER / "gone.md").write_text(HEELS, encoding="utf-8")
    page = text_of(open_articles().get("/staff/articles").text)
    assert "still seen by visitors until the next publication: gone" in page


def test_before_the_first_publication_nothing_is_compared(
    open_articles: Open, live: SimpleNamespace,
) -> None:
    live.live = lambda: None
    assert "this text" not in open_articles().get("/staff/articles").text


def test_one_article_shows_who_quotes_what(open_articles: Open, draft: Draft) -> None:
    page = open_articles("viewer").get(f"/staff/articles/{SLUG}").text
    article, faqs = draft.state().articles[SLUG], draft.state().faqs
    quoted = {sentence for faq in faqs.values() for passage in (*faq.passages, *faq.more)
              for sentence in article.passage(passage).sentences}
    assert page.count("<mark>") == len(quoted)
    assert all(f'href="/staff/faqs/{slug}"' in page for slug in faqs)
    assert "/edit" not in page


def test_an_article_that_isnt_there(open_articles: Open) -> None:
    for path in ("heel", "heel/edit", "heel/questions", "heel/remove", "..%2f..%2fsecret", "%2e%2e"):
        assert open_articles().get(f"/staff/articles/{path}", follow_redirects=False).status_code in (404, 307)


def test_after_an_addition_was_taken_back_its_page_leads_to_the_list(open_articles: Open) -> None:
    browser = open_articles()
    browser.cookies.set("frontdesk-note", "%5B%22Undone%22%2C%20%22%22%5D", path="/staff")
    answer = browser.get("/staff/articles/heel-pain/questions")
    assert str(answer.url).endswith("/staff/articles")
    assert "Undone" in answer.text


def test_broken_quotes_are_listed_with_their_old_words_and_mended_by_one_press(
    open_articles: Open, project: Path, draft: Draft,
) -> None:
    break_a_quote(project)
    broken = draft.state().broken
    assert broken
    browser = open_articles()
    page = browser.get("/staff/articles").text
    assert f"{QUOTED}</del>" in page  # from the version that is live
    assert CHANGED in page
    for quote in broken:
        sentences = draft.state().articles[SLUG].sentences
        near = next(name for name in sentences if name.startswith("so-tightness-of-the"))
        instead = near if ".." not in quote.passage else quote.passage.partition("..")[0] + ".." + near
        answer = browser.submit("/staff/articles/mend", faq=quote.faq, field=quote.field, passage=quote.passage,
                                instead=instead)
        assert answer.status_code == 200
    assert draft.state().broken == ()
    assert draft.state().content is not None
    assert "Quotes that no longer stand" not in browser.get("/staff/articles").text


def test_all_broken_quotes_are_mended_by_one_press(
    open_articles: Open, project: Path, draft: Draft,
) -> None:
    break_a_quote(project)
    path = project / FOLDER / f"{SLUG}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("begin to get tighter", "tighten"), encoding="utf-8")
    assert len(draft.state().broken) > 2
    browser = open_articles()
    assert "Use the nearest instead for all of them" in browser.get("/staff/articles").text
    answer = browser.submit("/staff/articles/mend", all="yes")
    assert "the articles again" in answer.text
    assert draft.state().broken == ()


def test_only_what_stands_can_take_a_quotes_place(open_articles: Open, project: Path, draft: Draft) -> None:
    break_a_quote(project)
    quote, before = draft.state().broken[0], (project / "content/faqs.yml").read_bytes()
    browser = open_articles()
    for fields in ({"instead": "no-such-passage"}, {"instead": ""}, {"field": "question"}, {"faq": "none"}):
        sent = {"faq": quote.faq, "field": quote.field, "passage": quote.passage, "instead": "x", **fields}
        assert browser.submit("/staff/articles/mend", **sent).status_code in (404, 422)
    assert (project / "content/faqs.yml").read_bytes() == before


def test_an_article_nobody_quotes_is_removed_and_can_be_brought_back(
    open_articles: Open, draft: Draft, project: Path,
) -> None:
    draft.change("Robin", "added an article", "article/heel-pain", AddArticle("heel-pain", HEELS))
    answer = open_articles().submit("/staff/articles/heel-pain/remove")
    assert "is no longer in the draft" in text_of(answer.text)
    assert not (project / FOLDER / "heel-pain.md").exists()
    undo = re.search(r'action="(/staff/audit/\d+/undo)"', answer.text)
    assert undo
    assert open_articles().submit(undo[1]).status_code == 200
    assert (project / FOLDER / "heel-pain.md").read_text(encoding="utf-8") == HEELS


def test_an_article_that_is_quoted_goes_with_its_faqs_or_stays(
    open_articles: Open, draft: Draft,
) -> None:
    draft.change("Robin", "added an article", "article/heel-pain", AddArticle("heel-pain", HEELS))
    browser = open_articles()
    assert "16 FAQs quote it" in text_of(browser.get(f"/staff/articles/{SLUG}/remove").text)
    assert browser.submit(f"/staff/articles/{SLUG}/remove").status_code == 422
    assert SLUG in draft.state().articles


def test_the_only_article_stays(open_articles: Open, draft: Draft) -> None:
    assert "It is the only article" in text_of(open_articles().get(f"/staff/articles/{SLUG}/remove").text)
    assert open_articles().submit(f"/staff/articles/{SLUG}/remove", with_faqs="yes").status_code == 422
    assert SLUG in draft.state().articles


def test_questions_it_could_answer_lead_to_the_form_of_an_faq(open_articles: Open, draft: Draft) -> None:
    draft.change("Robin", "added an article", "article/heel-pain", AddArticle("heel-pain", HEELS))
    passage = next(name for name in draft.state().articles["heel-pain"].sentences if name.startswith("because"))
    page = open_articles().get("/staff/articles/heel-pain/questions").text
    assert f"/staff/faqs/new?article=heel-pain&amp;passage={passage}&amp;question=Why+rest%3F" in page
    assert "/staff/faqs/new" not in open_articles("viewer").get("/staff/articles/heel-pain/questions").text


def test_questions_of_faqs_are_encoded_once(open_articles: Open, draft: Draft, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded = list[str]()
    encoder = load_encoder()

    def encode(texts: Sequence[str]) -> Vectors:
        encoded.extend(texts)
        return encoder.encode(texts)

    article_questions._vector.cache_clear()
    monkeypatch.setattr(article_questions, "load_encoder", lambda: SimpleNamespace(encode=encode))
    for _ in range(2):
        assert open_articles().get(f"/staff/articles/{SLUG}/questions").status_code == 200
    assert [encoded.count(faq.question) for faq in draft.state().faqs.values()] == [1] * len(draft.state().faqs)


def keep_questions(live: SimpleNamespace) -> None:
    clinic = live.folder(1) / "content" / "clinic.yml"
    told = clinic.read_text(encoding="utf-8")
    clinic.write_text(told.replace("keep_questions: false", "keep_questions: true"), encoding="utf-8")


@pytest.mark.parametrize("kept", [True, False])
def test_what_visitors_asked_in_vain_is_suggested_where_it_may_be_kept(
    open_articles: Open, draft: Draft, live: SimpleNamespace, settings: Settings, database: Engine, kept: bool,
) -> None:
    if kept:
        keep_questions(live)
    draft.change("Robin", "added an article", "article/heel-pain", AddArticle("heel-pain", HEELS))
    ask(database, "v1", "why does my heel hurt when I get up")
    ask(database, "v2", "do you take card payments")
    ask(database, "v3", "does resting my heel help", kind="answer", decision="answer", label="faq/x")
    inbox = Inbox(database, settings.root)
    inbox.read(60.0)
    page = unescape(open_articles().get("/staff/articles/heel-pain/questions").text)
    group = next(one.id for one in inbox.groups() if "heel" in one.text)
    link = f"question=why+does+my+heel+hurt+when+I+get+up&from={group}"
    assert (link in page) is kept
    assert "card payments" not in page
    assert "resting my heel" not in page


def test_texts_of_others_are_only_texts(open_articles: Open, project: Path) -> None:
    text = f"---\ntitle: '{HOSTILE}'\nauthor: '{HOSTILE}'\n---\n\n{HOSTILE} hurts. Why {HOSTILE}?\n\n## {HOSTILE}\n"
    (project / FOLDER / "hostile.md").write_text(text, encoding="utf-8")
    browser = open_articles()
    for path in ("", "/hostile", "/hostile/edit", "/hostile/questions", "/hostile/remove", f"?q={HOSTILE}"):
        page = browser.get(f"/staff/articles{path}").text
        assert "<script>alert" not in page
        assert "alert(" in page


@pytest.mark.parametrize("path", ["", "/new", f"/{SLUG}", f"/{SLUG}/edit", f"/{SLUG}/questions"])
def test_pages_are_small(open_articles: Open, path: str) -> None:
    assert len(gzip.compress(open_articles().get(f"/staff/articles{path}").content)) < 40_000
