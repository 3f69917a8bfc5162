"""Adding articles: paste or upload, look, add; and choosing from a WordPress export."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

import pytest

from frontdesk.console import article_form
from frontdesk.console.article_form import MOST_BYTES
from frontdesk.editing.draft import Draft
from frontdesk.importing.imported import MAX_TEXT, MAX_UPLOAD
from frontdesk.knowledge.content import load_content
from tests.console.articles.conftest import FOLDER, HOSTILE, PAGES, SLUG, Open, send
from tests.console.conftest import CSRF, Browser, text_of
from tests.importing.files import paragraph, post, word_file, wordpress_export

TEXT = "Heel pain\n\nHeels hurt in the morning. “Rest helps.”\n\nBook your free consultation today"


def upload(browser: Browser, data: bytes, name: str, **fields: str) -> Any:
    return browser.post("/staff/articles/read", data={"csrf": CSRF, **fields}, files={"file": (name, data)},
                        headers={"Origin": "http://testserver"})


def fields_of(page: str) -> dict[str, Any]:
    """What the form of a page would send."""
    found: dict[str, Any] = {name: unescape(value) for name, value in re.findall(
        r'<input (?:class="wide" id="\w+"|type="hidden") name="(\w+)" value="([^"]*)"', page)}
    text = re.search(r'<textarea id="text".*?>\n(.*?)</textarea>', page, re.DOTALL)
    assert text
    return {**found, "text": unescape(text[1]),
            "call": re.findall(r'name="call" value="(\w+)"[^>]*? checked', page)}


def files(project: Path) -> dict[str, str]:
    """The articles' files but for the one that was there, by slug."""
    return {path.stem: path.read_text(encoding="utf-8") for path in (project / FOLDER).glob("*.md")
            if path.stem != SLUG}


def test_a_pasted_text_is_shown_as_it_is_cut_and_added_as_it_was_seen(open_articles: Open, project: Path) -> None:
    browser = open_articles()
    page = send(browser, "read", {"pasted": TEXT, "url": "https://clinic.example/heel"}).text
    assert page.count("<mark>") == 2
    assert "<mark>“Rest helps.”</mark>" in page
    assert files(project) == {}  # looking changes nothing
    fields = fields_of(page)
    assert len(fields["call"]) == 1
    answer = send(browser, "add", fields)
    assert str(answer.url).endswith("/staff/articles/heel-pain/questions")
    assert files(project) == {"heel-pain": (
        "---\ntitle: Heel pain\nurl: https://clinic.example/heel\nauthor:\ndate:\ncalls_to_action:\n"
        "  - Book your free consultation today\n---\n\nHeels hurt in the morning. “Rest helps.”\n\n"
        "Book your free consultation today\n")}
    assert "Undo" in answer.text


def test_an_addition_can_be_taken_back(open_articles: Open, project: Path) -> None:
    browser = open_articles()
    page = browser.submit("/staff/articles/add", title="Heels", text="They hurt.").text
    undo = re.search(r'action="(/staff/audit/\d+/undo)"', page)
    assert undo
    answer = browser.post(undo[1], data={"csrf": CSRF}, headers={
        "Origin": "http://testserver", "Referer": "http://testserver/staff/articles/heels/questions"})
    assert answer.status_code == 200
    assert "Undone" in answer.text
    assert files(project) == {}


@pytest.mark.parametrize(("data", "name", "title"), [
    ((PAGES / "elementor.html").read_bytes(), "page.html", "Why Does My Heel Hurt In The Morning?"),
    (word_file(paragraph("Heels", style="Title"), paragraph("They hurt.")), "heels.docx", "Heels"),
    (b"# Heels\n\nThey hurt.", "heels.md", "Heels"), (b"<p>They hurt.</p>", "my-heels.html", "my heels")])
def test_files_of_all_kinds(open_articles: Open, project: Path, data: bytes, name: str, title: str) -> None:
    browser = open_articles()
    fields = fields_of(upload(browser, data, name).text)
    assert fields["title"] == title
    assert send(browser, "add", fields).status_code == 200
    assert [article.title for slug, article in load_content(project / "content").articles.items() if slug != SLUG] == [
        title]


def test_what_a_page_says_of_itself_and_what_was_left_out_is_shown(open_articles: Open) -> None:
    page = upload(open_articles(), (PAGES / "elementor.html").read_bytes(), "page.html", author="Somebody Else").text
    fields = fields_of(page)
    assert fields["author"] == "Somebody Else"  # what is typed counts more
    assert fields["url"] == "https://hillstreet.example/blog/heel-pain-morning/"
    assert "16 lines of the page were left out" in text_of(page)


def test_a_text_is_cut_anew_as_it_was_edited(open_articles: Open) -> None:
    browser = open_articles()
    fields = fields_of(browser.submit("/staff/articles/read", pasted=TEXT).text)
    page = send(browser, "preview", {**fields, "text": "## Why?\n\nIt hurts. A lot.\nBook a walk"}).text
    assert page.count("<mark>") == 3
    assert ">Heading</span> <strong>Why?</strong>" in page


def test_any_line_can_be_made_an_invitation_and_back(open_articles: Open) -> None:
    browser = open_articles()
    fields = fields_of(browser.submit("/staff/articles/read", pasted=TEXT).text)
    page = send(browser, "preview", {**fields, "call": []}).text
    assert page.count("<mark>") == 3
    (box,) = re.findall(r'name="call" value="(\w+)" aria-describedby="line-1"', page)
    page = send(browser, "preview", {**fields, "call": [box]}).text
    assert page.count("<mark>") == 1


INVITING = "Book your free consultation today"


@pytest.mark.parametrize(("line", "calls"), [
    ("Book your free consultation now", ["Book your free consultation now"]), (INVITING, [INVITING]), ("", [])])
def test_a_line_that_is_never_quoted_stays_so_when_it_is_reworded(
    open_articles: Open, project: Path, line: str, calls: list[str],
) -> None:
    browser = open_articles()
    fields = fields_of(browser.submit("/staff/articles/read", pasted=TEXT).text)
    sent = {**fields, "text": fields["text"].replace(INVITING, line)}
    told = send(browser, "preview-part", sent).json()
    assert [one["text"] for one in told["lines"] if one["kind"] == "call_to_action"] == calls
    assert told["remarks"] == []
    answer = send(browser, "add", sent)
    (file,) = files(project).values()
    assert re.findall(r"^  - (.*)$", file, re.MULTILINE) == calls
    assert "never to be quoted" not in answer.text


def test_where_its_new_wording_isnt_known_that_is_told(open_articles: Open) -> None:
    browser = open_articles()
    fields = fields_of(browser.submit("/staff/articles/read", pasted=TEXT).text)
    sent = {**fields, "text": fields["text"].replace(INVITING, "See us soon")}
    page = send(browser, "preview", sent)
    told = f"“{INVITING}” was never to be quoted, and isn’t in the text any more."
    assert told in unescape(page.text)
    # A line that is still being typed is known once it is alike.
    again = {**fields_of(page.text), "text": fields["text"].replace(INVITING, "Book a free consultation"),
             "call": re.findall(r'name="call" value="(\w+)"', page.text)[-1:]}
    shown = send(browser, "preview", again).text
    assert "never to be quoted" not in shown
    assert shown.count('class="cut call_to_action"') == 1
    assert told in unescape(send(browser, "add", sent).text)


def test_what_was_left_out_of_a_page_is_shown_whole_until_it_is_added(open_articles: Open) -> None:
    browser, long = open_articles(), "Hidden words " * 40
    html = (PAGES / "elementor.html").read_text(encoding="utf-8").replace(
        "Jane has been a podiatrist for twenty years and loves hill walking.", long)
    page = upload(browser, html.encode(), "page.html").text
    count = int(text_of(page).partition(" lines of the page were left out")[0].split()[-1])
    assert long.strip() in page
    fields = fields_of(page)
    for path, sent in (("preview", fields), ("add", {**fields, "title": ""})):
        again = send(browser, path, sent).text
        assert f"{count} lines of the page were left out" in text_of(again)
        assert long.strip() in again


def test_all_lines_of_a_long_article_can_be_seen_and_ticked(open_articles: Open) -> None:
    browser = open_articles()
    lines = [f"Sentence number {number} stands here." for number in range(200)]
    page = send(browser, "preview", {"title": "T", "text": "\n\n".join(lines)}).text
    assert "And 50 more lines" in text_of(page)
    whole = send(browser, "preview", {**fields_of(page), "do": "all"}).text
    keys = re.findall(r'type="checkbox" name="call" value="(\w+)"', whole)
    assert len(keys) == 200
    ticked = send(browser, "preview", {**fields_of(whole), "call": [keys[-1]]}).text  # all are shown still
    assert re.findall(r'type="checkbox" name="call" value="(\w+)"[^>]* checked', ticked) == [keys[-1]]
    # Where they aren't shown, the tick is sent all the same.
    told = send(browser, "preview-part", {**fields_of(page), "call": [keys[-1]]}).json()
    assert (told["more"], told["unshown"], len(told["lines"])) == (50, [keys[-1]], 150)


def test_a_text_that_is_far_too_long_isnt_cut(open_articles: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_form, "cut", None)
    long = "It hurts.\n" * 39_000
    told = send(open_articles(), "preview-part", {"title": "T", "text": long}).json()
    assert told["lines"] == []
    assert "several articles" in told["remarks"][0]
    answer = send(open_articles(), "add", {"title": "T", "text": long})
    assert answer.status_code == 422
    assert fields_of(answer.text)["text"] == long.strip()


@pytest.mark.parametrize(("fields", "name", "says"), [
    ({"title": ""}, "title", "Give the article a title"),
    ({"url": "www.clinic.example"}, "url", "isn’t a web address"),
    ({"url": "https://clinic.example/#top"}, "url", "isn’t a web address"),
    ({"url": "javascript:alert(1)"}, "url", "isn’t a web address"),
    ({"text": ""}, "text", "There is no text"),
    ({"text": "## Only a heading"}, "text", "no sentence to quote"),
    ({"text": "It hurts. " * (MAX_TEXT // 10 + 1)}, "text", "several articles")])
def test_what_must_be_mended_is_told_beside_its_field_and_nothing_is_lost(
    open_articles: Open, project: Path, fields: Mapping[str, str], name: str, says: str,
) -> None:
    sent = {"title": "Heels", "url": "", "author": "Jane", "date": "2023", "text": "They hurt.", **fields}
    answer = send(open_articles(), "add", sent)
    assert answer.status_code == 422
    assert says.replace("’", "'") in unescape(answer.text)
    assert f'aria-describedby="{name}-hint {name}-wrong" aria-invalid="true"' in answer.text
    shown = fields_of(answer.text)
    assert {key: shown[key] for key in sent} == {**sent, "text": sent["text"].strip()}
    assert files(project) == {}


def test_the_very_same_text_is_only_added_when_that_is_meant(open_articles: Open, project: Path) -> None:
    browser = open_articles()
    fields = {"title": "Heels", "text": "They hurt."}
    assert send(browser, "add", fields).status_code == 200
    answer = send(browser, "add", fields)
    assert answer.status_code == 422
    assert "very same text" in answer.text
    assert browser.submit("/staff/articles/add", **fields, anyway="yes").status_code == 200
    assert set(files(project)) == {"heels", "heels-2"}


@pytest.mark.parametrize(("title", "slug"), [
    ("../../../etc/cron.d/x", "etc-cron-d-x"), ("..", "article"), ("new", "new-2"), ("con/../../faqs", "con-faqs"),
    ("\\..\\x", "x")])
def test_a_title_leads_nowhere_but_into_the_articles_folder(
    open_articles: Open, project: Path, title: str, slug: str,
) -> None:
    before = {path for path in project.parent.rglob("*") if path.is_file() and ".db" not in path.name}
    assert open_articles().submit("/staff/articles/add", title=title, text="They hurt.").status_code == 200
    after = {path for path in project.parent.rglob("*") if path.is_file() and ".db" not in path.name}
    assert {path for path in after - before if "var" not in path.parts} == {project / FOLDER / f"{slug}.md"}


@pytest.mark.parametrize(("data", "name", "says"), [
    (b"%PDF-1.7", "a.pdf", "PDF"), (b"", "a.txt", "nothing in it"), (b"PK\x03\x04junk", "a.docx", "damaged"),
    (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss xmlns:wp="http://wordpress.org/export/1.2/">&a;</rss>',
     "a.xml", "document type")])
def test_a_file_that_cant_be_read_says_why_and_keeps_what_was_typed(
    open_articles: Open, data: bytes, name: str, says: str,
) -> None:
    answer = upload(open_articles(), data, name, title="Heels", pasted="They hurt.")
    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="Heels"' in answer.text
    assert "They hurt.</textarea>" in answer.text


def test_nothing_pasted_and_nothing_chosen(open_articles: Open) -> None:
    answer = open_articles().submit("/staff/articles/read", pasted="  ")
    assert answer.status_code == 422
    assert 'aria-describedby="pasted-hint pasted-wrong" aria-invalid="true"' in answer.text


def test_uploads_that_are_too_large_are_refused_while_they_are_read(open_articles: Open) -> None:
    assert upload(open_articles(), b"a" * (MAX_UPLOAD + 100_000), "a.txt").status_code == 413
    assert open_articles().submit("/staff/articles/add", title="T", text="a" * (MOST_BYTES + 1)).status_code == 413


def test_a_viewer_reads_and_adds_nothing(open_articles: Open, project: Path) -> None:
    browser = open_articles("viewer")
    assert browser.get("/staff/articles/new").status_code == 403
    for path in ("read", "preview", "preview-part", "add", "mend", f"{SLUG}/edit", f"{SLUG}/remove", "export/x"):
        assert browser.submit(f"/staff/articles/{path}", title="T", text="It hurts.").status_code == 403
    assert files(project) == {}


def test_while_somebody_types_the_cut_text_follows(open_articles: Open) -> None:
    text = f"## {HOSTILE}\n\nIt hurts. {HOSTILE} A lot.\n\nGo >"
    answer = send(open_articles(), "preview-part", {"title": "Heels", "text": text})
    assert answer.headers["content-type"] == "application/json"
    told = answer.json()
    # A line that ends with ">" invites, whatever it is else.
    assert [line["kind"] for line in told["lines"]] == ["call_to_action", "paragraph", "call_to_action"]
    assert told["lines"][1]["sentences"] == [f"It hurts. {HOSTILE} A lot."]
    assert told["lines"][2]["automatic"] is True
    assert told["summary"] == "1 sentence that can be quoted, 0 headings, 2 invitations"


def test_texts_of_others_are_only_texts(open_articles: Open) -> None:
    html = f"<p>{HOSTILE.replace('<', '&lt;')} hurts.</p>"
    page = upload(open_articles(), html.encode(), "a.html", title=HOSTILE).text
    assert "<script>alert" not in page
    assert page.count("alert(") >= 3


def test_pages_with_the_longest_article_are_small(open_articles: Open) -> None:
    words = ["heel", "pain", "comes", "from", "the", "band", "below", "which", "shortens", "overnight", "and", "is",
             "stretched", "whenever", "somebody", "stands", "up"]
    picked = Random(7).choices(words, k=MAX_TEXT // 5)
    sentences = (" ".join(picked[start:start + 14]).capitalize() + "." for start in range(0, len(picked), 14))
    text = "\n\n".join(sentences)[:MAX_TEXT - 1]
    answer = open_articles().submit("/staff/articles/preview", title="Heels", text=text)
    assert answer.status_code == 200
    assert "more lines, which are cut in the same way" in answer.text
    assert len(gzip.compress(answer.content)) < 40_000


EXPORT = wordpress_export(post("Heels", "<p>They hurt.</p>"), post("Toes", "They itch.", status="draft"),
                          post(HOSTILE, "They click."), post("Empty?", "<h2>Nothing</h2>"))


def test_posts_of_an_export_are_chosen_one_by_one(open_articles: Open, project: Path) -> None:
    browser = open_articles()
    answer = upload(browser, EXPORT, "site.xml")
    export = str(answer.url)
    assert "/staff/articles/export/" in export
    said = text_of(answer.text)
    assert "Toes not published on the website" in said
    assert "<script>alert" not in answer.text
    page = browser.get(f"{export}/1")
    fields = fields_of(page.text)
    assert (fields["title"], fields["text"], fields["url"]) == ("Heels", "They hurt.", "https://clinic.example/post/")
    answer = send(browser, "add", fields)
    assert str(answer.url) == export  # on to the next
    assert "there already" in answer.text
    assert set(files(project)) == {"heels"}


def test_several_are_added_in_one_change(open_articles: Open, project: Path, draft: Draft) -> None:
    browser = open_articles()
    export = str(upload(browser, EXPORT, "site.xml").url)
    answer = browser.submit(export, post=["1", "2"])
    assert "2 articles are in the draft" in answer.text
    assert set(files(project)) == {"heels", "toes"}
    undo = re.search(r'action="(/staff/audit/\d+/undo)"', answer.text)
    assert undo
    browser.submit(undo[1])
    assert files(project) == {}


def test_ticks_are_kept_on_other_pages_and_when_something_is_wrong(open_articles: Open, project: Path) -> None:
    browser = open_articles()
    many = wordpress_export(*(post(f"Post {number}", "They hurt." if number != 3 else "<h2>Nothing</h2>")
                              for number in range(1, 131)))
    export = str(upload(browser, many, "site.xml").url)

    def ticked(page: str) -> list[str]:
        return re.findall(r'name="post" value="(\d+)" checked', page)

    def hidden(page: str) -> dict[str, str]:
        return dict(re.findall(r'type="hidden" name="(shown|elsewhere)" value="([^"]*)"', page))

    second = browser.submit(export, post=["2", "3"], page="2", **hidden(browser.get(export).text)).text
    assert (ticked(second), hidden(second)) == ([], {"shown": "2", "elsewhere": "2 3"})
    assert files(project) == {}
    wrong = browser.submit(export, post=["120"], **hidden(second))
    assert wrong.status_code == 422
    assert (ticked(wrong.text), hidden(wrong.text)) == (["120"], {"shown": "2", "elsewhere": "2 3"})
    first = browser.submit(export, post=["120"], page="1", **hidden(wrong.text)).text
    assert ticked(first) == ["2", "3"]
    assert browser.submit(export, post=["2"], **hidden(first)).status_code == 200
    assert set(files(project)) == {"post-2", "post-120"}


@pytest.mark.parametrize("posts", [[], ["1", "4"], ["x"], ["99"]])
def test_none_is_added_where_one_cant_be(open_articles: Open, project: Path, posts: list[str]) -> None:
    browser = open_articles()
    export = str(upload(browser, EXPORT, "site.xml").url)
    assert browser.submit(export, post=posts).status_code == 422
    assert files(project) == {}


@pytest.mark.parametrize("name", ["x", "..%2f..%2fconfig", "x" * 32, "%00" * 24])
def test_an_export_that_isnt_there(open_articles: Open, name: str) -> None:
    assert open_articles().get(f"/staff/articles/export/{name}").status_code == 404
    assert open_articles().get(f"/staff/articles/export/{name}/1").status_code == 404


def test_numbers_that_are_far_too_long(open_articles: Open) -> None:
    browser, long = open_articles(), "9" * 5000
    export = str(upload(browser, EXPORT, "site.xml").url)
    assert browser.get(f"{export}?page={long}").status_code == 200
    assert browser.submit(export, post=[long]).status_code == 422
    assert browser.get(f"/staff/articles?page={long}").status_code == 200
