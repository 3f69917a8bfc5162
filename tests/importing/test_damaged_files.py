"""Files with random damage are read, or refused with a sentence; what is read can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from frontdesk.importing.article_file import new_file
from frontdesk.importing.cutting import article_from
from frontdesk.importing.imported import Unreadable
from frontdesk.importing.keeping import faults, text_of
from frontdesk.importing.reading import read_file
from tests.importing.files import paragraph, post, table, word_file, wordpress_export

PAGES = sorted(Path(__file__).with_name("pages").glob("*.html"))
SEEDS = {
    **{page.name: page.read_bytes() for page in PAGES},
    "site.xml": wordpress_export(post("A", "<!-- wp:paragraph --><p>It hurts.</p>"),
                                 post("B", "[caption]a[/caption]\n\nb")),
    "text.md": b"---\ntitle: A\n---\n# A\n\n- b\n\n| a | b |\n|---|---|\n| c | d |\n\n**It** hurts.\n",
    "word.docx": word_file(paragraph("A", style="Title"), paragraph("It hurts."), table(("a", "b"))),
}
PIECES = (b"<p>", b"</p>", b"<div>", b"</div>", b"<table>", b"<tr>", b"<td>", b"</table>", b"<li>", b"<br>", b"<!--",
          b"-->", b"<script>", b"\x00", b"\xff", b"<button>", b"<h1>", b"<form>", b"&#0;", b"&#x110000;", b"]]>",
          b"<head>", b"<title>", b"<body>", b"<frameset>", b"<svg>", b"<template>", b"---\n", b"\xef\xbb\xbf",
          b"\xff\xfe")


def damaged(data: bytes, chance: Random) -> bytes:
    """The file with some bytes put in, taken out, doubled or changed."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        start = chance.randrange(len(found) + 1)
        end = min(len(found), start + chance.randint(0, 200))
        what = chance.random()
        if what < 0.4:
            found[start:start] = chance.choice(PIECES)
        elif what < 0.7:
            del found[start:end]
        elif what < 0.85:
            found[start:start] = found[max(0, start - 300):start]
        else:
            found[start:end] = chance.randbytes(6)
    return bytes(found)


def several(name: str) -> Iterator[bytes]:
    chance = Random(name)
    return (damaged(SEEDS[name], chance) for _ in range(25))


@pytest.mark.parametrize("name", SEEDS)
def test_nothing_worse_than_a_refusal_comes_of_damage(name: str) -> None:
    for data in several(name):
        with suppress(Unreadable):
            for article in read_file(data, name).articles:
                text = text_of(article)
                if not faults(text):
                    assert article_from("article", new_file(text)).title == text.title
