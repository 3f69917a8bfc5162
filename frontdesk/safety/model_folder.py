"""Which red-flag model belongs to the content as it is now."""

from __future__ import annotations

import hashlib
from pathlib import Path

from frontdesk.language.encoder_files import encoder_fingerprint

# What the fitted arrays depend on; anything else in the rooms may change without a new fit.
_CODE = ("safety/examples.py", "safety/spelling.py", "safety/model.py", "language/classifier.py", "language/judging.py",
         "language/ngrams.py", "language/ridge.py", "language/spelling.py", "language/encoder.py",
         "language/encoder_files.py", "language/compact.py", "language/compact_vectors.py")


def model_folder(root: Path) -> Path:
    """Where the model for the files as they are now is, or would be."""
    digest = hashlib.sha256(encoder_fingerprint().encode())
    content = root / "content" / "safety"
    paths = [content / "spellings.yml", *sorted((content / "examples").glob("*.yml"))]
    paths += [Path(__file__).parents[1] / name for name in _CODE]
    for path in paths:
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return root / "models" / f"red-flags-{digest.hexdigest()[:16]}"
