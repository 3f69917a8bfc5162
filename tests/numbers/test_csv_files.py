"""CSV files that spreadsheets open without mischief."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.numbers.csv_files import csv_file, harmless


def test_it_is_what_rfc_4180_and_excel_expect() -> None:
    file = csv_file(("a", "b"), [("one, two", 3), ('"quoted"\nline', None), ("Zoë", 1.5)])
    assert file == b'\xef\xbb\xbfa,b\r\n"one, two",3\r\n"""quoted""\nline",\r\n' + "Zoë,1.5\r\n".encode()


@pytest.mark.parametrize("formula", [
    "=1+1", "+447700900123", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://evil.example","x")', "＝1+1", "＋1",
    "－1", "＠a", " =1", "\n=1", "\u00a0=1", "\u3000@a"])
def test_a_formula_becomes_text(formula: str) -> None:
    assert harmless(formula) == f"'{formula}"
    rows = list(csv.reader(io.StringIO(csv_file(("a",), [(formula,)]).decode("utf-8-sig"), newline="")))
    assert rows[1] == [f"'{formula}"]


@pytest.mark.parametrize("text", ["", "Jo", "1 = 2", "'=1", "a@b.example", "(0) 7700", "–", "   "])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_numbers_stay_numbers() -> None:
    assert csv_file(("a", "b"), [(-1, 0.5)]).endswith(b"\r\n-1,0.5\r\n")


@settings(derandomize=True, deadline=None)
@given(st.lists(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00")), min_size=2,
                max_size=4))
def test_any_text_comes_back_whole_and_no_cell_begins_a_formula(cells: list[str]) -> None:
    text = csv_file(["x"] * len(cells), [cells]).decode("utf-8-sig")
    _, row = csv.reader(io.StringIO(text, newline=""))
    assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in cells]
    assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in row if cell)
