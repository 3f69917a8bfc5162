"""Word files."""

from __future__ import annotations

import pytest

from frontdesk.importing.imported import Unreadable
from frontdesk.importing.word import read_word
from tests.importing.files import PICTURE, paragraph, run, table, word_file, zip_file
from tests.importing.reading import said

_CORE = ('<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
         'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Shin splints</dc:title></cp:coreProperties>')


def test_a_document_as_word_makes_it() -> None:
    article = read_word(word_file(
        paragraph("Shin splints", style="Title"),
        paragraph("They come on when you run ", run("more", bold=True), " than your legs are used to."),
        PICTURE,
        paragraph("What helps?", style="berschrift1"),
        paragraph("Run on grass.", style="Listenabsatz", bullet=True),
        paragraph("Change your shoes.", style="Listenabsatz", bullet=True),
        paragraph(run("How long does it last?", bold=True)),
        paragraph("Most heal", '<w:r><w:footnoteReference w:id="1"/></w:r>', " in ", "<w:del><w:r><w:delText>two"
                  "</w:delText></w:r></w:del>", "<w:ins><w:r><w:t>six</w:t></w:r></w:ins>", " weeks."),
        table(("Week", "Do"), ("1", "Walk only")),
        paragraph('<w:hyperlink r:id="rId4"><w:r><w:t>Book your consultation</w:t></w:r></w:hyperlink>'),
    ))
    assert article.title == "Shin splints"
    assert said(article) == [
        ("p", "They come on when you run more than your legs are used to."),
        ("h", "What helps?"),
        ("l", "Run on grass."),
        ("l", "Change your shoes."),
        ("h", "How long does it last?"),
        ("p", "Most heal in six weeks."),
        ("p", "Week – Do"),
        ("p", "1 – Walk only"),
        ("c", "Book your consultation"),
        ("l", "Mean of six studies."),
    ]


def test_the_title_may_stand_in_the_files_properties() -> None:
    article = read_word(word_file(paragraph("They come on when you run."), more={"docProps/core.xml": _CORE}))
    assert (article.title, said(article)) == ("Shin splints", [("p", "They come on when you run.")])


def test_styles_that_a_file_brings_along_for_readers_count_for_nothing() -> None:
    article = read_word(word_file(paragraph("Text that is read."), more={"mammoth/style-map": "p => !"}))
    assert said(article) == [("p", "Text that is read.")]


@pytest.mark.parametrize("part", ["word/document.bin", "word/document"])
def test_a_document_that_isnt_named_as_xml_is_never_read(part: str) -> None:
    document = ('<!DOCTYPE w [<!ENTITY a "Expanded.">]><w:document xmlns:w="http://schemas.openxmlformats.org/'
                'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>')
    relationships = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                     '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                     f'officeDocument" Target="{part}"/></Relationships>')
    hostile = {"_rels/.rels": relationships, part: document}
    assert said(read_word(word_file(paragraph("It hurts."), more=hostile))) == [("p", "It hurts.")]
    members = {"[Content_Types].xml": "<Types/>", **hostile}
    with pytest.raises(Unreadable, match="Word made"):
        read_word(zip_file(members))


def test_an_archive_that_is_no_document() -> None:
    with pytest.raises(Unreadable, match="well-formed"):
        read_word(word_file(more={"word/document.xml": "<w:document>"}))
