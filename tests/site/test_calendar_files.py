"""GET /booking/<id>.ics."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import replace

import pytest
from icalendar import Calendar

from frontdesk.booking.request import CallbackRequest, Details, When, Window
from frontdesk.store.requests import Requests
from tests.booking.messages import CONSENT, DETAILS, PRIVATE


@pytest.fixture
def saved(settings) -> CallbackRequest:
    return Requests(settings.database).save("the-conversation", DETAILS, CONSENT)


async def test_the_file_is_the_requests_and_isnt_kept_anywhere(site, saved) -> None:
    response = await site.get(f"/booking/{saved.id}.ics")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="callback.ics"'
    assert response.headers["cache-control"] == "no-store"
    (event,) = Calendar.from_ical(response.content).walk("VEVENT")
    assert saved.reference in event["description"]
    assert event["status"] == "TENTATIVE"


async def test_it_tells_nothing_of_the_visitor(site, saved) -> None:
    response = await site.get(f"/booking/{saved.id}.ics")
    assert [word for word in (*PRIVATE, "the-conversation") if word in response.text] == []


async def test_a_changed_request_has_its_new_time_under_the_same_address(site, saved, settings) -> None:
    first = Calendar.from_ical((await site.get(f"/booking/{saved.id}.ics")).content).walk("VEVENT")[0]
    day = datetime.date(2027, 2, 1)
    later = replace(DETAILS, when=When("1 feb at 9", "Mon 1 Feb, at 9 am", (Window(day, day, start=9 * 60),)))
    Requests(settings.database).save("the-conversation", later, CONSENT)
    second = Calendar.from_ical((await site.get(f"/booking/{saved.id}.ics")).content).walk("VEVENT")[0]
    assert first["uid"] == second["uid"]
    assert second["sequence"] > first["sequence"]
    assert second.decoded("dtstart").date() == day


async def test_of_a_withdrawn_request_nothing_is_left_to_download(site, saved, settings) -> None:
    Requests(settings.database).withdraw_from("the-conversation")
    assert (await site.get(f"/booking/{saved.id}.ics")).status_code == 404


async def test_one_of_no_definite_time_has_none(site, settings) -> None:
    anytime = Requests(settings.database).save("another", Details("Jo", "+447700900123"), CONSENT)
    assert (await site.get(f"/booking/{anytime.id}.ics")).status_code == 404


async def test_who_doesnt_know_the_id_gets_nothing(site, saved) -> None:
    for name in (str(uuid.uuid4()), saved.reference, "the-conversation", "%25", "..%2f", saved.id[:-1]):
        response = await site.get(f"/booking/{name}.ics")
        assert response.status_code == 404
        assert "VEVENT" not in response.text
    unknown = await site.get(f"/booking/{uuid.uuid4()}.ics")
    assert unknown.headers["content-type"] == "application/problem+json"
    assert unknown.json()["detail"] == "There is no calendar entry at this address."


@pytest.mark.parametrize("method", ["POST", "DELETE", "PUT"])
async def test_it_can_only_be_read(site, saved, method: str) -> None:
    assert (await site.request(method, f"/booking/{saved.id}.ics")).status_code == 405
