"""Writing articles: whatever was read or typed, the file reads back as the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.importing.article_file import ArticleText, body_of, calls_of, changed_file, new_file, tidied
from frontdesk.importing.cutting import article_from, edited
from frontdesk.importing.imported import CALL_TO_ACTION, HEADING, PARAGRAPH, ImportedBlock
from frontdesk.importing.wording import tidy
from frontdesk.knowledge.articles import Article

ROOT = Path(__file__).resolve().parents[2]
ANYTHING = st.text(alphabet=st.characters(), max_size=60)
LINES = st.one_of(ANYTHING, st.sampled_from([
    "---", "--- a", "# a", "#\u00a0b", "## c: d", "- e", "a: b", "...", "> f", "Offer: g", "h >", "'", '"', "\\",
    "&a *a", "%YAML", "!!python/object:x", "{{ a }}", "null", "2023-04-11", "true", "\u2028i", "\x85j", "\ufeffk",
    "l\x00", "```"]))


def written(title: str, blocks: list[ImportedBlock], url: str = "", author: str = "", date: str = "") -> Article:
    text = tidied(ArticleText(title, url, author, date, body_of(blocks), calls_of(blocks)))
    return article_from("article", new_file(text))


@settings(max_examples=100, deadline=None)
@given(LINES, LINES, LINES, st.lists(st.tuples(st.sampled_from([PARAGRAPH, HEADING, CALL_TO_ACTION]), LINES)))
def test_whatever_was_read_is_written_so_that_it_reads_back(
    title: str, author: str, date: str, blocks: list[tuple[str, str]],
) -> None:
    found = [ImportedBlock(kind, tidy(text)) for kind, text in blocks]
    article = written("T" + title, [ImportedBlock(PARAGRAPH, "One sentence."), *found], author=author, date=date)
    assert (article.title, article.author, article.date) == (tidy("T" + title), tidy(author), tidy(date))
    said = [block for block in found if any(map(str.isalnum, block.text))]
    assert ["".join(block.text.split()) for block in article.blocks[1:]] == ["".join(one.text.split()) for one in said]
    for block, one in zip(article.blocks[1:], said):
        assert (block.kind == HEADING) == (one.kind == HEADING and not one.text.endswith(">"))
        assert block.kind == CALL_TO_ACTION or one.kind != CALL_TO_ACTION


@pytest.mark.parametrize("value", [
    "Heel: pain", "Heel #1", '"Heel" pain', "It's heel's", "'Heel'", "- heel", "[heel]", "{heel}", "heel:", "*heel",
    "&heel", "!heel", "%heel", "@heel", "`heel`", "null", "true", "1.5", "2023-04-11", "0x1F", "12:30", "a \\ b",
    "| heel", "> heel", "?", "heel ", "—", "---", "…"])
def test_front_matter_is_read_back_as_it_was_typed(value: str) -> None:
    blocks = [ImportedBlock(PARAGRAPH, "One sentence."), ImportedBlock(CALL_TO_ACTION, f"Book {value} x")]
    article = written(value, blocks, author=value, date=value)
    assert (article.title, article.author, article.date) == (value.strip(),) * 3
    assert article.blocks[1].kind == CALL_TO_ACTION


def test_lines_that_look_like_front_matter_or_headings_are_neither() -> None:
    blocks = [ImportedBlock(PARAGRAPH, text) for text in ("---", "title: Evil", "---", "# 1 in the league.", "#1 tip.")]
    article = written("Title", blocks)
    assert article.title == "Title"
    assert [(block.kind, block.text) for block in article.blocks] == [
        (PARAGRAPH, "title: Evil"), (PARAGRAPH, "#1 in the league."), (PARAGRAPH, "#1 tip.")]


def test_a_new_file_reads_well() -> None:
    text = ArticleText("Heel: pain", "https://clinic.example/heel", "", "2023-04-11", "It hurts.\n\n## Rest?\n\nNo.",
                       ("Book now",))
    assert new_file(text) == ('---\ntitle: "Heel: pain"\nurl: https://clinic.example/heel\nauthor:\n'
                              'date: "2023-04-11"\n'
                              "calls_to_action:\n  - Book now\n---\n\nIt hurts.\n\n## Rest?\n\nNo.\n")


_FILE = ("---\n# What visitors see:\ntitle: Heel pain  # short\nurl:\ndate: 2023-04-11\ncalls_to_action:\n"
         "  # our offer\n  - \"Come and see us\"\n  - \"Offer: now >\"\n---\n\n"
         "It hurts.  A lot.\n\nCome and see us\n\nOffer: now >\n")


def test_what_isnt_changed_stays_byte_for_byte() -> None:
    assert changed_file(_FILE, edited(article_from("heel", _FILE)), ["Offer: now >"]) == _FILE


def test_a_change_touches_its_own_lines_alone() -> None:
    text = replace(edited(article_from("heel", _FILE)), title="Heel: pain", author="Jane", calls=())
    text = tidied(replace(text, body=text.body.replace("Come", "Do come")), _FILE.split("\n"))
    new = changed_file(_FILE, text, ["Offer: now >"])
    assert new.split("\n") == [
        "---", "# What visitors see:", 'title: "Heel: pain"  # short', "url:", "author: Jane", "date: 2023-04-11",
        "calls_to_action:", "  # our offer", '  - "Offer: now >"', "---", "", "It hurts.  A lot.", "",
        "Do come and see us", "", "Offer: now >", ""]


def test_an_invitation_that_was_ticked_is_listed() -> None:
    file = "---\ntitle: Heel pain\n---\n\nIt hurts.\n\nCome and see us\n"
    text = replace(edited(article_from("heel", file)), calls=("Come and see us",))
    assert "calls_to_action:\n  - Come and see us\n---\n" in changed_file(file, text)


def test_the_real_articles_can_be_opened_and_saved_without_a_change() -> None:
    paths = sorted((ROOT / "content" / "articles").glob("*.md"))
    assert paths
    for path in paths:
        file = path.read_text(encoding="utf-8")
        article = article_from(path.stem, file)
        looks = [block.text for block in article.blocks if block.kind == CALL_TO_ACTION]
        assert changed_file(file, tidied(edited(article), file.split("\n")), looks) == file
