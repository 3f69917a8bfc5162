"""Publishing: what would be published, how far it has got, what the check said, and the decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.responses import JSONResponse, Response

from frontdesk.accounts.roles import PUBLISHER, VIEWER
from frontdesk.console.differences import Line, first_differences
from frontdesk.console.intent_words import address_of, name_of
from frontdesk.console.moments import clock
from frontdesk.console.paging import pages_of
from frontdesk.console.publish_report import LISTS, PAGE, report_view, rows_of
from frontdesk.console.publish_words import STATES, STYLES, progress_words, steps_of
from frontdesk.console.rendering import back, page
from frontdesk.console.routing import HOME, StaffRoute
from frontdesk.console.visit import Refusal, Visit
from frontdesk.editing.draft import DraftState
from frontdesk.errors import FrontdeskError
from frontdesk.language.gate import FAQ
from frontdesk.publishing import changes
from frontdesk.publishing.publishing import Job
from frontdesk.publishing.report import Report
from frontdesk.store.publish_jobs import Busy

HERE = f"{HOME}/publish"
MOST_NOTE = 1000  # characters
MOST_CHANGES = 30  # on a page
_CHANGE = 1500  # characters of each
_NAMES = {changes.CLINIC: "The clinic's details", changes.QUESTIONS: "Test questions",
          changes.STARTERS: "Starter questions"}


@dataclass(frozen=True)
class ChangeView:
    """A difference as it is shown: its lines, and whether some are left out."""

    name: str
    url: str
    said: str
    lines: list[Line]
    cut: bool


def publish(visit: Visit) -> Response:
    """What would be published, or how far that has got."""
    publishing, state = visit.console.publishing, visit.console.draft.state()
    job, live = publishing.newest_job(), publishing.live()
    going_on = job if job is not None and not job.finished else None
    found: tuple[changes.Difference, ...] | None = None
    if live is not None and publishing.folder(live.number).is_dir():
        found = changes.differences(publishing.folder(live.number), visit.console.draft.root)
    shown, number, pages = pages_of(found or (), visit.query("page"), MOST_CHANGES)
    view = report_view(going_on.report, state) if going_on is not None and going_on.state == "waiting" and \
        going_on.report is not None else None
    return page(
        visit, "publish/publish.html", live=live, job=job, going_on=going_on,
        count=None if found is None else len(found), changes=[change_view(item, state) for item in shown],
        number=number, pages=pages, problems=_problems(state),
        broken=[(quote, name_of(f"faq/{quote.faq}", state)) for quote in state.broken], view=view,
        can_publish=visit.may(PUBLISHER), moment=clock(visit), states=STATES, styles=STYLES,
        **_progress(visit, going_on))


def request(visit: Visit) -> Response:
    """Ask for a publication."""
    note = visit.field("note", MOST_NOTE)
    try:
        job = visit.console.publishing.request(visit.session.name, note)
    except Busy:
        raise Refusal(409, "A publication is going on already", "Wait until it has ended, or cancel it.") from None
    visit.console.audit.record(visit.session.name, "asked to publish", f"publication/{job.id}", after=note)
    return back(visit, HERE)


def job_page(visit: Visit) -> Response:
    """One publication: how it stands, and what its check said."""
    return _job_page(visit)


def _job_page(visit: Visit, status: int = 200, wrong: str = "", typed: str = "") -> Response:
    job = _job(visit)
    view = None if job.report is None else report_view(job.report, visit.console.draft.state())
    return page(visit, "publish/job.html", status, job=job, view=view, base=f"{HERE}/{job.id}", moment=clock(visit),
                can_publish=visit.may(PUBLISHER), wrong=wrong, typed=typed, states=STATES, styles=STYLES,
                **_progress(visit, None if job.finished else job))


def messages(visit: Visit) -> Response:
    """A whole list of a publication's check."""
    job = _job(visit)
    return messages_page(visit, job.report, f"{HERE}/{job.id}", f"Publication {job.id}")


def messages_page(visit: Visit, report: Report | None, base: str, name: str) -> Response:
    """A whole list of a report.

    Args:
        visit: the request; its parameter ``which`` tells which list.
        report: the report, if there is one.
        base: address of the page that shows the report.
        name: of that page.
    """
    which = visit.query("which")
    if report is None or which not in LISTS:
        raise Refusal(404, "There is no such list", "Go back to the publication.")
    rows, number, pages = pages_of(rows_of(report, which, visit.console.draft.state()), visit.query("page"), PAGE)
    return page(visit, "publish/messages.html", rows=rows, number=number, pages=pages, which=which, title=LISTS[which],
                base=base, name=name)


def confirm(visit: Visit) -> Response:
    """Publish in spite of what got worse."""
    job, reason = _job(visit), visit.field("reason", MOST_NOTE)
    if not reason:
        return _job_page(visit, 422, "Say why it should be published all the same.")
    try:
        visit.console.publishing.confirm(job.id, visit.session.name, reason)
    except FrontdeskError as error:
        return _job_page(visit, 409, str(error), reason)
    visit.console.audit.record(visit.session.name, "agreed to publish in spite of a worse check",
                               f"publication/{job.id}", after=reason)
    return back(visit, HERE, "It goes on.")


def cancel(visit: Visit) -> Response:
    """End a publication before anything is live."""
    job = _job(visit)
    try:
        visit.console.publishing.cancel(job.id)
    except FrontdeskError as error:
        raise Refusal(409, "That can't be cancelled any more", str(error)) from None
    visit.console.audit.record(visit.session.name, "cancelled a publication", f"publication/{job.id}")
    return back(visit, HERE, "It is being cancelled. What visitors meet stays as it is.")


def progress(visit: Visit) -> Response:
    """How far the newest publication has got, for the page's script."""
    job = visit.console.publishing.newest_job()
    if job is None:
        raise Refusal(404, "Nothing is being published", "Go back to the page.")
    return JSONResponse({"job": job.id, "state": job.state, "step": job.step, "share": round(job.share, 3),
                         "said": progress_words(job)}, headers={"Cache-Control": "no-store"})


def change_view(item: changes.Difference, state: DraftState) -> ChangeView:
    """A difference for its list."""
    name, url = _NAMES.get(item.kind, item.name), ""
    if item.kind == "intent":
        name, url = name_of(item.label, state), address_of(item.label)
    elif item.kind == FAQ:
        url = address_of(item.label) if item.after else ""
    elif item.kind == changes.ARTICLE:
        name, url = f"Article “{item.name}”", f"{HOME}/articles/{item.label}" if item.after else ""
    elif item.kind == changes.CLINIC:
        url = f"{HOME}/clinic"
    elif item.kind == changes.FILE:
        name = f"The file {item.label}"
    lines, cut = first_differences(item.before, item.after, _CHANGE)
    return ChangeView(name, url, ", ".join(item.said), lines, cut)


def _problems(state: DraftState) -> list[str]:
    """Those that aren't told as a quote that no longer stands."""
    return [problem for problem in state.problems
            if not any(f"the FAQ '{quote.faq}' quotes '{quote.passage}'" in problem for quote in state.broken)]


def _progress(visit: Visit, job: Job | None) -> dict[str, Any]:
    """How a job goes on, for the page; ``still`` is for one that shall not load itself anew."""
    if job is None or job.state not in ("queued", "running"):
        return {"running": None}
    return {"running": job, "said": progress_words(job), "steps": steps_of(job), "still": bool(visit.query("still"))}


def _job(visit: Visit) -> Job:
    job = visit.console.publishing.job(visit.request.path_params["job"])
    if job is None:
        raise Refusal(404, "There is no such publication", "It may be so old that it was erased. The versions say "
                      "what was live when.")
    return job


ROUTES: tuple[StaffRoute, ...] = (
    StaffRoute("/publish", publish, VIEWER),
    StaffRoute("/publish", request, PUBLISHER, post=True),
    StaffRoute("/publish/progress", progress, VIEWER),
    StaffRoute("/publish/{job:int}", job_page, VIEWER),
    StaffRoute("/publish/{job:int}/messages", messages, VIEWER),
    StaffRoute("/publish/{job:int}/confirm", confirm, PUBLISHER, post=True),
    StaffRoute("/publish/{job:int}/cancel", cancel, PUBLISHER, post=True),
)
