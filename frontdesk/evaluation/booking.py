"""``python -m frontdesk.evaluation.booking``: dialogues with the whole system, and what the clinic ended up with."""

from __future__ import annotations

import argparse
import datetime
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from frontdesk.evaluation.booking_dialogues import Dialogue, load_dialogues, mistakes
from frontdesk.service.ports import free_ports
from frontdesk.service.supervisor import running
from frontdesk.service.training import ensure_models
from frontdesk.settings import LOOPBACK, Settings, load_settings
from frontdesk.store.requests import Requests
from frontdesk.terminal import PrivateSettings

FLOORS = {"development": 0.97, "held_out": 0.8}  # the second tells a break, not a goal
ZONE = "Europe/London"
_DETAILS = {"country:": "country: GB", "time_zone:": f"time_zone: {ZONE}"}  # of the clinic that the dialogues are with


@dataclass(frozen=True)
class Result:
    """What came of one dialogue.

    Attributes:
        dialogue: what was typed.
        wrong: what is wrong with what was kept, empty when nothing is.
        unanswered: turns with a question that got no answer beside the form's own.
        log: the dialogue as it went.
    """

    dialogue: Dialogue
    wrong: tuple[str, ...]
    unanswered: tuple[int, ...]
    log: tuple[str, ...]


def hold(url: str, dialogue: Dialogue, requests: Requests) -> Result:
    """Type a dialogue, and look at what was kept.

    Args:
        url: the site's base address.
        dialogue: what to type.
        requests: in the site's database.
    """
    session, log, unanswered = None, [], []
    for number, turn in enumerate(dialogue.turns, start=1):
        answer = httpx.post(f"{url}/api/chat", json={"message": turn, "session": session}, timeout=30, trust_env=False)
        answer.raise_for_status()
        session, replies = answer.json()["session"], answer.json()["replies"]
        log.append(f"> {turn}")
        log += [f"  [{reply['kind']}] {line}" for reply in replies for line in reply["text"].splitlines()]
        if number in dialogue.questions and all(reply["kind"] == "booking" for reply in replies):
            unanswered.append(number)
    kept = requests.of_conversation(str(session).partition(".")[0])
    return Result(dialogue, tuple(mistakes(dialogue.expect, kept, _today())), tuple(unanswered), tuple(log))


def _today() -> datetime.date:
    return datetime.datetime.now(ZoneInfo(ZONE)).date()


@contextmanager
def clinic_site(settings: Settings) -> Iterator[tuple[str, Requests]]:
    """A site of a clinic in Great Britain, with the project's content, and its requests."""
    model = ensure_models(settings)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in settings.root.iterdir():
            if path.name not in ("content", "var") and not path.name.startswith("."):
                (folder / path.name).symlink_to(path)
        (folder / "content").mkdir()
        for path in (settings.root / "content").iterdir():
            if path.name != "clinic.yml":
                (folder / "content" / path.name).symlink_to(path)
        told = (settings.root / "content" / "clinic.yml").read_text(encoding="utf-8").splitlines()
        (folder / "content" / "clinic.yml").write_text(
            "\n".join(next((own for key, own in _DETAILS.items() if line.startswith(key)), line) for line in told))
        ports = free_ports(3)
        private = PrivateSettings(
            host=LOOPBACK, port=ports[0], rasa_port=ports[1], actions_port=ports[2],
            public_url=f"http://{LOOPBACK}:{ports[0]}", root=folder, rasa_timeout=30.0,
            private_database=str(folder / "var" / "conversations.db"))
        with running(private, model):
            yield private.public_url, Requests(private.database)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures.

    Returns:
        Exit code: 1 when a set is below its floor and floors were asked for.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--floors", action="store_true", help="fail when a set is below its floor")
    parser.add_argument("--set", choices=tuple(FLOORS), action="append", help="one set; both without it")
    parser.add_argument("--show", action="store_true", help="print the dialogues that went wrong")
    options = parser.parse_args(arguments)
    settings, today, fine = load_settings(), _today(), True
    with clinic_site(settings) as (url, requests):
        for name in options.set or FLOORS:
            folder = settings.root / "tests" / "eval" / "booking" / name
            dialogues = [dialogue for path in sorted(folder.glob("*.yml")) for dialogue in load_dialogues(path, today)]
            results = [hold(url, dialogue, requests) for dialogue in dialogues]
            right = sum(not result.wrong for result in results)
            fine = fine and right >= FLOORS[name] * len(results)
            asked = sum(len(result.dialogue.questions) for result in results)
            answered = asked - sum(len(result.unanswered) for result in results)
            print(f"{name}: {right} of {len(results)} dialogues end with the right fields "
                  f"({right / len(results):.1%}); {answered} of {asked} questions in the middle answered")
            for result in results:
                if result.wrong or result.unanswered:
                    print(f"  {result.dialogue.id}: {'; '.join(result.wrong)}"
                          + "".join(f" unanswered: turn {number}" for number in result.unanswered))
                    if options.show:
                        print("\n".join(f"      {line}" for line in result.log))
    return 0 if fine or not options.floors else 1


if __name__ == "__main__":
    sys.exit(main())
