"""The list of FAQs, the starter questions, and removing one."""

from __future__ import annotations

import gzip
import re
from html import unescape
from pathlib import Path

import pytest
from markupsafe import escape
from ruamel.yaml import YAML
from sqlalchemy.engine import Engine

from frontdesk.editing.draft import Draft
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.numbers.days import today, zone_of
from frontdesk.numbers.happened import FAQ_ANSWERED, FAQ_ASKED
from frontdesk.store.counts import Counted, Counts
from tests.console.conftest import Browser, text_of
from tests.console.faqs.conftest import KEPT, Open

MOST = 40_000  # bytes of a page, compressed


def weight(text: str) -> int:
    return len(gzip.compress(text.encode(), 6))


def write_faqs(project: Path, count: int) -> None:
    """Fill the draft with so many FAQs on the article there is, each with a question like a real one."""
    path = project / "content" / "faqs.yml"
    told = YAML(typ="safe").load(path)
    like = list(told["faqs"].values())
    for number in range(count - len(like)):
        faq = dict(like[number % len(like)])
        faq["question"] = f"{faq['question'].rstrip('?')} when it is the {number}th time this happens to me?"
        told["faqs"][f"{slug_like(faq['question'])}-{number}"] = faq
    with path.open("w", encoding="utf-8") as file:
        YAML().dump(told, file)


def slug_like(question: str) -> str:
    return "-".join("".join(char if char.isalnum() else " " for char in question.lower()).split())[:40].rstrip("-")


def test_the_list_has_every_faq_with_what_happened(editor: Browser, draft: Draft, database: Engine) -> None:
    slug = next(iter(draft.state().faqs))
    day = today(zone_of(load_clinic(draft.root / "content" / "clinic.yml")))
    Counts(database).add({Counted(day, FAQ_ASKED, slug): 7, Counted(day, FAQ_ANSWERED, slug): 5})
    page = text_of(editor.get("/staff/faqs").text)
    for faq in draft.state().faqs.values():
        assert str(escape(faq.question)) in page
    assert f"{escape(draft.state().faqs[slug].question)} {KEPT} 7 5 0 0" in page


def test_the_one_asked_most_comes_first_and_a_column_can_be_chosen(
    editor: Browser, draft: Draft, database: Engine,
) -> None:
    slug = list(draft.state().faqs)[-1]
    day = today(zone_of(load_clinic(draft.root / "content" / "clinic.yml")))
    Counts(database).add({Counted(day, FAQ_ASKED, slug): 3})
    by_asked, by_question = (editor.get(f"/staff/faqs?sort={column}").text for column in ("asked", "question"))
    questions = sorted((faq.question for faq in draft.state().faqs.values()), key=str.casefold)

    def first(page: str) -> str:
        return page.split('<th scope="row"><a href="/staff/faqs/', 1)[1].split('"', 1)[0]

    assert first(by_asked) == slug
    assert draft.state().faqs[first(by_question)].question == questions[0]
    assert 'aria-sort="ascending"' in by_question


def test_a_search_finds_by_an_example(editor: Browser, draft: Draft) -> None:
    slug = next(iter(draft.state().faqs))
    example = draft.state().examples[f"faq/{slug}"][0]
    page = editor.get("/staff/faqs", params={"q": example.upper()}).text
    assert f'href="/staff/faqs/{slug}"' in page
    assert page.count('<th scope="row">') == 1


def test_a_search_that_finds_nothing_offers_a_new_faq(editor: Browser) -> None:
    page = editor.get("/staff/faqs", params={"q": "zebras & <b>"}).text
    assert "/staff/faqs/new?question=zebras%20%26%20%3Cb%3E" in page
    assert "<b>" not in page.partition("<main")[2].partition("Starter")[0]


def test_what_is_wrong_with_an_faq_is_told(open_as: Open, project: Path) -> None:
    article = next((project / "content" / "articles").glob("*.md"))
    article.write_text(article.read_text(encoding="utf-8").replace("The glute muscles", "These glute muscles"),
                       encoding="utf-8")
    page = text_of(open_as().get("/staff/faqs").text)
    assert "quote no longer in the article" in page


def test_three_hundred_faqs_are_paged_and_every_page_is_light(open_as: Open, project: Path) -> None:
    write_faqs(project, 300)
    browser = open_as()
    first = browser.get("/staff/faqs").text
    assert "300 FAQs, page 1 of 6" in text_of(first)
    seen = set()
    for number in range(1, 7):
        page = browser.get(f"/staff/faqs?sort=question&page={number}").text
        assert weight(page) <= MOST
        seen |= {part.split('"', 1)[0] for part in page.split('<th scope="row"><a href="/staff/faqs/')[1:]}
    assert len(seen) == 300
    assert weight(browser.get(f"/staff/faqs/{min(seen)}").text) <= MOST
    assert weight(browser.get("/staff/faqs/new").text) <= MOST


def test_the_starter_questions_are_put_into_another_order(editor: Browser, draft: Draft) -> None:
    first, second, *rest = draft.state().starters
    base = "\n".join(draft.state().starters)
    page = editor.submit("/staff/faqs/starters", base=base, down=first)
    assert page.status_code == 200
    assert draft.state().starters == (second, first, *rest)
    editor.submit("/staff/faqs/starters", base="\n".join(draft.state().starters), up=first)
    assert draft.state().starters == (first, second, *rest)


def test_a_starter_question_is_added_and_removed_and_that_can_be_undone(editor: Browser, draft: Draft) -> None:
    starters = draft.state().starters
    other = next(slug for slug in draft.state().faqs if slug not in starters)
    editor.submit("/staff/faqs/starters", base="\n".join(starters), add=other)
    assert draft.state().starters == (*starters, other)
    page = editor.submit("/staff/faqs/starters", base="\n".join((*starters, other)), drop=other)
    assert draft.state().starters == starters
    undo = page.text.split('action="/staff/audit/', 1)[1].split('"', 1)[0]
    editor.submit(f"/staff/audit/{undo}")
    assert draft.state().starters == (*starters, other)


def test_two_who_order_the_starters_differently_are_both_shown_what_is_there(editor: Browser, draft: Draft) -> None:
    starters = draft.state().starters
    editor.submit("/staff/faqs/starters", base="\n".join(starters), down=starters[0])
    theirs = draft.state().starters
    page = editor.submit("/staff/faqs/starters", base="\n".join(starters), up=starters[-1])
    assert page.status_code == 409
    assert draft.state().starters == theirs
    shown = re.sub(r"<input[^>]*>", "", unescape(page.text))
    assert all(draft.state().faqs[slug].question in shown for slug in starters)
    assert not [slug for slug in starters if slug in shown]
    mine = (starters[0], starters[2], starters[1])
    sent = {name: unescape(value) for name, value in re.findall(
        r'name="(base|slugs)" value="([^"]*)"', page.text)}
    assert sent == {"base": "\n".join(theirs), "slugs": "\n".join(mine)}
    again = editor.submit("/staff/faqs/starters", **sent)
    assert again.status_code == 200
    assert draft.state().starters == mine


def test_starters_that_are_put_where_they_are_are_no_change(editor: Browser, draft: Draft) -> None:
    page = editor.submit("/staff/faqs/starters", base="\n".join(draft.state().starters), up=draft.state().starters[0])
    assert "There was nothing to change" in page.text


def test_before_an_faq_is_removed_it_is_told_what_goes(editor: Browser, draft: Draft) -> None:
    slug = draft.state().starters[0]
    followed_by = [faq.question for faq in draft.state().faqs.values() if slug in faq.follow_ups]
    page = text_of(editor.get(f"/staff/faqs/{slug}/remove").text)
    assert followed_by
    assert all(str(escape(question)) in page for question in followed_by)
    assert f"the {KEPT} ways" in page
    assert "starter" in page
    assert slug in draft.state().faqs


def test_an_faq_is_removed_and_comes_back_by_undo(editor: Browser, draft: Draft, project: Path) -> None:
    before = {path: path.read_bytes() for path in (project / "data" / "nlu.yml", project / "content" / "faqs.yml")}
    slug = draft.state().starters[0]
    page = editor.submit(f"/staff/faqs/{slug}/remove")
    assert slug not in draft.state().faqs
    assert f"faq/{slug}" not in draft.state().examples
    assert slug not in draft.state().starters
    undo = page.text.split('action="/staff/audit/', 1)[1].split('"', 1)[0]
    editor.submit(f"/staff/audit/{undo}")
    assert {path: path.read_bytes() for path in before} == before


def test_an_faq_that_isnt_there_is_told_so(editor: Browser) -> None:
    for url in ("/staff/faqs/nothing", "/staff/faqs/nothing/remove"):
        page = editor.get(url)
        assert page.status_code == 404
        assert "no such FAQ" in page.text


@pytest.mark.parametrize("url", ["/staff/faqs/starters", "/staff/faqs/new"])
def test_a_viewer_changes_nothing(open_as: Open, draft: Draft, url: str) -> None:
    before = draft.state()
    assert open_as("viewer").submit(url, base="", question="x").status_code == 403
    assert draft.state() == before


def test_a_viewer_reads_an_faq_and_sees_no_button_to_change_it(open_as: Open, draft: Draft) -> None:
    slug, faq = next(iter(draft.state().faqs.items()))
    viewer = open_as("viewer")
    page = viewer.get(f"/staff/faqs/{slug}").text
    assert draft.state().articles[faq.article].passage(faq.passages[0]).text in page
    assert str(escape(draft.state().examples[f"faq/{slug}"][0])) in page
    for shown in (page, viewer.get("/staff/faqs").text):
        main = shown.partition("<main")[2]
        assert 'method="post"' not in main
        assert "/staff/faqs/new" not in main
