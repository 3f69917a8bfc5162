"""Colours that can be read: contrast as WCAG 2.2 defines it.

Relative luminance and contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and
https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. What is needed: success criterion 1.4.3 (level AA).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

NEEDED = 4.5  # contrast ratio for text of ordinary size
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_STEPS = 100


@dataclass(frozen=True)
class Scheme:
    """A light or dark look of the chat.

    Attributes:
        name: ``light`` or ``dark``.
        surfaces: what an accent is read on, with a name for people, in ``#rrggbb``.
        far: the colour that contrasts most with them; mixing it in makes an accent readable.
        way: what that does to an accent, as a word for people.
    """

    name: str
    surfaces: dict[str, str]
    far: str
    way: str


# The panel's surfaces, as widget/panel/panel.css and widget/shared/colours.js have them. Text on an accent is white
# or nearly black, and at least as far from the accent as these are.
LIGHT = Scheme("light", {"#ffffff": "white", "#eef4f1": "the chat's light ground (#eef4f1)"}, "#000000", "darker")
DARK = Scheme("dark", {"#182123": "the chat's dark ground (#182123)", "#223032": "the chat's dark ground (#223032)"},
              "#ffffff", "lighter")


def is_colour(text: str) -> bool:
    """Whether it is a colour as ``#rrggbb``, in lower case."""
    return bool(_COLOUR.fullmatch(text))


def luminance(colour: str) -> float:
    """Relative luminance of a colour: 0 for black to 1 for white."""
    red, green, blue = (_linear(value / 255) for value in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours: 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, scheme: Scheme) -> bool:
    """Whether a colour has the contrast that text needs on every surface of a scheme."""
    return all(contrast(colour, surface) >= NEEDED for surface in scheme.surfaces)


def made_readable(colour: str, scheme: Scheme) -> str:
    """The colour, with just as much black or white mixed in as makes it readable."""
    return next(mixed for mixed in (_mixed(colour, scheme.far, step / _STEPS) for step in range(_STEPS + 1))
                if readable(mixed, scheme))


def why_not_readable(colour: str, scheme: Scheme) -> tuple[str, str]:
    """What is wrong with a colour that isn't readable, and what to do about it."""
    surface = next(surface for surface in scheme.surfaces if contrast(colour, surface) < NEEDED)
    # Rounded down, so that 4.49 isn't told as what is needed.
    ratio = math.floor(10 * contrast(colour, surface)) / 10
    return (f"'{colour}' has a contrast of {ratio}:1 with {scheme.surfaces[surface]}; {NEEDED}:1 is needed to read it",
            f"Use a {scheme.way} colour such as \"{made_readable(colour, scheme)}\"")


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _mixed(colour: str, other: str, share: float) -> str:
    parts = (round(one + (two - one) * share) for one, two in zip(_channels(colour), _channels(other)))
    return "#" + "".join(f"{part:02x}" for part in parts)
