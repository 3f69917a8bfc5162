"""The rules of the house: which room may import what."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from frontdesk.knowledge.content import Content

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted(path for room in ("frontdesk", "actions") for path in (ROOT / room).rglob("*.py"))
RASA_FREE = ("knowledge", "language", "replies", "store", "site", "service", "safety", "privacy", "booking",
             "evaluation", "accounts", "editing", "importing", "inbox", "numbers", "trial", "publishing", "console")


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = path.relative_to(ROOT).parts[: -node.level]
                base = ".".join((*package, base)).rstrip(".")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def importers(*modules: str) -> dict[str, list[str]]:
    """Files that import one of these packages, with what they import."""
    found = {}
    for path in FILES:
        hits = sorted({name for name in imports(path) for module in modules
                       if name == module or name.startswith(f"{module}.")})
        if hits:
            found[path.relative_to(ROOT).as_posix()] = hits
    return found


def outside(found: dict[str, list[str]], *rooms: str) -> dict[str, list[str]]:
    return {path: names for path, names in found.items() if not path.startswith(rooms)}


def loaded_by(*modules: str) -> set[str]:
    """Top-level names and modules in ``sys.modules`` after importing these in a fresh process."""
    code = f"import json, sys\nimport {', '.join(modules)}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, check=True, capture_output=True,
                          text=True, timeout=60)
    return set(json.loads(done.stdout))


def tops(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def test_only_the_nlu_room_imports_rasa_and_tensorflow() -> None:
    found = importers("rasa", "tensorflow")
    assert found
    assert outside(found, "frontdesk/nlu/") == {}


def test_only_the_actions_import_rasa_sdk() -> None:
    found = importers("rasa_sdk")
    assert found
    assert outside(found, "actions/") == {}


@pytest.mark.parametrize("room", ["knowledge", "language", "replies", "safety", "privacy", "store"])
def test_the_inner_rooms_dont_know_the_site_or_the_service(room: str) -> None:
    found = importers("frontdesk.site", "frontdesk.service", "frontdesk.nlu", "frontdesk.cli", "frontdesk.terminal",
                      "actions")
    assert [path for path in found if path.startswith(f"frontdesk/{room}/")] == []


def test_knowledge_stands_on_nothing_but_the_errors() -> None:
    names = {name for path in FILES if "frontdesk/knowledge/" in path.as_posix() for name in imports(path)
             if name.startswith("frontdesk.")}
    assert {name for name in names if not name.startswith(("frontdesk.knowledge", "frontdesk.errors"))} == set()


def test_nothing_imports_the_nlu_room_but_itself() -> None:
    assert outside(importers("frontdesk.nlu"), "frontdesk/nlu/") == {}


def test_the_site_never_loads_rasa_or_tensorflow() -> None:
    loaded = loaded_by("frontdesk.site.app", "frontdesk.site.server")
    assert "frontdesk.site.app" in loaded
    assert tops(loaded) & {"rasa", "rasa_sdk", "tensorflow"} == set()


def test_no_room_but_nlu_and_the_actions_loads_rasa() -> None:
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in FILES
               if path.parts[len(ROOT.parts)] == "frontdesk" and path.parts[len(ROOT.parts) + 1] in RASA_FREE
               and path.name not in ("__init__.py", "__main__.py")]
    assert len(modules) > 20
    loaded = loaded_by(*modules, "frontdesk.cli", "frontdesk.terminal")
    assert tops(loaded) & {"rasa", "rasa_sdk", "tensorflow"} == set()


def test_the_replies_load_no_model_and_no_server() -> None:
    loaded = loaded_by("frontdesk.replies.respond", "frontdesk.store.conversations")
    assert tops(loaded) & {"spacy", "onnxruntime", "starlette", "uvicorn", "httpx", "rasa", "rasa_sdk"} == set()


def test_the_command_line_and_the_supervisor_load_no_model() -> None:
    assert tops(loaded_by("frontdesk.cli")) & {"numpy", "scipy", "spacy", "onnxruntime", "starlette", "rasa"} == set()
    assert tops(loaded_by("frontdesk.service.run")) & {"scipy", "onnxruntime", "tokenizers", "rasa"} == set()


def test_code_names_no_clinic_no_article_and_no_faq(content: Content) -> None:
    names = [content.clinic.name, *content.articles, *content.faqs]
    strings = {path.relative_to(ROOT).as_posix(): code_strings(path) for path in FILES}
    assert [(path, name) for path, text in strings.items() for name in names if name in text] == []


def code_strings(path: Path) -> str:
    """The text constants of a file, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value) for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body and isinstance(node.body[0], ast.Expr)}
    return "\n".join(node.value for node in ast.walk(tree)
                     if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings)
