"""What the documentation names, exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = sorted(path for where in ("*.md", "docs/**/*.md", "benchmarks/*.md", "deploy/*.md") for path in ROOT.glob(where))
# Made by running Frontdesk; git ignores them.
MADE = ("models/", "var/", ".venv", ".rasa/", "results/")
# Files of the data packages that the encoder comes from, and of websites: theirs, and what Frontdesk makes for them.
ELSEWHERE = {"tokenizer.json", "model.onnx", "model.safetensors", "widget.js", "footer.php"}
ROOMS = ("content", "data", "frontdesk", "actions", "widget", "tests", "scripts", "benchmarks", "docs", "deploy")

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_MAKE = re.compile(r"(?:^|[;&|]|\$ )\s*(?:\w+=\S+ )*make((?: +[A-Za-z0-9_=./:\"'-]+)*)", re.MULTILINE)
_PATH = re.compile(
    r"(?<![\w./:<>*…{}$~-])((?:\.{1,2}/)?[\w.-]+(?:/[\w.-]+)*"
    r"(?:\.(?:md|py|yml|json|toml|txt|js|css|html|sh|tsv|lock|in|svg|png)|/))(?![\w/<>*…{}$~])")


def code(text: str) -> Iterator[str]:
    """Every piece of code in a Markdown text: blocks, and spans outside them."""
    yield from (match.group() for match in _FENCE.finditer(text))
    yield from _INLINE.findall(_FENCE.sub("", text))


def make_targets(text: str) -> set[str]:
    """The targets of every ``make …`` in a Markdown text's code."""
    words = [word for piece in code(text) for match in _MAKE.finditer(piece) for word in match.group(1).split()]
    return {word for word in words if re.fullmatch(r"[a-z][a-z0-9-]*", word)}


def paths(text: str) -> set[str]:
    """The files and folders that a Markdown text names in code or links to."""
    found = {match for piece in code(text) for match in _PATH.findall(piece)}
    links = {link.partition("#")[0] for link in _LINK.findall(_FENCE.sub("", text))}
    return found | {link for link in links if link and not re.match(r"[a-z]+:|/", link)}


def exists(named: str, doc: Path) -> bool:
    """Whether a file is there, from the root, from the document's folder, or by its bare name."""
    if named.startswith(MADE) or named in ELSEWHERE or (ROOT / named).exists() or (doc.parent / named).exists():
        return True
    bare = named.rstrip("/")
    return "/" not in bare and any(any((ROOT / room).rglob(bare)) for room in ROOMS)


def targets_of_the_makefile() -> set[str]:
    return set(re.findall(r"^([a-z][a-z0-9-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_make_target_the_documentation_names_exists() -> None:
    known = targets_of_the_makefile()
    unknown = {(doc.name, target) for doc in DOCS for target in make_targets(doc.read_text(encoding="utf-8")) - known}
    assert unknown == set()


def test_every_file_the_documentation_names_exists() -> None:
    missing = {(doc.relative_to(ROOT).as_posix(), named) for doc in DOCS
               for named in paths(doc.read_text(encoding="utf-8")) if not exists(named, doc)}
    assert missing == set()


def test_every_make_target_says_what_it_does() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"^([a-z][a-z0-9-]*):.*## \S", text, re.MULTILINE))
    phony = set(re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE))
    assert targets_of_the_makefile() == explained == phony


def test_every_script_the_makefile_runs_exists() -> None:
    scripts = set(re.findall(r"scripts/[\w.-]+", (ROOT / "Makefile").read_text(encoding="utf-8")))
    assert scripts
    assert {script for script in scripts if not (ROOT / script).is_file()} == set()


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Run `make test`.", {"test"}),
        ("Don't make sure of anything.", set()),
        ("`make run PORT=9000`", {"run"}),
        ("```sh\n$ make install\nmake lint types  # make sure\nPORT=1 make run\ncd x && make chat\n```", {
            "install", "lint", "types", "run", "chat"}),
        ("`make ask Q=\"is it\"`", {"ask"}),
    ],
)
def test_make_targets_are_found_in_code_alone(text: str, targets: set[str]) -> None:
    assert make_targets(text) == targets


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("See `content/faqs.yml` and [the design](docs/design.md#why).", {"content/faqs.yml", "docs/design.md"}),
        ("The folder `frontdesk/nlu/`.", {"frontdesk/nlu/"}),
        ("`content/articles/<slug>.md`, `data/*.yml`", set()),
        ("[Rasa](https://rasa.com/docs.html), [chat](/api/chat), `https://x.example/a.js`", set()),
        ("`POST /api/chat`, `application/json`, `/widget/widget.js`", set()),
        ("```\ncp deploy/a.toml /etc/b.toml\n```", {"deploy/a.toml"}),
    ],
)
def test_paths_are_told_from_addresses_and_placeholders(text: str, named: set[str]) -> None:
    assert paths(text) == named


def test_a_file_that_isnt_there_is_noticed() -> None:
    assert not exists("content/nothing.yml", ROOT / "README.md")
    assert exists("content/faqs.yml", ROOT / "README.md")
    assert exists("faqs.yml", ROOT / "docs" / "design.md")
    assert exists("../content/faqs.yml", ROOT / "docs" / "design.md")
