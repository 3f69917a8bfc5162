"""One FAQ: shown, changed, made."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from frontdesk.editing.draft import Draft
from frontdesk.knowledge.articles import Article
from tests.console.conftest import CSRF, Browser, text_of
from tests.console.faqs.conftest import Open


def form_of(page: str) -> dict[str, Any]:
    """What a browser would send of a page's big form, no button pressed."""
    form = page.partition("data-guarded")[2].partition("</form>")[0]
    form = re.sub(r"<template.*?</template>", "", form, flags=re.DOTALL)
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        name, value = (re.search(rf'\b{what}="([^"]*)"', tag) for what in ("name", "value"))
        ticked = 'type="checkbox"' not in tag or " checked" in tag
        if name and name[1] != "csrf" and ticked:
            sent.setdefault(name[1], []).append(html.unescape(value[1]) if value else "")
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        sent.setdefault(name, []).append(html.unescape(text))
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        text = (chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
        sent.setdefault(name, []).append(html.unescape(text))
    return dict(sent)


def two_of(draft: Draft) -> tuple[str, str]:
    first, second, *_ = draft.state().faqs
    return first, second


def article_of(draft: Draft) -> Article:
    return next(iter(draft.state().articles.values()))


def test_saving_what_is_shown_changes_nothing_in_any_faq(editor: Browser, draft: Draft, project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*.yml")}
    for slug in draft.state().faqs:
        page = editor.submit(f"/staff/faqs/{slug}", **form_of(editor.get(f"/staff/faqs/{slug}").text), do="save")
        assert "nothing to save" in page.text, slug
    assert {path: path.read_bytes() for path in before} == before


def test_an_example_is_added_in_its_line(editor: Browser, draft: Draft, project: Path) -> None:
    slug, _ = two_of(draft)
    form = form_of(editor.get(f"/staff/faqs/{slug}").text)
    form["examples"] = [form["examples"][0] + "\n- a wholly new way of asking\n\n"]
    page = editor.submit(f"/staff/faqs/{slug}", **form, do="save")
    assert "Saved in the draft" in page.text
    assert draft.state().examples[f"faq/{slug}"][-1] == "a wholly new way of asking"
    assert "    - a wholly new way of asking\n" in (project / "data" / "nlu.yml").read_text(encoding="utf-8")


def test_after_saving_it_can_be_undone(editor: Browser, draft: Draft) -> None:
    slug, _ = two_of(draft)
    before = draft.state().examples
    form = form_of(editor.get(f"/staff/faqs/{slug}").text)
    form["examples"] = ["only this"]
    page = editor.submit(f"/staff/faqs/{slug}", **form, do="save")
    assert draft.state().examples[f"faq/{slug}"] == ("only this",)
    undo = page.text.split('action="/staff/audit/', 1)[1].split('"', 1)[0]
    editor.submit(f"/staff/audit/{undo}")
    assert draft.state().examples == before


def test_question_follow_ups_and_booking_are_changed(editor: Browser, draft: Draft) -> None:
    slug, other = two_of(draft)
    form = form_of(editor.get(f"/staff/faqs/{slug}").text)
    form |= {"question": ["  A new\u00a0 question? "], "follow_ups": [draft.state().faqs[other].question, "", ""],
             "offer_booking": ["yes"]}
    editor.submit(f"/staff/faqs/{slug}", **form, do="save")
    faq = draft.state().faqs[slug]
    assert (faq.question, faq.follow_ups, faq.offer_booking) == ("A new question?", (other,), True)


def test_sentences_are_ticked_and_shown_before_anything_is_saved(editor: Browser, draft: Draft) -> None:
    slug, _ = two_of(draft)
    before = draft.state()
    first, second, *_ = article_of(draft).sentences
    form = form_of(editor.get(f"/staff/faqs/{slug}").text)
    form |= {"answer": [first, second], "extra": []}
    page = editor.submit(f"/staff/faqs/{slug}", **form, do="show")
    assert page.status_code == 200
    assert "Not saved yet" in page.text
    assert form_of(page.text)["passages"] == [f"{first}..{second}"]
    quote = article_of(draft).passage(f"{first}..{second}").text
    assert quote in html.unescape(page.text.partition("As the visitor")[2])
    assert draft.state() == before
    editor.submit(f"/staff/faqs/{slug}", **form_of(page.text), do="save")
    assert draft.state().faqs[slug].passages == (f"{first}..{second}",)
    assert draft.state().faqs[slug].more == ()


def test_the_order_of_quotes_is_changed_by_buttons(editor: Browser, draft: Draft) -> None:
    slug = next(slug for slug, faq in draft.state().faqs.items() if len(faq.passages) == 2)
    first, second = draft.state().faqs[slug].passages
    form = form_of(editor.get(f"/staff/faqs/{slug}").text)
    page = editor.submit(f"/staff/faqs/{slug}", **form, do=f"down passages {first}")
    assert form_of(page.text)["passages"] == [second, first]
    page = editor.submit(f"/staff/faqs/{slug}", **form_of(page.text), do=f"drop passages {second}")
    assert form_of(page.text)["passages"] == [first]
    assert second not in form_of(page.text)["answer"]


@pytest.mark.parametrize(("changed", "told"), [
    ({"question": [""]}, "Type the question"),
    ({"answer": [], "passages": []}, "Pick at least one sentence"),
    ({"follow_ups": ["Who knows?"]}, "There is no FAQ “Who knows?” any more"),
    ({"examples": ["[park](place) here"]}, "Line 1: "),
    ({"article": ["nothing"]}, "Choose the article"),
])
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(
    editor: Browser, draft: Draft, changed: Mapping[str, Any], told: str,
) -> None:
    slug, _ = two_of(draft)
    before = draft.state()
    form = {**form_of(editor.get(f"/staff/faqs/{slug}").text), "question": ["Typed with care?"], **changed}
    page = editor.submit(f"/staff/faqs/{slug}", **form, do="save")
    assert page.status_code == 422
    assert page.text.count(told) >= 2
    assert form_of(page.text)["question"] == form["question"]
    assert draft.state() == before


def test_an_answer_of_more_than_three_sentences_is_refused(editor: Browser, draft: Draft) -> None:
    slug, _ = two_of(draft)
    form = form_of(editor.get(f"/staff/faqs/{slug}").text) | {"answer": list(article_of(draft).sentences)[:4]}
    page = editor.submit(f"/staff/faqs/{slug}", **form, do="save")
    assert page.status_code == 422
    assert "4 sentences long" in page.text


def test_the_same_question_twice_and_an_example_of_another_are_refused(editor: Browser, draft: Draft) -> None:
    slug, other = two_of(draft)
    form = form_of(editor.get(f"/staff/faqs/{slug}").text)
    question = draft.state().faqs[other].question
    assert "very question" in editor.submit(f"/staff/faqs/{slug}", **{**form, "question": [question.upper()]}).text
    taken = draft.state().examples[f"faq/{other}"][0]
    page = editor.submit(f"/staff/faqs/{slug}", **{**form, "examples": [f"new one\n{taken}"]})
    assert f"Line 2: “{taken}” is taught for “{question}” already" in html.unescape(page.text)


def test_a_question_that_is_taught_for_another_is_told_at_its_field(editor: Browser, draft: Draft) -> None:
    slug, other = two_of(draft)
    taken = draft.state().examples[f"faq/{other}"][0]
    form = form_of(editor.get(f"/staff/faqs/{slug}").text) | {"question": [taken]}
    page = html.unescape(editor.submit(f"/staff/faqs/{slug}", **form, do="save").text)
    told = f"This very question is taught for “{draft.state().faqs[other].question}” already"
    assert f'<a href="#question">{told}' in page
    assert f'id="question-wrong">{told}' in page


def test_examples_in_another_order_are_no_change(editor: Browser, draft: Draft) -> None:
    slug, _ = two_of(draft)
    form = form_of(editor.get(f"/staff/faqs/{slug}").text)
    form["examples"] = ["\n".join(reversed(form["examples"][0].split("\n")))]
    page = editor.submit(f"/staff/faqs/{slug}", **form, do="save")
    assert "There was nothing to save" in page.text
    assert "Saved in the draft" not in page.text


def test_while_the_draft_has_a_fault_nothing_is_said_against_an_faq_without_one(
    open_as: Open, draft: Draft, project: Path,
) -> None:
    slug, other = two_of(draft)
    path = project / "content" / "faqs.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(draft.state().faqs[other].passages[0], "gone"),
                    encoding="utf-8")
    assert draft.state().content is None
    for role in ("editor", "viewer"):
        page = text_of(open_as(role).get(f"/staff/faqs/{slug}").text)
        assert "The answer can’t be shown while the draft has a fault" in page
        assert "Pick a sentence, and" not in page


def test_a_conflict_is_told_in_the_words_of_the_article(editor: Browser, draft: Draft) -> None:
    slug, _ = two_of(draft)
    opened = form_of(editor.get(f"/staff/faqs/{slug}").text)
    first, second, third, *_ = article_of(draft).sentences.values()
    editor.submit(f"/staff/faqs/{slug}", **{**opened, "passages": [], "answer": [first.id, third.id]}, do="save")
    page = editor.submit(f"/staff/faqs/{slug}", **{**opened, "passages": [], "answer": [second.id]}, do="save")
    assert page.status_code == 409
    shown = re.sub(r"<input[^>]*>", "", html.unescape(page.text))
    assert f"the answer to “{draft.state().faqs[slug].question}”" in shown
    assert second.text in shown
    assert third.text in shown
    assert not [one.id for one in (first, second, third) if one.id in shown]
    form = page.text.partition("<h2 id=\"mine\">")[2].partition("</form>")[0]
    sent = {name: html.unescape(value) for name, value in
            re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form) if name != "csrf"}
    assert editor.submit(f"/staff/faqs/{slug}", **sent).status_code == 200
    assert draft.state().faqs[slug].passages == (second.id,)


def test_what_others_changed_meanwhile_is_kept(editor: Browser, draft: Draft) -> None:
    slug, _ = two_of(draft)
    opened = form_of(editor.get(f"/staff/faqs/{slug}").text)
    editor.submit(f"/staff/faqs/{slug}", **{**opened, "examples": [opened["examples"][0] + "\nby the other one"]})
    editor.submit(f"/staff/faqs/{slug}", **{**opened, "question": ["Asked anew?"],
                                            "examples": ["mine\n" + opened["examples"][0]]})
    examples = draft.state().examples[f"faq/{slug}"]
    assert "by the other one" in examples
    assert "mine" in examples
    assert draft.state().faqs[slug].question == "Asked anew?"


def test_the_same_question_reworded_twice_shows_both_and_mine_can_be_saved_over_theirs(
    editor: Browser, draft: Draft,
) -> None:
    slug, _ = two_of(draft)
    opened = form_of(editor.get(f"/staff/faqs/{slug}").text)
    editor.submit(f"/staff/faqs/{slug}", **{**opened, "question": ["Theirs?"]})
    page = editor.submit(f"/staff/faqs/{slug}", **{**opened, "question": ["Mine?"], "examples": ["and this, too"]})
    assert page.status_code == 409
    assert "Theirs?" in page.text
    assert draft.state().faqs[slug].question == "Theirs?"
    form = page.text.partition("<h2 id=\"mine\">")[2].partition("</form>")[0]
    sent = {name: html.unescape(value) for name, value in
            re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form) if name != "csrf"}
    sent["question"] = "Mine?"
    assert editor.submit(f"/staff/faqs/{slug}", **sent).status_code == 200
    assert draft.state().faqs[slug].question == "Mine?"
    assert draft.state().examples[f"faq/{slug}"] == ("and this, too",)


def test_a_form_that_isnt_ours_is_refused(editor: Browser, draft: Draft) -> None:
    slug, _ = two_of(draft)
    for base in ("", "{}", "[]", "nonsense", json.dumps({**asdict(draft.state().faqs[slug]), "passages": 3})):
        page = editor.submit(f"/staff/faqs/{slug}", base=base, question="x", do="save")
        assert page.status_code == 400, base
        assert "form can&#39;t be read" in page.text


def test_a_quote_that_no_longer_stands_is_told_and_mended(open_as: Open, draft: Draft, project: Path) -> None:
    single = {slug: faq.passages[0] for slug, faq in draft.state().faqs.items() if len(faq.passages) == 1}
    slug, passage = next((slug, passage) for slug, passage in single.items() if ".." not in passage)
    path = next((project / "content" / "articles").glob("*.md"))
    text = article_of(draft).passage(passage).text
    path.write_text(path.read_text(encoding="utf-8").replace(text, text.rstrip(".") + " indeed."), encoding="utf-8")
    editor = open_as()
    page = editor.get(f"/staff/faqs/{slug}")
    assert "no longer stands" in page.text
    kept = editor.submit(f"/staff/faqs/{slug}", **form_of(page.text), do="save")
    assert "nothing to save" in kept.text
    swap = re.search(r'value="(swap passages [^"]+)"', page.text)
    assert swap
    page = editor.submit(f"/staff/faqs/{slug}", **form_of(page.text), do=swap[1])
    assert "no longer stands in the article:" not in page.text
    editor.submit(f"/staff/faqs/{slug}", **form_of(page.text), do="save")
    assert not any(quote.faq == slug for quote in draft.state().broken)


def new_form(draft: Draft, **changed: Any) -> dict[str, Any]:
    article = article_of(draft)
    sentence = list(article.sentences)[-1]
    base = {"question": "", "article": "", "passages": [], "more": [], "follow_ups": [], "offer_booking": False}
    return {"base": json.dumps(base), "question": "Why is the sky over the clinic blue?", "article": article.slug,
            "shown": article.slug, "answer": [sentence], "examples": "why is it blue\nblue sky why", "do": "save",
            **changed}


def test_a_new_faqs_own_examples_arent_warned_of(editor: Browser, draft: Draft) -> None:
    page = editor.submit("/staff/faqs/new", **new_form(draft))
    assert "is in the draft" in page.text
    assert "already" not in text_of(page.text.partition("<h1")[0])


def test_a_new_faq_gets_a_name_of_its_own_and_its_examples(editor: Browser, draft: Draft) -> None:
    page = editor.submit("/staff/faqs/new", **new_form(draft))
    assert str(page.url).endswith("/staff/faqs/why-is-the-sky-over-the-clinic-blue")
    slug = "why-is-the-sky-over-the-clinic-blue"
    assert draft.state().faqs[slug].question == "Why is the sky over the clinic blue?"
    assert draft.state().examples[f"faq/{slug}"] == ("why is it blue", "blue sky why")
    again = new_form(draft, question="Why is the sky over the clinic blue!", examples="another sky")
    editor.submit("/staff/faqs/new", **again)
    assert f"{slug}-2" in draft.state().faqs
    assert draft.state().problems == ()


@pytest.mark.parametrize(("question", "slug"), [
    ("New?", "new-2"), ("?!", "question"), ("Was kostet’s?", "was-kostets")])
def test_a_name_can_always_be_made(editor: Browser, draft: Draft, question: str, slug: str) -> None:
    editor.submit("/staff/faqs/new", **new_form(draft, question=question))
    assert slug in draft.state().faqs


def test_an_faq_also_works_with_its_question_alone_and_that_is_warned_of(editor: Browser, draft: Draft) -> None:
    form = new_form(draft, examples="")
    page = editor.submit("/staff/faqs/new", **form)
    assert draft.state().examples["faq/why-is-the-sky-over-the-clinic-blue"] == (form["question"],)
    assert "visitors are understood more reliably" in text_of(page.text)


def test_a_new_faq_begins_with_what_the_address_says(editor: Browser, draft: Draft) -> None:
    article = article_of(draft)
    passage = list(article.sentences)[2]
    told = {"article": article.slug, "passage": passage, "question": "What & why?"}
    page = editor.get("/staff/faqs/new", params=told)
    form = form_of(page.text)
    assert (form["question"], form["article"], form["passages"]) == (["What & why?"], [article.slug], [passage])
    page = editor.get("/staff/faqs/new", params={"article": "../../etc", "passage": "nothing", "from": "x"})
    assert page.status_code == 200
    assert "passages" not in form_of(page.text)


def test_a_check_tells_of_lines_without_saving(editor: Browser, draft: Draft) -> None:
    slug, other = two_of(draft)
    before = draft.state()
    taken = draft.state().examples[f"faq/{other}"][0]
    form = form_of(editor.get(f"/staff/faqs/{slug}").text)
    form["examples"] = [f"{form['examples'][0]}\nring me on 07700 900123\n{taken.upper()}!"]
    page = editor.submit(f"/staff/faqs/{slug}", **form, do="check")
    count = len(before.examples[f"faq/{slug}"])
    assert f"Line {count + 1}: This looks like personal data" in text_of(page.text)
    assert f"Line {count + 2}: “{taken}” is taught for “{draft.state().faqs[other].question}”" in html.unescape(
        text_of(page.text))
    assert draft.state() == before


def test_scripts_get_the_same_warnings_as_data(editor: Browser, draft: Draft) -> None:
    slug, _ = two_of(draft)
    answer = editor.submit("/staff/warnings", label=f"faq/{slug}", line=["3", "x"], text=["call 07700 900123", "y"],
                           count="2")
    told = answer.json()["warnings"]
    assert [(warning["line"], warning["kind"]) for warning in told] == [(3, "personal data"), (0, "too few")]


def test_what_is_nearly_another_faqs_is_found_by_its_meaning(editor: Browser, draft: Draft) -> None:
    slug, other = two_of(draft)
    near = draft.state().examples[f"faq/{other}"][0] + " please"
    for _ in range(40):  # a few examples are learnt with each look
        answer = editor.submit("/staff/warnings", label=f"faq/{slug}", line=["1"], text=[near], count="9")
        told = answer.json()["warnings"]
        if told:
            break
    assert [(warning["kind"], warning["url"]) for warning in told] == [("near", f"/staff/faqs/{other}")]


def test_undoing_a_new_faq_on_its_page_leads_to_the_list_with_the_note(editor: Browser, draft: Draft) -> None:
    page = editor.submit("/staff/faqs/new", **new_form(draft))
    undo = re.search(r'action="(/staff/audit/\d+/undo)"', page.text)
    assert undo
    page = editor.post(undo[1], data={"csrf": CSRF}, headers={"Referer": str(page.url)})
    assert (page.status_code, page.url.path) == (200, "/staff/faqs")
    assert "Undone: added an FAQ" in text_of(page.text)
    assert editor.get("/staff/faqs/why-is-the-sky-over-the-clinic-blue").status_code == 404


def test_only_a_form_that_comes_back_says_that_it_isnt_saved(editor: Browser, draft: Draft) -> None:
    slug, _ = two_of(draft)
    page = editor.get(f"/staff/faqs/{slug}")
    assert "data-unsaved" not in page.text
    for button in ("check", "show"):
        shown = editor.submit(f"/staff/faqs/{slug}", **form_of(page.text), do=button)
        assert " data-guarded data-unsaved>" in shown.text
