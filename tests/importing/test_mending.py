"""Quotes that no longer stand, and what could take their place."""

from __future__ import annotations

import pytest

from frontdesk.editing.edits import FaqFields
from frontdesk.importing.article_file import ArticleText, new_file
from frontdesk.importing.cutting import article_from
from frontdesk.importing.mending import answer_length, gone, mended, nearest
from frontdesk.knowledge.articles import Article

BODY = ("Heels hurt in the morning. Rest helps most people within weeks. Ice helps, too.\n\n"
        "See us if it lasts for months.")


def article(body: str = BODY) -> Article:
    return article_from("heel", new_file(ArticleText("Heel pain", "", "", "", body, ())))


OLD = article()
HURT, REST, ICE, LASTS = OLD.sentences
RUN = f"{REST}..{ICE}"


def faqs(*passages: str, more: tuple[str, ...] = ()) -> dict[str, FaqFields]:
    return {"heel": FaqFields("Does rest help?", "heel", passages, more), "other": FaqFields("Toes?", "toe", (HURT,))}


def test_quotes_that_stand_are_left_alone() -> None:
    new = article(BODY.replace("See us", "Come and see us"))
    assert gone(faqs(HURT, RUN), OLD, new) == []


def test_a_reworded_sentence_is_found_by_its_words() -> None:
    new = article(BODY.replace("most people within weeks", "nearly everybody within weeks"))
    (quote,) = gone(faqs(REST), OLD, new)
    assert (quote.faq, quote.question, quote.field, quote.passage) == ("heel", "Does rest help?", "passages", REST)
    assert quote.old == "Rest helps most people within weeks."
    assert quote.new == "Rest helps nearly everybody within weeks."
    assert new.passage(quote.near).text == quote.new


def test_a_run_of_sentences_is_found_as_a_run() -> None:
    new = article(BODY.replace("most people", "nearly everybody"))
    (quote,) = gone(faqs(more=(RUN,)), OLD, new)
    assert quote.new == "Rest helps nearly everybody within weeks. Ice helps, too."


def test_a_sentence_that_was_taken_out_has_no_other_in_its_place() -> None:
    new = article("Toes are another matter altogether. Shoes make them worse.")
    (quote,) = gone(faqs(LASTS), OLD, new)
    assert (quote.near, quote.new) == ("", "")


def test_without_the_old_text_the_name_of_the_sentence_tells_its_first_words() -> None:
    new = article(BODY.replace("within weeks", "in a few weeks"))
    (quote,) = gone(faqs(REST), None, new)
    assert (quote.old, quote.new) == ("", "Rest helps most people in a few weeks.")


def test_without_the_old_text_a_long_sentence_is_found_too() -> None:
    long = "Rest helps most people within weeks, as long as they do it early, do it often, and do nothing else besides."
    (quote,) = gone(faqs(REST), None, article(BODY.replace("Rest helps most people within weeks.", long)))
    assert quote.new == long


@pytest.mark.parametrize("count", [1, 2, 5])
def test_nearest_is_always_a_passage_of_the_article(count: int) -> None:
    found = nearest("Rest helps. Ice helps.", OLD, count)
    assert OLD.sentences_of(found)
    assert nearest("", OLD, count) == ""


def test_what_takes_a_quotes_place_never_makes_the_answer_too_long() -> None:
    new = article(BODY.replace("Ice helps, too.", "Ice helps a lot, too. Ice helps, as well."))
    run = faqs(f"{HURT}..{ICE}", more=(f"{HURT}..{ICE}",))
    answer, more = gone(run, OLD, new)
    assert len(new.sentences_of(answer.near)) == 3
    assert len(new.sentences_of(more.near)) >= 3
    first, second = gone(faqs(LASTS, f"{REST}..{ICE}"), OLD, article(BODY.replace("too.", "also.").replace(
        "within", "in").replace("months", "weeks")))
    assert len(new.sentences_of(second.near) or (1,)) + (first.near != "") <= 3


def test_an_answer_into_which_a_sentence_was_put_is_as_long_as_it_was_without_it() -> None:
    new = article(BODY.replace(" Ice helps", " Walk a little. Ice helps"))
    faq = faqs(f"{HURT}..{ICE}")["heel"]
    assert [answer_length(faq, old, new) for old in (OLD, None)] == [3, 4]
    assert answer_length(faqs("gone", LASTS)["heel"], OLD, new) == 2


def test_mending_changes_that_quote_alone() -> None:
    faq = FaqFields("Q", "heel", (HURT, REST), (REST,))
    assert mended(faq, "passages", REST, ICE) == FaqFields("Q", "heel", (HURT, ICE), (REST,))
    assert mended(faq, "more", REST, ICE) == FaqFields("Q", "heel", (HURT, REST), (ICE,))
    assert mended(faq, "passages", REST, HURT).passages == (HURT,)  # it isn't quoted twice
