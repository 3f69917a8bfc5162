"""What visitors read when a flag is raised: fixed texts of ``red-flags.yml`` with the clinic's numbers put in."""

from __future__ import annotations

from frontdesk.safety.red_flags import SELF_HARM, RedFlags


class Wording:
    """The texts of one clinic.

    Args:
        flags: the content.
        emergency_number: the clinic's, or ``""`` for the general wording.
        country: ISO 3166 code that crisis lines are chosen by, or ``""``.
    """

    def __init__(self, flags: RedFlags, emergency_number: str = "", country: str = "") -> None:
        self._messages = flags.messages
        self._emergency = emergency_number or flags.messages["emergency"]
        lines = flags.crisis_lines
        self._lines = lines.get(country, lines["other"]) if country else lines["unknown"]

    def urgent(self, message: str, extra: str = "") -> str:
        """The text for a flag.

        Args:
            message: a level, or ``self_harm``.
            extra: the condition's own sentence.
        """
        return self._fill(f"{self._messages[message]} {extra}".strip())

    def still(self, message: str) -> str:
        """What is said when a visitor goes on after that flag and asks for more than the clinic's details."""
        text = self._fill(self._messages[message])
        return text if message == SELF_HARM else f"{text} {self._messages['still']}"

    def asked(self) -> str:
        """The line beside the answer to a question asked in general."""
        return self._fill(self._messages["asked"])

    def failure(self) -> str:
        """The static notice for when messages can't be checked."""
        return self._fill(self._messages["failure"])

    def _fill(self, text: str) -> str:
        return text.replace("{emergency}", self._emergency).replace("{lines}", self._lines)
