"""Frontdesk itself, in a copy of the project."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from itertools import cycle
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.bot import Bot
from benchmarks.load import SiteTalk, Talk
from benchmarks.process_cost import Command, Running, child_environment, serving
from benchmarks.synthetic_faqs import SyntheticFaq, nlu_data
from frontdesk.knowledge.content import load_content
from frontdesk.service.ports import free_ports
from frontdesk.settings import LOOPBACK

_LEFT_OUT = shutil.ignore_patterns("models", "var", "results", ".*", "*.egg-info", "__pycache__", "node_modules")


class FrontdeskBot(Bot):
    """A copy of the project, so that its own models and caches are left alone.

    Args:
        name: for progress lines.
        folder: the copy.
        project: what to copy.
    """

    def __init__(self, name: str, folder: Path, project: Path) -> None:
        super().__init__(name, folder)
        self._port = 0
        shutil.copytree(project, folder, ignore=_LEFT_OUT)

    def teach_faqs(self, faqs: Sequence[SyntheticFaq]) -> None:
        """Add FAQs as staff would: examples, and an entry with a passage that answers."""
        (self.folder / "data" / "synthetic.yml").write_text(nlu_data(list(faqs), "faq/"), encoding="utf-8")
        article = next(iter(load_content(self.folder / "content").articles.values()))
        yaml = YAML()
        path = self.folder / "content" / "faqs.yml"
        content = yaml.load(path)
        for faq, sentence in zip(faqs, cycle(article.sentences)):
            content["faqs"][faq.slug] = {"question": faq.question, "article": article.slug, "passages": [sentence]}
        yaml.dump(content, path)

    def training(self) -> Command:
        """`frontdesk train`."""
        return Command([sys.executable, "-m", "frontdesk", "train", "--force"], self.folder, child_environment(),
                       self.folder / "train.log")

    def serve(self) -> AbstractContextManager[Running]:
        """`frontdesk run`: the supervisor, the action server, Rasa and the site."""
        self._port, rasa_port, actions_port = free_ports(3)
        environment = child_environment(
            HOST=LOOPBACK, PORT=str(self._port), FRONTDESK_PUBLIC_URL=f"http://{LOOPBACK}:{self._port}",
            FRONTDESK_RASA_PORT=str(rasa_port), FRONTDESK_ACTIONS_PORT=str(actions_port),
            FRONTDESK_DATABASE=str(self.folder / "var" / "benchmark.db"),
        )
        command = Command([sys.executable, "-m", "frontdesk", "run"], self.folder, environment,
                          self.folder / "run.log")
        return serving([command], [(self._port, "/readyz")])

    def talk(self) -> Talk:
        """A conversation over the site's chat API."""
        return SiteTalk(self._port)

    def memory(self, running: Running) -> float:
        """Everything we run."""
        return running.memory()
