"""Sentence vectors that one process hands to another, so that a message isn't encoded twice.

The site encodes a message to look for red flags; Rasa needs the same vectors a
moment later. They travel beside the message, never in what is stored of it, and
are kept without its text.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from frontdesk.language.encoder import Vector

_TYPE = np.dtype("<f4")
_MOST = 64  # vectors that wait for their message


def pack(vectors: Mapping[str, Vector]) -> dict[str, str]:
    """JSON-ready vectors by the digest of their text."""
    return {_digest(text): base64.b64encode(vector.astype(_TYPE).tobytes()).decode()
            for text, vector in vectors.items()}


class HandedVectors:
    """Vectors that came with a message and wait for its texts to be asked for; the oldest make room."""

    def __init__(self) -> None:
        self._vectors: OrderedDict[str, Vector] = OrderedDict()
        self._lock = threading.Lock()

    def receive(self, packed: object) -> None:
        """Keep what :func:`pack` made; anything else is ignored, for then the text is encoded here."""
        if not isinstance(packed, dict):
            return
        for digest, data in packed.items():
            try:
                vector = np.frombuffer(base64.b64decode(data, validate=True), dtype=_TYPE)
            except (TypeError, ValueError, binascii.Error):
                continue
            with self._lock:
                self._vectors[str(digest)] = vector
                while len(self._vectors) > _MOST:
                    self._vectors.popitem(last=False)

    def take(self, text: str, dimension: int) -> Vector | None:
        """The vector of a text, which is forgotten here; ``None`` when none of that dimension came."""
        with self._lock:
            vector = self._vectors.pop(_digest(text), None)
        return vector if vector is not None and vector.shape == (dimension,) else None


@lru_cache(maxsize=1)
def handed_vectors() -> HandedVectors:
    """The process's own."""
    return HandedVectors()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
