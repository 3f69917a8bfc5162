"""A worker in a hurry, to be killed: ``python mortal_worker.py DATABASE URL SECRET [stalling]``."""

from __future__ import annotations

import sys
import time

from frontdesk.booking.delivery import Pace
from frontdesk.booking.webhook import Webhook
from frontdesk.booking.worker import Worker
from frontdesk.store.outbox import Delivery, Outbox
from frontdesk.store.requests import Requests

PACE = Pace(first=0.05, longest=0.2, patience=60.0, lease=1.0, poll=0.02)


class Stalling(Outbox):
    """Never gets round to marking what was sent."""

    def delivered(self, _claimed: Delivery, _now: float) -> None:
        """Say so, and hang."""
        print("sent", flush=True)
        time.sleep(60)


if __name__ == "__main__":
    database, url, secret, *stalling = sys.argv[1:]
    outbox = Stalling(database) if stalling else Outbox(database)
    Worker(outbox, Requests(database), {"webhook": Webhook(url, secret, timeout=0.5)}, PACE).run()
