"""What a candidate is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.errors import ContentError
from frontdesk.publishing.questions import SETS, load_questions
from frontdesk.publishing.report import CLINIC, SET

OWN = """questions:
- text: is it my feet?
  label: faq/feet
  held_out: true
- text: can i park
  label: clinic/parking
  held_out: false
- text: what about the old thing
  label: faq/gone
  held_out: false
"""
OURS = "id\tlabel\talso\tvoice\ttext\n" + "".join(f"{row}\n" for row in (
    "a\tfaq/feet\tfaq/back|book\tplain\tare feet to blame", "b\tfaq/gone\t\tplain\tthe old thing",
    "c\tgreet\t\tplain\thello", "d\tclinic/parking\t\tplain\tcan i park"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project" / SETS[0]
    path.parent.mkdir(parents=True)
    path.write_text(OURS, encoding="utf-8")
    return tmp_path / "project"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "candidate"
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "test_questions.yml").write_text(OWN, encoding="utf-8")
    return folder


def test_the_clinics_come_first_then_those_of_the_set(project: Path, folder: Path) -> None:
    questions = load_questions(project, folder, ["feet", "back"]).asked
    assert [(item.case.text, item.case.label, item.source, item.held_out) for item in questions] == [
        ("is it my feet?", "faq/feet", CLINIC, True), ("can i park", "clinic/parking", CLINIC, False),
        ("are feet to blame", "faq/feet", SET, False), ("hello", "greet", SET, False)]
    assert questions[2].case.accepted == {"faq/feet", "faq/back", "book"}


def test_those_about_faqs_that_are_gone_are_left_aside_and_counted(project: Path, folder: Path) -> None:
    assert load_questions(project, folder, ["feet", "back"]).left_aside == 2
    assert load_questions(project, folder, ["feet", "gone"]).left_aside == 0


def test_neither_has_to_be_there(tmp_path: Path) -> None:
    assert load_questions(tmp_path, tmp_path, []).asked == ()


def test_a_broken_file_is_told(project: Path, folder: Path) -> None:
    (folder / "content" / "test_questions.yml").write_text("questions: [1]")
    with pytest.raises(ContentError):
        load_questions(project, folder, [])
