"""Bar charts as SVG shapes. Only bars: words and numbers stand beside them as text, readable at any width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 1000, 100  # of the drawing; it is stretched to the place it gets
_BAR = 0.8  # of a bar's share of the width; the rest is the gap
_STEPS = (1, 2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True)
class Shape:
    """Bars of one kind.

    Attributes:
        style: class of the style sheet: ``bars``, or ``bars striped`` for those that a
            second kind is told from the first by.
        path: data of an SVG path.
    """

    style: str
    path: str


@dataclass(frozen=True)
class Chart:
    """A drawing of :data:`WIDTH` by :data:`HEIGHT`.

    Attributes:
        shapes: later ones over earlier ones.
        zero: height of the line that bars stand on, from the top.
        top: value at the upper edge.
        bottom: value at the lower edge, as far below zero.
    """

    shapes: tuple[Shape, ...]
    zero: float
    top: int
    bottom: int = 0


def bars(values: Sequence[int]) -> Chart:
    """One bar for each value."""
    top = _above(values)
    return Chart((Shape("bars", _path(values, HEIGHT / top, HEIGHT)),), HEIGHT, top)


def bars_within(values: Sequence[int], outer: Sequence[int]) -> Chart:
    """One bar for each value, each before a striped one that is at least as high."""
    top = _above((*values, *outer))
    scale = HEIGHT / top
    return Chart((Shape("bars striped", _path(outer, scale, HEIGHT)), Shape("bars", _path(values, scale, HEIGHT))),
                 HEIGHT, top)


def bars_up_and_down(up: Sequence[int], down: Sequence[int]) -> Chart:
    """One bar upwards and a striped one downwards for each pair of values."""
    end = _above((*up, *down))
    zero = HEIGHT / 2
    return Chart((Shape("bars", _path(up, zero / end, zero)),
                  Shape("bars striped", _path([-value for value in down], zero / end, zero))), zero, end, end)


def _path(values: Sequence[int], scale: float, zero: float) -> str:
    """Rectangles from the line at ``zero``; nothing where a value is 0."""
    share = WIDTH / max(1, len(values))
    width = _short(share * _BAR)
    return "".join(
        f"M{_short((index + (1 - _BAR) / 2) * share)} {_short(zero)}v{_short(-value * scale)}h{width}"
        f"v{_short(value * scale)}z"
        for index, value in enumerate(values) if value)


def _above(values: Sequence[int]) -> int:
    """A round number that none of the values is above."""
    highest, step = max((1, *values)), 1
    while highest > _STEPS[-1] * step:
        step *= 10
    return next(factor * step for factor in _STEPS if factor * step >= highest)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
