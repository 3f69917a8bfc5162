"""The inbox: what visitors asked that wasn't answered well, and what was done with it."""

from __future__ import annotations

from collections import Counter

from starlette.responses import Response

from frontdesk.accounts.roles import EDITOR, VIEWER
from frontdesk.console.clinic_fields import FIELDS
from frontdesk.console.inbox_actions import act, undo
from frontdesk.console.inbox_addresses import HERE, address, is_number
from frontdesk.console.inbox_cards import cards_of, choices
from frontdesk.console.inbox_group import group_page
from frontdesk.console.inbox_words import action_words
from frontdesk.console.moments import clock
from frontdesk.console.rendering import page
from frontdesk.console.routing import StaffRoute
from frontdesk.console.served_clinic import served_clinic
from frontdesk.console.visit import Refusal, Visit
from frontdesk.inbox.groups import ranked
from frontdesk.inbox.inbox import Inbox
from frontdesk.inbox.reasons import REASONS
from frontdesk.inbox.why import REASON_NAMES
from frontdesk.knowledge.clinic import Clinic
from frontdesk.numbers.days import last_days, today, zone_of
from frontdesk.numbers.happened import ASKED, KIND, VOTE
from frontdesk.store.counts import Counts

_CARDS = 10  # on a page
_READING = 0.25  # seconds that a page spends on questions that came in just now
_DAYS = 30  # that counts are of, where nothing may be kept
_ACTIONS = 50
_MAX_FORM = 1024 * 1024  # bytes: a large group's messages, each with its field


def inbox(visit: Visit) -> Response:
    """The groups, page by page."""
    clinic = served_clinic(visit.console.settings, visit.console.publishing)
    if not clinic.privacy.keep_questions:
        return _counts_only(visit, clinic)
    reason = visit.query("why") if visit.query("why") in REASONS else ""
    found = Inbox(visit.console.database, visit.console.settings.root)
    unread = found.read(_READING)
    messages = found.messages()
    counts = Counter(each for message in messages for each in message.reasons)
    groups = ranked(message for message in messages if not reason or reason in message.reasons)
    pages = max(1, -(-len(groups) // _CARDS))
    number = min(max(1, int(visit.query("page")) if is_number(visit.query("page")) else 1), pages)
    shown, state = groups[(number - 1) * _CARDS : number * _CARDS], visit.console.draft.state()
    filters = [("", "All", len(messages)), *((each, REASON_NAMES[each], counts[each]) for each in REASONS)]
    return page(visit, "inbox/list.html", cards=cards_of(visit, found, shown, state), choices=choices(state),
                filters=filters, reason=reason, number=number, pages=pages, count=len(groups), unread=unread,
                days=clinic.privacy.questions_days, address=address, moment=clock(visit), can_edit=visit.may(EDITOR))


def group(visit: Visit) -> Response:
    """One group with all its messages."""
    if not served_clinic(visit.console.settings, visit.console.publishing).privacy.keep_questions:
        raise Refusal(404, "Messages aren't shown", "The clinic doesn't keep visitors' questions.")
    found = Inbox(visit.console.database, visit.console.settings.root)
    return group_page(visit, found, visit.request.path_params["group"])


def done(visit: Visit) -> Response:
    """What was done lately, each with a way back."""
    if not served_clinic(visit.console.settings, visit.console.publishing).privacy.keep_questions:
        raise Refusal(404, "Messages aren't shown", "The clinic doesn't keep visitors' questions.")
    state = visit.console.draft.state()
    actions = Inbox(visit.console.database, visit.console.settings.root).marks.actions(_ACTIONS)
    return page(visit, "inbox/done.html", actions=[(action, action_words(action, state)) for action in actions],
                most=_ACTIONS, moment=clock(visit), can_edit=visit.may(EDITOR))


def _counts_only(visit: Visit, clinic: Clinic) -> Response:
    """Where the clinic doesn't keep questions: how many there were, and what it takes to see them."""
    days = last_days(_DAYS, today(zone_of(clinic)))
    sums = Counter(Counts(visit.console.database).sums(days.first, days.last, (ASKED, KIND, VOTE["down"])))
    rows = [("Messages", sums[ASKED, ""]), ("Not answered, as no article covers them", sums[KIND, "no_answer"]),
            ("Asked which question was meant", sums[KIND, "choice"]), ("Answers voted down", sums[VOTE["down"], ""])]
    return page(visit, "inbox/counts.html", rows=rows, days=_DAYS, kept_days=clinic.privacy.questions_days,
                setting=FIELDS["privacy.keep_questions"].label)


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute(HERE.removeprefix("/staff"), inbox, VIEWER),
    StaffRoute("/inbox/groups/{group:int}", group, VIEWER),
    StaffRoute("/inbox/done", done, VIEWER),
    StaffRoute("/inbox/act", act, EDITOR, post=True, most=_MAX_FORM),
    StaffRoute("/inbox/undo/{entry:int}", undo, EDITOR, post=True),
)
