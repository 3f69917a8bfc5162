"""``python -m frontdesk.site.server``: serve the site with uvicorn."""

from __future__ import annotations

import uvicorn

from frontdesk.settings import load_settings
from frontdesk.site.app import create_app


def main() -> None:
    """Serve until stopped. The access log stays off: it would join addresses to visits."""
    settings = load_settings()
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, access_log=False, ws="none",
                log_level="warning", timeout_graceful_shutdown=5)


if __name__ == "__main__":
    main()
