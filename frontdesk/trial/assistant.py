"""The assistant as Rasa's pipeline would have it, built from a folder's files without Rasa."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from frontdesk.booking.wish import with_booking
from frontdesk.knowledge.content import Content
from frontdesk.knowledge.search import PassageSearch
from frontdesk.language.clauses import questions_in
from frontdesk.language.encoder import Vectors
from frontdesk.language.gate import FAQ, Evidence, Thresholds, decide, weigh
from frontdesk.language.understanding import Reader, Reading
from frontdesk.language.understood import Understood
from frontdesk.replies.buttons import buttons
from frontdesk.trial.learnt import Learnt
from frontdesk.trial.observation import BOOKING, BUTTON, EVIDENCE, QUESTIONS, TOPIC, Observation, Part

Encode = Callable[[Sequence[str]], Vectors]


class Assistant:
    """Understands messages with one state of content and examples.

    Args:
        content: of that state.
        thresholds: of that state.
        learnt: from its examples.
        said: text of each response of its domain, by name.
        encode: sentence vectors, of length 1.
        encode_passages: the same, for texts that are worth keeping.
    """

    def __init__(
        self, content: Content, thresholds: Thresholds, learnt: Learnt, said: Mapping[str, str], encode: Encode,
        encode_passages: Encode,
    ) -> None:
        self.content, self.thresholds, self.said = content, thresholds, said
        self._learnt, self._encode = learnt, encode
        answers = [passage.text for faq in content.faqs.values() for passage in faq.passages]
        searchable = [passage.text for passage in content.searchable]
        texts = list(dict.fromkeys([*answers, *searchable]))
        vectors = dict(zip(texts, encode_passages(texts)))
        self._passages = {slug: np.stack([vectors[passage.text] for passage in faq.passages])
                          for slug, faq in content.faqs.items()}
        self._search = PassageSearch(searchable, np.stack([vectors[text] for text in searchable]))
        self._reader = Reader(
            thresholds, {slug: faq.follow_ups for slug, faq in content.faqs.items()}, self._passages, self._search,
            [f"{passage.article}/{passage.id}" for passage in content.searchable], buttons(content))

    def read(self, text: str, topic: str = "") -> Observation:
        """Understand one message.

        Args:
            text: as Rasa would get it.
            topic: slug of the FAQ answered last, or ``""``.
        """
        mended = self._learnt.repairer.repair(text)
        texts = [mended, *questions_in(mended)]
        vectors = self._encode(texts)
        predictions = self._learnt.classifier.predict(texts, vectors)
        whole, *questions = [Reading(*parts) for parts in zip(texts, vectors, predictions)]
        by_gate = self._reader.read(whole, questions, topic)
        understood = with_booking(by_gate, text, self.content.clinic.region)
        evidence = self._weigh(whole)
        nearest = self._learnt.nearest(mended, whole.vector)
        example = nearest("")
        assert example is not None  # nothing is fitted without an example
        faq, rival_faq = (*evidence.faqs[:2], "", "")[:2]
        return Observation(
            understood=understood, settled_by=self._settled_by(whole, by_gate, understood), read_as=mended,
            parts=self._parts(questions), best=whole.prediction.label, confidence=whole.prediction.confidence,
            faq=faq, rival=evidence.shares[1] if rival_faq else 0.0, rival_faq=rival_faq,
            strength=float(max(evidence.strength, -100.0)), near=evidence.near, passage=evidence.passage,
            search=float(self._search.scores(mended, whole.vector).max(initial=0.0)), example=example,
            faq_example=nearest(f"{FAQ}/{faq}"))

    def _weigh(self, reading: Reading) -> Evidence:
        cosines = {slug: float((vectors @ reading.vector).max()) for slug, vectors in self._passages.items()}
        return weigh(reading.prediction, cosines)

    def _parts(self, questions: Sequence[Reading]) -> tuple[Part, ...]:
        verdicts = [(question.text, decide(self._weigh(question), self.thresholds)) for question in questions]
        return tuple(Part(text, verdict.label, verdict.decision) for text, verdict in verdicts)

    def _settled_by(self, whole: Reading, by_gate: Understood, understood: Understood) -> str:
        if understood is not by_gate:
            return BOOKING
        if by_gate.others:
            return QUESTIONS
        if not by_gate.nearest:
            # The reader tells of the nearest FAQs wherever it has weighed anything; a button's text it hasn't.
            return BUTTON
        alone = decide(self._weigh(whole), self.thresholds)
        decision = "none" if by_gate.decision == "search" else by_gate.decision
        return EVIDENCE if (decision, by_gate.label) == (alone.decision, alone.label) else TOPIC
