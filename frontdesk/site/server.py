"""``python -m frontdesk.site.server``: serve the site with uvicorn."""

from __future__ import annotations

import sys

import uvicorn

from frontdesk.errors import FrontdeskError
from frontdesk.settings import load_settings
from frontdesk.site.app import create_app


def main() -> int:
    """Serve until stopped.

    Returns:
        Exit code: 1 for an error that was explained.
    """
    try:
        settings = load_settings()
        app = create_app(settings)
    except FrontdeskError as error:
        # One line, which the supervisor quotes.
        print(f"frontdesk: {error}", file=sys.stderr)
        return 1
    # The access log stays off: it would join addresses to visits.
    uvicorn.run(app, host=settings.host, port=settings.port, access_log=False, server_header=False, ws="none",
                log_level="warning", timeout_graceful_shutdown=5)
    return 0


if __name__ == "__main__":
    sys.exit(main())
