"""A bot is trained as if for the first time, each time."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks.bot import Bot
from benchmarks.load import Talk
from benchmarks.process_cost import Command, Running
from frontdesk.language.encoder import COPIES

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("data/nlu.yml", "var/conversations.db", "train.log")
CACHED = (".rasa/cache/a.db", "models/a.tar.gz", "models/red-flags-1/classifier.npz",
          f"{COPIES.relative_to(ROOT)}/vectors-1.npz", f"{COPIES.relative_to(ROOT)}/encoder-1.onnx")
TRAINING = f"""
from pathlib import Path
for name in {CACHED}:
    if Path(name).exists():
        raise SystemExit(1)
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).touch()
"""


class Recorded(Bot):
    """Fails to train where an earlier training has left anything."""

    def training(self) -> Command:
        return Command([sys.executable, "-c", TRAINING], self.folder, {}, self.folder / "train.log")

    def serve(self) -> AbstractContextManager[Running]:
        raise NotImplementedError

    def talk(self) -> Talk:
        raise NotImplementedError

    def memory(self, running: Running) -> float:
        raise NotImplementedError


def test_no_training_finds_what_the_one_before_has_cached(tmp_path: Path) -> None:
    for name in KEPT:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    bot = Recorded("ours", tmp_path)
    for _ in range(2):
        assert bot.train().cpu > 0
    assert all((tmp_path / name).is_file() for name in (*KEPT, *CACHED))
