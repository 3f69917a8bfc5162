"""What can be changed in the files, one change to one thing each, and why a change may not be done.

``base`` is what the form showed when it was opened: against it, a change is merged with what others have changed
meanwhile, line by line and field by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from frontdesk.errors import FrontdeskError


class EditError(FrontdeskError):
    """A change can't be done as it was asked; the text says what to do."""


class Conflict(FrontdeskError):
    """The same thing was changed in different ways since the form was opened.

    Args:
        subject: what was changed, in words for people, such as ``the question of 'toe-running'``.
        mine: what was to be saved; the entries of a list are lines.
        theirs: what the file says now.
        base: what the form showed.
        field: of :class:`FaqFields` or the clinic's key that it is, or ``""``.
        next_base: what the form is to send as its base, so that mine is saved over theirs; ``theirs`` if not given.
    """

    def __init__(
        self, subject: str, mine: str, theirs: str, base: str, field: str = "", next_base: str | None = None
    ) -> None:
        super().__init__(f"Somebody else has changed {subject} since you opened it. Choose which of the two to keep.")
        self.subject, self.mine, self.theirs, self.base, self.field = subject, mine, theirs, base, field
        self.next_base = theirs if next_base is None else next_base


@dataclass(frozen=True)
class FaqFields:
    """An FAQ as ``content/faqs.yml`` has it.

    Attributes:
        question: as shown to visitors.
        article: slug of the article it quotes.
        passages: ids of the passages that answer it.
        more: ids of the passages offered next.
        follow_ups: slugs of the FAQs that sensibly come next.
        offer_booking: whether the booking offer helps beside the answer.
    """

    question: str
    article: str
    passages: tuple[str, ...]
    more: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    offer_booking: bool = False


@dataclass(frozen=True)
class AddExample:
    """Teach one more way visitors ask it. ``label`` as in ``data/``: ``faq/<slug>``, ``greet``, ``clinic/<fact>``."""

    label: str
    text: str


@dataclass(frozen=True)
class RemoveExample:
    """Stop teaching a text for this label."""

    label: str
    text: str


@dataclass(frozen=True)
class SetExamples:
    """Make these the examples of a label."""

    label: str
    base: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class AddFaq:
    """A new FAQ with its examples."""

    slug: str
    faq: FaqFields
    examples: tuple[str, ...]


@dataclass(frozen=True)
class SetFaq:
    """Change an FAQ's fields."""

    slug: str
    base: FaqFields
    faq: FaqFields


@dataclass(frozen=True)
class RemoveFaq:
    """Take an FAQ away, with its examples, its mentions as a follow-up, and as a starter."""

    slug: str


@dataclass(frozen=True)
class SetStarters:
    """Make these FAQs, by slug, those offered before the first message."""

    base: tuple[str, ...]
    slugs: tuple[str, ...]


@dataclass(frozen=True)
class AddArticle:
    """A new article; ``text`` is the whole file with its front matter."""

    slug: str
    text: str


@dataclass(frozen=True)
class SetArticle:
    """Change an article; the texts are the whole file. Quotes that are broken by that block publishing."""

    slug: str
    base: str
    text: str


@dataclass(frozen=True)
class RemoveArticle:
    """Take an article away that no FAQ quotes."""

    slug: str


@dataclass(frozen=True)
class SetClinic:
    """Change the clinic's details, by dotted key such as ``facts.hours``; ``""`` empties one.

    Below ``opening_hours``, ``booking.campaign`` and ``widget.words`` a new key adds a row, and ``""`` removes it.
    Entries of a list are lines. Keys that aren't in ``values`` stay as they are.
    """

    base: Mapping[str, str] = field(hash=False)
    values: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class AddTestQuestion:
    """A question to test the assistant with; ``held_out`` ones are never taught."""

    text: str
    label: str
    held_out: bool


@dataclass(frozen=True)
class RemoveTestQuestion:
    """Take a test question away."""

    text: str


Edit: TypeAlias = (
    AddExample | RemoveExample | SetExamples | AddFaq | SetFaq | RemoveFaq | SetStarters | AddArticle | SetArticle
    | RemoveArticle | SetClinic | AddTestQuestion | RemoveTestQuestion)
