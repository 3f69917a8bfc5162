"""What a component's training depends on besides its config and the training data.

Rasa restores a component from its cache when its fingerprint is unchanged, so
everything that changes what training yields must be in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from frontdesk.language.encoder_files import encoder_fingerprint

_PACKAGE = Path(__file__).resolve().parents[1]
_ROOMS = ("knowledge", "language", "nlu", "replies")


def files_digest(paths: Iterable[Path]) -> str:
    """SHA-256 over files' names and bytes, in the order given; missing files count as empty."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0")
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


@lru_cache(maxsize=1)
def code_fingerprint() -> str:
    """Digest of the encoder's files and of the code that components are made of."""
    sources = sorted(path for room in _ROOMS for path in (_PACKAGE / room).glob("*.py"))
    return hashlib.sha256((encoder_fingerprint() + files_digest(sources)).encode()).hexdigest()


def content_fingerprint(content: Path) -> str:
    """Digest of what training reads of ``content/``: articles and FAQs."""
    return files_digest([content / "faqs.yml", *sorted((content / "articles").glob("*.md"))])
