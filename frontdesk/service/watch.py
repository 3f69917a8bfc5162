"""Looking after all processes while Frontdesk runs."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.publishing.settings import of_folder
from frontdesk.service.backends import Backends, Wanted
from frontdesk.service.bearing import Bearing
from frontdesk.service.deaths import Deaths, Dispensable
from frontdesk.service.processes import Service, stop_all
from frontdesk.service.supervisor import outbox_service
from frontdesk.settings import Settings


class Watch:
    """Starts again what ends, starts and stops what versions need, and has the outbox deliver by the live version.

    Without the site nothing is left to watch over. Outbox and publisher can be done without for a while: requests wait
    in the store, and so do publications.

    Args:
        settings: of this Frontdesk.
        backends: the versions' processes.
        live: tells the live version.
        serves: number of the version that the outbox delivers by.
        site: which runs.
        outbox: the same.
        publisher: the same.
    """

    def __init__(
        self, settings: Settings, backends: Backends, live: Callable[[], Wanted | None], serves: int, site: Service,
        outbox: Service, publisher: Service,
    ) -> None:
        self._settings, self._backends, self._live, self._serves = settings, backends, live, serves
        self._site, self._outbox, self._publisher = site, Dispensable(outbox), Dispensable(publisher)
        self._deaths, self._bearing = Deaths(), Bearing()

    def look(self) -> None:
        """Do what is to be done now; what the store or the system doesn't allow is tried again at the next look.

        Raises:
            FrontdeskError: the site, or the live version's assistant, ended by itself time and again.
        """
        with self._bearing.bear("start the site again"):
            self._deaths.look(self._site)
        for other in (self._outbox, self._publisher):
            with self._bearing.bear(f"start {other.service.name} again"):
                other.look()
        self._backends.look()
        with self._bearing.bear("have callback requests delivered by the live version's settings"):
            self._follow()

    def stop(self) -> None:
        """Stop all, and wait until they are gone."""
        others = [self._publisher.service, self._outbox.service, self._site]
        for service in others:
            service.ask_to_stop()
        try:
            self._backends.stop()
        finally:
            stop_all(others)

    def _follow(self) -> None:
        live = self._live()
        if live is not None and live.number != self._serves:
            self._outbox.replace(outbox_service(of_folder(self._settings, live.folder), live.folder))
            self._serves = live.number
