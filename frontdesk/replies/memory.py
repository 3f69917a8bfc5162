"""What a conversation remembers between turns."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

_MAX_SHOWN = 60  # sentences; more than a conversation goes through


@dataclass(frozen=True)
class Memory:
    """The part of a conversation that answers depend on.

    Attributes:
        turn: number of answers given so far.
        topic: slug of the FAQ answered last, or ``""``.
        shown: keys of sentences quoted already, as ``article/sentence``.
        exhausted: slugs of FAQs about which everything was quoted and a person offered.
        answered: slugs of FAQs answered already.
        offer: what "yes" would accept: ``more``, ``booking``, ``contact``,
            ``faq/<slug>`` or ``""``.
        booking_turn: the turn at which booking was last offered, or ``None``.
        form: whether the callback form is to begin with this turn.
        reminder: what is said in place of advice after a red flag, or ``""`` when none was raised.
    """

    turn: int = 0
    topic: str = ""
    shown: tuple[str, ...] = ()
    exhausted: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    offer: str = ""
    booking_turn: int | None = None
    form: bool = False
    reminder: str = ""

    @classmethod
    def from_slot(cls, value: Any) -> Memory:
        """Read the slot's value; anything unreadable starts afresh."""
        if not isinstance(value, dict):
            return cls()
        known = {key: value[key] for key in cls.__dataclass_fields__ if key in value}
        for key in ("shown", "exhausted", "answered"):
            given = known.get(key)
            known[key] = tuple(given) if isinstance(given, (list, tuple)) else ()
        return cls(**known)

    def as_slot(self) -> dict[str, Any]:
        """JSON-ready data for the slot."""
        data = asdict(self)
        return {**data, "shown": list(self.shown), "exhausted": list(self.exhausted), "answered": list(self.answered)}

    def after(self, **changes: Any) -> Memory:
        """The memory with these changes."""
        shown = changes.get("shown", self.shown)
        return replace(self, **{**changes, "shown": tuple(shown)[-_MAX_SHOWN:]})
