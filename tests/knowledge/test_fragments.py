"""Links that a browser scrolls to and highlights: URL text fragments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.knowledge.content import Content
from frontdesk.knowledge.fragments import text_fragment

PREFIX = ":~:text="


def highlighted(fragment: str, page: str) -> str:
    """What a browser would highlight: the first start, then the first end after it, as whole words."""
    assert fragment.startswith(PREFIX)
    start, _, end = (unquote(part) for part in fragment.removeprefix(PREFIX).partition(","))
    pattern = re.escape(start) + (rf"(?!\w).*?(?<!\w){re.escape(end)}" if end else "")
    match = re.search(rf"(?<!\w){pattern}(?!\w)", page, re.IGNORECASE | re.DOTALL)
    assert match is not None, f"'{start}' … '{end}' isn't on the page"
    return match.group()


def bare(passage: str) -> str:
    return re.sub(r"^[\"'“‘(\[]+|[\"'”’)\]]+$", "", passage)


def runs(content: Content) -> Iterator[tuple[str, str]]:
    for article in content.articles.values():
        page = "\n".join(block.text for block in article.blocks)
        sentences = list(article.sentences.values())
        for index, first in enumerate(sentences):
            for last in (sentence for sentence in sentences[index:] if sentence.block == first.block):
                yield article.passage(f"{first.id}..{last.id}").text, page


def test_a_short_passage_is_named_whole() -> None:
    assert text_fragment("The calf is tight.", "The calf is tight. More.") == PREFIX + "The%20calf%20is%20tight."


def test_a_long_passage_is_named_by_its_two_ends() -> None:
    passage = "One two three four five six seven eight " * 3 + "nine ten eleven twelve."
    assert text_fragment(passage, passage) == PREFIX + "One%20two%20three%20four,nine%20ten%20eleven%20twelve."


@pytest.mark.parametrize(
    ("passage", "encoded"),
    [
        ("well-known", "well%2Dknown"),
        ("calf, then back", "calf%2C%20then%20back"),
        ("rest & ice", "rest%20%26%20ice"),
        ("50 % of it", "50%20%25%20of%20it"),
        ("a # mark", "a%20%23%20mark"),
        ("it’s so", "it%E2%80%99s%20so"),
        ("and/or", "and%2For"),
    ],
)
def test_what_means_something_in_a_fragment_is_escaped(passage: str, encoded: str) -> None:
    assert text_fragment(passage, passage) == PREFIX + encoded


@pytest.mark.parametrize("passage", ["“Is it the calf?”", '"Is it the calf?"', "(Is it the calf?)", "‘Is it the calf?"])
def test_quotation_marks_and_brackets_at_the_edges_are_left_out(passage: str) -> None:
    assert text_fragment(passage, f"Well. {passage} Yes.") == PREFIX + "Is%20it%20the%20calf%3F"


def test_a_start_that_stands_earlier_on_the_page_is_made_longer() -> None:
    passage = ("You can stretch the calf every single morning before work and every evening after it, "
               "for as long as you like to do so.")
    page = f"You can stretch the hamstrings too.\n{passage}"
    assert highlighted(text_fragment(passage, page), page) == passage
    assert text_fragment(passage, page).startswith(PREFIX + "You%20can%20stretch%20the%20calf,")


def test_an_end_that_stands_earlier_in_the_passage_is_made_longer() -> None:
    passage = ("The back works and it is as strong as it gets, so the calf has nothing to do but rest, "
               "and then the calf is as strong as it gets")
    assert highlighted(text_fragment(passage, passage), passage) == passage


def test_case_alone_doesnt_tell_two_starts_apart() -> None:
    passage = ("So often when you walk for long the hamstrings tighten and the calves work harder "
               "than they did before it all began.")
    page = f"SO OFTEN WHEN YOU rest.\n{passage}"
    assert highlighted(text_fragment(passage, page), page) == passage


def test_a_passage_without_unique_ends_is_named_whole() -> None:
    passage = "again and again and again and again and again and again and again and again and again"
    page = f"{passage} and again.\n{passage}"
    assert unquote(text_fragment(passage, page)) == PREFIX + passage


def test_every_run_of_the_clinics_articles_is_highlighted_exactly(content: Content) -> None:
    found = [(highlighted(text_fragment(passage, page), page), bare(passage)) for passage, page in runs(content)]
    assert len(found) > 50
    assert [pair for pair in found if pair[0] != pair[1]] == []


WORDS = st.lists(st.sampled_from(["calf", "back", "the", "it’s", "mid-foot", "run,", "&", "spine.", "é", "A"]),
                 min_size=1, max_size=30).map(" ".join)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(before=WORDS, passage=WORDS, after=WORDS)
def test_a_browser_highlights_the_passage_wherever_it_stands(before: str, passage: str, after: str) -> None:
    page = f"{before}\n{passage}\n{after}"
    assert highlighted(text_fragment(passage, page), page).casefold() == passage.casefold()


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_a_fragment_holds_only_what_a_url_may(passage: str) -> None:
    assert re.fullmatch(r":~:text=[A-Za-z0-9_.~%]*(,[A-Za-z0-9_.~%]*)?", text_fragment(passage, passage))
