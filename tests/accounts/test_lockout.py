"""When wrong passwords close a name."""

from __future__ import annotations

from frontdesk.accounts.lockout import LOCKED, MOST_WRONG, WINDOW, locked_until, one_more


def after(*times: float) -> list[float]:
    wrong: list[float] = []
    for time in times:
        assert not locked_until(wrong, time)
        wrong = one_more(wrong, time)
    return wrong


def test_five_in_a_quarter_of_an_hour_close_it_for_another() -> None:
    assert (MOST_WRONG, WINDOW, LOCKED) == (5, 900, 900)
    wrong = after(0, 1, 2, 3, 900)
    assert locked_until(wrong, 900) == 1800
    assert locked_until(wrong, 1799.9) == 1800
    assert locked_until(wrong, 1800) == 0.0


def test_four_dont() -> None:
    assert locked_until(after(0, 1, 2, 3), 4) == 0.0


def test_nor_do_five_in_a_longer_time() -> None:
    assert locked_until(after(0, 1, 2, 3, 901), 901) == 0.0


def test_a_window_begins_at_any_moment() -> None:
    assert locked_until(after(0, 890, 891, 892, 901, 902), 903) == 902 + LOCKED


def test_after_the_lock_there_are_five_again() -> None:
    wrong = after(0, 1, 2, 3, 4)
    for time in range(904, 908):
        assert not locked_until(wrong, time)
        wrong = one_more(wrong, time)
    assert not locked_until(wrong, 908)
    assert locked_until(one_more(wrong, 908), 908) == 908 + LOCKED


def test_no_more_than_matters_is_remembered() -> None:
    assert one_more([1, 2, 3, 4, 5], 6) == [2, 3, 4, 5, 6]
