"""Which versions must be running, by the store."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from frontdesk.publishing.prepare import Shelf
from frontdesk.service.backends import Wanted
from frontdesk.settings import Settings
from frontdesk.store.publish_jobs import GO_LIVE, RUNNING, Jobs
from frontdesk.store.versions import Versions

_REMEMBERED = 60.0  # seconds that a version which can't be started isn't looked at again


@dataclass(frozen=True)
class _Known:
    model: str  # SHA-256 of the model that was recorded when it was looked at
    wanted: Wanted | None
    at: float  # monotonic seconds


class Needs:
    """What the store says of versions, as far as they can be started.

    A version's files are read once, for that takes a while: until it is trained anew or, where it can't be started,
    for a minute.

    Args:
        settings: of this Frontdesk.
        shelf: of versions.
        live: the version that runs already.
    """

    def __init__(self, settings: Settings, shelf: Shelf, live: Wanted | None = None) -> None:
        self._versions, self._jobs, self._shelf = Versions(settings.database), Jobs(settings.database), shelf
        self._known: dict[int, _Known] = {}
        self._kept: list[Wanted] = []  # the live version and the one before it
        if live is not None:
            version = self._versions.find(live.number)
            self._known[live.number] = _Known(version.model if version else "", live, time.monotonic())

    def wanted(self) -> Sequence[Wanted]:
        """The live version, the one before it, and one that is about to go live.

        Where the live version can't be started, because somebody has changed its files, what runs goes on.
        """
        numbers, awaited = self._versions.live_numbers(), self._awaited()
        found = [self._find(number, number == awaited) for number in numbers]
        if not found or found[0] is not None:
            self._kept = [wanted for wanted in found if wanted is not None]
        every = {wanted.number: wanted for wanted in self._kept}
        if awaited is not None and (wanted := self._find(awaited, awaited=True)) is not None:
            every[awaited] = wanted
        return [replace(wanted, awaited=wanted.number == awaited) for wanted in every.values()]

    def live(self) -> Wanted | None:
        """The live version."""
        numbers = self._versions.live_numbers()
        return self._find(numbers[0]) if numbers else None

    def _awaited(self) -> int | None:
        job = self._jobs.unfinished()
        going = job is not None and job.state == RUNNING and job.step == GO_LIVE
        return job.version if job is not None and going else None

    def _find(self, number: int, awaited: bool = False) -> Wanted | None:
        version, known = self._versions.find(number), self._known.get(number)
        if version is None:
            return None
        fresh = known is not None and known.model == version.model
        if known is not None and fresh and known.wanted is not None:
            return known.wanted
        # A job that waits is training it, perhaps: then it is looked at every time.
        if known is None or not fresh or awaited or time.monotonic() - known.at > _REMEMBERED:
            known = _Known(version.model, self._shelf.as_it_is(number), time.monotonic())
            self._known[number] = known
        return known.wanted
