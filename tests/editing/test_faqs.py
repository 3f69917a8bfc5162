"""FAQs, starters and articles: which lines change, how two people's changes meet, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.editing import yaml_nodes
from frontdesk.editing.draft import Draft
from frontdesk.editing.edits import (
    AddArticle,
    AddFaq,
    Conflict,
    Edit,
    EditError,
    FaqFields,
    RemoveArticle,
    RemoveFaq,
    SetArticle,
    SetFaq,
    SetStarters,
)
from frontdesk.knowledge.content import load_content
from tests.editing.small import ARTICLE, FAQS

Lines = Callable[[], list[str]]
REST, KNEES, HIPS = "they-get-better-with-rest-b21b", "knees-do-hurt-at-times-1f16", "hips-carry-you-all-day-d02a"
NEW = FaqFields("Is rest: good?", "knees-and-hips", (REST,), (KNEES,), ("knees",), True)


def test_a_new_faq_goes_to_the_end_and_its_intent_behind_the_others(
    draft: Draft, project: Path, changed_lines: Lines
) -> None:
    draft.change("Ann", "added an FAQ", "faq/rest", AddFaq("rest", NEW, ("is resting good", "rest?")))
    assert changed_lines() == [
        "+", "+  rest:", '+    question: "Is rest: good?"', "+    article: knees-and-hips", "+    passages:",
        f"+      - {REST}", "+    more:", f"+      - {KNEES}", "+    follow_ups:", "+      - knees",
        "+    offer_booking: true",
        "+- intent: faq/rest", "+  examples: |", "+    - is resting good", "+    - rest?", "+"]
    assert load_content(project / "content").faqs["rest"].question == "Is rest: good?"
    assert draft.state().faqs["rest"] == NEW
    assert draft.state().examples["faq/rest"] == ("is resting good", "rest?")
    assert "hip question\n\n- intent: faq/rest" in (project / "data/nlu.yml").read_text(encoding="utf-8")


def test_an_faq_goes_with_its_examples_its_mentions_and_as_a_starter(draft: Draft, changed_lines: Lines) -> None:
    draft.change("Ann", "removed an FAQ", "faq/knees", RemoveFaq("knees"))
    lines = changed_lines()
    assert all(line.startswith("-") for line in lines)
    assert "-  - knees   # the first one" in lines
    # They aren't set apart from what is above them, and may be about all that follows.
    assert not {"-  # About knees.", "-# The FAQs."} & set(lines)
    assert (tuple(draft.state().faqs), draft.state().starters) == (("hips",), ("hips",))
    assert draft.state().faqs["hips"].follow_ups == ()
    assert "faq/knees" not in draft.state().examples
    assert draft.state().problems == ()


@pytest.mark.parametrize(("changes", "expected"), [
    ({"question": "Do 'knees' hurt?"}, ["-    question: Do knees hurt?", "+    question: Do 'knees' hurt?"]),
    ({"question": "# hurt?"}, ["-    question: Do knees hurt?", '+    question: "# hurt?"']),
    ({"passages": (KNEES, REST)}, [f"+      - {REST}"]),
    ({"more": (), "passages": (REST,)}, [f"-      - {KNEES}", "-    more:", "-      # The longer one."]),
    ({"more": (KNEES, REST)}, [f"+      - {KNEES}"]),
    ({"follow_ups": ()}, ["-    follow_ups:", "-      - hips"]),
    ({"offer_booking": False}, ["-    offer_booking: true"]),
])
def test_only_the_field_that_was_changed_is(
    changes: dict[str, object], expected: list[str], draft: Draft, project: Path, changed_lines: Lines
) -> None:
    base = draft.state().faqs["knees"]
    draft.change("Ann", "changed an FAQ", "faq/knees", SetFaq("knees", base, replace(base, **changes)))  # type: ignore[arg-type]
    assert changed_lines() == expected
    assert draft.state().faqs["knees"] == replace(base, **changes)  # type: ignore[arg-type]
    assert load_content(project / "content").faqs["knees"].question


def test_a_field_that_was_not_there_goes_where_it_belongs(draft: Draft, project: Path, changed_lines: Lines) -> None:
    base = draft.state().faqs["hips"]
    draft.change("Ann", "x", "x", SetFaq("hips", base, replace(base, more=(KNEES,), offer_booking=True)))
    assert changed_lines() == ["+    more:", f"+      - {KNEES}", "+    offer_booking: true"]
    written = (project / "content/faqs.yml").read_text(encoding="utf-8")
    assert f"d02a\n    more:\n      - {KNEES}\n    follow_ups:" in written


def test_fields_that_two_people_change_are_both_changed(draft: Draft) -> None:
    base = draft.state().faqs["knees"]
    draft.change("Bob", "x", "x", SetFaq("knees", base, replace(base, question="Sore knees?", follow_ups=())))
    draft.change("Ann", "x", "x", SetFaq("knees", base, replace(base, more=(), offer_booking=False)))
    assert draft.state().faqs["knees"] == FaqFields("Sore knees?", "knees-and-hips", (KNEES,))


def test_the_same_field_changed_in_two_ways_is_a_conflict(draft: Draft, changed_lines: Lines) -> None:
    base = draft.state().faqs["knees"]
    draft.change("Bob", "x", "x", SetFaq("knees", base, replace(base, question="Sore knees?")))
    changed_lines()
    with pytest.raises(Conflict) as error:
        draft.change("Ann", "x", "x", SetFaq("knees", base, replace(base, question="Knees?", more=())))
    assert (error.value.mine, error.value.theirs, error.value.base) == ("Knees?", "Sore knees?", "Do knees hurt?")
    assert error.value.field == "question"
    assert changed_lines() == []


def test_quotes_of_an_article_that_another_has_changed_are_a_conflict(draft: Draft) -> None:
    base = draft.state().faqs["knees"]
    long = next(iter(draft.state().articles["backs"].sentences))
    draft.change("Bob", "x", "x", SetFaq("knees", base, replace(base, article="backs", passages=(long,), more=())))
    with pytest.raises(Conflict) as error:
        draft.change("Ann", "x", "x", SetFaq("knees", base, replace(base, passages=(REST,))))
    assert (error.value.field, error.value.theirs) == ("passages", long)


@pytest.mark.parametrize(("edit", "advice"), [
    (AddFaq("Rest", NEW, ("rest?",)), "short name"),
    (AddFaq("knees", NEW, ("rest?",)), "already"),
    (AddFaq("rest", NEW, ()), "at least one example"),
    (AddFaq("rest", NEW, ("hello",)), "taught for greet already"),
    (AddFaq("rest", replace(NEW, question="hello"), ("rest?",)), "taught for greet already"),
    (AddFaq("rest", replace(NEW, question="do knees HURT?"), ("rest?",)), "same question"),
    (AddFaq("rest", replace(NEW, question=" "), ("rest?",)), "must not be empty"),
    (AddFaq("rest", replace(NEW, question="a\nb"), ("rest?",)), "one line"),
    (AddFaq("rest", replace(NEW, article="knee"), ("rest?",)), "There is no article 'knee'"),
    (AddFaq("rest", replace(NEW, passages=()), ("rest?",)), "must be a list"),
    (AddFaq("rest", replace(NEW, passages=("nowhere-1234",)), ("rest?",)), "There is no sentence 'nowhere-1234'"),
    (AddFaq("rest", replace(NEW, passages=(KNEES, REST, HIPS, "they-like-to-be-moved-7cba")), ("rest?",)), "sentence"),
    (AddFaq("rest", replace(NEW, follow_ups=("backs",)), ("rest?",)), "There is no FAQ 'backs'"),
    (AddFaq("rest", replace(NEW, follow_ups=("rest",)), ("rest?",)), "follows itself"),
    (SetFaq("backs", NEW, NEW), "any more"),
    (RemoveFaq("backs"), "any more"),
    (SetStarters(("knees", "hips"), ("knees", "backs")), "There is no FAQ 'backs'"),
    (AddArticle("backs", ARTICLE), "already"),
    (AddArticle("../backs", ARTICLE), "short name"),
    (AddArticle("more-backs", "No front matter."), "front matter"),
    (SetArticle("hands", ARTICLE, ARTICLE), "any more"),
    (AddArticle("hands", ARTICLE + "Knees\0."), r"Line 12 of the article holds an invisible character \(U\+0000\)"),
    (SetArticle("knees-and-hips", ARTICLE, ARTICLE + "Knees\udc80."), r"invisible character \(U\+DC80\)"),
    (SetArticle("backs", "---\ntitle: Backs\n---\n\nBacks are long. Backs are strong.\n", "---\ntitle: Backs\n---\n"),
     "no sentence"),
    (RemoveArticle("knees-and-hips"), "quoted by knees, hips"),
    (RemoveArticle("hands"), "any more"),
])
def test_what_cannot_be_is_refused_and_nothing_is_written(
    edit: Edit, advice: str, draft: Draft, changed_lines: Lines
) -> None:
    with pytest.raises(EditError, match=advice):
        draft.change("Ann", "x", "x", edit)
    assert changed_lines() == []


def test_an_answer_of_four_sentences_is_refused(draft: Draft) -> None:
    names = list(draft.state().articles["knees-and-hips"].sentences)
    base = draft.state().faqs["knees"]
    with pytest.raises(EditError, match="4 sentences long"):
        draft.change("Ann", "x", "x", SetFaq("knees", base, replace(base, passages=tuple(names[:4]))))


def test_of_several_quotes_that_no_longer_stand_one_may_be_mended_alone(draft: Draft) -> None:
    base = draft.state().faqs["hips"]
    both = replace(base, passages=(KNEES, HIPS))
    draft.change("Ann", "x", "x", SetFaq("hips", base, both))
    text = ARTICLE.replace("Knees do hurt", "Knees hurt").replace("Hips carry", "Both hips carry")
    mended = replace(both, passages=(REST, HIPS))
    draft.change("Ann", "x", "x", SetArticle("knees-and-hips", ARTICLE, text), SetFaq("hips", both, mended))
    assert draft.state().faqs["hips"] == mended
    assert {quote.passage for quote in draft.state().broken} == {KNEES, HIPS}
    with pytest.raises(EditError, match="There is no sentence 'gone'"):
        draft.change("Ann", "x", "x", SetFaq("hips", mended, replace(mended, passages=("gone",))))


def test_an_faq_goes_from_many_others_without_reading_the_file_for_each(
    draft: Draft, project: Path, monkeypatch: pytest.MonkeyPatch, changed_lines: Lines
) -> None:
    many = "".join(f"""
  # About {number}.
  faq-{number}:
    question: Question {number}?
    article: knees-and-hips
    passages: [{KNEES}]
    follow_ups:
      - knees  # first
      - hips
""" for number in range(40))
    path = project / "content/faqs.yml"
    path.write_text(FAQS + many, encoding="utf-8")
    draft.state()
    changed_lines()
    read: list[int] = []
    real = yaml_nodes._root
    monkeypatch.setattr(yaml_nodes, "_root", lambda text: read.append(len(text)) or real(text))
    draft.change("Ann", "x", "x", RemoveFaq("knees"))
    assert sum(read) < 20 * len(FAQS + many)
    assert changed_lines().count("-      - knees  # first") == 40
    assert {faq.follow_ups for faq in draft.state().faqs.values()} == {(), ("hips",)}


def test_the_last_faq_stays(draft: Draft) -> None:
    draft.change("Ann", "x", "x", RemoveFaq("knees"))
    with pytest.raises(EditError, match="There is no FAQ"):
        draft.change("Ann", "x", "x", RemoveFaq("hips"))


def test_starters_keep_their_comments(draft: Draft, changed_lines: Lines) -> None:
    draft.change("Ann", "x", "x", SetStarters(("knees", "hips"), ("knees",)))
    assert changed_lines() == ["-  - hips"]
    draft.change("Ann", "x", "x", SetStarters(("knees",), ()))
    draft.change("Ann", "x", "x", SetStarters((), ("hips", "knees")))
    assert draft.state().starters == ("hips", "knees")


def test_an_article_is_kept_as_it_was_typed_with_one_line_end(draft: Draft, project: Path) -> None:
    draft.change("Ann", "added an article", "article hands",
                 AddArticle("hands", "---\r\ntitle: Hands\r\n---\r\n\r\nHands hold.\r\n\r\n\r\n"))
    path = project / "content/articles/hands.md"
    assert path.read_bytes() == b"---\ntitle: Hands\n---\n\nHands hold.\n"
    draft.change("Ann", "removed an article", "article hands", RemoveArticle("hands"))
    assert not path.exists()


def test_two_people_may_change_different_lines_of_an_article(draft: Draft, changed_lines: Lines) -> None:
    draft.change("Bob", "x", "x", SetArticle("knees-and-hips", ARTICLE, ARTICLE.replace("all day", "for long")))
    changed_lines()
    mine = ARTICLE.replace("who knows", "who knows them").rstrip()  # as a form sends it
    draft.change("Ann", "x", "x", SetArticle("knees-and-hips", ARTICLE.rstrip(), mine))
    assert [line[:11] for line in changed_lines()] == ["-Knees do h", "+Knees do h"]
    assert "for long" in draft.state().articles["knees-and-hips"].body
    with pytest.raises(Conflict) as error:
        draft.change("Cleo", "x", "x", SetArticle("knees-and-hips", ARTICLE, ARTICLE.replace("all day", "always")))
    assert "for long" in error.value.theirs
    assert "always" in error.value.mine


def test_an_article_keeps_its_own_line_ends(draft: Draft, project: Path) -> None:
    path = project / "content/articles/backs.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    text = path.read_text(encoding="utf-8-sig")
    draft.change("Ann", "x", "x", SetArticle("backs", text, text.replace("strong", "firm")))
    assert path.read_bytes().endswith(b"---\r\n\r\nBacks are long. Backs are firm.\r\n")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf---")


def test_a_file_with_other_indentation_is_kept_in_its_way(draft: Draft, project: Path, changed_lines: Lines) -> None:
    path = project / "content/faqs.yml"
    lines = FAQS.replace("      - ", "    - ").split("\n")
    path.write_text("\n".join(" " * (len(line) - len(line.lstrip())) + line for line in lines), encoding="utf-8")
    assert draft.state().problems == ()
    changed_lines()
    base = draft.state().faqs["hips"]
    draft.change("Ann", "x", "x", SetFaq("hips", base, replace(base, passages=(HIPS, REST))),
                 AddFaq("rest", NEW, ("rest?",)))
    assert changed_lines()[:5] == [f"+        - {REST}", "+", "+    rest:", '+        question: "Is rest: good?"',
                                   "+        article: knees-and-hips"]
    assert draft.state().problems == ()
