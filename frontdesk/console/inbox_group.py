"""The page of one group of the inbox."""

from __future__ import annotations

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR
from frontdesk.console.inbox_addresses import MOST
from frontdesk.console.inbox_cards import cards_of, choices
from frontdesk.console.moments import clock
from frontdesk.console.rendering import page
from frontdesk.console.visit import Refusal, Visit
from frontdesk.inbox.inbox import Inbox
from frontdesk.store.questions import MAX_TEXT

_MOST = 100  # wordings


def group_page(visit: Visit, inbox: Inbox, number: int, error: str = "") -> Response:
    """One group with its messages, and with what was typed into its form.

    Args:
        visit: the request.
        inbox: that the group is in.
        number: of the group.
        error: what is wrong with the form that was sent, or ``""``.

    Raises:
        Refusal: nothing of the group is open.
    """
    group, state = inbox.group(number) if number <= MOST else None, visit.console.draft.state()
    if group is None:
        raise Refusal(404, "There is nothing left of this group", "Its messages are done with, or their time was up.")
    (card,) = cards_of(visit, inbox, [group], state, _MOST)
    typed = {said.id: visit.field(f"text-{said.id}", MAX_TEXT) for said in card.said if f"text-{said.id}" in visit.form}
    return page(visit, "inbox/group.html", 422 if error else 200, it=card, choices=choices(state), moment=clock(visit),
                can_edit=visit.may(EDITOR), error=error, typed=typed, ticked=set(visit.fields("only")))
