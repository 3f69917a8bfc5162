"""Changing an article: what would break is shown first, and nothing of others is lost."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import RemoveFaq
from tests.console.articles.conftest import FOLDER, SLUG, Open, send
from tests.console.articles.test_article_adding import fields_of
from tests.console.conftest import text_of

PATH = f"{SLUG}/edit"
URL = f"/staff/articles/{PATH}"
QUOTED, CHANGED = "So calf tightness is one of them.", "So tightness of the calf is one of them."
UNQUOTED = "So I think with the spine as well, you know."


def form(open_articles: Open) -> dict[str, Any]:
    page = open_articles().get(URL).text
    base = re.search(r'name="base" value="([^"]*)"', page)
    assert base
    return {**fields_of(page), "base": unescape(base[1])}


def file(project: Path) -> str:
    return (project / FOLDER / f"{SLUG}.md").read_text(encoding="utf-8")


def choices(page: str, leave: bool = False) -> dict[str, str]:
    """What is chosen on the page of broken quotes."""
    found = dict(re.findall(r'name="(instead-\w+)" value="([^"]*)" required checked', page))
    return dict.fromkeys(found, "leave") if leave else found


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(base|file)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def test_saving_without_a_change_changes_nothing(open_articles: Open, project: Path) -> None:
    before = file(project)
    assert "nothing to save" in send(open_articles(), PATH, form(open_articles)).text
    assert file(project) == before


def test_a_change_that_breaks_nothing_is_saved_at_once_and_touches_only_its_lines(
    open_articles: Open, project: Path,
) -> None:
    before, sent = file(project), form(open_articles)
    text = sent["text"].replace(UNQUOTED, "I think so.")
    answer = send(open_articles(), PATH, {**sent, "text": text, "author": "Jane"})
    assert str(answer.url).endswith(f"/staff/articles/{SLUG}")
    assert file(project) == before.replace(UNQUOTED, "I think so.").replace("author:\n", "author: Jane\n")
    undo = re.search(r'action="(/staff/audit/\d+/undo)"', answer.text)
    assert undo
    open_articles().submit(undo[1])
    assert file(project) == before


def test_quotes_that_would_break_are_shown_before_anything_is_saved(
    open_articles: Open, project: Path, draft: Draft,
) -> None:
    before, sent = file(project), form(open_articles)
    page = send(open_articles(), PATH, {**sent, "text": sent["text"].replace(QUOTED, CHANGED)}).text
    assert file(project) == before
    quoting = [slug for slug, faq in draft.state().faqs.items()
               if any("so-calf-tightness" in passage for passage in (*faq.passages, *faq.more))]
    assert quoting
    assert f"{len(choices(page))} quote" in text_of(page)
    assert f"{QUOTED}</del>" in page
    assert f"{CHANGED}</ins>" in page
    answer = open_articles().submit(URL, **hidden(page), **choices(page))
    assert answer.status_code == 200
    state = draft.state()
    assert state.broken == ()
    assert state.content is not None
    assert CHANGED in file(project)
    undo = re.search(r'action="(/staff/audit/\d+/undo)"', answer.text)
    assert undo
    open_articles().submit(undo[1])  # text and quotes together
    assert file(project) == before
    assert draft.state().broken == ()


def test_they_may_be_left_broken_which_blocks_publishing(
    open_articles: Open, project: Path, draft: Draft,
) -> None:
    sent = form(open_articles)
    page = send(open_articles(), PATH, {**sent, "text": sent["text"].replace(QUOTED, CHANGED)}).text
    answer = open_articles().submit(URL, **hidden(page), **choices(page, leave=True))
    assert "must be mended before anything can be published" in answer.text
    assert CHANGED in file(project)
    state = draft.state()
    assert state.broken
    assert any("no longer stands" in problem for problem in state.problems)


def faqs_of(draft: Draft) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {slug: (faq.passages, faq.more) for slug, faq in draft.state().faqs.items()}


def break_several(open_articles: Open) -> str:
    """The page of the quotes that would break where two sentences are changed."""
    sent = form(open_articles)
    text = sent["text"].replace(QUOTED, CHANGED).replace("begin to get tighter", "tighten")
    return str(send(open_articles(), PATH, {**sent, "text": text}).text)


def test_choices_hold_for_their_quotes_whatever_others_remove_meanwhile(
    open_articles: Open, draft: Draft,
) -> None:
    page = break_several(open_articles)
    picked, before = choices(page), faqs_of(draft)
    slug = next(slug for slug, faq in draft.state().faqs.items() if f"<legend>{faq.question}" in unescape(page))
    draft.change("Ann", "removed an FAQ", f"faq/{slug}", RemoveFaq(slug))
    # Only what was the first is to be mended: it is there no longer.
    kept = dict.fromkeys(picked, "leave") | dict([next(iter(picked.items()))])
    assert open_articles().submit(URL, **hidden(page), **kept).status_code == 200
    assert faqs_of(draft) == {name: quotes for name, quotes in before.items() if name != slug}


def test_what_nobody_has_chosen_for_is_asked_again(open_articles: Open, project: Path) -> None:
    before, page = file(project), break_several(open_articles)
    (name, _), *others = choices(page).items()
    for wrong in ("", "no-such-passage", "keep"):
        again = open_articles().submit(URL, **hidden(page), **dict.fromkeys(dict(others), "leave") | {name: wrong}).text
        assert name in again
        assert again.count('value="leave" required checked') == len(others)
    assert file(project) == before


def test_some_quotes_may_be_mended_and_others_left(open_articles: Open, draft: Draft) -> None:
    page = break_several(open_articles)
    picked = choices(page)
    last = list(picked)[-1]
    assert len(picked) > 2
    answer = open_articles().submit(URL, **hidden(page), **picked | {last: "leave"})
    assert "1 broken quote must be mended" in answer.text
    assert len(draft.state().broken) == 1


def grown(draft: Draft) -> tuple[str, tuple[str, ...]]:
    """An FAQ that quotes a run of sentences and has as many as it may, and the run's sentences."""
    article = draft.state().articles[SLUG]
    return next((slug, article.passage(faq.passages[0]).sentences) for slug, faq in draft.state().faqs.items()
                if len(faq.passages) == 1 and len(article.passage(faq.passages[0]).sentences) == 3)


@pytest.mark.parametrize("leave", [True, False])
def test_a_sentence_put_into_a_quote_is_asked_about_where_the_answer_would_be_too_long(
    open_articles: Open, draft: Draft, leave: bool,
) -> None:
    slug, sentences = grown(draft)
    article, sent = draft.state().articles[SLUG], form(open_articles)
    last = article.sentences[sentences[2]].text
    page = send(open_articles(), PATH, {**sent, "text": sent["text"].replace(last, f"This is new. {last}")}).text
    assert "4 sentences long" in page
    assert draft.state().faqs[slug].question in unescape(page)
    answer = open_articles().submit(URL, **hidden(page), **choices(page, leave=leave))
    assert "Saved in the draft" in answer.text
    state = draft.state()
    if leave:
        assert any(f"in the FAQ '{slug}', the answer is 4 sentences long" in problem for problem in state.problems)
    else:
        assert state.problems == ()
        assert state.faqs[slug].passages == (f"{sentences[0]}..{sentences[1]}", sentences[2])


def test_the_forms_text_is_that_of_its_base(
    open_articles: Open, draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = draft.state()
    path = project / FOLDER / f"{SLUG}.md"
    path.write_text(file(project).replace(UNQUOTED, "Somebody saves just now."), encoding="utf-8")
    monkeypatch.setattr(draft, "state", lambda: state)  # as it was read a moment before
    opened = form(open_articles)
    assert "Somebody saves just now." in opened["base"]
    assert "Somebody saves just now." in opened["text"]


def test_the_text_can_be_gone_back_to(open_articles: Open, project: Path) -> None:
    before, sent = file(project), form(open_articles)
    page = send(open_articles(), PATH, {**sent, "text": sent["text"].replace(QUOTED, CHANGED)}).text
    back = open_articles().submit(URL, **hidden(page), do="back").text
    assert CHANGED in fields_of(back)["text"]
    assert hidden(back)["base"] == sent["base"].strip()
    assert file(project) == before


def test_it_can_be_cut_anew_without_saving(open_articles: Open, project: Path) -> None:
    before, sent = file(project), form(open_articles)
    answer = send(open_articles(), PATH, {**sent, "text": "## Why?\n\nIt hurts.", "do": "look"})
    assert answer.text.count("<mark>") == 1
    assert file(project) == before


@pytest.mark.parametrize(("fields", "says"), [
    ({"title": ""}, "Give the article a title"), ({"url": "nonsense"}, "web address"), ({"text": ""}, "no text"),
    ({"text": "## Heading"}, "no sentence to quote")])
def test_what_must_be_mended_first(open_articles: Open, project: Path, fields: dict[str, str], says: str) -> None:
    before = file(project)
    answer = send(open_articles(), PATH, {**form(open_articles), **fields})
    assert answer.status_code == 422
    assert says in answer.text
    assert file(project) == before


def test_what_another_has_changed_elsewhere_is_kept(open_articles: Open, project: Path) -> None:
    sent = form(open_articles)
    path = project / FOLDER / f"{SLUG}.md"
    path.write_text(file(project).replace("author:\n", "author: Jane\n"), encoding="utf-8")
    send(open_articles(), PATH, {**sent, "text": sent["text"].replace(UNQUOTED, "I think so.")})
    assert "author: Jane\n" in file(project)
    assert "I think so." in file(project)


def test_what_another_has_changed_in_the_same_line_leads_to_a_choice(open_articles: Open, project: Path) -> None:
    sent = form(open_articles)
    path = project / FOLDER / f"{SLUG}.md"
    path.write_text(file(project).replace(UNQUOTED, "I don’t think so."), encoding="utf-8")
    answer = send(open_articles(), PATH, {**sent, "text": sent["text"].replace(UNQUOTED, "I think so.")})
    assert answer.status_code == 409
    assert "I think so." in answer.text
    assert "I don’t think so." in answer.text
    mine = re.search(r'<textarea id="text" name="file" rows="\d+">\n(.*?)</textarea>', answer.text, re.DOTALL)
    assert mine
    answer = open_articles().submit(URL, **hidden(answer.text), file=unescape(mine[1]))
    assert answer.status_code == 200
    assert "I think so." in file(project)
    assert "I don’t think so." not in file(project)


@pytest.mark.parametrize("base", ["", "no front matter", "---\ntitle: x"])
def test_a_form_that_was_tampered_with(open_articles: Open, project: Path, base: str) -> None:
    before = file(project)
    assert send(open_articles(), PATH, {**form(open_articles), "base": base}).status_code in (409, 422)
    assert file(project) == before


@pytest.mark.parametrize("text", ["no front matter", "---\ntitle: x\n---\n", "---\ntitle: [x]\n---\n\nIt hurts.\n",
                                  "---\nevil: x\ntitle: y\n---\n\nIt hurts.\n"])
def test_a_whole_file_that_cant_be_used_isnt_saved(open_articles: Open, project: Path, text: str) -> None:
    before = file(project)
    answer = open_articles().submit(URL, base=before, file=text)
    assert answer.status_code == 422
    assert file(project) == before
