"""A second look at what is typed as an example, with all that it takes: the examples' vectors, the detector."""

from __future__ import annotations

import logging
import os
import threading
from functools import lru_cache
from pathlib import Path

from frontdesk.console.intent_words import name_of
from frontdesk.console.visit import Visit
from frontdesk.editing.draft import DraftState
from frontdesk.editing.likeness import Examples, Likeness
from frontdesk.editing.warnings import Warning, warnings_for
from frontdesk.language.encoder import load_encoder
from frontdesk.language.encoder_files import encoder_fingerprint
from frontdesk.quiet_logs import describe

_NICE = 10  # of the thread that learns: visitors first
_log = logging.getLogger(__name__)


class SecondLook:
    """Compares examples by their meaning; learns those there are in a thread of its own, once, or until it succeeds.

    Args:
        kept: folder for their vectors.
    """

    def __init__(self, kept: Path) -> None:
        self._likeness = Likeness(load_encoder(), kept / f"examples-{encoder_fingerprint()[:16]}.npz")
        self._lock = threading.Lock()
        self._begun = False

    def prepare(self, examples: Examples) -> None:
        """Begin to learn the examples, unless that was begun before."""
        with self._lock:
            begun, self._begun = self._begun, True
        if not begun:
            # No daemon: the encoder's own threads don't survive a process that ends while they compute.
            threading.Thread(target=self._learn, args=(examples,), name="examples").start()

    def warnings(self, text: str, label: str, visit: Visit, state: DraftState) -> list[Warning]:
        """What is worth a second look in one text.

        Args:
            text: that is typed.
            label: for which it is typed.
            visit: for the detector.
            state: of the draft.
        """
        self.prepare(state.examples)
        detector = visit.console.detector() if visit.console.detector else None
        return warnings_for(text, label, state, self._likeness, detector, lambda other: f"“{name_of(other, state)}”")

    def _learn(self, examples: Examples) -> None:
        try:
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)  # of this thread alone, on Linux
            self._likeness.learn(examples, threading.main_thread().is_alive)
        except Exception as error:  # it is only a second look
            _log.error("The examples can't be learnt for comparing: %s", describe(error))
            with self._lock:
                self._begun = False


@lru_cache(maxsize=1)
def second_look(kept: Path) -> SecondLook:
    """The site's own.

    Args:
        kept: folder for what it keeps.
    """
    return SecondLook(kept)
