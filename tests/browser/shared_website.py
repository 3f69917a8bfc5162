"""The stand-in and the other website, started once for all tests of a module: starting them takes longer than those."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from tests.browser.host_pages import HostPages
from tests.browser.stand_in import StandInClinic

_PATIENCE = 10.0  # seconds


class SharedWebsite(StandInClinic):
    """A stand-in, with another website on which its chat is allowed.

    Attributes:
        host: the other website.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.host = HostPages()
        self._under_way = 0
        self.set(widget={"allowed_origins": (self.host.url,)})
        self._at_first = self._settings()

    @contextmanager
    def running(self) -> Iterator[SharedWebsite]:
        """Serve both."""
        with self.host.running(), super().running():
            yield self

    def renew(self) -> SharedWebsite:
        """As if nothing had happened yet: with the settings of the start, and nothing asked."""
        until = time.monotonic() + _PATIENCE
        while self._under_way:  # it would be taken for the next test's
            assert time.monotonic() < until, "a request doesn't end"
            time.sleep(0.01)
        for each in dataclasses.fields(self):
            if each.default_factory is not dataclasses.MISSING:
                setattr(self, each.name, each.default_factory())
            elif not each.name.startswith("_"):
                setattr(self, each.name, each.default)
        vars(self).update(self._at_first)
        self.host.pages.clear()
        return self

    def _settings(self) -> dict[str, Any]:
        return {name: vars(self)[name] for name in ("_content", "_site", "_origins")}

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._under_way += 1
        try:
            await super()._serve(scope, receive, send)
        finally:
            self._under_way -= 1


@pytest.fixture(scope="module")
def website() -> Iterator[SharedWebsite]:
    """Both, for a module that takes these fixtures in place of those in ``conftest.py``."""
    with SharedWebsite().running() as website_:
        yield website_


@pytest.fixture
def clinic(website: SharedWebsite) -> StandInClinic:
    """The stand-in."""
    return website.renew()


@pytest.fixture
def host(website: SharedWebsite) -> HostPages:
    """The other website."""
    return website.host
