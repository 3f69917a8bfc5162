"""The real site in a process of its own, which a file in its folder tells where to die: ``python -m`` this.

The file ``die-at`` names a point of a message's way; it is gone before the process is.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import uvicorn
from sqlalchemy.engine import Engine
from starlette.types import Message, Receive, Scope, Send

from frontdesk.safety.red_flags import load_red_flags
from frontdesk.settings import load_settings
from frontdesk.site.app import create_app
from frontdesk.site.rasa_client import RasaClient
from frontdesk.store.answers import Answers
from tests.site.stand_in import StandIn

ORDER = Path("die-at")
POINTS = ("before Rasa is asked", "after Rasa has answered", "while the answer is written",
          "after the answer is written", "while the answer is sent")


def die_at(point: str) -> None:
    """Die as by ``kill -9`` where this is the point."""
    if ORDER.exists() and ORDER.read_text() == point:
        ORDER.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Serve the folder that is the working directory."""
    send, keep = RasaClient.send, Answers.keep

    async def mortal_send(self: RasaClient, *args: Any) -> Any:
        die_at(POINTS[0])
        replies = await send(self, *args)
        die_at(POINTS[1])
        return replies

    def while_written(*args: Any) -> None:
        if args[2].startswith("INSERT INTO answers"):
            die_at(POINTS[2])

    def mortal_keep(self: Answers, *args: Any) -> None:
        keep(self, *args)
        die_at(POINTS[3])

    RasaClient.send, Answers.keep = mortal_send, mortal_keep  # type: ignore[method-assign]
    sa.event.listen(Engine, "after_cursor_execute", while_written)
    settings = load_settings()
    app = create_app(settings, detector=StandIn(load_red_flags(settings.root / "content" / "safety")))  # type: ignore[arg-type]

    async def mortal_app(scope: Scope, receive: Receive, send: Send) -> None:
        async def mortal_send(message: Message) -> None:
            if scope["path"] == "/api/chat" and message["type"] == "http.response.body":
                die_at(POINTS[4])  # the head is out
            await send(message)

        await app(scope, receive, send if scope["type"] != "http" else mortal_send)

    uvicorn.run(mortal_app, host=settings.host, port=settings.port, access_log=False, ws="none", log_level="warning")


if __name__ == "__main__":
    sys.exit(main())
