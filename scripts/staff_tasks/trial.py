"""One round of the trial: somebody at a browser, and what they have made so far."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from scripts.staff_tasks.clinic import StaffedClinic
from scripts.staff_tasks.hands import Hands


@dataclass
class Trial:
    """What a round's tasks have in common.

    Attributes:
        clinic: where it takes place.
        hands: that do it.
        number: of the round, from 0; each has messages of its own.
        question: of the FAQ that it made.
        answer: what that answers.
        taught: the label that a message was taught for.
        scripted: whether the browser runs JavaScript.
    """

    clinic: StaffedClinic
    hands: Hands
    number: int
    question: str = ""
    answer: str = ""
    taught: str = ""
    scripted: bool = True

    @property
    def page(self) -> Page:
        """What the hands see."""
        return self.hands.page

    def go(self, what: Locator, shortcut: str = "") -> None:
        """Press what leads to another page, and wait for that."""
        with self.page.expect_navigation():
            self.hands.press(what, shortcut)

    def open(self, section: str) -> None:
        """Choose a section from the menu."""
        self.go(self.page.get_by_role("navigation", name="Main").get_by_role("link", name=section, exact=True))
        self.arrived(section)

    def act(self, card: Locator, what: Locator, shortcut: str) -> None:
        """Press a button of a card of the inbox."""
        with self.page.expect_navigation():
            self.hands.act(card, what, shortcut)

    def arrived(self, heading: str) -> None:
        """See to it that this is the page."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def told(self, words: str) -> None:
        """See to it that the page's note begins so."""
        expect(self.page.locator(".note p")).to_contain_text(words)

    def button(self, name: str) -> Locator:
        """The first button with exactly this name."""
        return self.page.get_by_role("button", name=name, exact=True).first

    def card(self, text: str) -> Locator:
        """The card of the inbox that a message is on."""
        return self.page.locator(".inbox-card").filter(has_text=text).first
