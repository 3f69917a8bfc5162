"""Hands at the console: with a mouse, or with nothing but a keyboard. They count what they do."""

from __future__ import annotations

from abc import ABC, abstractmethod

from playwright.sync_api import Locator, Page

_MOST_TABS = 500  # until something counts as out of reach
_MOST_CARDS = 20  # the same for the inbox's key for the next card
_FOCUSED = "element => element === document.activeElement"
_CHOSEN = "element => element.selectedOptions[0]?.textContent"
_LINES = "element => [...element.getClientRects()].map(({ x, y, width, height }) => [x, y, width, height])"


class Hands(ABC):
    """Somebody at a page.

    Args:
        page: that they use.

    Attributes:
        page: as given.
        clicks: with the mouse; selecting text by dragging is one.
        keys: pressed, but for those that type text.
        fields: that text was typed into.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = self.keys = self.fields = 0

    @abstractmethod
    def press(self, what: Locator, shortcut: str = "") -> None:
        """Press a button, a link or a box; by its key, if it has one, where there is nothing but a keyboard."""

    @abstractmethod
    def write(self, field: Locator, text: str) -> None:
        """Type a text in place of what a field holds."""

    @abstractmethod
    def add_line(self, field: Locator, text: str) -> None:
        """Type a text on a line of its own at a field's end."""

    @abstractmethod
    def replace_line(self, field: Locator, text: str) -> None:
        """Type a text in place of the line that the cursor is at the end of."""

    @abstractmethod
    def choose(self, select: Locator, option: str) -> None:
        """Choose what a list has under this name."""

    @abstractmethod
    def act(self, card: Locator, what: Locator, shortcut: str) -> None:
        """Press a button of a card of the inbox, by its key where there is nothing but a keyboard."""

    @abstractmethod
    def quote(self, sentence: Locator) -> None:
        """Pick a sentence of the article as an FAQ's answer."""


class MouseHands(Hands):
    """With a mouse, and a keyboard for texts alone."""

    def press(self, what: Locator, shortcut: str = "") -> None:
        """Click it."""
        what.click()
        self.clicks += 1

    def write(self, field: Locator, text: str) -> None:
        """Click into the field, and type."""
        self._enter(field)
        field.fill(text)
        self.fields += 1

    def add_line(self, field: Locator, text: str) -> None:
        """Click into the field, go to its end, and type."""
        self._enter(field)
        _type_line(field, text)
        self.keys += 2  # to the end, and a new line
        self.fields += 1

    def replace_line(self, field: Locator, text: str) -> None:
        """Select the line, and type."""
        _retype_line(field, text)
        self.keys += 1
        self.fields += 1

    def choose(self, select: Locator, option: str) -> None:
        """Open the list, and click."""
        select.select_option(label=option)
        self.clicks += 2  # one opens the list

    def act(self, card: Locator, what: Locator, shortcut: str) -> None:
        """Click it, wherever it is."""
        self.press(what)

    def quote(self, sentence: Locator) -> None:
        """Drag over it, and press the button."""
        sentence.scroll_into_view_if_needed()
        lines = sentence.evaluate(_LINES)
        (x, y, _, height), (end, below, width, depth) = lines[0], lines[-1]
        mouse = self.page.mouse
        mouse.move(x + 1, y + height / 2)
        mouse.down()
        mouse.move(end + width - 1, below + depth / 2, steps=8)
        mouse.up()
        self.clicks += 1
        self.press(self.page.get_by_role("button", name="Quote this"))

    def _enter(self, field: Locator) -> None:
        if not field.evaluate(_FOCUSED):
            self.press(field)


class TickingHands(MouseHands):
    """The same where there is no JavaScript: sentences have boxes there."""

    def quote(self, sentence: Locator) -> None:
        """Tick its box."""
        self.press(sentence.locator("xpath=..").get_by_role("checkbox", name="answer"))


class KeyboardHands(Hands):
    """Without a mouse: the Tab key leads everywhere."""

    def press(self, what: Locator, shortcut: str = "") -> None:
        """Press its key, or go there and press Enter."""
        if shortcut:
            what.wait_for()
            self.strike(shortcut)
            return
        self.reach(what)
        self.strike("Enter")

    def write(self, field: Locator, text: str) -> None:
        """Go there, select all, and type."""
        self.reach(field)
        self.strike("Control+a")
        self.page.keyboard.insert_text(text)
        self.fields += 1

    def add_line(self, field: Locator, text: str) -> None:
        """Go there, to its end, and type."""
        self.reach(field)
        _type_line(field, text)
        self.keys += 2  # to the end, and a new line
        self.fields += 1

    def replace_line(self, field: Locator, text: str) -> None:
        """Select the line, and type."""
        _retype_line(field, text)
        self.keys += 1
        self.fields += 1

    def choose(self, select: Locator, option: str) -> None:
        """Go there, and use the arrow keys."""
        self.reach(select)
        for _ in range(select.locator("option").count()):
            if select.evaluate(_CHOSEN) == option:
                return
            self.strike("ArrowDown")
        raise AssertionError(f"The arrow keys don't lead to {option}")

    def act(self, card: Locator, what: Locator, shortcut: str) -> None:
        """Go to the card with j, and press the key."""
        card.wait_for()
        for _ in range(_MOST_CARDS):
            self.strike("j")
            if card.evaluate(_FOCUSED):
                self.strike(shortcut)
                return
        raise AssertionError(f"The key j doesn't lead to {card}")

    def quote(self, sentence: Locator) -> None:
        """Go to the text, use the arrow keys, and press the button."""
        self.reach(self.page.locator("[data-article] .sentence[tabindex='0']"))
        while not sentence.evaluate(_FOCUSED):
            self.strike("ArrowDown")
        self.press(self.page.get_by_role("button", name="Quote this"))

    def strike(self, key: str) -> None:
        """Press one key, or several at once."""
        self.page.keyboard.press(key)
        self.keys += 1

    def reach(self, what: Locator) -> None:
        """Go on with Tab until something has the focus.

        Raises:
            AssertionError: Tab never leads there.
        """
        what.wait_for()
        for _ in range(_MOST_TABS):
            if what.evaluate(_FOCUSED):
                return
            self.strike("Tab")
        raise AssertionError(f"Tab doesn't lead to {what}")


def _type_line(field: Locator, text: str) -> None:
    field.press("Control+End")
    field.press("Enter")
    field.press_sequentially(text)


def _retype_line(field: Locator, text: str) -> None:
    field.press("Shift+Home")
    field.press_sequentially(text)
