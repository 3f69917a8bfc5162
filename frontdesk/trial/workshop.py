"""Assistants for folders, kept up to date with their files in the background."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontdesk.errors import FrontdeskError

if TYPE_CHECKING:
    from frontdesk.trial.guarding import Guarding
    from frontdesk.trial.making import Maker
    from frontdesk.trial.talk import Rehearsal

_FILES = ("thresholds.json", "domain.yml")
_FOLDERS = ("content", "data")
_SUFFIXES = (".yml", ".md")
_AGAIN = 60.0  # seconds after which what couldn't be made is tried again
_log = logging.getLogger(__name__)

Stamp = tuple[tuple[str, int, int], ...]


def stamp_of(folder: Path) -> Stamp:
    """Names, sizes and times of the files that matter: whatever is changed, this changes."""
    paths = [folder / name for name in _FILES]
    for name in _FOLDERS:
        paths += sorted(path for path in (folder / name).rglob("*") if path.suffix in _SUFFIXES)
    found = []
    for path in paths:
        try:
            status = path.stat()
        except FileNotFoundError:  # also one that is being replaced in this very moment
            continue
        found.append((str(path), status.st_size, status.st_mtime_ns))
    return tuple(found)


@dataclass
class _Bench:
    """The work on one folder's files as they were at one moment.

    Attributes:
        stamp: of these files.
        detector: folder of the red-flag detector.
        at: seconds since the epoch.
        share: of the work that is done.
        problem: why it can't be done, or ``""``.
        failed: when that was, by a clock that only goes forwards.
        rehearsal: with the assistant, once that is done.
    """

    stamp: Stamp
    detector: Path
    at: float
    share: float = 0.0
    problem: str = ""
    failed: float = 0.0
    rehearsal: Rehearsal | None = None

    def told(self, texts: tuple[str, ...]) -> dict[str, Any]:
        if self.problem:
            return {"state": "broken", "at": self.at, "problem": self.problem}
        if self.rehearsal is None:
            return {"state": "making", "at": self.at, "share": round(self.share, 3)}
        return {"state": "ready", "at": self.at, **self.rehearsal.told(texts)}


class Workshop:
    """Makes assistants, one after the other, in a thread."""

    def __init__(self) -> None:
        self._benches: dict[Path, _Bench] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="trial")
        self._lock = threading.Lock()
        self._maker: Maker | None = None
        self._guarding: tuple[Path, Guarding] | None = None

    def told(
        self, folders: Mapping[str, Path], detector: Path, texts: Sequence[str]
    ) -> dict[str, dict[str, Any]]:
        """The same conversation with the assistant of each folder, or how far that assistant is.

        Args:
            folders: of content and examples, by a name; those not asked for again are forgotten.
            detector: folder with the content and the model of the red-flag detector, which all of them have.
            texts: the visitor's messages.

        Returns:
            JSON-ready, by that name: ``state`` (``ready``, ``making`` or ``broken``), ``at`` (seconds since the epoch:
            the moment of the files), and what :meth:`Rehearsal.told` says, or ``share``, or ``problem``.
        """
        with self._lock:
            self._benches = {folder: self._bench(folder, detector) for folder in folders.values()}
            benches = {name: self._benches[folder] for name, folder in folders.items()}
        return {name: bench.told(tuple(texts)) for name, bench in benches.items()}

    def close(self) -> None:
        """Wait for what is under way, and stop."""
        self._thread.shutdown(cancel_futures=True)

    def _bench(self, folder: Path, detector: Path) -> _Bench:
        stamp, known = stamp_of(folder), self._benches.get(folder)
        # What was wrong may have passed without a change of these files, such as a disk that was full.
        failed_long_ago = known is not None and known.problem and time.monotonic() - known.failed >= _AGAIN
        if known is not None and (known.stamp, known.detector) == (stamp, detector) and not failed_long_ago:
            return known
        bench = _Bench(stamp, detector, time.time())
        self._thread.submit(self._work, folder, bench)
        return bench

    def _work(self, folder: Path, bench: _Bench) -> None:
        with self._lock:
            wanted = self._benches.get(folder) is bench
        if not wanted:  # the files have changed again meanwhile
            return
        try:
            self._make(folder, bench)
        except FrontdeskError as error:
            bench.failed = time.monotonic()
            bench.problem = str(error).replace(f"{folder}{os.sep}", "")
        except Exception as error:
            _log.exception("An assistant to try can't be made")
            bench.failed = time.monotonic()
            bench.problem = f"The trial failed ({type(error).__name__}). Its log says more: var/logs/trial.log."

    def _make(self, folder: Path, bench: _Bench) -> None:
        # Imported here: they take seconds, and meanwhile it can be told how far things are.
        from frontdesk.safety.detector import load_detector
        from frontdesk.trial.guarding import Guarding
        from frontdesk.trial.making import Maker
        from frontdesk.trial.talk import Rehearsal

        def tell(share: float) -> None:
            bench.share = share

        if self._guarding is None or self._guarding[0] != bench.detector:
            self._guarding = bench.detector, Guarding(load_detector(bench.detector))
        self._maker = self._maker or Maker()
        bench.rehearsal = Rehearsal(self._maker.make(folder, tell), self._guarding[1])
