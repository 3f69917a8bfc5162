"""What is measured of either bot."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks.load import Talk
from benchmarks.process_cost import Command, Cost, Running, run

_CACHES = (".rasa", "models", "var/encoder")  # folders below a bot's own


class Bot(ABC):
    """A bot in a folder of its own.

    Args:
        name: for progress lines.
        folder: its project.
    """

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder

    @abstractmethod
    def training(self) -> Command:
        """The command that trains it."""

    @abstractmethod
    def serve(self) -> AbstractContextManager[Running]:
        """Run it inside a ``with`` block."""

    @abstractmethod
    def talk(self) -> Talk:
        """A new conversation with the running bot."""

    @abstractmethod
    def memory(self, running: Running) -> float:
        """Megabytes that the goal counts."""

    def train(self) -> Cost:
        """Train it, with nothing cached: neither what is trained nor, of Frontdesk, the encoder and its vectors."""
        for cache in _CACHES:
            shutil.rmtree(self.folder / cache, ignore_errors=True)
        return run(self.training())
