"""What is measured with was never taught, and nothing is in two sets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from frontdesk.evaluation.datasets import load_cases
from frontdesk.evaluation.examples import load_examples
from frontdesk.knowledge.content import Content

ROOT = Path(__file__).resolve().parents[2]


def bare(text: str) -> str:
    """The words alone; case and punctuation make no other message."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def messages(name: str) -> set[str]:
    return {bare(case.text) for case in load_cases(ROOT / "tests" / "eval" / f"{name}.tsv")} - {""}


@pytest.mark.parametrize("name", ["development", "held_out"])
def test_no_message_of_the_set_is_taught(content: Content, name: str) -> None:
    texts, _ = load_examples(ROOT / "data", content)
    assert messages(name) & {bare(text) for text in texts} == set()


def test_the_held_out_set_shares_nothing_with_the_development_set() -> None:
    assert messages("held_out") & messages("development") == set()
