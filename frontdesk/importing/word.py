"""Reading a Word file (.docx)."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

import mammoth  # type: ignore[import-untyped]

from frontdesk.importing.html_fragment import read_html
from frontdesk.importing.imported import Imported
from frontdesk.importing.wording import tidy
from frontdesk.importing.xml_limits import elements
from frontdesk.importing.zip_limits import check_archive, damaged, strange

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='title'] => h1:fresh
p[style-name='Heading 7'] => h6:fresh
p[style-name='heading 7'] => h6:fresh
"""
_XML = (".xml", ".rels")
_ABOUT = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read_word(data: bytes) -> Imported:
    """Read a Word file; pictures, comments and what was deleted with changes tracked are left out.

    Raises:
        Unreadable: it isn't one, or isn't safe to read.
    """
    check_archive(data)
    title, checked = _checked(data)
    try:
        html = mammoth.convert_to_html(
            checked, style_map=_STYLES, include_embedded_style_map=False, external_file_access=False,
            convert_image=mammoth.images.img_element(lambda _image: {})).value
    except OSError:  # the document itself isn't among them
        raise strange() from None
    article = read_html(html)
    return article if article.title else read_html(html, title)


def _checked(data: bytes) -> tuple[str, BytesIO]:
    """The title in the file's properties, and an archive with what was found to be harmless XML.

    Nothing else is handed on: a document's parts may have any name, and what isn't named as XML was read as such.
    """
    title, checked = "", BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(checked, "w") as harmless:
            for name in dict.fromkeys(name for name in archive.namelist() if name.endswith(_XML)):
                member = archive.read(name)
                for element in elements(member):
                    title = tidy(element.text or "") if (name, element.tag) == (_ABOUT, _TITLE) else title
                    element.clear()
                harmless.writestr(name, member)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError):
        raise damaged() from None
    checked.seek(0)
    return title, checked

