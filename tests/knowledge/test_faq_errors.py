"""What is wrong with an FAQ is said with file and line, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.errors import ContentError
from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.faqs import load_faqs

Refuse = Callable[[str], ContentError]
GOOD = "faqs:\n  a:\n    question: Why?\n    article: an-article\n    passages: [ONE]\n"  # five lines
OTHER = "  b:\n    question: What?\n    article: an-article\n    passages: [TWO]\n"


@pytest.fixture
def article(article_of: Callable[..., Article]) -> Article:
    return article_of("The calf is tight. The back is sore. The hips tilt. The knee bends.\n\nThe foot rolls.")


@pytest.fixture
def refuse(write: Callable[..., Path], article: Article) -> Refuse:
    """Loads faulty FAQs and returns the complaint; ``ONE`` … ``FIVE`` stand for sentence ids."""

    def load(text: str) -> ContentError:
        for name, sentence in zip(("ONE", "TWO", "THREE", "FOUR", "FIVE"), article.sentences):
            text = text.replace(name, sentence)
        path = write("faqs.yml", text)
        with pytest.raises(ContentError) as caught:
            load_faqs(path, {article.slug: article})
        assert str(caught.value) == f"{path}:{caught.value.line}: {caught.value.problem}. {caught.value.remedy}."
        assert caught.value.problem
        assert caught.value.remedy
        return caught.value

    return load


@pytest.mark.parametrize(
    ("text", "line", "problem", "remedy"),
    [
        ("", 1, "there is no FAQ", "Add one: a slug"),
        ("starters: []\n", 1, "there is no FAQ", "Add one: a slug"),
        ("faqs:\n", 1, "there is no FAQ", "its question and its passages"),
        ("faqs: {}\n", 1, "there is no FAQ", "Add one"),
        ("faqs: none\n", 1, "'faqs' must hold 'key: value' lines", "Indent them below it"),
        ("faq:\n  a: b\n", 1, "'faq' isn't a known setting", "Use one of: starters, faqs"),
        (GOOD.replace("  a:", "  A b:"), 2, "'A b' can't be an FAQ's slug", "lower-case letters, digits"),
        (GOOD.replace("  a:", "  a--b:"), 2, "can't be an FAQ's slug", "single hyphens"),
        (GOOD.replace("  a:", "  a_b:"), 2, "can't be an FAQ's slug", "single hyphens"),
        (GOOD.replace("  a:", "  a/b:"), 2, "can't be an FAQ's slug", "single hyphens"),
        (GOOD.replace("  a:", "  12:"), 2, "'12' can't be an FAQ's slug", "lower-case letters"),
        (GOOD + "    tags: x\n", 6, "'tags' isn't a known setting", "Use one of: question, article, passages"),
        (GOOD + "  b: text\n", 6, "'b' must hold 'key: value' lines", "Indent them below it"),
        (GOOD.replace("    question: Why?\n", ""), 3, "'question' is missing or empty", "Add a line 'question: …'"),
        (GOOD.replace(" Why?", ""), 3, "'question' is missing or empty", "Add a line 'question: …'"),
        (GOOD.replace("    article: an-article\n", ""), 3, "'article' is missing or empty", "Add a line 'article: …'"),
        (GOOD.replace("an-article", "other"), 4, "no article 'other'", "Use one of content/articles: an-article"),
        (GOOD.replace("    passages: [ONE]\n", ""), 3, "'passages' must be a list", "a line '- …' for each entry"),
        (GOOD.replace("[ONE]", "[]"), 5, "'passages' must be a list", "a line '- …' for each entry"),
        (GOOD.replace("[ONE]", "ONE"), 5, "'passages' must be a list", "a line '- …' for each entry"),
        (GOOD.replace("[ONE]", "[1]"), 5, "an entry of 'passages' isn't a text", "one line of text after the dash"),
        (GOOD.replace("[ONE]", "[ONE..FOUR]"), 5, "the answer is 4 sentences long", "Keep at most 3"),
        (GOOD.replace("[ONE]", "[ONE..TWO, THREE..FOUR]"), 5, "is 4 sentences long", "move the rest to 'more'"),
        (GOOD.replace("[ONE]", "\n      - ONE\n      - none-0000"), 7, "no sentence 'none-0000'", "'frontdesk"),
        (GOOD.replace("[ONE]", "\n      - ..ONE"), 6, "there is no sentence", "'frontdesk passages an-article'"),
        (GOOD.replace("[ONE]", "[TWO..ONE]"), 5, "doesn't run forwards", "'frontdesk passages an-article' lists"),
        (GOOD.replace("[ONE]", "[ONE..FIVE]"), 5, "within one paragraph", "'frontdesk passages an-article' lists"),
        (GOOD + "    more: none\n", 6, "'more' must be a list", "Write 'more:'"),
        (GOOD + "    more: [none-0000]\n", 6, "no sentence 'none-0000'", "'frontdesk passages an-article'"),
        (GOOD + "    offer_booking: often\n", 6, "'offer_booking' must be true or false", "without quotes"),
        (GOOD + "    follow_ups: b\n", 6, "'follow_ups' must be a list", "Write 'follow_ups:'"),
        (GOOD + "    follow_ups:\n      - a\n", 7, "'a' follows itself", "Remove this line"),
        (GOOD + "    follow_ups:\n      - nowhere\n", 7, "there is no FAQ 'nowhere'", "Use the slug of an FAQ"),
        ("starters:\n  - nowhere\n" + GOOD, 2, "there is no FAQ 'nowhere'", "Use the slug of an FAQ in this file"),
        (GOOD + OTHER.replace("What?", "WHY?"), 6, "'b' shows the same question as 'a'", "Reword one of them"),
        (GOOD + GOOD.removeprefix("faqs:\n"), 6, "duplicate key", "Check indentation"),
        (GOOD + "   bad\n", 6, "isn't valid YAML", "Check indentation, quotes and colons"),
    ],
)
def test_a_faulty_faq_is_refused(refuse: Refuse, text: str, line: int, problem: str, remedy: str) -> None:
    error = refuse(text)
    assert error.line == line
    assert problem in error.problem
    assert remedy in error.remedy


@pytest.mark.parametrize("wrong", ["the-calf-is-tight-0000", "the-calf-is-tigt", "calf-is-tight"])
def test_the_nearest_sentence_is_suggested(refuse: Refuse, article: Article, wrong: str) -> None:
    nearest = next(iter(article.sentences))
    assert refuse(GOOD.replace("ONE", wrong)).remedy.startswith(f"The nearest is '{nearest}'; ")


def test_the_nearest_sentence_to_a_runs_wrong_end_is_suggested(refuse: Refuse, article: Article) -> None:
    second = list(article.sentences)[1]
    error = refuse(GOOD.replace("ONE", "ONE..the-back-is-sore-0000"))
    assert error.problem.startswith("there is no sentence 'the-back-is-sore-0000'")
    assert f"The nearest is '{second}'" in error.remedy


@pytest.mark.parametrize("run", ["TWO..ONE", "ONE..FIVE"])
def test_nothing_is_suggested_for_a_run_of_known_sentences(refuse: Refuse, run: str) -> None:
    assert "The nearest is" not in refuse(GOOD.replace("ONE", run)).remedy


def test_nothing_is_suggested_when_nothing_is_near(refuse: Refuse) -> None:
    assert "The nearest is" not in refuse(GOOD.replace("ONE", "xyzzy")).remedy


@pytest.mark.parametrize("place", ["starters:\n  - tight-clf\n", ""])
def test_the_nearest_faq_is_suggested(refuse: Refuse, place: str) -> None:
    text = place + GOOD.replace("  a:", "  tight-calf:") + OTHER
    assert refuse(text if place else text + "    follow_ups: [tight-clf]\n").remedy == "Did you mean 'tight-calf'"


def test_missing_faqs_are_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"faqs\.yml: the file is missing\. Restore it"):
        load_faqs(tmp_path / "faqs.yml", {})
