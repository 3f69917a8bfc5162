"""``frontdesk embed`` prints what a website needs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from frontdesk.cli import main
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.knowledge.passages import sentence_id

ROOT = Path(__file__).resolve().parents[1]
WEBSITE = "https://www.example.org"
PUBLIC = "https://chat.example.org"
TAG = f'<script src="{PUBLIC}/widget.js" defer></script>'
FAQS = "starters: [a]\nfaqs:\n  a:\n    question: Why?\n    article: one\n    passages: [{id}]\n"
MODULE = 'import { config } from "./config.js";\nstart(config);\n'
FILES = {
    "content/articles/one.md": "---\ntitle: T\n---\n\nIt is tight.\n",
    "content/faqs.yml": FAQS.replace("{id}", sentence_id("It is tight.", {})),
    "widget/words.json": json.dumps(dict.fromkeys(
        ("loading", "notLoaded", "wrongOrigin", "hours", "keep", "keepOneDay"), "")),
    "widget/loader/loader.js": MODULE, "widget/loader/loader.css": "", "widget/panel/chat.js": MODULE,
    "widget/panel/panel.css": "",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project in the working directory, with a public address."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    allow(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FRONTDESK_PUBLIC_URL", PUBLIC)
    return tmp_path


def allow(project: Path, *origins: str) -> None:
    lines = "".join(f"    - {origin}\n" for origin in origins)
    clinic = f"name: A Clinic\nwidget:\n  allowed_origins:\n{lines}"
    (project / "content" / "clinic.yml").write_text(clinic, encoding="utf-8")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What ``frontdesk embed`` prints when all is well."""
    assert main(["embed", *arguments]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out


def test_the_tag_and_the_policy_are_printed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, WEBSITE)
    assert f"\n  {TAG}\n" in text
    assert f"\n  script-src {PUBLIC}\n  connect-src {PUBLIC}\n" in text
    assert "style-src" not in text


def test_what_allows_a_website_can_be_copied_into_the_clinics_file(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    allow(project, "https://first.example")
    text = told(capsys, "HTTPS://WWW.Example.org:443/")
    assert f"{WEBSITE} isn't allowed to show the chat yet." in text
    lines = text.partition("start Frontdesk again:\n\n")[2]
    path = project / "content" / "clinic.yml"
    path.write_text("name: A Clinic\n" + re.sub("^  ", "", lines, flags=re.MULTILINE), encoding="utf-8")
    assert load_clinic(path).widget.allowed_origins == ("https://first.example", WEBSITE)
    assert f"{WEBSITE} is allowed to show the chat already." in told(capsys, WEBSITE)


def test_the_sites_own_pages_need_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"{PUBLIC} is Frontdesk itself" in told(capsys, PUBLIC)


def test_without_a_website_it_says_who_is_allowed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys)
    assert TAG in text
    assert "No other website may show the chat yet. To allow one, name it: frontdesk embed https://" in text
    allow(project, WEBSITE, "https://b.example")
    assert f"These may show the chat: {WEBSITE}, https://b.example." in told(capsys)


def test_the_link_to_the_chat_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "--chat-link") == f"{PUBLIC}/chat\n"


def test_a_copy_for_the_website_to_serve_itself(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    allow(project, WEBSITE)
    text = told(capsys, WEBSITE, "--files", "upload/here")
    folder = project / "upload" / "here"
    panel, = (folder / "widget").iterdir()
    assert {path.name for path in folder.iterdir()} == {"widget.js", "widget"}
    assert f'"panel":"widget/{panel.name}"' in (folder / "widget.js").read_text(encoding="utf-8")
    assert f'"origins":["{WEBSITE}"]' in (folder / "widget.js").read_text(encoding="utf-8")
    assert '"heading":"Ask A Clinic"' in panel.read_text(encoding="utf-8")
    for path in (folder / "widget.js", panel):
        assert f"\n  {path.relative_to(project)}\n" in text
    assert f'\n  <script src="/widget.js" data-server="{PUBLIC}" defer></script>\n' in text
    assert f"\n  script-src 'self'\n  connect-src {PUBLIC}\n" in text


def test_a_folder_that_cant_be_written_to(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["embed", "--files", "content/faqs.yml"]) == 1
    assert "frontdesk: content/faqs.yml can't be written to (" in capsys.readouterr().err


@pytest.mark.parametrize(("website", "problem"), [
    ("www.example.org", "'www.example.org' isn't the address of a website. Write its scheme and host"),
    ("https://www.example.org/contact", "names a page, not a website. Write https://www.example.org, without a path."),
    ("http://www.example.org", "isn't encrypted. Write https://"),
    ("*", "holds a wildcard. List each website by itself"),
])
def test_a_bad_address_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], website: str, problem: str
) -> None:
    assert main(["embed", website]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert problem in printed.err


@pytest.mark.parametrize(("url", "problem"), [
    ("", "http://127.0.0.1:8080 can be reached from this computer alone. Set FRONTDESK_PUBLIC_URL"),
    ("https://localhost:8443", "https://localhost:8443 can be reached from this computer alone."),
    ("http://[::1]:8080", "can be reached from this computer alone."),
    ("http://chat.example.org", "http://chat.example.org isn't encrypted, and browsers load nothing from it into an"),
])
def test_an_address_that_visitors_cant_use_is_warned_of(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, url: str, problem: str
) -> None:
    monkeypatch.setenv("FRONTDESK_PUBLIC_URL", url)
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    assert main(["embed", WEBSITE]) == 0
    printed = capsys.readouterr()
    assert printed.err.startswith("Warning: ")
    assert problem in printed.err
    assert "/widget.js" in printed.out


@pytest.mark.parametrize("url", ["chat.example.org", "ftp://chat.example.org", "https://"])
def test_a_public_address_that_is_none_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("FRONTDESK_PUBLIC_URL", url)
    assert main(["embed", "--chat-link"]) == 1
    assert "isn't a web address. Write for example FRONTDESK_PUBLIC_URL=https://" in capsys.readouterr().err


def test_the_link_and_the_files_are_two_things(project: Path) -> None:
    with pytest.raises(SystemExit):
        main(["embed", "--chat-link", "--files", "x"])


def test_an_address_within_a_tag_is_escaped(project: Path, monkeypatch: pytest.MonkeyPatch,
                                            capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FRONTDESK_PUBLIC_URL", 'https://chat.example.org/a"b')
    assert 'src="https://chat.example.org/a&quot;b/widget.js"' in told(capsys)


def test_validate_knows_the_widgets_words(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "content" / "safety").symlink_to(ROOT / "content" / "safety")
    (project / "content" / "clinic.yml").write_text("name: A\nwidget:\n  words:\n    sned: Ask\n", encoding="utf-8")
    assert main(["validate"]) == 1
    assert "clinic.yml:4: the widget has no word 'sned'. Use one of: loading" in capsys.readouterr().err
