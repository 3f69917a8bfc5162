"""``frontdesk booking``: try the channels, see the requests, mark or withdraw one, have deliveries tried again."""

from __future__ import annotations

import datetime
import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

from frontdesk.booking.channels import channel_names, configured_channels
from frontdesk.booking.delivery import DeliveryError, Message
from frontdesk.booking.mail import one_line
from frontdesk.booking.request import CallbackRequest, Details, When
from frontdesk.cli_clinic import live_clinic
from frontdesk.cli_database import SHELL, database_explained, has_database
from frontdesk.errors import FrontdeskError
from frontdesk.settings import Settings
from frontdesk.store.audit import Audit
from frontdesk.store.booking_tables import DEAD, DELIVERED, PENDING, SUPERSEDED, WAITING, WITHDRAWN
from frontdesk.store.handling import Case, Handling, Overtaken
from frontdesk.store.outbox import Delivery, Outbox
from frontdesk.store.requests import Requests

NOT_CONFIGURED = (
    "Nothing is configured to tell the clinic: callback requests wait in the store, and 'frontdesk booking list' shows "
    "them. To have them sent, fill in mail: or webhook: under booking: in content/clinic.yml and publish; see "
    "docs/booking.md.")


def run_test(settings: Settings) -> int:
    """Send a test through every configured channel, and print what happened.

    Returns:
        Exit code: 1 when a channel failed or there is none.

    Raises:
        FrontdeskError: the clinic's file or a secret can't be used.
    """
    clinic = live_clinic(settings)
    channels = configured_channels(clinic.booking, clinic.time_zone)
    if not channels:
        print(NOT_CONFIGURED)
        return 1
    message = _test_message()
    failed = 0
    for name, channel in channels.items():
        try:
            print(f"{name}: sent, {channel.send(message)}. Look there for reference {message.request.reference}.")
        except DeliveryError as error:
            failed += 1
            print(f"{name}: NOT sent, {error}")
    return 1 if failed else 0


def run_list(settings: Settings, as_json: bool) -> None:
    """Print the newest requests with how far their delivery is.

    Raises:
        FrontdeskError: the clinic's file or the database can't be used.
    """
    names = channel_names(live_clinic(settings).booking)
    told: list[tuple[Case, list[Delivery]]] = []
    if has_database(settings):
        with database_explained(settings):
            outbox, handling = Outbox(settings.database), Handling(settings.database)
            cases = (handling.find(request.id) for request in Requests(settings.database).newest())
            told = [(case, outbox.of_request(case.request.id)) for case in cases if case is not None]
    if as_json:
        print(json.dumps([_for_json(*each) for each in told], ensure_ascii=False, indent=2))
        return
    for case, deliveries in told:
        print("\n".join(_lines(case, deliveries, names)) + "\n")
    if not told:
        print("There are no callback requests.")
    if not names:
        print(NOT_CONFIGURED)


def run_mark(settings: Settings, reference: str, status: str) -> None:
    """Mark a request as contacted or done, as its page in the console does.

    Raises:
        FrontdeskError: there is none, it is withdrawn, somebody is changing it, or the database can't be used.
    """
    request = None
    if has_database(settings):
        with database_explained(settings):
            request = Requests(settings.database).by_reference(reference)
            if request is not None and request.status not in (status, WITHDRAWN):
                try:
                    Handling(settings.database).set_status(
                        request.id, request.version, request.status, status, SHELL)
                except Overtaken:
                    raise FrontdeskError(f"{request.reference} was changed at this moment by somebody else. Look at it "
                                         "with 'frontdesk booking list', and try again.") from None
    if request is None:
        raise _unknown(reference)
    if request.status == WITHDRAWN:
        raise FrontdeskError(f"{request.reference} is withdrawn: there is nobody to contact.")
    print(f"{request.reference} is marked as {status}." if request.status != status
          else f"{request.reference} is marked as {status} already.")


def run_withdraw(settings: Settings, reference: str) -> None:
    """Withdraw a request; the clinic is told.

    Raises:
        FrontdeskError: there is none, or the database can't be used.
    """
    request = None
    if has_database(settings):
        with database_explained(settings):
            before = Requests(settings.database).by_reference(reference)
            request = Requests(settings.database).withdraw(reference)
            if request is not None and before is not None and before.status != WITHDRAWN:
                Audit(settings.database).record(SHELL, "withdrew a request for its visitor",
                                                f"booking {request.reference}", before.status, WITHDRAWN)
    if request is None:
        raise _unknown(reference)
    print(f"{request.reference} is withdrawn.")


def run_retry(settings: Settings, reference: str | None) -> None:
    """Have deliveries that were given up tried again by the running Frontdesk.

    Args:
        settings: of this Frontdesk.
        reference: of one request; ``None`` for all.

    Raises:
        FrontdeskError: there is no such request, or the database can't be used.
    """
    count = 0
    if has_database(settings):
        with database_explained(settings):
            request_id = None if reference is None else _id_of(settings, reference)
            count = Outbox(settings.database).retry(time.time(), request_id)
    elif reference is not None:
        raise _unknown(reference)
    print(f"{count} message(s) will be tried again, while Frontdesk runs." if count
          else "Nothing has been given up: there is nothing to try again.")


def _id_of(settings: Settings, reference: str) -> str:
    request = Requests(settings.database).by_reference(reference)
    if request is None:
        raise _unknown(reference)
    return request.id


def _unknown(reference: str) -> FrontdeskError:
    return FrontdeskError(f"There is no callback request '{reference}'. 'frontdesk booking list' shows them.")


def _test_message() -> Message:
    now = time.time()
    details = Details(
        name="Test from Frontdesk", phone="+44 7700 900123",  # a number that is kept free for such things
        when=When("at no time, this is a test", "at no time"), about="a test of the delivery of callback requests")
    request = CallbackRequest(str(uuid.uuid4()), "TEST", 1, "new", now, now, details,
                              "Nobody has agreed to anything: this is a test.", now)
    return Message(request, "test", 1, now)


def _lines(case: Case, deliveries: list[Delivery], names: tuple[str, ...]) -> Iterator[str]:
    request = case.request
    assigned = f"  assigned to {one_line(case.assigned)}" if case.assigned else ""
    yield f"{request.reference}  {request.status}  {_local(request.created):%Y-%m-%d %H:%M}{assigned}"
    if request.status != WITHDRAWN:
        details = request.details
        when = details.when or When("")
        yield f"  {one_line(', '.join(filter(None, (details.name, details.phone, details.email))))}"
        for label, text in (("when", when.said), ("understood", when.understood), ("about", details.about)):
            if text:
                yield f"  {label}: {one_line(text)}"
    for delivery in deliveries:
        if delivery.state != SUPERSEDED:
            yield f"  {delivery.event}: {_progress(delivery, names)}"


def _progress(delivery: Delivery, names: tuple[str, ...]) -> str:
    """How far a delivery is, for people."""
    channel, why = delivery.channel, f" ({delivery.error})" if delivery.error else ""
    tried = f"after {delivery.attempts} attempt(s){why}"
    if delivery.state == WAITING:
        return "not sent yet"
    if delivery.state == DELIVERED and delivery.delivered is not None:
        return f"{channel} took it {_local(delivery.delivered):%Y-%m-%d %H:%M}"
    if delivery.state == DEAD:
        return f"GIVEN UP by {channel} {tried}; 'frontdesk booking retry' has it tried again"
    if channel not in names:
        return f"waits for {channel}, which isn't configured any more"
    return f"not sent by {channel} yet {tried}, next {_local(delivery.due):%Y-%m-%d %H:%M:%S}"


def _for_json(case: Case, deliveries: list[Delivery]) -> dict[str, Any]:
    request = case.request
    told: dict[str, Any] = {} if request.status == WITHDRAWN else {
        **request.details.as_dict(), "consent": {"text": request.consent, "at": _iso(request.consented)}}
    return {
        "id": request.id, "reference": request.reference, "version": request.version, "status": request.status,
        "assigned": case.assigned or None, "created": _iso(request.created), "updated": _iso(request.updated), **told,
        "deliveries": [
            {"event": delivery.event, "version": delivery.version, "channel": delivery.channel or None,
             "state": delivery.state, "attempts": delivery.attempts,
             "due": _iso(delivery.due) if delivery.state == PENDING else None,
             "delivered": _iso(delivery.delivered) if delivery.delivered is not None else None,
             "error": delivery.error or None}
            for delivery in deliveries],
    }


def _iso(seconds: float) -> str:
    return _local(seconds).isoformat(timespec="seconds")


def _local(seconds: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds).astimezone()
