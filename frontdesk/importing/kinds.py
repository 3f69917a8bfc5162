"""Which reader a file or a pasted text is for."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from frontdesk.importing.encodings import decoded
from frontdesk.importing.imported import Unreadable

PLAIN, MARKDOWN, HTML, PAGE, WORD, WORDPRESS = "plain", "markdown", "html", "page", "word", "wordpress"
_HEAD = 4096  # bytes or characters that tell what it is
_ZIP, _OLE, _PDF, _RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf"
_PAGE = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_TAG = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|li|br|span|a|strong|em|b|i|table|section|article|blockquote)(?:\s[^<>]*)?/?>",
    re.IGNORECASE)
_WORDPRESS = re.compile(r"xmlns:wp\s*=\s*[\"']http://wordpress\.org/export/|<wp:wxr_version", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^#{1,6} +\S|\*\*\S[^*\n]*\*\*|\]\((?:https?://|/|#)[^)\s]*\)|^```|\A---\n", re.MULTILINE)
_MARKDOWN_NAMES = (".md", ".markdown", ".mkd")
_HTML_NAMES = (".html", ".htm", ".xhtml")
_TEXT_NAMES = (".txt", ".text", "")
_PASTE = "Open it, copy its text, and paste that."


def kind_of(data: bytes, name: str) -> str:
    """Tell what a file is, by its content first.

    Args:
        data: its bytes.
        name: as it was uploaded; ``""`` for a pasted text.

    Returns:
        One of this module's constants.

    Raises:
        Unreadable: it is none of those.
    """
    suffix = PurePath(name).suffix.lower()
    head = data[:_HEAD].lstrip()
    if not head:
        raise Unreadable("There is nothing in it.")
    if data.startswith(_ZIP):
        return _zipped(data)
    if head.startswith(_OLE):
        raise Unreadable("This is a Word file of the old kind (.doc), or one with a password. "
                         "Open it in Word, and save it as .docx without a password.")
    if head.startswith(_PDF):
        raise Unreadable(f"PDF files can't be read. {_PASTE}")
    if head.startswith(_RTF):
        raise Unreadable(f"RTF files can't be read. Save it as .docx, or paste its text. {_PASTE}")
    if _is_binary(data):
        raise Unreadable("This isn't a text, a Word file (.docx), a web page (.html) or a WordPress export (.xml). "
                         f"{_PASTE}")
    return _text_kind(decoded(data), suffix)


def _text_kind(text: str, suffix: str) -> str:
    head = text[:_HEAD]
    if head.lstrip().startswith(("From:", "MIME-Version:")) and re.search(r"^Content-Type: multipart/related", head,
                                                                         re.MULTILINE | re.IGNORECASE):
        raise Unreadable("This page was saved as one file of the browser's own kind (.mhtml). "
                         "Save it again as “Web page, HTML only”.")
    if _WORDPRESS.search(head):
        return WORDPRESS
    if suffix in _MARKDOWN_NAMES:
        return MARKDOWN
    if _PAGE.search(head):
        return PAGE
    if suffix in _HTML_NAMES or (text.lstrip().startswith("<") and _TAG.search(head)):
        return HTML
    if head.lstrip().startswith("<?xml"):
        raise Unreadable("This XML file isn't a WordPress export. In WordPress: Tools, Export, All content.")
    if suffix not in _TEXT_NAMES:
        raise Unreadable(f"Files of the kind '{suffix}' can't be read. Use .docx, .html, .md, .txt or a WordPress "
                         f"export (.xml). Or: {_PASTE}")
    return MARKDOWN if _MARKDOWN.search(text) else PLAIN


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable("The file is damaged. Save it again, and upload that.") from None
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return WORD
    raise Unreadable("This is an archive or a document of another program. Save it as a Word file (.docx). "
                     "For a page that was saved with its pictures, upload its .html file alone.")


def _is_binary(data: bytes) -> bool:
    """Zero bytes stand in no text but one of 16 bits."""
    return b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
