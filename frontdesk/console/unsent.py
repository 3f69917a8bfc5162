"""Forms that can't be taken: what was written into them is shown, so that it can be copied and isn't lost."""

from __future__ import annotations

from starlette.datastructures import FormData

from frontdesk.console.secrets_typed import PASSWORDS
from frontdesk.console.visit import Refusal

BASE = "base"  # in the names of fields that hold what a form showed when it was opened
# Beside passwords: the session's token, and what holds a whole form once more after a conflict.
_UNREADABLE = ("csrf", "typed")
_COPY = " What you wrote is below: copy it first, and paste it there."


class Unsent(Refusal):
    """A form that was refused though nothing need be wrong with what was written into it.

    Args:
        status: of HTTP.
        title: what is wrong, in a few words.
        advice: what to do about it.
        texts: that were written into the form.
        url: of the page where it goes on.
        link: what the link to that page says.
    """

    def __init__(self, status: int, title: str, advice: str, texts: tuple[str, ...], url: str, link: str) -> None:
        super().__init__(status, title, advice + (_COPY if texts else ""))
        self.texts, self.url, self.link = texts, url, link


def written(form: FormData) -> tuple[str, ...]:
    """The texts of several words that a form holds, each once; what is chosen, ticked or kept in it is of one word."""
    texts = (value.replace("\r\n", "\n").strip() for name, value in form.multi_items()
             if isinstance(value, str) and name not in (*PASSWORDS, *_UNREADABLE) and BASE not in name)
    return tuple(dict.fromkeys(text for text in texts if len(text.split()) > 1))
