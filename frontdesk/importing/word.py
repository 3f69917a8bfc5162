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
from frontdesk.importing.zip_limits import check_archive, damaged

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='title'] => h1:fresh
p[style-name='Heading 7'] => h6:fresh
p[style-name='heading 7'] => h6:fresh
"""
_ABOUT = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def read_word(data: bytes) -> Imported:
    """Read a Word file; pictures, comments and what was deleted with changes tracked are left out.

    Raises:
        Unreadable: it isn't one, or isn't safe to read.
    """
    check_archive(data)
    title = _checked_title(data)
    html = mammoth.convert_to_html(
        BytesIO(data), style_map=_STYLES, include_embedded_style_map=False, external_file_access=False,
        convert_image=mammoth.images.img_element(lambda _image: {})).value
    article = read_html(html)
    return article if article.title else read_html(html, title)


def _checked_title(data: bytes) -> str:
    """The title in the file's properties, after all of its XML was found to be harmless."""
    title = ""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                for element in elements(archive.read(name)) if name.endswith((".xml", ".rels")) else ():
                    title = tidy(element.text or "") if (name, element.tag) == (_ABOUT, _TITLE) else title
                    element.clear()
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError):
        raise damaged() from None
    return title

