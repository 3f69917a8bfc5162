"""A site and a Rasa that say what a test wants, and a candidate for them to serve."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np

from frontdesk.knowledge.content import Content, load_content
from frontdesk.language.classifier import JointClassifier
from frontdesk.publishing.check import Trial
from frontdesk.replies.answers import answer_faq
from frontdesk.replies.memory import Memory
from frontdesk.service.model import model_path

ROOT = Path(__file__).resolve().parents[2]
Replies = list[dict[str, Any]]
EXAMPLES = {"greet": ("hello", "hi there", "good morning"), "thanks": ("thanks", "thank you", "many thanks"),
            "book": ("book me in", "an appointment please", "book a visit")}


class StandIn:
    """Site and Rasa in one.

    Args:
        say: the replies to a message.
        alone: the same of the assistant without the detector.
    """

    def __init__(self, say: Callable[[str], Replies], alone: Callable[[str], Replies] | None = None) -> None:
        self.say, self.alone = say, alone or say
        self.asked: list[str] = []
        self.asked_alone: list[str] = []
        self.down = 0  # so many answers are refused first
        self.url = ""

    def trial(self, folder: Path) -> Trial:
        """This one, serving a folder."""
        return Trial(folder, self.url, self.url)

    def answer(self, path: str, data: dict[str, Any]) -> tuple[int, Any]:
        """Status and body."""
        if self.down:
            self.down -= 1
            return 503, {"detail": "away"}
        if path == "/api/chat":
            self.asked.append(data["message"])
            return 200, {"session": data["session"] or "s", "replies": self.say(data["message"])}
        assert data["metadata"]["red_flags_checked"] is True
        self.asked_alone.append(data["message"])
        return 200, [{"custom": reply} for reply in self.alone(data["message"])]


@contextmanager
def serving(stand_in: StandIn) -> Iterator[StandIn]:
    """Let it be asked."""
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, body = stand_in.answer(self.path, data)
            sent = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    stand_in.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield stand_in
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def reply(kind: str, **more: Any) -> dict[str, Any]:
    """A reply of the chat API."""
    return {"kind": kind, "text": kind, "quotes": [], "buttons": [], **more}


def answer(content: Content, slug: str) -> dict[str, Any]:
    """The reply that answers an FAQ."""
    return answer_faq(content, slug, Memory())[0].as_dict()


def make_folder(folder: Path) -> Path:
    """The clinic's content with a small model that was taught :data:`EXAMPLES`."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "content", folder / "content")
    save_model(folder)
    return folder


def save_model(folder: Path) -> None:
    """Put a model where the folder's model belongs."""
    texts = [text for group in EXAMPLES.values() for text in group]
    labels = [label for label, group in EXAMPLES.items() for _ in group]
    rng = np.random.default_rng(0)
    centres = {label: rng.normal(size=32) for label in EXAMPLES}
    vectors = np.array([centres[label] + 0.5 * rng.normal(size=32) for label in labels], dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    saved = folder / "saved"
    JointClassifier().fit(texts, vectors, labels, keep_examples=True).save(saved)
    path = model_path(folder)
    path.parent.mkdir(exist_ok=True)
    with tarfile.open(path, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("components/other/words.json"), io.BytesIO(b""))
        for file in saved.iterdir():
            archive.add(file, f"components/train_JointIntentClassifier3/{file.name}")
    shutil.rmtree(saved)


def content_of(folder: Path) -> Content:
    """The content in a folder."""
    return load_content(folder / "content")
