"""``python -m benchmarks.booking.worker``: the outbox's worker, for a clinic whose servers fail all the time.

It tries again after tenths of a second instead of seconds, so that a run ends within minutes.
"""

from __future__ import annotations

import logging
import sys
from functools import partial
from unittest.mock import patch

from frontdesk.booking import channels
from frontdesk.booking.delivery import Pace
from frontdesk.booking.mail import Mail
from frontdesk.booking.webhook import Webhook
from frontdesk.booking.worker import serve
from frontdesk.errors import FrontdeskError
from frontdesk.settings import load_settings

TIMEOUT = 1.0  # seconds to wait for each answer
PACE = Pace(first=0.2, longest=2.0, patience=3600.0, lease=6.0, poll=0.1)


def main() -> int:
    """Deliver until killed.

    Returns:
        Exit code: 1 for an error that was explained.
    """
    logging.basicConfig(format="%(asctime)s %(message)s")
    try:
        with patch.object(channels, "Mail", partial(Mail, timeout=TIMEOUT)), \
                patch.object(channels, "Webhook", partial(Webhook, timeout=TIMEOUT)):
            serve(load_settings(), PACE)
    except FrontdeskError as error:
        print(f"frontdesk: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
