"""What is worth a second look while an example is typed. None of it keeps anybody from saving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from frontdesk.editing.draft import DraftState
from frontdesk.editing.likeness import Likeness
from frontdesk.editing.model import FAQ
from frontdesk.editing.test_questions import normalised
from frontdesk.privacy.redaction import redact
from frontdesk.safety.detector import Detector

DUPLICATE, NEAR, PERSONAL, RED_FLAG = "duplicate", "near", "personal data", "red flag"
ENOUGH = 8  # examples of an FAQ
# Cosine of two texts' vectors. From here on, 4.9 % of the taught examples would be warned of, though all of them are
# where they belong, and 45 % if they were put under a wrong intent: python -m frontdesk.editing.fit_likeness.
NEAR_ANOTHER = 0.71


@dataclass(frozen=True)
class Warning:
    """Something about a text.

    Attributes:
        kind: :data:`DUPLICATE`, :data:`NEAR`, :data:`PERSONAL` or :data:`RED_FLAG`.
        text: a sentence or two for who types it.
        label: of the other intent that it is about, or ``""``.
    """

    kind: str
    text: str
    label: str = ""


def warnings_for(
    text: str, label: str, state: DraftState, likeness: Likeness | None = None, detector: Detector | None = None,
    name: Callable[[str], str] = str,
) -> list[Warning]:
    """What is worth a second look.

    Args:
        text: an example that is being typed.
        label: for which it is.
        state: of the draft; the text may be in there already.
        likeness: of texts; without it, what is nearly another FAQ's isn't found.
        detector: of red flags; without it, they aren't found.
        name: gives what a label is called in a sentence; without it, it is told as it is.
    """
    text = text.strip()
    if not text:
        return []
    return [*_same(text, label, state, name), *_near(text, label, state, likeness, name), *_personal(text),
            *_red_flag(text, detector)]


def _same(text: str, label: str, state: DraftState, name: Callable[[str], str]) -> Iterator[Warning]:
    words = normalised(text)
    for other, texts in state.examples.items():
        found = next((known for known in texts if known != text and normalised(known) == words), None)
        if found is not None or (other != label and text in texts):
            where = "here" if other == label else f"for {name(other)}"
            yield Warning(DUPLICATE, f"“{found or text}” is taught {where} already.", other)
    for slug, faq in state.faqs.items():
        if f"{FAQ}{slug}" != label and normalised(faq.question) == words:
            yield Warning(DUPLICATE, f"This is the question of another FAQ, “{faq.question}”.", f"{FAQ}{slug}")


def _near(
    text: str, label: str, state: DraftState, likeness: Likeness | None, name: Callable[[str], str]
) -> Iterator[Warning]:
    nearest = likeness.nearest(text, label, state.examples) if likeness else None
    if nearest is None or normalised(nearest.text) == normalised(text):
        return
    if nearest.likeness >= NEAR_ANOTHER and nearest.likeness > nearest.own:
        yield Warning(NEAR, f"This is nearly “{nearest.text}”, which is taught for {name(nearest.label)}.",
                      nearest.label)


def _personal(text: str) -> Iterator[Warning]:
    redacted = redact(text)
    if redacted != text:
        yield Warning(PERSONAL, f"This looks like personal data. Without it: “{redacted}”.")


def _red_flag(text: str, detector: Detector | None) -> Iterator[Warning]:
    if detector is not None and detector.read(text)[0].level:
        yield Warning(RED_FLAG, "This looks like an emergency: whoever sends it gets the urgent message, whatever is "
                                "taught here.")
