"""The stock bot: what `rasa init` writes, with the least that makes it comparable."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from textwrap import dedent

from ruamel.yaml import YAML

from benchmarks.bot import Bot
from benchmarks.load import RestTalk, Talk
from benchmarks.process_cost import Command, Running, child_environment, run, serving
from benchmarks.synthetic_faqs import SyntheticFaq, nlu_data
from frontdesk.service.ports import free_ports
from frontdesk.settings import LOOPBACK

_ANSWER = "The muscles around the spine start to work differently, and the calves take over."
# `rasa init --no-prompt` copies its template, then trains; the copy is enough here.
_SCAFFOLD = "from rasa.cli.scaffold import create_initial_project; create_initial_project('.')"
_ACTION = f'''
from rasa_sdk import Action


class ActionAnswer(Action):
    def name(self):
        return "action_answer"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text={_ANSWER!r})
        return []
'''


class StockBot(Bot):
    """The project of `rasa init`, its pipeline and policies untouched."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(name, folder)
        self._rasa_port, self._actions_port = 0, 0
        folder.mkdir(parents=True)
        run(Command([sys.executable, "-c", _SCAFFOLD], folder, child_environment(), folder / "init.log"))

    def teach_faqs(self, faqs: Sequence[SyntheticFaq]) -> None:
        """Add FAQs the way the project itself is written: an intent, a response and a rule each."""
        (self.folder / "data" / "synthetic.yml").write_text(nlu_data(list(faqs), ""), encoding="utf-8")
        self._extend_domain("intents", [faq.slug for faq in faqs])
        self._extend_domain("responses", {f"utter_{faq.slug}": [{"text": faq.question}] for faq in faqs})
        self._write_rules({faq.slug: f"utter_{faq.slug}" for faq in faqs})

    def teach_action(self, questions: Sequence[str]) -> None:
        """Answer these questions by a custom action that utters one text."""
        examples = "".join(f"    - {question}\n" for question in questions)
        (self.folder / "data" / "faq.yml").write_text(
            f'version: "3.1"\nnlu:\n- intent: faq\n  examples: |\n{examples}', encoding="utf-8")
        (self.folder / "actions" / "actions.py").write_text(dedent(_ACTION), encoding="utf-8")
        self._extend_domain("intents", ["faq"])
        self._extend_domain("actions", ["action_answer"])
        self._write_rules({"faq": "action_answer"})

    def training(self) -> Command:
        """`rasa train`, with its defaults."""
        return Command([sys.executable, "-m", "rasa", "train", "--force"], self.folder, child_environment(),
                       self.folder / "train.log")

    def serve(self) -> AbstractContextManager[Running]:
        """Rasa and its action server, side by side."""
        self._rasa_port, self._actions_port = free_ports(2)
        (self.folder / "endpoints.yml").write_text(
            f"action_endpoint:\n  url: http://{LOOPBACK}:{self._actions_port}/webhook\n", encoding="utf-8")
        environment = child_environment(SANIC_HOST=LOOPBACK)
        rasa = [sys.executable, "-m", "rasa", "run"]
        return serving(
            [Command([*rasa, "actions", "--port", str(self._actions_port)], self.folder, environment,
                     self.folder / "actions.log"),
             Command([*rasa, "--interface", LOOPBACK, "--port", str(self._rasa_port)], self.folder, environment,
                     self.folder / "rasa.log")],
            [(self._actions_port, "/health"), (self._rasa_port, "/")],
        )

    def talk(self) -> Talk:
        """A conversation over Rasa's REST channel."""
        return RestTalk(self._rasa_port, _ANSWER)

    def memory(self, running: Running) -> float:
        """Rasa's process alone, without the action server."""
        return running.memory(str(self._rasa_port))

    def _extend_domain(self, key: str, values: list[str] | dict[str, list[dict[str, str]]]) -> None:
        yaml = YAML()
        path = self.folder / "domain.yml"
        domain = yaml.load(path)
        if isinstance(values, dict):
            domain.setdefault(key, {}).update(values)
        else:
            domain.setdefault(key, []).extend(values)
        yaml.dump(domain, path)

    def _write_rules(self, actions: dict[str, str]) -> None:
        rules = "".join(f"- rule: {intent}\n  steps:\n  - intent: {intent}\n  - action: {action}\n"
                        for intent, action in actions.items())
        (self.folder / "data" / "added_rules.yml").write_text(f'version: "3.1"\nrules:\n{rules}', encoding="utf-8")
