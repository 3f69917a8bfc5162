"""The conversations of Frontdesk and of the clinic, held with a candidate."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.publishing.conversations import hold_all, load_conversations
from frontdesk.publishing.outcomes import Asker
from frontdesk.publishing.report import CLINIC, SET
from tests.publishing.stand_in import StandIn, reply, serving

GREETING = "- {user: hello, kind: smalltalk}\n"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    project, folder = tmp_path / "project", tmp_path / "candidate"
    (project / "tests" / "conversations" / "smalltalk").mkdir(parents=True)
    (project / "tests" / "conversations" / "smalltalk" / "visitor_says_hello.yml").write_text(GREETING)
    (folder / "content" / "conversations").mkdir(parents=True)
    (folder / "content" / "conversations" / "our_own_visitor.yml").write_text("- {user: bye, kind: smalltalk}\n")
    return project, folder


async def test_the_clinics_own_are_held_beside_ours(folders: tuple[Path, Path]) -> None:
    conversations = load_conversations(*folders)
    assert [(item.name, item.source) for item in conversations] == [
        ("our_own_visitor", CLINIC), ("visitor_says_hello", SET)]
    ticks: list[int] = []
    with serving(StandIn(lambda text: [reply("smalltalk" if text == "hello" else "no_answer")])) as site:
        async with Asker(site.url) as asker:
            held = await hold_all(asker, conversations, lambda: ticks.append(1))
    assert "expected smalltalk, got no_answer" in held[0].wrong
    assert held[1].wrong == ""
    assert len(ticks) == 2
    assert site.asked.count("bye") == 2  # what fails is tried once more


async def test_a_file_that_cant_be_used_counts_as_one_that_fails(folders: tuple[Path, Path]) -> None:
    (folders[1] / "content" / "conversations" / "our_own_visitor.yml").write_text("- {user: bye}\n")
    with serving(StandIn(lambda _text: [reply("smalltalk")])) as site:
        async with Asker(site.url) as asker:
            held = await hold_all(asker, load_conversations(*folders), lambda: None)
    assert "it has to expect something" in held[0].wrong
    assert site.asked == ["hello"]


def test_neither_folder_has_to_be_there(tmp_path: Path) -> None:
    assert load_conversations(tmp_path, tmp_path) == []
