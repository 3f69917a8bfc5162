"""Saved pages of several themes and page builders: the article alone, whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.importing.imported import Imported
from frontdesk.importing.saved_page import read_page
from tests.importing.reading import said, texts

PAGES = Path(__file__).with_name("pages")


def page(name: str) -> Imported:
    return read_page((PAGES / f"{name}.html").read_text(encoding="utf-8"))


def test_a_page_builders_div_soup() -> None:
    article = page("elementor")
    assert (article.title, article.author, article.date, article.url) == (
        "Why Does My Heel Hurt In The Morning?", "Dr Jane Moss", "2023-04-11",
        "https://hillstreet.example/blog/heel-pain-morning/")
    assert said(article) == [
        ("p", "Many people tell us that the first steps out of bed are the worst. The most common reason is the "
              "plantar fascia, a strong band under the foot that shortens while you sleep."),
        ("p", "When you stand up, that band is stretched suddenly. It’s sore for a few minutes & then it eases as you "
              "walk about."),
        ("c", "Book your free consultation"),
        ("h", "Should I rest it?"),
        ("p", "Complete rest isn’t needed for most people. Cut down on running and long walks for two weeks, and wear "
              "a shoe with a firm heel."),
        ("p", "These help most of our patients:"),
        ("l", "Roll a cold bottle under the arch for five minutes, twice a day."),
        ("l", "Stretch the calf against a wall before the first steps."),
        ("l", "Don’t walk barefoot on hard floors."),
        ("p", "Week – What to do"),
        ("p", "1–2 – Short walks only"),
        ("p", "3–4 – Add gentle calf raises"),
        ("p", "If the pain is still there after six weeks, have it looked at."),
        ("p", "A stiff ankle or a weak calf is often behind it."),
    ]


def test_what_was_left_out_is_told() -> None:
    assert {"Facebook", "Do insoles work?", "Leave a Reply"} <= set(page("elementor").left_out)


def test_a_theme_with_sidebar_comments_shares_and_a_cookie_banner() -> None:
    article = page("generatepress")
    assert article.url == "https://www.parkside.example/blog/how-often-massage/"  # from the browser's own remark
    assert (article.author, article.date) == ("Kim Park", "2024-02-02")
    assert said(article) == [
        ("p", "That depends on what it is for. For a sore back after gardening, once may be enough."),
        ("h", "For stress"),
        ("p", "Many of our clients come every four weeks. More often than every two weeks adds little, in our "
              "experience."),
        ("p", "I sleep better for a week afterwards."),
        ("c", "Book now"),
        ("h", "For sport"),
        ("p", "During hard training, a short massage every week helps you feel less sore."),
    ]


def test_closed_parts_of_an_accordion_are_read() -> None:
    article = page("divi")
    assert "Privately, about a week. On the NHS it depends on the hospital." in texts(article)
    assert ("h", "How long is the wait?") in said(article)
    assert not {"Select Page", "Recent Posts", "by Ann Oakley | May 5, 2021 | Backs"} & set(texts(article))


def test_a_page_with_meaningless_class_names() -> None:
    article = page("wix")
    assert (article.title, article.author, article.date, article.url) == (
        "Sciatica: what helps", "Tom Hale", "2022-09-01", "https://www.riverside.example/post/sciatica-what-helps")
    assert [kind for kind, _ in said(article)] == ["p", "h", "p", "p", "l", "l", "c"]


def test_an_old_page_laid_out_by_tables() -> None:
    article = page("oldtable")
    assert article.title == "Tennis elbow"
    assert texts(article)[0].startswith("Tennis elbow hurts on the outside")
    assert texts(article)[-1] == "Wrist extension with a tin of beans – 3 x 15 daily"
    assert "Home" not in texts(article)


def test_a_page_that_names_no_part_of_it_the_article() -> None:
    article = page("soup")
    assert article.title == "Ankle sprains"
    assert len(texts(article)) == 3
    assert not any("since 1988" in text or "Dale Road" in text for text in texts(article))


def test_a_document_that_a_word_processor_saved_is_read_whole() -> None:
    article = page("wordhtml")
    assert said(article)[1:] == [("l", "Run on grass."), ("l", "Change your shoes every 500 miles."),
                                 ("p", "Week 1 – Walk only")]


@pytest.mark.parametrize(("above", "below"), [
    ('<header><h1 class="site-title">Hill Street Physiotherapy Clinic</h1></header>', ""),
    ("", "<footer><h3>Hill Street Physiotherapy Clinic</h3></footer>")])
def test_the_clinics_name_isnt_the_articles_title(above: str, below: str) -> None:
    html = (f"<html><head><title>Knee pain | Hill Street Physiotherapy Clinic</title></head><body>{above}<article>"
            "<h2>Knee pain</h2><p>Knees hurt on stairs. That is common after a long walk.</p><p>Rest helps most people."
            f"</p></article>{below}</body></html>")
    article = read_page(html)
    assert (article.title, texts(article)[0][:10]) == ("Knee pain", "Knees hurt")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "/relative", "https://x.example/a b", "file:///etc/passwd"])
def test_an_address_that_leads_nowhere_isnt_taken(link: str) -> None:
    html = f'<html><head><link rel="canonical" href="{link}"></head><body><p>It hurts in the morning.</p></body></html>'
    assert read_page(html).url == ""


def test_a_page_on_one_line_and_one_that_says_its_encoding() -> None:
    html = ('<?xml version="1.0" encoding="iso-8859-1"?><html><head><title>Ankle</title><link rel="canonical" '
            'href="https://x.example/ankle#top"/></head><body><h1>Ankle</h1><p>It’s sore for a week or two.</p></body>')
    article = read_page(html)
    assert (article.title, article.url, texts(article)) == (
        "Ankle", "https://x.example/ankle", ["It’s sore for a week or two."])
