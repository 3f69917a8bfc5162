"""Tables as CSV files (RFC 4180) that spreadsheets open without mischief."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

Cell = str | int | float | None
_BOM = "\ufeff"  # Excel reads UTF-8 as something else without it
_FORMULAS = "=+-@\t\r"


def csv_file(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The file, in UTF-8.

    Args:
        header: what each column is called.
        rows: numbers are written as they are, ``None`` as nothing, and text so that a
            spreadsheet takes it for text.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow(harmless(cell) if isinstance(cell, str) else cell for cell in row)
    return (_BOM + text.getvalue()).encode()


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula.

    See https://owasp.org/www-community/attacks/CSV_Injection. Wide forms of the signs count
    as well, and so do signs after white space, which some programs skip.
    """
    first = unicodedata.normalize("NFKC", text.lstrip(" \n\u00a0\u3000")[:1])
    return f"'{text}" if first and first in _FORMULAS else text
