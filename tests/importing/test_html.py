"""HTML of articles: blocks in reading order, word for word, and nothing of what isn't text."""

from __future__ import annotations

import pytest

from frontdesk.importing.html_fragment import read_html
from frontdesk.importing.imported import Unreadable
from tests.importing.reading import said, texts


def test_paragraphs_headings_and_lists_in_reading_order() -> None:
    article = read_html("<h1>Heel pain</h1><p>It hurts.</p><h3>Rest?</h3><ul><li>Ice<ul><li>twice a day</li></ul></li>"
                        "<li>Sleep</li></ul><p>It passes.")
    assert article.title == "Heel pain"
    assert said(article) == [("p", "It hurts."), ("h", "Rest?"), ("l", "Ice"), ("l", "twice a day"), ("l", "Sleep"),
                             ("p", "It passes.")]


def test_the_visible_words_are_kept_entities_decoded_and_white_space_collapsed() -> None:
    html = ("<p>It&#8217;s &ldquo;sore&rdquo;&nbsp;&amp; <b>ti</b>ght,\n   5&nbsp;&lt;&nbsp;6 \u00adminutes"
            "<em>!</em></p>")
    assert texts(read_html(html)) == ["It’s “sore” & tight, 5 < 6 minutes!"]


@pytest.mark.parametrize("gone", [
    "<script>alert('x')</script>", "<style>p{}</style>", "<nav>Home</nav>", "<footer>Imprint</footer>",
    "<form><p>Your name</p><input></form>", "<!-- remark -->", "<svg><text>Logo</text></svg>", "<iframe>x</iframe>",
    "<noscript>Turn on scripts</noscript>", "<template><p>T</p></template>", "<select><option>One</option></select>",
    "<textarea>Comment</textarea>", "<button>Close</button>", "<p hidden>Hidden</p>",
    "<p style='display: none'>Hidden</p>", "<span class='screen-reader-text'>Skip</span>",
    "<div role='navigation'>Home</div>", "<div aria-hidden='true'>x</div>",
    "<video>Your browser is old</video>", "<title>Title</title>", "<img alt='A foot' src='x'>",
    "<p><a href='https://x.example'><img src='y'></a></p>"])
def test_what_is_no_text_is_left_out(gone: str) -> None:
    assert said(read_html(f"<p>Before.</p>{gone}<p>After.</p>")) == [("p", "Before."), ("p", "After.")]


def test_a_form_that_wraps_the_whole_page_is_read() -> None:
    html = "<form id='aspnetForm'><p>Rest helps most people with it.</p><p>Ice helps, too.</p><input></form>"
    assert texts(read_html(html)) == ["Rest helps most people with it.", "Ice helps, too."]


def test_divs_and_line_breaks_end_paragraphs() -> None:
    html = "<div>One.<div>Two.</div>Three.<br><br>Four.<br>Five.</div><span style='display:block'>Six.</span>Seven."
    assert texts(read_html(html)) == ["One.", "Two.", "Three.", "Four.", "Five.", "Six.", "Seven."]


def test_a_sentence_that_runs_over_a_line_break_stays_one() -> None:
    assert texts(read_html("<p>The muscles around<br>the spine, and<br>so on,<br>Dr Moss says.")) == [
        "The muscles around the spine, and so on, Dr Moss says."]


def test_each_row_of_a_table_is_a_line() -> None:
    html = ("<table><caption>Plan</caption><tr><th>Week</th><th>What</th></tr><tr><td><p>1</p></td>"
            "<td>Walk<br>slowly</td></tr><tr><td></td><td>Alone</td></tr></table>")
    assert texts(read_html(html)) == ["Plan", "Week – What", "1 – Walk slowly", "Alone"]


def test_a_table_that_lays_out_a_page_is_no_data() -> None:
    html = "<table><tr><td><p>One.</p><p>Two.</p></td><td><h2>Head</h2><p>Three.</p></td></tr></table>"
    assert said(read_html(html)) == [("p", "One."), ("p", "Two."), ("h", "Head"), ("p", "Three.")]


def test_a_line_in_bold_is_a_heading() -> None:
    html = "<p>Text first.</p><p><strong>How long does it last?</strong></p><p><b>Never</b> mind.</p>"
    assert said(read_html(html)) == [
        ("p", "Text first."), ("h", "How long does it last?"), ("p", "Never mind.")]


@pytest.mark.parametrize("html", [
    "<details><summary>How long?</summary><p>A week.</p></details>",
    "<div class='accordion-item'><h3><button>How long?</button></h3><div style='display:none'><p>A week.</p></div>",
    "<div class='faq'><button>How long?</button><div hidden><p>A week.</p></div></div>",
    "<div class='elementor-toggle'><div class='elementor-tab-title' role='button'><a>How long?</a></div>"
    "<div class='elementor-tab-content' style='display: none;'><p>A week.</p></div></div>"])
def test_what_is_folded_away_is_part_of_the_text(html: str) -> None:
    assert said(read_html(f"<p>First.</p>{html}")) == [("p", "First."), ("h", "How long?"), ("p", "A week.")]


@pytest.mark.parametrize("html", [
    "<p><a href='/book'>Book your free consultation</a></p>", "<a class='button' href='/x'>Our prices</a>",
    "<p>Click here to contact us</p>", "<button>Book now</button>"])
def test_invitations_are_told_apart(html: str) -> None:
    assert [kind for kind, _ in said(read_html(f"<p>First.</p>{html}"))] == ["p", "c"]


def test_marks_of_notes_are_no_part_of_a_sentence() -> None:
    html = ("<p>It heals.<sup><a href='#footnote-1'>[1]</a></sup> Mostly.</p>"
            "<ol><li>Six studies. <a href='#footnote-ref-1'>↑</a>")
    assert texts(read_html(html)) == ["It heals. Mostly.", "Six studies."]


def test_bullets_of_word_make_lists() -> None:
    assert said(read_html("<p>· <span>&nbsp;&nbsp; </span>Run on grass.</p>")) == [("l", "Run on grass.")]


def test_a_very_long_heading_is_no_title() -> None:
    article = read_html(f"<h1>{'word ' * 100}</h1><p>Text.</p>")
    assert article.title == ""
    assert len(article.blocks) == 2


def test_html_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(Unreadable, match="nested"):
        read_html("<div>" * 500 + "<p>Text.")
    assert texts(read_html("<div>" * 190 + "<p>Text.")) == ["Text."]
