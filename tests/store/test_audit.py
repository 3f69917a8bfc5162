"""The record of changes."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Engine

from frontdesk.knowledge.privacy import Privacy
from frontdesk.store.audit import KEPT_DAYS, Audit, AuditEntry, add_entry
from frontdesk.store.retention import purge_all
from frontdesk.store.tables import DAY


@pytest.fixture
def audit(engine: Engine, clock) -> Audit:
    return Audit(engine)


def test_a_change_is_found_as_it_was_recorded(audit: Audit, clock) -> None:
    number = audit.record("Robin", "changed an FAQ", "faq/hours", "naïve “a”\nb", "c 🦵", '{"kind": "edit"}')
    assert audit.find(number) == AuditEntry(
        number, clock.now, "Robin", "changed an FAQ", "faq/hours", "naïve “a”\nb", "c 🦵", '{"kind": "edit"}')
    assert audit.find(number + 1) is None


def test_what_isnt_told_is_empty(audit: Audit) -> None:
    entry = audit.find(audit.record("Robin", "disabled an account", "account/sam"))
    assert entry is not None
    assert (entry.before, entry.after, entry.undo) == ("", "", "")


def test_the_newest_come_first_page_by_page(audit: Audit, clock) -> None:
    numbers = [audit.record("Robin", "did", f"thing {number}") for number in range(5)]
    clock.now -= 60  # a clock that is set back changes no order
    numbers.append(audit.record("Robin", "did", "thing 5"))
    assert [entry.id for entry in audit.newest()] == numbers[::-1]
    assert [entry.id for entry in audit.newest(2)] == numbers[:3:-1]
    assert [entry.id for entry in audit.newest(2, before=numbers[4])] == [numbers[3], numbers[2]]
    assert audit.newest(before=numbers[0]) == []


@pytest.mark.parametrize(("subject", "found"), [
    ("faq/toe", {"faq/toe"}),
    ("faq", {"faq/toe", "faq/toe-running", "faq"}),
    ("booking", {"booking K7Q-F3M"}),
    ("faq/t%", set()),
    ("faq/to_", set()),
    ("toe", set()),
    ("", {"faq/toe", "faq/toe-running", "faq", "booking K7Q-F3M", "faqs"}),
])
def test_those_of_one_thing_or_of_a_kind(audit: Audit, subject: str, found: set[str]) -> None:
    for each in ("faq/toe", "faq/toe-running", "faq", "booking K7Q-F3M", "faqs"):
        audit.record("Robin", "changed", each)
    assert {entry.subject for entry in audit.newest(subject=subject)} == found


def test_those_of_one_person(audit: Audit) -> None:
    for who in ("Robin", "Sam", "Robin"):
        audit.record(who, "changed", "faq/toe")
    assert [entry.who for entry in audit.newest(who="Robin", subject="faq")] == ["Robin", "Robin"]
    assert audit.newest(who="robin") == []
    assert audit.people() == ["Robin", "Sam"]


def test_what_is_too_long_for_its_column_is_cut(audit: Audit) -> None:
    entry = audit.find(audit.record("R" * 300, "d" * 300, "s" * 300))
    assert entry is not None
    assert {len(entry.who), len(entry.action), len(entry.subject)} == {255}


def test_it_is_recorded_with_the_change_or_not_at_all(audit: Audit, engine: Engine) -> None:
    with pytest.raises(RuntimeError), engine.begin() as connection:  # noqa: PT012, what is tried is the transaction
        add_entry(connection, "Robin", "changed", "faq/toe")
        raise RuntimeError
    assert audit.newest() == []


def test_entries_go_after_three_years(audit: Audit, engine: Engine, clock) -> None:
    audit.record("Robin", "changed", "faq/toe")
    clock.now += KEPT_DAYS * DAY
    assert purge_all(engine, Privacy())["audit"] == 0
    clock.now += 1
    assert purge_all(engine, Privacy())["audit"] == 1
