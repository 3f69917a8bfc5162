"""Vectors of kept texts as they are stored: half the bytes, and near enough."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from frontdesk.language.encoder import Vector, Vectors

_TYPE = np.dtype("<f2")


def pack(vector: Vector) -> bytes:
    """A vector as it is stored."""
    return np.asarray(vector, dtype=_TYPE).tobytes()


def unpack(packed: Sequence[bytes], dimension: int) -> Vectors:
    """Stored vectors, ``(n, dimension)``; one of another encoder's dimension is all nought, and like nothing."""
    size = dimension * _TYPE.itemsize
    whole = b"".join(data if len(data) == size else bytes(size) for data in packed)
    return np.frombuffer(whole, dtype=_TYPE).astype(np.float32).reshape(len(packed), dimension)
