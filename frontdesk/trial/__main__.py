"""``python -m frontdesk.trial``: answers requests, one JSON object a line, until nobody wants anything any more.

A request: ``{"folders": {"draft": "/path", …}, "detector": "/path", "texts": ["a message", …]}``. Its answer:
``{"sides": {…}}``, as :meth:`Workshop.told` says, or ``{"error": "…"}``.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from frontdesk.trial.lines import Lines
from frontdesk.trial.workshop import Workshop

_IDLE = 600.0  # seconds without a request after which it ends, and its memory is free
_NICE = 5  # visitors first, but before a check: a person waits
_log = logging.getLogger(__name__)


def serve(workshop: Workshop, requests: int, answers: int, idle: float = _IDLE) -> None:
    """Answer requests until they end, or none came for a while.

    Args:
        workshop: makes the assistants.
        requests: descriptor to read from.
        answers: descriptor to write to.
        idle: seconds.
    """
    lines = Lines(requests)
    with suppress(EOFError, BrokenPipeError), os.fdopen(answers, "wb") as written:  # else whoever asked is gone
        while (line := lines.next(idle)) is not None:
            written.write(json.dumps(_answer(workshop, line)).encode() + b"\n")
            written.flush()


def _answer(workshop: Workshop, line: bytes) -> dict[str, Any]:
    try:
        request = json.loads(line)
        folders = {name: Path(folder) for name, folder in request["folders"].items()}
        return {"sides": workshop.told(folders, Path(request["detector"]), request["texts"])}
    except Exception as error:  # the next request may be answered all the same
        _log.exception("A request couldn't be answered")
        return {"error": type(error).__name__}


def main() -> int:
    """Serve the project in the working directory over standard input and output."""
    os.nice(_NICE)
    answers = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints is no answer
    serve(Workshop(), 0, answers)
    # The thread may be fitting still; nobody waits for it any more.
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
