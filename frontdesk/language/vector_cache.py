"""The taught examples' vectors, kept on disk: a training after one new example encodes one sentence, not thousands.

A vector is found by its text's digest; no text is kept. What the vectors depend on
besides (the encoder's files and how they are run) is in the file's name, so that of
another encoder is never looked at. Whatever is wrong with the file, its vectors are
computed anew.
"""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime

from frontdesk.language import compact, encoder
from frontdesk.language.encoder import COPIES, Vectors, load_encoder
from frontdesk.language.encoder_files import encoder_fingerprint

_MOST = 60_000  # vectors kept: about 90 MB
_DIGEST = 16  # bytes
_CHUNK, _THREADS = 128, 2  # texts encoded in one go, and how many such at once
_PATTERN = "vectors-*.npz"

_LOGGER = logging.getLogger(__name__)

Encode = Callable[[Sequence[str]], Vectors]


class VectorCache:
    """Vectors by text, in one file that several processes may use at once.

    Each writes the file whole, aside and moved into place, with what it finds there
    merged in. Where two do so at the same moment, one's new vectors are lost, and
    computed again when they are wanted.

    Args:
        path: the file; its folder is made where it is missing.
        most: vectors kept. Those that were asked for last stay.
    """

    def __init__(self, path: Path, most: int = _MOST) -> None:
        self._path, self._most = path, most

    def encode(self, texts: Sequence[str], encode: Encode) -> Vectors:
        """The vectors of texts, computed where they aren't known yet.

        Args:
            texts: any, also none and the same twice.
            encode: gives ``(n, d)`` vectors of ``n`` texts; each text's by itself, whatever stands beside it.

        Returns:
            ``(len(texts), d)``, the same as ``encode(texts)``.
        """
        wanted = {_digest(text): text for text in texts}
        known = self._read()
        missing = [digest for digest in wanted if digest not in known]
        if missing:
            new = dict(zip(missing, _in_threads([wanted[digest] for digest in missing], encode)))
            self._write({digest: new[digest] if digest in new else known[digest] for digest in wanted})
            known |= new
        return np.stack([known[_digest(text)] for text in texts]) if texts else encode([])

    def _read(self) -> dict[bytes, Vectors]:
        try:
            with self._path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                digests, vectors = arrays["digests"], arrays["vectors"]
        except FileNotFoundError:
            return {}
        except Exception as error:  # a damaged archive raises almost anything, and what is kept can all be made again
            _LOGGER.warning("%s can't be read (%s): its vectors are computed anew.", self._path, type(error).__name__)
            return {}
        fits = (digests.dtype == np.uint8 and vectors.dtype == np.float32 and vectors.ndim == 2
                and digests.shape == (len(vectors), _DIGEST))
        return {row.tobytes(): vector for row, vector in zip(digests, vectors)} if fits else {}

    def _write(self, used: dict[bytes, Vectors]) -> None:
        """Put what was used first, and what else is there now after it, as far as there is room."""
        kept = list((used | {digest: vector for digest, vector in self._read().items() if digest not in used}).items())
        kept = kept[: self._most]
        digests = np.frombuffer(b"".join(digest for digest, _ in kept), dtype=np.uint8).reshape(len(kept), _DIGEST)
        vectors = np.stack([vector for _, vector in kept])
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._path.parent, prefix=".vectors-", delete=False) as file:
                try:
                    np.savez(file, digests=digests, vectors=vectors)
                    file.close()
                    Path(file.name).replace(self._path)
                except BaseException:
                    Path(file.name).unlink(missing_ok=True)
                    raise
        except OSError as error:  # nothing is lost but time
            _LOGGER.warning("%s can't be written (%s).", self._path, error.strerror)


def encode_examples(texts: Sequence[str]) -> Vectors:
    """The vectors of taught examples, as ``load_encoder().encode`` gives them.

    They are kept in one place, beside the encoder's copy: trainings of all versions, the inbox and the trial share it.

    Args:
        texts: the examples.

    Raises:
        FrontdeskError: the encoder can't be loaded.
    """
    path = COPIES / _PATTERN.replace("*", _fingerprint())
    vectors = VectorCache(path).encode(texts, load_encoder().encode)
    for other in COPIES.glob(_PATTERN):
        if other != path:  # of an encoder that isn't used any more
            other.unlink(missing_ok=True)
    return vectors


def _fingerprint() -> str:
    """What vectors depend on besides their text: the encoder's files, our code around them, and what runs them."""
    digest = hashlib.sha256(f"{encoder_fingerprint()} {onnxruntime.__version__}".encode())
    for module in (encoder, compact):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:16]


def _in_threads(texts: Sequence[str], encode: Encode) -> Vectors:
    """Encode on two cores; ONNX Runtime lets other threads work meanwhile."""
    chunks = [texts[start : start + _CHUNK] for start in range(0, len(texts), _CHUNK)]
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="encoder") as threads:
        return np.concatenate(list(threads.map(encode, chunks)))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()
