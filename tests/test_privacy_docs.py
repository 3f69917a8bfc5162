"""docs/privacy.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from frontdesk.knowledge.privacy import RANGES, Privacy
from frontdesk.store.all_tables import all_tables
from frontdesk.store.retention import INTERVAL
from frontdesk.store.tables import keeping

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return TEXT.split(f"## {title}\n")[1].split("\n## ")[0]


def retention() -> dict[str, tuple[str, str, set[str]]]:
    """Default, range and places by setting, as the document has them."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section("Retention").splitlines()
            if line.startswith("| `")]
    return {row[0].strip("`"): (row[1], row[2], set(re.findall(r"`([^`]+)`", row[3]))) for row in rows}


def test_every_setting_is_told_with_its_default_and_range() -> None:
    default = Privacy()
    told = {name: row[:2] for name, row in retention().items()}
    assert told == {
        "keep_questions": (str(default.keep_questions).lower(), ""),
        **{name: (str(getattr(default, name)), f"{low}–{high}") for name, (low, high) in RANGES.items()},
    }


def test_every_table_is_told_with_the_setting_that_ends_it() -> None:
    told = retention()
    for table in all_tables():
        seconds = keeping(table).seconds
        settings = {name for name in RANGES if seconds(Privacy(**{name: 2})) != seconds(Privacy(**{name: 3}))}
        assert settings == {name for name, row in told.items() if name in RANGES and table.name in row[2]}, table.name
        assert f"table `{table.name}`" in section("Data map"), table.name


def test_the_summary_holds_for_the_defaults() -> None:
    summary = section("In short")
    assert f"goes {Privacy().conversation_minutes} minutes after its last message" in summary
    assert "every ten minutes" in summary
    assert INTERVAL == 600
