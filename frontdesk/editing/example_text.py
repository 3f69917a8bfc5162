"""What may be taught as an example: a text that Rasa reads exactly as it was typed."""

from __future__ import annotations

import re

from frontdesk.editing.edits import EditError
from frontdesk.editing.scalars import one_line

# rasa.shared.nlu.training_data.entities_parser.ENTITY_REGEX: nothing can be put before it to have it taken literally.
MARKED_UP = re.compile(r"\[[^\]]+?\](?:\([^:)]+?(?::[^)]+)?\)|\{[^}]+?\}|\[.*?\])")
# rasa.shared.utils.io.read_yaml decodes these in a file that is otherwise ASCII, and fails where it can't.
_ESCAPE = re.compile(r"\\[uU]")


def example_text(text: str) -> str:
    """An example as it is stored.

    Raises:
        EditError: it is empty, or Rasa would read it as something else.
    """
    text = one_line(text, "An example")
    if not text:
        raise EditError("An example must not be empty. Type what a visitor might ask.")
    found = MARKED_UP.search(text)
    if found:
        raise EditError(f"'{found[0]}' would be read as a mark, not as text. Write it without the square brackets.")
    found = _ESCAPE.search(text)
    if found:
        raise EditError(f"'{found[0]}' would be read as the code of a letter. Write it without the backslash.")
    return text
