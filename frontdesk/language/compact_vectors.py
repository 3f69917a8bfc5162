"""Many vectors that are compared with a few at a time, kept as 8-bit numbers.

Comparing a message with every taught example is one walk through memory: a
quarter of the bytes is a third of the time, and leaves the processor's cache to
the encoder. Each block of 32 numbers has a scale of its own, as in the compact
encoder (ONNX Runtime's ``MatMulNBits``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
import onnxruntime

FloatArray = npt.NDArray[np.float32]

_BITS, _BLOCK, _MIDDLE = 8, 32, 128
_ACCURACY_LEVEL = 4  # multiply 8-bit with 8-bit
_NUMBERS, _SCALES, _DIMENSION = "vector_numbers", "vector_scales", "vector_dimension"


class CompactVectors:
    """``n`` vectors of ``d`` dimensions in ``b`` blocks each.

    Args:
        numbers: ``(n, b, 32)``, 128 standing for nought.
        scales: ``(n, b)``, one step of a block's numbers.
        dimension: ``d``.
    """

    def __init__(self, numbers: npt.NDArray[np.uint8], scales: FloatArray, dimension: int) -> None:
        self._numbers, self._scales, self.dimension = numbers, scales, dimension

    @classmethod
    def of(cls, vectors: FloatArray) -> CompactVectors:
        """Round vectors.

        Args:
            vectors: ``(n, d)``.
        """
        count, dimension = vectors.shape
        blocks = -(-dimension // _BLOCK)
        padded = np.zeros((count, blocks * _BLOCK), dtype=np.float32)
        padded[:, :dimension] = vectors
        padded = padded.reshape(count, blocks, _BLOCK)
        scales = np.maximum(np.abs(padded).max(axis=2), np.float32(1e-12)) / np.float32(_MIDDLE - 1)
        numbers = (np.rint(padded / scales[:, :, None]) + _MIDDLE).astype(np.uint8)
        return cls(numbers, scales.astype(np.float32), dimension)

    def __len__(self) -> int:
        return len(self._numbers)

    def restored(self) -> FloatArray:
        """The rounded vectors, ``(n, d)``."""
        values = (self._numbers.astype(np.float32) - np.float32(_MIDDLE)) * self._scales[:, :, None]
        return values.reshape(len(self), self._numbers.shape[1] * _BLOCK)[:, : self.dimension]

    def products(self, vectors: FloatArray) -> FloatArray:
        """Scalar products with each vector, to about 0.001 for vectors of length 1.

        Args:
            vectors: ``(m, d)``.

        Returns:
            ``(m, n)``.
        """
        result: FloatArray = self._session.run(None, {"vectors": np.asarray(vectors, dtype=np.float32)})[0]
        return result

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """What :meth:`from_arrays` reads, for an ``.npz`` file."""
        return {_NUMBERS: self._numbers, _SCALES: self._scales, _DIMENSION: np.array(self.dimension)}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> CompactVectors:
        """The vectors that :meth:`arrays` gave.

        Raises:
            KeyError: an array is missing.
        """
        return cls(np.asarray(arrays[_NUMBERS], dtype=np.uint8), np.asarray(arrays[_SCALES], dtype=np.float32),
                   int(arrays[_DIMENSION]))

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        # Slow to import, and a process that only fits needs neither.
        from onnx import TensorProto, helper, numpy_helper

        node = helper.make_node(
            "MatMulNBits", ["vectors", "numbers", "scales"], ["products"], domain="com.microsoft", K=self.dimension,
            N=len(self), bits=_BITS, block_size=_BLOCK, accuracy_level=_ACCURACY_LEVEL)
        graph = helper.make_graph(
            [node], "compact_vectors",
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["m", self.dimension])],
            [helper.make_tensor_value_info("products", TensorProto.FLOAT, ["m", len(self)])],
            [numpy_helper.from_array(self._numbers, "numbers"),
             numpy_helper.from_array(self._scales.reshape(-1), "scales")])
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)])
        model.ir_version = 8
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
