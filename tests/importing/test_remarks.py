"""What is worth a second look before an article is added."""

from __future__ import annotations

from frontdesk.importing.article_file import ArticleText, new_file
from frontdesk.importing.cutting import article_from, cut
from frontdesk.importing.remarks import remarks, same_as

BODY = "Heels hurt in the morning.\n\nRest helps most.\n\nIce helps, too.\n\nIt passes by noon.\n\nSee us if it lasts."
ARTICLE = article_from("heel-pain", new_file(ArticleText("Heel pain", "", "", "", BODY, ())))


def told(title: str, body: str, calls: tuple[str, ...] = ()) -> list[str]:
    return remarks(title, cut(ArticleText(title, "", "", "", body, calls)), {"heel-pain": ARTICLE})


def test_a_new_article_of_ordinary_sentences_needs_none() -> None:
    assert told("Toe pain", "Toes hurt when shoes are tight.\n\nWear wider ones.") == []


def test_a_title_that_is_there_already() -> None:
    (remark,) = told("HEEL pain", "Toes hurt.")
    assert "There is an article “Heel pain” already" in remark


def test_a_text_that_is_there_already_or_nearly() -> None:
    assert told("Heels", BODY) == ["All of its sentences stand in the article “Heel pain” already."]
    assert told("Heels", BODY.replace("Ice helps, too.", "So does ice.")) == [
        "Most of its sentences stand in the article “Heel pain” already."]
    assert told("Heels", "Rest helps most.\n\nToes don’t.") == []


def test_the_very_same_text() -> None:
    articles = {"heel-pain": ARTICLE}
    assert same_as(cut(ArticleText("Other", "", "", "", BODY, ())), articles) is ARTICLE
    assert same_as(cut(ArticleText("Other", "", "", "", f"{BODY}\n\nMore.", ())), articles) is None


def test_sentences_that_are_too_long_for_a_chat() -> None:
    (remark,) = told("Toes", f"Toes {'and heels ' * 40}hurt.")
    assert "82 words" in remark
    assert told("Toes", f"Toes {'and heels ' * 40}hurt. " * 5)[-1] == "2 more sentences are that long."


def test_nothing_to_quote() -> None:
    assert "no sentence to quote" in told("Toes", "## Toes\n\nBook now", ("Book now",))[0]
