"""The red-flag model is fitted anew when the code that fits it has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.safety import model_folder as module
from frontdesk.safety.model_folder import model_folder
from tests.test_architecture import imports

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "frontdesk"


@pytest.mark.parametrize("name", [name for name in module._CODE if name.startswith("language/")])
def test_all_that_the_fitting_code_imports_counts(name: str) -> None:
    imported = {f"{found.removeprefix('frontdesk.').replace('.', '/')}.py" for found in imports(PACKAGE / name)
                if found.startswith("frontdesk.language.")}
    assert {path for path in imported if (PACKAGE / path).is_file()} <= set(module._CODE)


def test_another_code_is_another_model(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "language/judging.py" in module._CODE
    folder = model_folder(ROOT)
    assert model_folder(ROOT) == folder
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#" * (path.name == "judging.py"))
    assert model_folder(ROOT) != folder
