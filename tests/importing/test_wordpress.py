"""WordPress exports: of both editors, with what plugins leave in them."""

from __future__ import annotations

import pytest

from frontdesk.importing.imported import Unreadable
from frontdesk.importing.shortcodes import without_shortcodes
from frontdesk.importing.wordpress import read_wordpress
from tests.importing.files import post, wordpress_export
from tests.importing.reading import said, texts

_GUTENBERG = """<!-- wp:paragraph {"align":"left"} -->
<p>Heel pain is common.</p>
<!-- /wp:paragraph --><!-- wp:heading -->
<h2 class="wp-block-heading">Should I rest it?</h2>
<!-- /wp:heading -->
<!-- wp:list --><ul><!-- wp:list-item --><li>Use ice.</li><!-- /wp:list-item --></ul><!-- /wp:list -->
<!-- wp:embed --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://www.youtube.com/watch?v=x
</div></figure><!-- /wp:embed -->
<!-- wp:buttons --><div class="wp-block-buttons"><div class="wp-block-button"><a href="/b">Book now</a></div></div>
<!-- /wp:buttons -->"""
_CLASSIC = """Heel pain is <em>common</em>.
It comes in the morning,
and goes by noon.

[caption id="attachment_5" align="left"]<img src="x.jpg" /> A sore heel[/caption]

<h2>Should I rest it?</h2>
No. [gallery ids="1,2"] Keep moving [sic].

<ul>
 <li>Use ice.</li>
 <li>Stretch.</li>
</ul>
https://youtu.be/x"""


def test_a_post_of_the_block_editor() -> None:
    (article,) = read_wordpress(wordpress_export(post("Heel pain", _GUTENBERG)))
    assert (article.title, article.author, article.date, article.url, article.draft) == (
        "Heel pain", "Dr Jane Moss", "2023-04-11", "https://clinic.example/post/", False)
    assert said(article) == [("p", "Heel pain is common."), ("h", "Should I rest it?"), ("l", "Use ice."),
                             ("c", "Book now")]


def test_a_post_of_the_classic_editor() -> None:
    (article,) = read_wordpress(wordpress_export(post("Heel pain", _CLASSIC), version="1.0"))
    assert said(article) == [
        ("p", "Heel pain is common."), ("p", "It comes in the morning, and goes by noon."), ("p", "A sore heel"),
        ("h", "Should I rest it?"), ("p", "No. Keep moving [sic]."), ("l", "Use ice."), ("l", "Stretch.")]


def test_posts_and_pages_are_read_and_what_nobody_reads_isnt() -> None:
    found = read_wordpress(wordpress_export(
        post("A post", "Text."), post("A page", "Text.", kind="page"), post("A picture", "Text.", kind="attachment"),
        post("A menu", "Text.", kind="nav_menu_item"), post("Thrown away", "Text.", status="trash"),
        post("Empty", " \n "), post("Only pictures", "<img src='x'>"), post("Treatment", "Text.", kind="treatment")))
    assert [article.title for article in found] == ["A post", "A page", "Treatment"]


@pytest.mark.parametrize("status", ["draft", "pending", "private", "future"])
def test_what_isnt_published_is_marked_and_has_no_address(status: str) -> None:
    (article,) = read_wordpress(wordpress_export(
        post("Draft", "Text.", status=status, date="0000-00-00 00:00:00", link="https://clinic.example/?p=7",
             creator="unknown")))
    assert (article.draft, article.url, article.date, article.author) == (True, "", "", "unknown")


def test_what_plugins_break_is_put_up_with() -> None:
    data = b"\n\n" + wordpress_export(post("Heel &amp; toe", "It\x0b hurts &#8211; a lot.\x01"))
    (article,) = read_wordpress(data)
    assert (article.title, texts(article)) == ("Heel &amp; toe", ["It hurts – a lot."])


def test_an_export_with_nothing_in_it() -> None:
    with pytest.raises(Unreadable, match="no posts"):
        read_wordpress(wordpress_export(post("A picture", "Text.", kind="attachment")))


@pytest.mark.parametrize(("text", "left"), [
    ('[gallery ids="1"]Text', "Text"),
    ("[et_pb_text admin_label='x']Text[/et_pb_text]", "Text"),
    ("[vc_row][vc_column]Text[/vc_column][/vc_row]", "Text"),
    ("[button]Book[/button]", "Book"),
    ("[toc] Text", " Text"),
    ("Text [sic] and [1] and [see below]", "Text [sic] and [1] and [see below]"),
    ("[[not one]]", "[[not one]]"),
])
def test_shortcodes_go_and_words_in_brackets_stay(text: str, left: str) -> None:
    assert without_shortcodes(text) == left
