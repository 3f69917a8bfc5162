"""``frontdesk import``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from frontdesk import cli
from frontdesk.knowledge.content import load_content
from frontdesk.store.audit import Audit
from tests.importing.files import paragraph, post, word_file, wordpress_export

ROOT = Path(__file__).resolve().parents[2]
PAGES = Path(__file__).with_name("pages")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the clinic's files, in which the commands run."""
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, tmp_path / "project" / name)
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("FRONTDESK_DATABASE", str(tmp_path / "shell.db"))
    return tmp_path / "project"


def added(project: Path) -> set[str]:
    there = {path.name for path in (ROOT / "content" / "articles").glob("*.md")}
    return {path.name for path in (project / "content" / "articles").glob("*.md")} - there


def test_a_file_is_added_and_what_is_added_is_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", str(PAGES / "elementor.html")]) == 0
    said = capsys.readouterr().out
    assert "content/articles/why-does-my-heel-hurt-in-the-morning.md" in said
    assert "15 sentences that can be quoted" in said
    assert "never quoted: Book your free consultation" in said
    article = load_content(project / "content").articles["why-does-my-heel-hurt-in-the-morning"]
    assert (article.author, article.date) == ("Dr Jane Moss", "2023-04-11")
    (entry,) = Audit().newest()
    assert (entry.who, entry.action, entry.subject) == (
        "the command line", "added an article", "article/why-does-my-heel-hurt-in-the-morning")


def test_title_and_address_may_be_given(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(word_file(paragraph("It hurts.")))
    assert cli.main(["import", str(file), "--title", "Heel: pain", "--url", "https://x.example/heel"]) == 0
    article = load_content(project / "content").articles["heel-pain"]
    assert (article.title, article.url) == ("Heel: pain", "https://x.example/heel")


def test_a_dry_run_adds_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", str(PAGES / "wix.html"), "--dry-run"]) == 0
    assert "Nothing was added." in capsys.readouterr().out
    assert added(project) == set()


def test_posts_of_an_export_are_listed_and_chosen(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "site.xml"
    file.write_bytes(wordpress_export(post("Heels", "They hurt."), post("Toes", "They itch.", status="draft"),
                                      post("Knees", "They click.")))
    assert cli.main(["import", str(file), "--list"]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["2", "2023-04-11", "Toes", "(not", "published)"]
    assert cli.main(["import", str(file)]) == 1
    assert "3 posts" in capsys.readouterr().err
    assert cli.main(["import", str(file), "--post", "4"]) == 1
    assert added(project) == set()
    assert cli.main(["import", str(file), "--post", "1", "--post", "3"]) == 0
    assert added(project) == {"heels.md", "knees.md"}


def test_all_or_nothing(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("It hurts.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Book now today", encoding="utf-8")
    assert cli.main(["import", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == 1
    assert "no sentence to quote" in capsys.readouterr().err
    assert added(project) == set()


def test_the_same_text_isnt_added_twice(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", str(PAGES / "wix.html")]) == 0
    assert cli.main(["import", str(PAGES / "wix.html")]) == 1
    assert "very same text" in capsys.readouterr().err
    assert len(added(project)) == 1


@pytest.mark.parametrize(("arguments", "says"), [
    (["missing.txt"], "can't be read"), (["page.pdf"], "PDF"), (["a.txt", "--post", "1"], "no posts"),
    (["a.txt", "--list"], "no posts"), (["a.txt", "--url", "nonsense"], "web address"),
    (["a.txt", "a.txt", "--title", "T"], "one article")])
def test_what_cant_be_done_is_explained(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str,
) -> None:
    (project / "page.pdf").write_bytes(b"%PDF-1.7")
    (project / "a.txt").write_text("It hurts.", encoding="utf-8")
    assert cli.main(["import", *arguments]) == 1
    assert says in capsys.readouterr().err
    assert added(project) == set()
