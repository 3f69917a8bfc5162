"""A browser may only send from the site's own pages."""

from __future__ import annotations

import pytest

MESSAGE = {"message": "is my calf related to my back?"}


@pytest.mark.parametrize("method", ["POST", "DELETE"])
@pytest.mark.parametrize("origin", ["https://elsewhere.test", "https://clinic.test.elsewhere.test", "null"])
async def test_another_sites_page_is_refused(site, rasa, method: str, origin: str) -> None:
    response = await site.request(method, "/api/chat", json=MESSAGE, headers={"Origin": origin})
    assert (response.status_code, response.json()["type"]) == (403, "urn:frontdesk:problem:wrong-origin")
    assert origin in response.json()["detail"]
    assert rasa.received == []


async def test_its_own_page_and_clients_that_are_no_browser_may(site) -> None:
    assert (await site.post("/api/chat", json=MESSAGE, headers={"Origin": "https://clinic.test"})).status_code == 200
    assert (await site.post("/api/chat", json=MESSAGE)).status_code == 200


async def test_its_own_page_may_where_a_proxy_hides_the_address(site) -> None:
    headers = {"Origin": "https://clinic.test", "Host": "127.0.0.1:8080"}
    assert (await site.post("/api/chat", json=MESSAGE, headers=headers)).status_code == 200
