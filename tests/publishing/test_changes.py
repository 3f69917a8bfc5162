"""What differs between two folders, in words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from frontdesk.publishing.changes import (
    ARTICLE,
    CLINIC,
    FILE,
    QUESTIONS,
    STARTERS,
    Difference,
    differences,
)

ROOT = Path(__file__).resolve().parents[2]


class Folders:
    """Two copies of the clinic's files, the second to be changed."""

    def __init__(self, path: Path) -> None:
        self.before, self.after = path / "before", path / "after"
        for folder in (self.before, self.after):
            for name in ("content", "data"):
                shutil.copytree(ROOT / name, folder / name)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.after / name).read_text(encoding="utf-8")
        assert old in text
        (self.after / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def only(self) -> Difference:
        (found,) = differences(self.before, self.after)
        return found


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def test_nothing_changed(folders: Folders) -> None:
    assert differences(folders.before, folders.after) == ()


def test_examples_of_an_faq(folders: Folders) -> None:
    folders.edit("data/nlu.yml", "  examples: |\n", "  examples: |\n    - feet and back\n    - back and feet\n")
    found = folders.only()
    assert (found.kind, found.said) == ("faq", ("2 examples added",))
    assert found.name.endswith("?")
    assert "Example: feet and back\n" in found.after
    assert "feet and back" not in found.before


def test_a_change_is_seen_although_it_was_looked_at_before(folders: Folders) -> None:
    assert differences(folders.before, folders.after) == ()
    folders.edit("data/nlu.yml", "  examples: |\n", "  examples: |\n    - feet and back\n")
    assert folders.only().said == ("1 example added",)


def test_fields_of_an_faq(folders: Folders) -> None:
    folders.edit("content/faqs.yml", "question: ", "question: Nowadays, ")
    folders.edit("content/faqs.yml", "    offer_booking: true\n", "")
    said = [found.said for found in differences(folders.before, folders.after)]
    assert ("question reworded",) in [said_of[:1] for said_of in said]
    assert any("booking isn't offered any more" in said_of for said_of in said)


def test_passages_are_shown_in_the_articles_words(folders: Folders) -> None:
    folders.edit("content/faqs.yml", "- so-in-other-words-are-dc7a..whether-its-related-to-the-d84a\n",
                 "- so-in-other-words-are-dc7a\n")
    found = folders.only()
    assert found.said == ("answered with other passages",)
    assert "Answer: “So, in other words" in found.after


def test_a_new_faq_and_one_that_is_gone(folders: Folders) -> None:
    folders.edit("content/faqs.yml", "faqs:\n", "faqs:\n  feet:\n    question: Is it my feet?\n    article: "
                 "is-my-calf-related-to-my-back-pain\n    passages:\n      - so-in-other-words-are-dc7a\n")
    folders.edit("data/nlu.yml", "nlu:\n", "nlu:\n- intent: faq/feet\n  examples: |\n    - feet\n    - my feet\n")
    assert folders.only().said == ("new FAQ, with 2 examples",)
    (gone,) = differences(folders.after, folders.before)
    assert (gone.name, gone.said, gone.after) == ("Is it my feet?", ("removed, with 2 examples",), "")


def test_other_messages(folders: Folders) -> None:
    start = "- intent: greet\n  examples: |\n"
    folders.edit("data/nlu.yml", start, f"{start}    - ahoy there\n")
    found = folders.only()
    assert (found.kind, found.label, found.said) == ("intent", "greet", ("1 example added",))


def test_an_example_moved_to_another_file_is_no_change(folders: Folders) -> None:
    text = (folders.after / "data" / "out_of_scope.yml").read_text(encoding="utf-8")
    (folders.after / "data" / "out_of_scope.yml").unlink()
    (folders.after / "data" / "elsewhere.yml").write_text(text, encoding="utf-8")
    assert differences(folders.before, folders.after) == ()


def test_articles(folders: Folders) -> None:
    (article,) = (folders.after / "content" / "articles").glob("*.md")
    folders.edit(f"content/articles/{article.name}", "keep you nice and balanced", "keep you balanced")
    (folders.after / "content" / "articles" / "new.md").write_text("---\ntitle: \"Brand: new\"\n---\n\nText.\n")
    said = {found.name: found.said for found in differences(folders.before, folders.after) if found.kind == ARTICLE}
    assert sorted(said.values()) == [("new article",), ("text changed",)]
    assert said["Brand: new"] == ("new article",)


def test_the_clinics_details_test_questions_and_starters(folders: Folders) -> None:
    folders.edit("content/clinic.yml", "name: ", "name: The New ")
    (folders.after / "content" / "test_questions.yml").write_text(
        "questions:\n- text: is it my feet\n  label: greet\n  held_out: false\n")
    folders.edit("content/faqs.yml", "  - calf-and-back-related\n  - walking-causing-back-pain\n",
                 "  - walking-causing-back-pain\n")
    found = {item.kind: item for item in differences(folders.before, folders.after)}
    assert set(found) == {CLINIC, QUESTIONS, STARTERS}
    assert found[CLINIC].said == ("1 detail changed",)
    assert found[CLINIC].after.startswith("name: The New ")
    assert found[QUESTIONS].said == ("1 question added",)
    assert len(found[STARTERS].before.splitlines()) == len(found[STARTERS].after.splitlines()) + 1


def test_safety_files_and_what_cant_be_read_are_shown_as_text(folders: Folders) -> None:
    folders.edit("content/safety/red-flags.yml", "version:", "# looked at again\nversion:")
    folders.edit("data/nlu.yml", "nlu:\n", "nlu: [\n")
    found = {item.label: item for item in differences(folders.before, folders.after) if item.kind == FILE}
    assert found["content/safety/red-flags.yml"].said == ("changed",)
    assert "data/nlu.yml" in found


def test_what_is_frontdesks_own_is_no_change(folders: Folders) -> None:
    folders.edit("data/rules.yml", "rules:", "# another Frontdesk\nrules:")
    assert differences(folders.before, folders.after) == ()
