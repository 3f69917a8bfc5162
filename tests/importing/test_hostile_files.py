"""Files made to do harm: refused, or read in bounded time, and never more than their words."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from contextlib import suppress

import pytest

from frontdesk.importing.imported import Unreadable
from frontdesk.importing.reader import read_upload
from frontdesk.importing.zip_limits import MAX_MEMBERS, check_archive
from tests.importing.files import PICTURE, paragraph, post, word_file, wordpress_export, zip_file
from tests.importing.reading import texts

SENTENCE = "This is a sentence that people can read."
LAUGHS = ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
          '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>')
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY d SYSTEM "file:///etc/passwd">]>'
REMOTE = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" ?>\n'
SECONDS = 5.0  # far more than any of these takes, far less than what they would take without limits


def refused(data: bytes, name: str) -> str:
    begun = time.monotonic()
    with pytest.raises(Unreadable) as error:
        read_upload(data, name, SECONDS)
    assert time.monotonic() - begun < SECONDS + 3
    return str(error.value)


@pytest.mark.parametrize("document", [LAUGHS, EXTERNAL, REMOTE])
def test_entities_and_document_types_in_an_export(document: str) -> None:
    export = wordpress_export(post("A", f"{SENTENCE}")).decode().replace(DECLARATION, document).replace(
        SENTENCE, f"]]>{'&d;' if 'ENTITY' in document else ''}<![CDATA[")
    assert "document type" in refused(export.encode(), "site.xml")


@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml", "_rels/.rels", "docProps/core.xml",
                                    "word/media/strange.xml"])
@pytest.mark.parametrize("document", [LAUGHS, EXTERNAL, REMOTE])
def test_entities_and_document_types_in_a_word_file(member: str, document: str) -> None:
    data = word_file(paragraph(SENTENCE), more={member: f"{document}<x>{'&d;' if 'ENTITY' in document else ''}</x>"})
    assert "document type" in refused(data, "a.docx")


def test_a_bomb_of_zeros() -> None:
    assert "holds too much" in refused(word_file(more={"word/document.xml": b"\0" * 60_000_000}), "a.docx")


def test_a_bomb_that_is_packed_tightly() -> None:
    assert "Word made" in refused(word_file(more={"word/media/a.xml": b" " * 20_000_000}), "a.docx")


def test_a_bomb_of_many_members() -> None:
    data = word_file(paragraph(SENTENCE), more={f"word/{number}.xml": "" for number in range(MAX_MEMBERS)})
    assert "holds too much" in refused(data, "a.docx")


def test_sizes_that_lie() -> None:
    """What the directory says is what the reader unpacks at most."""
    data = bytearray(word_file(more={"word/document.xml": b"<w>" + b" " * 20_000_000}))
    name = data.rfind(b"word/document.xml")
    struct.pack_into("<I", data, name - 46 + 24, 100)  # the unpacked size in the directory
    assert refused(bytes(data), "a.docx")


def test_members_of_which_several_share_the_same_bytes() -> None:
    """Overlapping members are how a small archive becomes endless: their sum counts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"abcdefgh" * 500_000)
        (kernel,) = (member for member in archive.infolist() if member.filename == "word/document.xml")
        for number in range(40):
            copy = zipfile.ZipInfo(f"word/{number}.xml")
            for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset", "flag_bits"):
                setattr(copy, field, getattr(kernel, field))
            archive.filelist.append(copy)
    assert "holds too much" in refused(file.getvalue(), "a.docx")


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/cron.d/evil", "word/../../evil", "..\\evil", "C:\\evil.xml",
                                  "\\\\host\\evil"])
def test_members_that_lead_out_of_the_archive(name: str) -> None:
    data = zip_file({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", name: "x"})
    assert "Word made" in refused(data, "a.docx")


def test_an_encrypted_member() -> None:
    data = bytearray(word_file(paragraph(SENTENCE)))
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1
    assert "password" in refused(bytes(data), "a.docx")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_word_doesnt_use(method: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(Unreadable, match="Word made"):
        check_archive(file.getvalue())


def test_an_archive_in_a_word_file_isnt_opened() -> None:
    inner = zip_file({"word/document.xml": b"\0" * 9_000_000})
    found = read_upload(word_file(paragraph(SENTENCE), more={"word/embeddings/inner.zip": inner}), "a.docx")
    assert texts(found.articles[0]) == [SENTENCE]


def test_word_xml_that_is_nested_without_end() -> None:
    nested = "<w:p>" * 5000 + "</w:p>" * 5000
    assert "nested" in refused(word_file(nested), "a.docx")


@pytest.mark.parametrize(("data", "name"), [
    (b"<div>" * 900_000 + SENTENCE.encode(), "a.html"),
    (b"<p>" + b"<b>" * 200_000 + SENTENCE.encode(), "a.html"),
    (b"<table><tr><td>" * 50_000 + SENTENCE.encode(), "a.html"),
    (b"<!doctype html><html><body>" + b"<div class='x'>" * 100_000 + SENTENCE.encode(), "a.html"),
    (b"<p>" + b"&" * 4_000_000, "a.html"),
    (b"<ul>" + b"<li>a" * 500_000, "a.html"),
    (b"[" * 190_000, "a.md"),
    (b"*a **b " * 28_000, "a.md"),
    (b"> " * 90_000 + b"a", "a.md"),
    (b"- a\n" * 1_000_000, "a.txt"),
    (b'<rss xmlns:wp="http://wordpress.org/export/1.2/">' + b"<a>" * 900_000, "a.xml"),
], ids=["div", "b", "table", "page", "ampersands", "list", "brackets", "stars", "quotes", "lines", "xml"])
def test_depth_bombs_and_floods_end_in_time(data: bytes, name: str) -> None:
    assert refused(data, name)


@pytest.mark.parametrize("attribute", [
    "class='" + "accordion toggle " * 200_000 + "'", "style='" + "display :" * 400_000 + "'",
    "href='" + "x" * 4_000_000 + "'", " ".join(f"a{number}=1" for number in range(9000)),
], ids=["class", "style", "href", "many"])
def test_huge_attributes_do_no_harm(attribute: str) -> None:
    found = read_upload(f"<p {attribute}>{SENTENCE}</p>".encode(), "a.html", SECONDS)
    assert texts(found.articles[0]) == [SENTENCE]


@pytest.mark.parametrize("content", ["[a " * 1_000_000, "\n \t" * 1_000_000 + "x", "[" * 2_000_000,
                                     '[x a="' * 500_000, "<!-- wp:" * 400_000],
                         ids=["shortcodes", "blank lines", "brackets", "attributes", "comments"])
def test_texts_that_make_patterns_slow(content: str) -> None:
    begun = time.monotonic()
    with suppress(Unreadable):
        read_upload(wordpress_export(post("A", content)), "site.xml", SECONDS)
    assert time.monotonic() - begun < SECONDS + 3


@pytest.mark.parametrize("html", [
    "<script>document.title='x'</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>",
    "<svg><script>alert(1)</script></svg>", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>", "<style>@import 'http://x.example'</style>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>"])
def test_only_words_come_out_of_html(html: str) -> None:
    found = read_upload(f"<p>{SENTENCE}</p>{html}".encode(), "a.html")
    assert "alert" not in str(found)
    assert "<" not in "".join(texts(found.articles[0]))


def test_a_picture_outside_a_word_file_is_never_fetched() -> None:
    found = read_upload(word_file(paragraph(SENTENCE), PICTURE), "a.docx")
    assert texts(found.articles[0]) == [SENTENCE]
    assert "root:" not in str(found)
