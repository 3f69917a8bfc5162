"""What the draft teaches, ready to be compared with: computed beside the pages that ask for it."""

from __future__ import annotations

import logging

from frontdesk.editing.draft import DraftState
from frontdesk.errors import FrontdeskError
from frontdesk.inbox.aside import Aside
from frontdesk.inbox.suggestions import Taught, taught
from frontdesk.language.gate import FAQ
from frontdesk.language.vector_cache import encode_examples

_log = logging.getLogger(__name__)
_aside: Aside[Taught | None] = Aside("inbox")


def what_is_taught(state: DraftState, seconds: float) -> Taught | None:
    """What suggestions for this state of the draft are made from; ``None`` while that isn't ready.

    Args:
        state: of the draft.
        seconds: how long to wait for it.
    """
    labels = dict.fromkeys((*state.examples, *(f"{FAQ}/{slug}" for slug in state.faqs)))
    asked = {f"{FAQ}/{slug}": (faq.question,) for slug, faq in state.faqs.items()}
    examples = {label: (*state.examples.get(label, ()), *asked.get(label, ())) for label in labels}
    passages = state.content.searchable if state.content is not None else ()

    def compute() -> Taught | None:
        texts = [text for known in examples.values() for text in known] + [passage.text for passage in passages]
        try:
            return taught(examples, passages, encode_examples(texts))
        except FrontdeskError as error:
            _log.error("Nothing can be suggested in the inbox: %s", error)
            return None

    return _aside.get((tuple(examples.items()), passages), compute, seconds)
