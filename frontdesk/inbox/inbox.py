"""The inbox: reading new questions into groups, and showing what is open."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock

import numpy as np
from sqlalchemy.engine import Engine

from frontdesk.editing.test_questions import normalised
from frontdesk.inbox.grouping import assign
from frontdesk.inbox.groups import Group, Message, group_of, ranked
from frontdesk.inbox.limits import SAME
from frontdesk.inbox.reasons import reasons
from frontdesk.inbox.vectors import pack, unpack
from frontdesk.language.encoder import SentenceEncoder, Vectors, load_encoder
from frontdesk.language.gate import Thresholds
from frontdesk.store.inbox import NO_GROUP, InboxQuestions, Kept
from frontdesk.store.inbox_marks import DISMISSED, InboxMarks, Mark

_AT_ONCE = 8  # texts between two looks at the clock: some thirtieth of a second

# Two threads that read the same questions would both encode them.
_reading = Lock()


class Inbox:
    """Kept questions that somebody should look at.

    Args:
        database: the store.
        root: the project's folder, for the relevance gate's thresholds.

    Raises:
        FrontdeskError: the thresholds or the encoder can't be used.
    """

    def __init__(self, database: Engine, root: Path) -> None:
        self.questions, self.marks = InboxQuestions(database), InboxMarks(database)
        self.thresholds = Thresholds.load(root / "thresholds.json")

    def read(self, seconds: float) -> int:
        """Look at the questions that came since the last time: which belong here, and into which group.

        Args:
            seconds: after which to stop.

        Returns:
            How many are still to be read.
        """
        until = time.monotonic() + seconds
        if not _reading.acquire(timeout=seconds):
            return len(self.questions.fresh())
        try:
            return self._read(until)
        finally:
            _reading.release()

    def _read(self, until: float) -> int:
        fresh = self.questions.fresh()
        wanted = [question for question in fresh if reasons(question, self.thresholds)]
        others = {question.id for question in fresh} - {question.id for question in wanted}
        if others:
            self.questions.place(dict.fromkeys(others, (NO_GROUP, None)))
        if not wanted:
            return 0
        encoder = load_encoder()
        vectors = list[Vectors]()
        for start in range(0, len(wanted), _AT_ONCE):
            if start and time.monotonic() >= until:
                break
            vectors.append(encoder.encode([question.text for question in wanted[start : start + _AT_ONCE]]))
        done = wanted[: sum(map(len, vectors))]
        self._place(done, np.concatenate(vectors), encoder)
        return len(wanted) - len(done)

    def _place(self, questions: Sequence[Kept], vectors: Vectors, encoder: SentenceEncoder) -> None:
        placed = self.questions.placed()
        known = unpack([vector for _, vector in placed], encoder.dimension)
        found = assign([group for group, _ in placed], known, [question.id for question in questions], vectors)
        self.questions.place({question.id: (found[question.id], pack(vector))
                              for question, vector in zip(questions, vectors)})
        self._hide_dismissed(questions, vectors)

    def _hide_dismissed(self, questions: Sequence[Kept], vectors: Vectors) -> None:
        """What says the same as something that was dismissed for good is done with, too."""
        dismissals = self.marks.dismissals()
        if not dismissals:
            return
        never = unpack([dismissal.vector for dismissal in dismissals], vectors.shape[1])
        by_digest = {dismissal.digest: index for index, dismissal in enumerate(dismissals)}
        cosines = vectors @ never.T
        for question, row in zip(questions, cosines):
            nearest = int(row.argmax())
            index = by_digest.get(digest_of(question.text), nearest if row[nearest] >= SAME else -1)
            if index >= 0:
                dismissal = dismissals[index]
                self.marks.add([Mark(question.key, DISMISSED)], dismissal.who, dismissal.audit_id)

    def messages(self, reason: str = "") -> list[Message]:
        """All that is open.

        Args:
            reason: only what is here for it.
        """
        return self._messages(self.questions.open(), reason)

    def groups(self, reason: str = "") -> list[Group]:
        """All that is open, grouped and ranked."""
        return ranked(self.messages(reason))

    def group(self, number: int, reason: str = "") -> Group | None:
        """What is open of one group; ``None`` when nothing is."""
        messages = self._messages(self.questions.open_in(number), reason)
        return group_of(number, messages) if messages else None

    def like(self, texts: Mapping[str, bytes]) -> list[Kept]:
        """Open questions that say the same as one of these texts.

        Args:
            texts: packed vectors by digest.
        """
        questions = self.questions.open()
        if not questions or not texts:
            return []
        dimension = load_encoder().dimension
        vectors = unpack([question.vector or b"" for question in questions], dimension)
        cosines = (vectors @ unpack(list(texts.values()), dimension).T).max(axis=1)
        return [question for question, cosine in zip(questions, cosines)
                if cosine >= SAME or digest_of(question.text) in texts]

    def _messages(self, questions: Sequence[Kept], reason: str) -> list[Message]:
        messages = (Message(question, reasons(question, self.thresholds)) for question in questions)
        return [message for message in messages
                if (reason in message.reasons if reason else message.reasons)]


def digest_of(text: str) -> str:
    """What tells that two texts say the same but for case and punctuation."""
    return hashlib.sha256(normalised(text).encode("utf-8", "surrogatepass")).hexdigest()


def vectors_of(messages: Sequence[Message]) -> Vectors:
    """The vectors of messages, ``(n, d)``."""
    return unpack([message.question.vector or b"" for message in messages], load_encoder().dimension)
