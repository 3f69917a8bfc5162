"""How alike a text is to what is taught already: the nearest example of another intent."""

from __future__ import annotations

import hashlib
import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from frontdesk.language.encoder import Vector, Vectors

_AT_ONCE = 25  # texts encoded while somebody waits (a tenth of a second); more of them wait for `learn`
_SAVED_EVERY = 500  # texts
_DIGEST = 16  # bytes

_LOGGER = logging.getLogger(__name__)

Examples = Mapping[str, Sequence[str]]
_Table = tuple["np.typing.NDArray[np.object_]", "np.typing.NDArray[np.object_]", Vectors]  # labels, texts, vectors


class Encodes(Protocol):
    """What of :class:`~frontdesk.language.encoder.SentenceEncoder` is needed."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """A unit vector for each text, as a row."""
        ...


@dataclass(frozen=True)
class Nearest:
    """An example of another intent.

    Attributes:
        label: of that intent.
        text: the example.
        likeness: cosine of the two texts' vectors, up to 1.
        own: that of the nearest other example of the text's own intent; -1 where it has none.
    """

    label: str
    text: str
    likeness: float
    own: float


class Likeness:
    """Compares texts by their vectors, each of which is computed once and kept, also on the disk.

    Args:
        encoder: of texts.
        kept: file for the vectors; its name must tell the encoder's version. None are kept on the disk without it.
    """

    def __init__(self, encoder: Encodes, kept: Path | None = None) -> None:
        self._encoder, self._kept = encoder, kept
        self._known: dict[bytes, Vector] = _loaded(kept) if kept else {}
        self._lock = threading.Lock()
        self._table: tuple[Examples, _Table] | None = None

    def learn(self, examples: Examples, go_on: Callable[[], bool] = lambda: True) -> None:
        """Compute the vectors of all examples that aren't known yet: minutes at first, for a thread of its own.

        Args:
            examples: by label.
            go_on: asked every few examples; what was learnt until then is kept.
        """
        texts = list(dict.fromkeys(text for known in examples.values() for text in known))
        missing = [text for text in texts if _name(text) not in self._known]
        for start in range(0, len(missing), _SAVED_EVERY):
            for at in range(start, min(start + _SAVED_EVERY, len(missing)), _AT_ONCE):
                if not go_on():
                    return
                self._encode(missing[at:min(at + _AT_ONCE, start + _SAVED_EVERY)])
            self._save(set(map(_name, texts)))
        self._table = None

    def nearest(self, text: str, label: str, examples: Examples) -> Nearest | None:
        """The example of any other label that is most like a text, among those whose vectors are known.

        Args:
            text: to compare.
            label: its own.
            examples: by label; the text may be among them.
        """
        labels, texts, vectors = self._rows(examples)
        is_own, is_it = labels == label, texts == text
        if is_own.all():  # also where there are none
            return None
        alike = vectors @ self._encode([text])[0]
        best = int(np.where(is_own, -1, alike).argmax())
        own = float(np.where(is_own & ~is_it, alike, -1).max())
        return Nearest(str(labels[best]), str(texts[best]), float(alike[best]), own)

    def _rows(self, examples: Examples) -> _Table:
        table = self._table
        if table is None or table[0] is not examples:
            rows = [(label, text) for label, known in examples.items() for text in known]
            missing = [text for _, text in rows if _name(text) not in self._known]
            if len(missing) > _AT_ONCE and self._kept:  # another process may have learnt them by now
                self._known |= _loaded(self._kept)
                missing = [text for text in missing if _name(text) not in self._known]
            self._encode(missing[:_AT_ONCE])
            rows = [(label, text) for label, text in rows if _name(text) in self._known]
            vectors = np.array([self._known[_name(text)] for _, text in rows], np.float32)
            table = examples, (np.array([label for label, _ in rows], object),
                               np.array([text for _, text in rows], object), vectors)
            # Until all are known, the table is made anew, and a few more are learnt each time.
            self._table = table if len(missing) <= _AT_ONCE else None
        return table[1]

    def _encode(self, texts: Sequence[str]) -> list[Vector]:
        with self._lock:
            missing = [text for text in texts if _name(text) not in self._known]
            for text, vector in zip(missing, self._encoder.encode(missing)) if missing else ():
                self._known[_name(text)] = vector.astype(np.float16)
            return [self._known[_name(text)].astype(np.float32) for text in texts]

    def _save(self, wanted: set[bytes]) -> None:
        if self._kept is None:
            return
        with self._lock:
            names = [name for name in self._known if name in wanted]
            vectors = np.stack([self._known[name] for name in names])
        new = self._kept.with_name(f".{self._kept.name}.{os.getpid()}.tmp")
        try:
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            with new.open("wb") as file:
                np.savez(file, names=np.frombuffer(b"".join(names), np.uint8).reshape(-1, _DIGEST), vectors=vectors)
            new.replace(self._kept)
        except OSError as error:  # nothing is lost but time
            with suppress(OSError):
                new.unlink()
            _LOGGER.warning("%s can't be written (%s).", self._kept, error.strerror)


def _name(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_DIGEST]


def _loaded(path: Path) -> dict[bytes, Vector]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            names, vectors = kept["names"], kept["vectors"]
    except FileNotFoundError:
        return {}
    except Exception as error:  # a damaged archive raises almost anything, and what is kept can all be made again
        _LOGGER.warning("%s can't be read (%s): its vectors are computed anew.", path, type(error).__name__)
        return {}
    fits = (names.dtype == np.uint8 and vectors.dtype == np.float16 and vectors.ndim == 2
            and names.shape == (len(vectors), _DIGEST))
    return {name.tobytes(): vector for name, vector in zip(names, vectors)} if fits else {}
