"""What is done with messages of the inbox, and taking it back."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from frontdesk.console.addresses import came_from
from frontdesk.console.inbox_addresses import HERE, MOST, address, is_number
from frontdesk.console.inbox_group import group_page
from frontdesk.console.inbox_look import look_again, look_at
from frontdesk.console.inbox_words import taught_words
from frontdesk.console.rendering import back
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.edits import Conflict, EditError
from frontdesk.inbox.counted import counted
from frontdesk.inbox.doing import call_right, dismiss, lessons_of, teach
from frontdesk.inbox.groups import Group, group_of
from frontdesk.inbox.inbox import Inbox
from frontdesk.inbox.reasons import REASONS
from frontdesk.inbox.teaching import plan_teaching
from frontdesk.language.gate import FAQ
from frontdesk.store.questions import MAX_TEXT

TEACH, OUTSIDE, RIGHT, DISMISS, SHOW = "teach", "outside", "right", "dismiss", "show"
_FADED = "These messages are done with, or their time was up. Load the inbox again to see what is left."


def act(visit: Visit) -> Response:
    """Do with a group, or with the messages of it that were ticked, what was pressed."""
    inbox = Inbox(visit.console.database, visit.console.settings.root)
    group, (verb, _, label) = _chosen(visit, inbox), visit.field("do").partition(" ")
    if verb == SHOW:
        return group_page(visit, inbox, group.id)
    if verb == RIGHT:
        return _call_right(visit, inbox, group)
    if verb == DISMISS:
        done = dismiss(inbox, visit.session.name, group.wordings)
        more = f" {counted(done.others, 'more that says', 'more that say')} the same." if done.others else ""
        said = f"Dismissed {counted(done.messages - done.others, 'message', 'messages')} for good.{more}"
        return _back(visit, inbox, group, said, done.audit_id)
    if verb in (TEACH, OUTSIDE):
        label = label or visit.field("label" if verb == TEACH else "kind")
        return _teach(visit, inbox, group, label)
    raise Refusal(422, "The form can't be read", "Go back, load the page again, and press one of its buttons.")


def _teach(visit: Visit, inbox: Inbox, group: Group, label: str) -> Response:
    state = visit.console.draft.state()
    if label not in state.examples and not (label.startswith(f"{FAQ}/") and label[len(FAQ) + 1:] in state.faqs):
        return group_page(visit, inbox, group.id, error="Choose from the list what these messages mean.")
    texts = {wording.id: visit.field(f"text-{wording.id}", MAX_TEXT) if f"text-{wording.id}" in visit.form
             else " ".join(wording.text.split()) for wording in group.wordings}
    plan = plan_teaching(lessons_of((wording, texts[wording.id]) for wording in group.wordings), label, state)
    written = {lesson.text for lesson in (*plan.taught, *plan.kept_back)}
    looks = [look_at(visit, wording.id, " ".join(texts[wording.id].split()), label, state)
             for wording in group.wordings]
    agreed = set(visit.fields("agreed"))
    if any(look.text in written and look.problems and (look.fatal or look.text not in agreed) for look in looks):
        return look_again(visit, group.id, label, looks, state)
    try:
        done = teach(inbox, visit.console.draft, visit.session.name, plan)
    except (Conflict, EditError) as error:
        return look_again(visit, group.id, label, looks, state, str(error))
    return _back(visit, inbox, group, taught_words(plan, state), done.audit_id)


def _call_right(visit: Visit, inbox: Inbox, group: Group) -> Response:
    try:
        done = call_right(inbox, visit.console.draft, visit.session.name, group.wordings)
    except (Conflict, EditError) as error:
        raise Refusal(409, "That couldn't be saved", str(error)) from None
    said = f"Marked {counted(done.messages, 'message', 'messages')} as right."
    if done.tested:
        said += f" {counted(done.tested, 'text is a test question', 'texts are test questions')} from now on."
    return _back(visit, inbox, group, said, done.audit_id)


def undo(visit: Visit) -> Response:
    """Take back what was done, in the files and in the inbox."""
    inbox, number = Inbox(visit.console.database, visit.console.settings.root), visit.request.path_params["entry"]
    entry = visit.console.audit.find(number) if number <= MOST else None
    if entry is None or not inbox.marks.known(number):
        raise Refusal(404, "There is nothing to undo", "It was undone already, or it is so old that it was erased.")
    if entry.undo and visit.field("files") != "keep":
        try:
            visit.console.draft.undo(visit.session.name, number)
        except (Conflict, EditError) as error:
            raise Refusal(409, "The files have changed since", f"{error} Under “Done lately” in the inbox you can have "
                          "the messages back and leave the files as they are.") from None
    else:
        visit.console.audit.record(visit.session.name, f"took back: {entry.action}", entry.subject)
    inbox.marks.undo(number)
    left = " The files are as they were." if entry.undo and visit.field("files") == "keep" else ""
    page = came_from(visit.request, visit.console.settings)
    # Not to a page of what may be gone now, such as a new FAQ's.
    return back(visit, page if page.startswith(HERE) else HERE, f"Undone: {entry.action}. The messages are back.{left}")


def _chosen(visit: Visit, inbox: Inbox) -> Group:
    """What was pressed is for these messages: those that were shown, or ticked among them."""
    number, seen, reason = visit.field("group", 12), visit.field("seen", 12), visit.field("why")
    group = inbox.group(int(number), reason if reason in REASONS else "") if is_number(number) else None
    messages = [message for message in group.messages
                if not is_number(seen) or message.question.id <= int(seen)] if group else []
    if not messages:
        raise Refusal(409, "Nothing was done", _FADED)
    assert group is not None
    shown, ticked = group_of(group.id, messages), set(visit.fields("only"))
    if not ticked and visit.field("ticked"):
        raise Refusal(422, "Nothing was ticked", "Go back, and tick what should be taught.")
    if not ticked:
        return shown
    wordings = tuple(wording for wording in shown.wordings
                     if ticked & {str(message.question.id) for message in wording.messages})
    if not wordings:
        raise Refusal(409, "Nothing was done", _FADED)
    return replace(shown, wordings=wordings)


def _back(visit: Visit, inbox: Inbox, group: Group, said: str, entry: int) -> Response:
    """To the card after this one; to this one where something of it is left."""
    reason = visit.field("why")
    left = inbox.group(group.id, reason if reason in REASONS else "")
    following = str(group.id) if left else visit.field("next", 12)
    return back(visit, address(reason, visit.field("page", 12), following), said,
                f"{HERE}/undo/{entry}" if entry else "")
