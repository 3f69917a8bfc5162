"""A reply as the chat API gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

KINDS = ("answer", "choice", "no_answer", "urgent", "booking", "contact", "clinic", "smalltalk")


@dataclass(frozen=True)
class Quote:
    """A verbatim passage with its source. ``url`` carries a text fragment."""

    text: str
    article: str
    title: str
    url: str


@dataclass(frozen=True)
class Button:
    """A suggestion: pressing it sends ``message`` as if the visitor had typed it."""

    title: str
    message: str


@dataclass(frozen=True)
class Link:
    """A way to the clinic: ``url`` is ``tel:`` or ``mailto:``; web addresses stand in the text."""

    title: str
    url: str


@dataclass(frozen=True)
class Reply:
    """One bubble of the bot. ``kind`` is one of :data:`KINDS`; what ``links`` lead to stands in the text as well."""

    kind: str
    text: str
    quotes: tuple[Quote, ...] = ()
    buttons: tuple[Button, ...] = ()
    links: tuple[Link, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The reply as JSON-ready data; ``links`` only where there are any."""
        data = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}
        return data if self.links else {key: value for key, value in data.items() if key != "links"}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Reply:
        """The reply that :meth:`as_dict` gave."""
        quotes = tuple(Quote(**quote) for quote in data.get("quotes", ()))
        buttons = tuple(Button(**button) for button in data.get("buttons", ()))
        links = tuple(Link(**link) for link in data.get("links", ()))
        return cls(data["kind"], data["text"], quotes, buttons, links)

    def as_text(self) -> str:
        """The reply as plain text, for a terminal."""
        lines = [self.text]
        lines += [f"\n  “{quote.text}”\n  {quote.url}" for quote in self.quotes]
        return "\n".join(lines)


BOOK = Button("Book a consultation", "I would like to book a consultation")
PERSON = Button("Talk to a person", "I would like to talk to a person")
