"""A look at texts before they are taught: what looks like an emergency or like somebody's details takes one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from frontdesk.console.inbox_addresses import address
from frontdesk.console.intent_words import name_of
from frontdesk.console.rendering import page
from frontdesk.console.visit import Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.edits import EditError
from frontdesk.editing.example_text import example_text
from frontdesk.editing.warnings import PERSONAL, RED_FLAG, warnings_for
from frontdesk.language.gate import RED_FLAG as RED_FLAG_LABEL

# What stands in a text in place of what was redacted.
_BLANK = re.compile(r"\[(?:name|phone|address|email|date|NHS number|link|number)\]")


@dataclass(frozen=True)
class Look:
    """A text that somebody should look at before it is taught.

    Attributes:
        id: of its wording.
        text: as it would be taught.
        problems: what is wrong with it, or may be.
        fatal: whether it can't be taught like this.
    """

    id: int
    text: str
    problems: tuple[str, ...]
    fatal: bool


def look_at(visit: Visit, wording: int, text: str, label: str, state: DraftState) -> Look:
    """What a text must be looked at for.

    Args:
        visit: the request, for the detector of red flags.
        wording: number of its wording.
        text: as it would be taught.
        label: for which.
        state: of the draft.
    """
    try:
        example_text(text)
    except EditError as error:
        return Look(wording, text, (str(error),), fatal=True)
    found = [f"“{blank[0]}” stands for something that was taken out. Write it as others would ask, without."
             for blank in _BLANK.finditer(text)]
    detector = visit.console.detector() if visit.console.detector else None
    found += [warning.text for warning in warnings_for(text, label, state, None, detector)
              if warning.kind == PERSONAL or (warning.kind == RED_FLAG and label != RED_FLAG_LABEL)]
    return Look(wording, text, tuple(dict.fromkeys(found)), fatal=False)


def look_again(
    visit: Visit, group: int, label: str, looks: Sequence[Look], state: DraftState, error: str = ""
) -> Response:
    """The page on which texts are confirmed, reworded, or left out; what is pressed there comes to the same form.

    Args:
        visit: the request.
        group: that they are of.
        label: for which they would be taught.
        looks: at all of them.
        state: of the draft.
        error: why they couldn't be taught all the same, or ``""``.
    """
    fields = {name: visit.field(name) for name in ("group", "seen", "why", "page", "next")}
    return page(visit, "inbox/look.html", 422, looks=looks, label=label, name=name_of(label, state), fields=fields,
                error=error, address=address(visit.field("why"), visit.field("page"), str(group)))
