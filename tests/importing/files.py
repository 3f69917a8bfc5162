"""Files as Word and WordPress make them, built from what a test wants in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_RELATIONSHIPS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="word/document.xml"/></Relationships>"""
_PARTS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
 Target="styles.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
 Target="numbering.xml"/>
<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
 Target="footnotes.xml"/>
<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
 Target="https://clinic.example/book" TargetMode="External"/>
<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
 Target="file:///etc/passwd" TargetMode="External"/></Relationships>"""
_STYLES = f"""<w:styles xmlns:w="{_W}">
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Listenabsatz"><w:name w:val="List Paragraph"/></w:style></w:styles>"""
_NUMBERING = f"""<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">
<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
</w:numbering>"""
_FOOTNOTES = f"""<w:footnotes xmlns:w="{_W}"><w:footnote w:id="1"><w:p><w:r><w:t>Mean of six studies.</w:t></w:r></w:p>
</w:footnote></w:footnotes>"""
_DOCUMENT = (f'<w:document xmlns:w="{_W}" '
             'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
             'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
             'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
             'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>{body}</w:body></w:document>')
PICTURE = ('<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="rId5"/>'
           '</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>')


def run(text: str, bold: bool = False) -> str:
    """A piece of a Word paragraph."""
    return f'<w:r>{"<w:rPr><w:b/></w:rPr>" if bold else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", bullet: bool = False) -> str:
    """A Word paragraph of runs, or of plain texts."""
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    about += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if bullet else ""
    return f'<w:p><w:pPr>{about}</w:pPr>{"".join(one if one.startswith("<") else run(one) for one in runs)}</w:p>'


def table(*rows: Sequence[str]) -> str:
    """A Word table."""
    return "<w:tbl>" + "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
                               for row in rows) + "</w:tbl>"


def word_file(*body: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A .docx file.

    Args:
        body: paragraphs and tables.
        more: other members, also in place of those that are there.
    """
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONSHIPS, "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": _STYLES, "word/numbering.xml": _NUMBERING, "word/footnotes.xml": _FOOTNOTES,
        "word/document.xml": _DOCUMENT.replace("{body}", "".join(body)), **(more or {})}
    return zip_file(members)


def zip_file(members: Mapping[str, str | bytes]) -> bytes:
    """An archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def post(title: str, content: str, kind: str = "post", status: str = "publish", creator: str = "jmoss",
         date: str = "2023-04-11 09:30:00", link: str = "https://clinic.example/post/") -> str:
    """An entry of a WordPress export."""
    return (f"<item><title>{escape(title)}</title><link>{link}</link><dc:creator><![CDATA[{creator}]]></dc:creator>"
            f"<content:encoded><![CDATA[{content}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>"
            f"<wp:post_id>7</wp:post_id><wp:post_date><![CDATA[{date}]]></wp:post_date>"
            f"<wp:status><![CDATA[{status}]]></wp:status><wp:post_type><![CDATA[{kind}]]></wp:post_type></item>")


def wordpress_export(*posts: str, version: str = "1.2") -> bytes:
    """A WordPress export."""
    return (f'<?xml version="1.0" encoding="UTF-8" ?>\n<!-- generator="WordPress/6.4" -->\n<rss version="2.0"'
            f' xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"'
            ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            f' xmlns:wp="http://wordpress.org/export/{version}/"><channel><title>Hill Street</title>'
            f"<wp:wxr_version>{version}</wp:wxr_version><wp:author><wp:author_login><![CDATA[jmoss]]></wp:author_login>"
            "<wp:author_display_name><![CDATA[Dr Jane Moss]]></wp:author_display_name></wp:author>"
            f"{''.join(posts)}</channel></rss>").encode()
