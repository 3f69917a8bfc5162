"""Reading in a process of its own: with limits, without our environment, and without a way to write."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from frontdesk.importing import reader, reader_process
from frontdesk.importing.imported import MAX_TEXT, MAX_UPLOAD, Unreadable
from frontdesk.importing.kinds import PAGE, PLAIN, WORD, WORDPRESS
from frontdesk.importing.reader import read_upload
from tests.importing.files import paragraph, post, word_file, wordpress_export
from tests.importing.reading import said

PAGES = Path(__file__).with_name("pages")


def test_every_kind_of_file_is_read() -> None:
    plain = read_upload("It hurts.\n\n“Rest.”".encode(), "")
    assert (plain.kind, said(plain.articles[0])) == (PLAIN, [("p", "It hurts."), ("p", "“Rest.”")])
    word = read_upload(word_file(paragraph("It hurts.")), "heel_pain-final.docx")
    assert (word.kind, word.articles[0].title) == (WORD, "heel pain final")
    page = read_upload((PAGES / "elementor.html").read_bytes(), "page.html")
    assert (page.kind, page.articles[0].author) == (PAGE, "Dr Jane Moss")
    assert page.articles[0].left_out
    export = read_upload(wordpress_export(post("A", "One."), post("B", "Two.", status="draft")), "site.xml")
    assert (export.kind, [article.draft for article in export.articles]) == (WORDPRESS, [False, True])


def test_why_it_cant_be_read_is_told() -> None:
    with pytest.raises(Unreadable, match="PDF"):
        read_upload(b"%PDF-1.7", "a.pdf")


@pytest.mark.parametrize("name", ["", "-c", "--help", "a\nb.txt", "x" * 5000 + ".txt", "\udcff.txt", "../../a.txt",
                                  "$(id).txt"])
def test_a_files_name_is_only_a_name(name: str) -> None:
    assert said(read_upload(b"It hurts.", name).articles[0]) == [("p", "It hurts.")]


def test_a_file_that_is_too_large_isnt_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.subprocess, "run", None)
    with pytest.raises(Unreadable, match="larger than 5 MB"):
        read_upload(b"a" * (MAX_UPLOAD + 1), "a.txt")


def test_a_text_that_is_too_long_for_an_article_is_refused() -> None:
    with pytest.raises(Unreadable, match="several articles"):
        read_upload(b"It hurts. " * (MAX_TEXT // 10 + 1), "a.txt")


def test_what_takes_too_long_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(Unreadable, match="too much time"):
        read_upload(b"<div>" * 300_000 + b"<p>Text.", "a.html", seconds=1.0)
    assert time.monotonic() - begun < 10


def test_what_takes_too_much_memory_is_ended() -> None:
    code = ("from frontdesk.importing import reader_process as it; it._limit()\n"
            "block = bytearray(1 << 20) * 1200")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False,
                          cwd=Path(reader_process.__file__).parents[2])
    assert "MemoryError" in done.stderr


def test_a_crash_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.sys, "executable", "/bin/false")
    with pytest.raises(Unreadable, match="can't be read"):
        read_upload(b"It hurts.", "a.txt")


def test_the_process_writes_no_file_and_sees_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FRONTDESK_SECRET", "geheim")
    assert "geheim" not in str(reader._environment())
    code = ("from frontdesk.importing import reader_process as it; it._limit()\n"
            f"import pathlib; pathlib.Path({str(tmp_path / 'x')!r}).write_text('x' * 10)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False,
                          cwd=Path(reader_process.__file__).parents[2])
    assert "File too large" in done.stderr
    assert (tmp_path / "x").read_text(encoding="utf-8") == ""


def test_only_so_many_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_PATIENCE", 0.01)
    assert reader._AT_ONCE.acquire(blocking=False)
    assert reader._AT_ONCE.acquire(blocking=False)
    try:
        with pytest.raises(Unreadable, match="Others"):
            read_upload(b"It hurts.", "a.txt")
    finally:
        reader._AT_ONCE.release()
        reader._AT_ONCE.release()
    assert read_upload(b"It hurts.", "a.txt").articles
