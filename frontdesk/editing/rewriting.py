"""From what the files shall say to their texts, with as few lines changed as can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from frontdesk.editing import clinic_text, faqs_text, nlu_text, test_questions
from frontdesk.editing.edits import EditError
from frontdesk.editing.model import (
    CLINIC,
    DATA,
    FAQS,
    NLU,
    QUESTIONS,
    Files,
    Model,
    Reader,
    article_path,
    decoded,
    encoded,
)
from frontdesk.editing.nlu_text import Block
from frontdesk.editing.yaml_nodes import NotReadable

Changes = dict[str, "bytes | None"]  # by path; None for a file that goes


def rewritten(files: Files, old: Model, new: Model, reader: Reader) -> Changes:
    """The files that change, with their new content.

    Args:
        files: as they are.
        old: what they say.
        new: what they shall say.
        reader: of the files.

    Raises:
        EditError: a file is written in a way that can't be changed; nothing is then.
    """
    try:
        changes = _rewritten(files, old, new, reader)
    except NotReadable as reason:  # what was written of it so far says something else than it was meant to
        raise EditError(f"This can't be changed here ({reason.problem}). Change it in a text editor.") from None
    _check(files, changes, new, reader)
    return changes


def _rewritten(files: Files, old: Model, new: Model, reader: Reader) -> Changes:
    texts = _Texts(files)
    _examples(texts, reader.blocks(files), old, new)
    _faqs(texts, old, new)
    for key in dict.fromkeys((*old.clinic, *new.clinic)):
        if old.clinic.get(key) != new.clinic.get(key):
            texts[CLINIC] = clinic_text.with_detail(texts[CLINIC], key, new.clinic.get(key))
    for question in old.questions:
        if question not in new.questions:
            texts[QUESTIONS] = test_questions.without_question(texts[QUESTIONS], question.text)
    for question in new.questions:
        if question not in old.questions:
            texts[QUESTIONS] = test_questions.with_question(texts[QUESTIONS], question)
    return texts.changes() | _articles(files, old, new)


class _Texts:
    """The files' texts while they are being changed."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._texts: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._texts:
            self._texts[name] = decoded(self._files.get(name, b""))
        return self._texts[name]

    def __setitem__(self, name: str, text: str) -> None:
        self._texts[name] = text

    def changes(self) -> Changes:
        """Those that aren't as they were."""
        made = {name: encoded(text, self._files.get(name, b"")) for name, text in self._texts.items()}
        return {name: data for name, data in made.items() if data != self._files.get(name, b"")}


def _examples(texts: _Texts, blocks: Mapping[str, Sequence[Block]], old: Model, new: Model) -> None:
    for label in (*old.examples, *(label for label in new.examples if label not in old.examples)):
        wanted = new.examples.get(label, ())
        if wanted == old.examples.get(label):
            continue
        places = [name for name, found in blocks.items() if any(block.label == label for block in found)]
        if not places:
            kind = label.partition("/")[0] + "/" if "/" in label else label
            name = _place_of(kind, blocks)
            texts[name] = nlu_text.with_intent(texts[name], label, wanted, kind)
        for name, examples in _shared_out(label, wanted, places, blocks).items():
            texts[name] = (nlu_text.with_examples(texts[name], label, examples) if examples
                           else nlu_text.without_intent(texts[name], label))


def _place_of(kind: str, blocks: Mapping[str, Sequence[Block]]) -> str:
    """The file for a new intent: where the others of its kind are."""
    places = [name for name, found in blocks.items() if any(block.label.startswith(kind) for block in found)]
    return NLU if NLU in places or not places else places[-1]


def _shared_out(
    label: str, wanted: Sequence[str], places: Sequence[str], blocks: Mapping[str, Sequence[Block]]
) -> dict[str, list[str]]:
    """An intent's examples by file: each stays where it is, and a new one goes with the one before it."""
    home = {text: name for name in reversed(places) for block in blocks[name] if block.label == label
            for text in block.texts}
    shared: dict[str, list[str]] = {name: [] for name in places}
    name = places[0] if places else ""
    for text in wanted if places else ():
        name = home.get(text, name)
        shared[name].append(text)
    return shared


def _faqs(texts: _Texts, old: Model, new: Model) -> None:
    for slug in old.faqs:
        if slug not in new.faqs:
            texts[FAQS] = faqs_text.without_faq(texts[FAQS], slug)
    changed = {slug: (faq, new.faqs[slug]) for slug, faq in old.faqs.items() if new.faqs.get(slug, faq) != faq}
    if changed:
        texts[FAQS] = faqs_text.with_fields(texts[FAQS], changed)
    for slug, faq in new.faqs.items():
        if slug not in old.faqs:
            texts[FAQS] = faqs_text.with_faq(texts[FAQS], slug, faq)
    if old.starters != new.starters:
        texts[FAQS] = faqs_text.with_starters(texts[FAQS], new.starters)


def _articles(files: Files, old: Model, new: Model) -> Changes:
    changes: Changes = {article_path(slug): None for slug in old.articles if slug not in new.articles}
    for slug, text in new.articles.items():
        if text != old.articles.get(slug):
            there = files.get(article_path(slug), b"")
            changes[article_path(slug)] = encoded(text.replace("\n", "\r\n") if b"\r\n" in there else text, there)
    return changes


def with_changes(files: Files, changes: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """The files after some have changed."""
    return {name: data for name, data in {**files, **changes}.items() if data is not None}


def _check(files: Files, changes: Changes, new: Model, reader: Reader) -> None:
    """Read back what would be written: it must say what was asked for, and nothing else."""
    if not reader.model(with_changes(files, changes)).says_the_same(new):
        names = ", ".join(name for name in changes if name.startswith(DATA) or name in (FAQS, CLINIC, QUESTIONS))
        raise EditError(f"This can't be changed here, as {names} is written in an unusual way. "
                        "Change it in a text editor.")
