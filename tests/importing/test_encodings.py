"""From bytes to text."""

from __future__ import annotations

import codecs

import pytest

from frontdesk.importing.encodings import decoded

TEXT = "“It’s sore” – café"


@pytest.mark.parametrize("data", [
    TEXT.encode(), codecs.BOM_UTF8 + TEXT.encode(), TEXT.encode("utf-16"),
    codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT.encode("cp1252")])
def test_the_encodings_of_files(data: bytes) -> None:
    assert decoded(data) == TEXT


@pytest.mark.parametrize("declared", ["iso-8859-1", "ISO-8859-1", "latin1", "windows-1252", "utf-8", "rot13", "zip",
                                      "no-such-thing", "unicode_escape", "idna", "iso885915", "iso-8859-12",
                                      "windows-1259", "koi8r"])
def test_western_pages_are_read_as_browsers_do_whatever_they_declare(declared: str) -> None:
    assert decoded(f'<meta charset="{declared}"><p>{TEXT}'.encode("cp1252")).endswith(TEXT)


@pytest.mark.parametrize(("declared", "text"), [("windows-1251", "Боль в спине"), ("iso-8859-2", "Ból pleców ść"),
                                                ("shift_jis", "腰の痛み"), ("gb2312", "背痛"), ("macintosh", "café")])
def test_other_encodings_by_what_the_page_declares(declared: str, text: str) -> None:
    codec = {"macintosh": "mac_roman"}.get(declared, declared)
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>{text}'
    assert decoded(page.encode(codec)).endswith(text)


def test_what_is_utf_8_is_read_as_such_though_the_page_declares_another() -> None:
    assert decoded(f'<meta charset="iso-8859-1">{TEXT}'.encode()).endswith(TEXT)


def test_line_ends_are_made_one_kind() -> None:
    assert decoded(b"a\r\nb\rc\n") == "a\nb\nc\n"


def test_bytes_that_mean_nothing_do_no_harm() -> None:
    assert decoded(b"caf\xe9 \x81") == "café \ufffd"
