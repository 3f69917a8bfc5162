"""From bytes to text."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""",
                       re.IGNORECASE)
_HEAD = 4096  # bytes in which a page says its encoding
# Encodings of text alone: Python has "encodings" that unpack archives.
_KNOWN = re.compile(r"iso-?8859-?\d{1,2}|latin-?1|windows-?125\d|cp125\d|koi8-?[ru]|shift[_-]?jis|euc-?(?:jp|kr)|"
                    r"gb(?:2312|k|18030)|big5|mac(?:intosh|-?roman)|utf-?8", re.IGNORECASE)
# Browsers read these as Windows-1252, which has typographic quotes where they have control characters.
_WESTERN = re.compile(r"iso-?8859-?1|latin-?1", re.IGNORECASE)
_FALLBACK = "cp1252"


def decoded(data: bytes) -> str:
    """A file's text: by its byte order mark, as UTF-8, as the encoding it declares, else as Windows-1252.

    What can be read as UTF-8 is UTF-8, whatever a page declares: other texts hardly ever can.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lines(data.decode(name, "replace"))
    try:
        return _lines(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    found = _DECLARED.search(data[:_HEAD])
    name = found[1].decode("ascii") if found else ""
    if not _KNOWN.fullmatch(name) or _WESTERN.fullmatch(name) or name.lower().startswith("utf"):
        name = _FALLBACK
    return _lines(data.decode(_codec({"macintosh": "mac_roman"}.get(name.lower(), name)), "replace"))


def _codec(name: str) -> str:
    """An encoding as Python calls it; ours where it doesn't know it, for there are names of none."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return _FALLBACK


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
