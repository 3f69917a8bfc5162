"""One request of a member of staff."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from frontdesk.accounts.roles import allows
from frontdesk.accounts.session import Session
from frontdesk.console.console import Console


class Refusal(Exception):
    """A request that can't be done, told on a page of its own.

    Args:
        status: of HTTP.
        title: what is wrong, in a few words.
        advice: what to do about it, in a sentence.
    """

    def __init__(self, status: int, title: str, advice: str) -> None:
        super().__init__(title)
        self.status, self.title, self.advice = status, title, advice


@dataclass(frozen=True)
class Visit:
    """A request with all that answers it.

    Attributes:
        request: as it came; its form has been read already.
        console: the console's parts.
        session: who it is. Pages that need no account get one without a name.
        form: the fields of a POST, else empty.
    """

    request: Request
    console: Console
    session: Session
    form: FormData

    def may(self, role: str) -> bool:
        """Whether they may do what needs this role."""
        return allows(self.session.role, role)

    def field(self, name: str, longest: int = 2000) -> str:
        """A form's text field, stripped, without NUL and with Unix line ends; ``""`` where it is missing.

        Raises:
            Refusal: it is a file, or longer than so many characters.
        """
        value = self.form.get(name, "")
        if isinstance(value, UploadFile):
            raise Refusal(422, "The form can't be read", "Go back and try again.")
        text = _storable(value).replace("\r\n", "\n").strip()
        if len(text) > longest:
            raise Refusal(422, "That text is too long", f"Keep it to {longest:,} characters; it has {len(text):,}.")
        return text

    def fields(self, name: str) -> list[str]:
        """All values of a form's field, such as ticked boxes, without NUL."""
        return [_storable(value) for value in self.form.getlist(name) if isinstance(value, str)]

    def upload(self, name: str) -> UploadFile | None:
        """A file that was sent; ``None`` where none was chosen."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    def query(self, name: str) -> str:
        """A parameter of the address, stripped, without NUL; ``""`` where it is missing."""
        return _storable(self.request.query_params.get(name, "")).strip()


def _storable(text: str) -> str:
    """Without NUL, the one character that PostgreSQL takes in no text."""
    return text.replace("\x00", "")
