"""Words of a message, each with the dictionary forms it may belong to.

Patterns are matched on dictionary forms before anything is parsed: most messages
hold no flag, and a parse costs more than all the rest. So a word gets every
lemma that spaCy's rules allow for it ("left": *left*, *leave*), and the parse
is left to what needs it: the scope of what matched.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc

from frontdesk.language.english import load_english

_PARTS_OF_SPEECH = ("NOUN", "VERB", "ADJ")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "′": "'"})
# A word that people run together or abbreviate, as the tokenizer should see it.
_SHOUTED = re.compile(r"\b[A-Z]+'[A-Z]+\b")
_RUN_TOGETHER = re.compile(r"(?<=[a-z])[/\\](?=[a-z])|(?<=[a-z])\.{2,}(?=[a-z])|(?<=[a-z]),(?=[a-z])", re.IGNORECASE)


def tokenize(text: str) -> Doc:
    """The text as spaCy's tokens, not parsed.

    Args:
        text: a message, a phrase or a sentence.
    """
    text = _RUN_TOGETHER.sub(" ", text.translate(_APOSTROPHES))
    # The tokenizer takes "CAN'T" for one word, and the "not" in it would be missed.
    text = _SHOUTED.sub(lambda match: match.group().lower(), text)
    return load_english().make_doc(text)


def parse(doc: Doc) -> Doc:
    """Add tags, dependencies and sentences to what :func:`tokenize` gave."""
    for _, component in load_english().pipeline:
        doc = component(doc)
    return doc


def normal_form(token: Any) -> str:
    """The token in lower case, contractions written out (``ca`` + ``n't``: can, not)."""
    return _NORMS.get(token.lower_) or str(token.norm_).lower()


# Where spaCy's own norms stop short; what follows an apostrophe left out.
_NORMS = {"nt": "not", "n't": "not", "ca": "can", "wo": "will", "sha": "shall", "ai": "be", "ive": "have",
          "cannae": "cannot", "dinnae": "not", "cuz": "because", "coz": "because", "cos": "because"}


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> frozenset[str]:
    """Every dictionary form the word may have, itself among them.

    Args:
        word: in its normal form.
    """
    if not word.isalpha():
        return frozenset((word,))
    language = load_english()
    lemmatizer: Any = language.get_pipe("lemmatizer")
    found = {word}
    for part in _PARTS_OF_SPEECH:
        token = Doc(language.vocab, words=[word], pos=[part])[0]
        found.update(lemma.lower() for lemma in lemmatizer.rule_lemmatize(token))
    return frozenset(found)
