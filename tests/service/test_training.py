"""Training that fails says why; training that is there already isn't repeated."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from frontdesk.errors import ContentError, FrontdeskError
from frontdesk.service import training
from frontdesk.service.model import model_path
from frontdesk.service.training import ensure_model
from frontdesk.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
_SCRIPT = """#!{python}
import pathlib, sys
out = pathlib.Path(sys.argv[sys.argv.index("--out") + 1])
{text}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "content").symlink_to(ROOT / "content")
    return load_settings(tmp_path, {})


@pytest.fixture
def rasa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Put a small program in Rasa's place."""

    def program(text: str) -> None:
        python = tmp_path / "python"
        python.write_text(_SCRIPT.format(python=PYTHON, text=text))
        python.chmod(0o755)
        monkeypatch.setattr(training.sys, "executable", str(python))

    return program


def test_a_failure_is_explained_with_rasas_last_line(settings: Settings, rasa) -> None:
    rasa("print('reading'); print('\\x1b[91mYAMLError: line 7 of data/nlu.yml\\x1b[0m'); sys.exit(1)")
    with pytest.raises(FrontdeskError) as raised:
        ensure_model(settings)
    log = settings.var / "logs" / "train.log"
    assert str(raised.value) == f"Training failed: YAMLError: line 7 of data/nlu.yml The whole log is in {log}."
    assert "reading" in log.read_text()


def test_a_failure_leaves_no_model(settings: Settings, rasa) -> None:
    rasa("(out / 'model.tar.gz').write_text('half'); sys.exit(1)")
    with pytest.raises(FrontdeskError):
        ensure_model(settings)
    assert list((settings.root / "models").iterdir()) == []


def test_success_without_a_model_is_a_failure_too(settings: Settings, rasa) -> None:
    rasa("print('nothing to train')")
    with pytest.raises(FrontdeskError, match="nothing to train"):
        ensure_model(settings)


def test_a_model_is_trained_once(settings: Settings, rasa) -> None:
    rasa("(out / 'model.tar.gz').write_text('a model')")
    path = ensure_model(settings)
    assert path == model_path(settings.root)
    assert path.read_text() == "a model"
    rasa("sys.exit(1)")
    assert ensure_model(settings) == path
    with pytest.raises(FrontdeskError):
        ensure_model(settings, force=True)
    assert path.read_text() == "a model"


def test_wrong_content_is_found_before_training(tmp_path: Path, rasa) -> None:
    rasa("raise AssertionError('trained')")
    (tmp_path / "content").mkdir()
    with pytest.raises(ContentError, match="there is no article"):
        ensure_model(load_settings(tmp_path, {}))
