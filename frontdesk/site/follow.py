"""Keeping to the live version while the site runs."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.publishing.publishing import Publishing
from frontdesk.quiet_logs import describe
from frontdesk.site.rasa_router import RasaRouter
from frontdesk.site.served import Served, load_served

_INTERVAL = 0.5  # seconds between two looks
_PAUSE = 10.0  # seconds until a version that couldn't be loaded is tried again

_log = logging.getLogger(__name__)


class Follower:
    """Loads what goes live, and hands it over whole: until then everything stays as it was.

    Args:
        root: the project's folder.
        publishing: what is known of versions.
        router: to the versions' Rasas.
        served: what is served at first.
        use: takes what is served from now on.
    """

    def __init__(
        self, root: Path, publishing: Publishing, router: RasaRouter, served: Served, use: Callable[[Served], None],
    ) -> None:
        self._root, self._publishing, self._router = root, publishing, router
        self._served, self._use = served, use
        self._failed: tuple[int, float] = (0, 0.0)  # version, and when

    async def forever(self) -> None:
        """Look now and then, until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as error:  # the site goes on with what it has
                _log.error("Whether there is a new version can't be seen: %s", describe(error))
            await asyncio.sleep(_INTERVAL)

    async def look(self) -> bool:
        """Go over to the live version, if it is another one and its Rasa runs.

        Returns:
            Whether it did.
        """
        await self._router.forget_stopped()
        live = await asyncio.to_thread(self._publishing.live)
        if live is None or live.number == self._served.version or not self._router.runs(live.number):
            return False
        if self._failed[0] == live.number and time.monotonic() - self._failed[1] < _PAUSE:
            return False
        folder = await asyncio.to_thread(self._publishing.folder, live.number)
        try:
            served = await asyncio.to_thread(load_served, self._root, folder, live.number, self._served)
        except FrontdeskError as error:
            _log.error("Version %d can't be served: %s", live.number, error)
            self._failed = live.number, time.monotonic()
            return False
        self._served = served
        self._use(served)
        self._router.live = live.number
        return True
