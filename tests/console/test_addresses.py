"""Which page of the console a form stood on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.requests import Request

from frontdesk.console.addresses import came_from
from frontdesk.settings import Settings


def request(referer: str | None, host: str = "inside:8000") -> Request:
    headers = {"host": host} | ({} if referer is None else {"referer": referer})
    return Request({"type": "http", "headers": [(name.encode(), value.encode()) for name, value in headers.items()]})


@pytest.mark.parametrize(("referer", "page"), [
    ("http://inside:8000/staff/faqs/knees?tab=2", "/staff/faqs/knees?tab=2"),
    ("https://desk.example/staff/faqs", "/staff/faqs"),  # by the address that a proxy hides
    ("https://desk.example/chat", ""), ("https://evil.example/staff/faqs", ""), ("https://desk.example", ""),
    ("http://[", ""), ("", ""), (None, ""), ("/staff/faqs", "")])
def test_it_is_a_page_of_this_site_or_none(settings: Settings, referer: str | None, page: str) -> None:
    assert came_from(request(referer), replace(settings, public_url="https://desk.example")) == page


def test_without_a_host_nothing_is_ours(settings: Settings) -> None:
    assert came_from(request("/staff/faqs", host=""), settings) == ""
