"""The picture, as numbers."""

from __future__ import annotations

from frontdesk.publishing.confusion import OTHER, Confusion, confusion
from tests.publishing.reports import asked


def drawn(found: Confusion) -> dict[str, dict[str, int]]:
    return {row.wanted: {found.columns[cell.column]: cell.count for cell in row.cells} for row in found.rows}


def test_right_is_on_the_diagonal_and_mistakes_come_first() -> None:
    found = confusion([asked(1, "faq/a"), asked(2, "faq/a"), asked(3, "faq/b", "wrong", "faq/a"),
                       asked(4, "faq/b", "choice"), asked(5, "faq/b")])
    assert drawn(found) == {"faq/b": {"faq/b": 1, "faq/a": 1, "choice": 1}, "faq/a": {"faq/a": 2}}
    assert found.columns == ("faq/b", "faq/a", "choice")
    first = found.rows[0].cells[0]
    assert (first.right, first.share) == (True, 1 / 3)
    assert not found.rows[0].cells[1].right


def test_all_that_isnt_an_faq_is_told_by_the_reply_it_wants() -> None:
    found = confusion([asked(1, "out_of_scope/weather", given="no_answer"),
                       asked(2, "out_of_scope/code", "wrong", "faq/a"), asked(3, "book", given="booking"),
                       asked(4, "price", given="clinic")])
    assert drawn(found) == {"no_answer": {"no_answer": 1, "faq/a": 1}, "booking": {"booking": 1},
                            "clinic": {"clinic": 1}}


def test_what_is_right_in_another_way_is_right() -> None:
    assert drawn(confusion([asked(1, "faq/a", "right", "faq/b")])) == {"faq/a": {"faq/a": 1}}


def test_where_there_is_no_room_the_rows_with_fewest_mistakes_go() -> None:
    outcomes = [asked(number, f"faq/{number}", "wrong", f"faq/{number + 100}") for number in range(40)]
    outcomes += [asked(number, "faq/worst", "wrong", "faq/1") for number in range(50, 60)]
    outcomes += [asked(70, "faq/perfect")]
    found = confusion(outcomes, most=10)
    assert len(found.rows) == 10
    assert found.columns[:10] == tuple(row.wanted for row in found.rows)
    assert len(found.columns) == 16
    assert found.rows[0].wanted == "faq/worst"
    assert "faq/perfect" not in drawn(found)
    assert found.hidden == 32
    assert OTHER in found.columns
    assert sum(cell.count for row in found.rows for cell in row.cells) == 10 + 9


def test_nothing_asked_nothing_drawn() -> None:
    assert confusion([]) == Confusion((), (), 0)
