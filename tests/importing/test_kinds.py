"""Which reader a file is for."""

from __future__ import annotations

import pytest

from frontdesk.importing.imported import Unreadable
from frontdesk.importing.kinds import HTML, MARKDOWN, PAGE, PLAIN, WORD, WORDPRESS, kind_of
from tests.importing.files import paragraph, post, word_file, wordpress_export, zip_file


@pytest.mark.parametrize(("data", "name", "kind"), [
    (b"Just a text.", "", PLAIN),
    (b"Just a text.", "article.txt", PLAIN),
    (b"Tip #1: rest.\n\n* ice", "", PLAIN),
    (b"# A heading\n\nText.", "", MARKDOWN),
    (b"Text with **bold** in it.", "", MARKDOWN),
    (b"See [our page](https://clinic.example).", "", MARKDOWN),
    (b"---\ntitle: A\n---\nText.", "", MARKDOWN),
    (b"Just a text.", "article.MD", MARKDOWN),
    (b"<p>Text.</p>", "", HTML),
    (b"Text without a tag", "part.html", HTML),
    (b"2 < 3, and that is a text.", "", PLAIN),
    (b"<!DOCTYPE html><html><body><p>Text.", "", PAGE),
    (b"\xef\xbb\xbf<html><head><title>A</title></head>", "page.htm", PAGE),
    ("<!DOCTYPE html><p>Text.".encode("utf-16"), "page.html", PAGE),
    (wordpress_export(post("A", "Text.")), "site.xml", WORDPRESS),
    (word_file(paragraph("Text.")), "article.docx", WORD),
    (word_file(paragraph("Text.")), "wrong-name.txt", WORD),
])
def test_what_it_is(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(("data", "name", "says"), [
    (b"", "a.txt", "nothing in it"),
    (b" \n ", "a.txt", "nothing in it"),
    (b"%PDF-1.7 ...", "a.pdf", "PDF"),
    (b"{\\rtf1 Text}", "a.rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "a.doc", "password"),
    (b"PK\x03\x04 broken", "a.docx", "damaged"),
    (zip_file({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.text"}), "a.odt", ".docx"),
    (zip_file({"page.html": "<p>Text"}), "a.zip", ".html file alone"),
    (b"<?xml version='1.0'?><rss><channel/></rss>", "feed.xml", "WordPress"),
    (b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n type=\"text/html\"\n\nx",
     "a.mhtml", "mhtml"),
    (bytes(range(256)), "a.exe", "isn't a text"),
    (b"a,b\n1,2", "a.csv", ".csv"),
    (b"\x89PNG\r\n\x1a\n\0\0\0", "a.png", "isn't a text"),
])
def test_what_cant_be_read_says_what_to_do(data: bytes, name: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says.replace(".", r"\.")):
        kind_of(data, name)
