"""Making an assistant from the files of a folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from frontdesk.evaluation.examples import load_examples
from frontdesk.knowledge.content import Content, load_content
from frontdesk.knowledge.yaml_lines import Section, load_mapping
from frontdesk.language.encoder import Vectors, load_encoder
from frontdesk.language.english import load_english
from frontdesk.language.gate import Thresholds
from frontdesk.language.vector_cache import encode_examples
from frontdesk.safety.spelling import SPELLINGS, load_spellings
from frontdesk.trial.assistant import Assistant
from frontdesk.trial.learnt import Examples, Learnt

_SLICE = 1000  # examples encoded between two tellings of how far it is
_ENCODED, _FITTED = 0.5, 0.9  # shares of the work
_KEPT = 2  # states whose learning is kept: the draft's and the live version's


class Maker:
    """Makes assistants, and learns anew only where examples have changed."""

    def __init__(self) -> None:
        self._learnt: dict[str, Learnt] = {}

    def make(self, folder: Path, tell: Callable[[float], None]) -> Assistant:
        """The assistant for a folder's files as they are now.

        Args:
            folder: holds ``content/``, ``data/``, ``domain.yml`` and ``thresholds.json``.
            tell: told the share of the work that is done.

        Raises:
            FrontdeskError: a file can't be used; the text says which, and what to do.
        """
        content = load_content(folder / "content")
        thresholds = Thresholds.load(folder / "thresholds.json")
        said = _responses(folder / "domain.yml")
        learnt = self._learn(folder, content, tell)
        tell(_FITTED)
        load_english()  # so that nobody waits for it at the first message
        return Assistant(content, thresholds, learnt, said, load_encoder().encode, encode_examples)

    def _learn(self, folder: Path, content: Content, tell: Callable[[float], None]) -> Learnt:
        examples = Examples.of(*load_examples(folder / "data", content))
        spellings = load_spellings(folder / SPELLINGS)
        told = json.dumps([examples.texts, examples.labels, spellings], sort_keys=True)
        digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        if digest not in self._learnt:
            self._learnt[digest] = Learnt(examples, self._encode_all(examples.texts, tell), spellings)
        self._learnt[digest] = self._learnt.pop(digest)  # the newest last
        while len(self._learnt) > _KEPT:
            del self._learnt[next(iter(self._learnt))]
        return self._learnt[digest]

    def _encode_all(self, texts: Sequence[str], tell: Callable[[float], None]) -> Vectors:
        slices = []
        for start in range(0, len(texts), _SLICE):
            tell(_ENCODED * start / len(texts))
            slices.append(encode_examples(texts[start : start + _SLICE]))
        tell(_ENCODED)
        return np.concatenate(slices)


def _responses(domain: Path) -> dict[str, str]:
    """The first text of each response of a domain, by name."""
    responses = Section(domain, load_mapping(domain)).section("responses")
    return {str(name): str(given[0]["text"]) for name, given in responses.node.items()}
