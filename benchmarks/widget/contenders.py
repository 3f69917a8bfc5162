"""The pages that are measured, and where on them what is looked at."""

from __future__ import annotations

from dataclasses import dataclass

EMPTY, FRONTDESK, RASA_WEBCHAT, DEEP_CHAT = "empty", "frontdesk", "rasa-webchat", "deep-chat"


@dataclass(frozen=True)
class Contender:
    """A host page with a widget, or without.

    A path of selectors leads to an element, each but the last into the shadow root of what it finds.

    Attributes:
        name: of the page.
        launcher: path to the button that opens the panel; empty where the panel is always open.
        box: path to the text box; empty on the page without a widget.
        log: path to what holds the conversation.
    """

    name: str
    launcher: tuple[str, ...] = ()
    box: tuple[str, ...] = ()
    log: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Of the host page."""
        return f"/host/{self.name}"

    @property
    def first(self) -> tuple[str, ...]:
        """Path to what the visitor sees of the widget when the page is there."""
        return self.launcher or self.box


_CHAT = ("#frontdesk-widget", "frontdesk-sheet", "frontdesk-chat")

CONTENDERS = {contender.name: contender for contender in (
    Contender(EMPTY),
    Contender(FRONTDESK, ("#frontdesk-widget", "button:is(.left, .right)"), (*_CHAT, "textarea"), _CHAT),
    Contender(RASA_WEBCHAT, (".rw-launcher",), (".rw-new-message",), (".rw-messages-container",)),
    Contender(DEEP_CHAT, (), ("deep-chat", "#text-input"), ("deep-chat",)),
)}


def selector(path: tuple[str, ...]) -> str:
    """The path as one selector for Playwright, which looks into shadow roots by itself."""
    return " ".join(path)
