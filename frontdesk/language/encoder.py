"""Sentence embeddings: all-MiniLM-L6-v2 (int8) through ONNX Runtime.

A faster copy of the model is made once from its files (:mod:`frontdesk.language.encoder_files`).

Source of the recipe (mean pooling over the attention mask, L2 normalisation):
https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

from frontdesk.language.compact import compact_model
from frontdesk.language.encoder_files import checked_files

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


@lru_cache(maxsize=1)
def load_encoder() -> SentenceEncoder:
    """The process's one encoder, checked and loaded at the first call.

    Raises:
        FrontdeskError: a file is missing or isn't the one that was pinned.
    """
    model, tokenizer, pinned = checked_files()
    if pinned:
        model = compact_model(model, COPIES, pinned)
    return SentenceEncoder(model, tokenizer)
