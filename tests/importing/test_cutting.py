"""How a text is cut is how Frontdesk reads the file that is made of it."""

from __future__ import annotations

import time

from frontdesk.importing.article_file import ArticleText, new_file
from frontdesk.importing.cutting import article_from, cut, cuts_of, quotable

BODY = "It hurts. “A lot!” she said.\n\n## Rest?\n\nCome and see us\n\nOffer: now >\n\nNo."


def text(body: str = BODY, calls: tuple[str, ...] = ()) -> ArticleText:
    return ArticleText("Heel pain", "", "", "", body, calls)


def test_lines_are_told_apart() -> None:
    found = cut(text(calls=("Come and see us",)))
    assert [(one.kind, one.text, one.automatic) for one in found] == [
        ("paragraph", "It hurts. “A lot!” she said.", False), ("heading", "Rest?", False),
        ("call_to_action", "Come and see us", False), ("call_to_action", "Offer: now >", True),
        ("paragraph", "No.", False)]
    assert [sentence.text for sentence in quotable(found)] == ["It hurts.", "“A lot!” she said.", "No."]


def test_the_same_sentences_with_the_same_names_as_in_the_article() -> None:
    article = article_from("heel", new_file(text()))
    assert quotable(cut(text())) == list(article.sentences.values())
    assert cuts_of(article) == cut(text())


def test_many_lines_are_cut_in_no_time() -> None:
    begun = time.perf_counter()
    found = cut(text("\n".join(["It hurts."] * 20_000)))
    assert found[-1].sentences[0].id == f"{found[0].sentences[0].id}-20000"
    assert time.perf_counter() - begun < 15  # going through all sentences for each line takes minutes


def test_a_text_that_cant_be_kept_as_yet_is_cut_all_the_same() -> None:
    assert [one.kind for one in cut(ArticleText("", "no address", "", "", "## Rest?\n\nOffer: now >", ()))] == [
        "heading", "call_to_action"]
    assert cut(text("Book now", ("Book now",)))[0].kind == "call_to_action"
    assert cut(text("")) == []
