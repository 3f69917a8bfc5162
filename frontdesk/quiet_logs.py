"""Logs without what visitors write, whatever goes wrong in whosever code.

Rasa's errors carry the message (``rest.message.received.failure`` with every local
variable), the sender id, or the action server's whole request. No list of bad lines
would ever be complete, so here a log line keeps its text only if it is ours. Of
everybody else's stay place, and kinds and frames of exceptions.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import warnings
from types import TracebackType
from typing import Any, TextIO

from frontdesk.errors import FrontdeskError

_OURS = "frontdesk"
_WITHHELD = "text withheld, it may hold what a visitor wrote"


class QuietRecord(logging.LogRecord):
    """A log record that holds nothing a visitor wrote.

    Our own messages are kept: they are made without visitors' words. Exceptions are
    told by kind and place; the text of a :class:`FrontdeskError` is ours as well.
    """

    def __init__(  # the signature of logging.LogRecord
        self, name: str, level: int, pathname: str, lineno: int, msg: object, args: Any, exc_info: Any, *rest: Any,
        **more: Any,
    ) -> None:
        if name.partition(".")[0] != _OURS:
            msg, args = f"{name}, {pathname}:{lineno} ({_WITHHELD})", ()
            # structlog puts the exception into the text, which is withheld.
            exc_info = exc_info if exc_info and exc_info[1] is not None else sys.exc_info()
        super().__init__(name, level, pathname, lineno, msg, args, None, *rest, **more)
        self.stack_info = None
        if exc_info and exc_info[1] is not None:
            self.exc_text = describe(exc_info[1])


def describe(error: BaseException) -> str:
    """Kinds and places of an exception and its causes, without their texts."""
    parts: list[str] = []
    current: BaseException | None = error
    seen: set[int] = set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        text = f": {current}" if isinstance(current, FrontdeskError) else ""
        parts.append(f"{kind.__module__}.{kind.__qualname__}{text}{_frames(current.__traceback__)}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\ncaused by ".join(parts)


def install() -> None:
    """Make this process log quietly from here on, also warnings and errors outside logging.

    An exception that ends the process is still told in full: that happens while
    starting, and the supervisor quotes it.
    """
    logging.setLogRecordFactory(QuietRecord)
    logging.disable(logging.INFO)  # debugging output holds everything
    warnings.showwarning = _show_warning
    sys.unraisablehook = _unraisable
    threading.excepthook = _thread_failed


def _frames(trace: TracebackType | None) -> str:
    frames = traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)
    return "".join(f"\n  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)


def _show_warning(
    message: Warning | str, category: type[Warning], filename: str, lineno: int, file: TextIO | None = None,
    line: str | None = None,
) -> None:
    print(f"{filename}:{lineno}: {category.__name__} ({_WITHHELD})", file=file or sys.stderr)


def _unraisable(failure: Any) -> None:
    if failure.exc_value is not None:
        print(f"Ignored: {describe(failure.exc_value)}", file=sys.stderr)


def _thread_failed(failure: threading.ExceptHookArgs) -> None:
    if failure.exc_value is not None and not isinstance(failure.exc_value, SystemExit):
        print(f"A thread ended: {describe(failure.exc_value)}", file=sys.stderr)
