"""Training the model, with progress of our own instead of Rasa's."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.content import load_content
from frontdesk.service.environment import rasa_environment
from frontdesk.service.model import model_path, remove_old_models
from frontdesk.service.progress import Step
from frontdesk.settings import Settings

_STAGE = re.compile(r"Starting to train component '(\w+)'")


def ensure_model(settings: Settings, force: bool = False) -> Path:
    """Train, unless the model for the files as they are now is there already.

    Args:
        settings: where things are.
        force: train even so.

    Returns:
        The model's path.

    Raises:
        ContentError: the content can't be used.
        FrontdeskError: training failed; the message names the log.
    """
    load_content(settings.root / "content")
    path = model_path(settings.root)
    if path.is_file() and not force:
        return path
    log = settings.var / "logs" / "train.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    step = Step("Training the model")
    path.parent.mkdir(exist_ok=True)
    # Trained aside and moved into place: stopping half-way leaves no half model.
    with tempfile.TemporaryDirectory(prefix=".training-", dir=path.parent) as folder:
        command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", "model", "--out", folder,
                   "--skip-validation",  # a test and `make validate` run `rasa data validate`
                   *(["--force"] if force else [])]
        if _run(command, settings, log, step) != 0 or not (Path(folder) / "model.tar.gz").is_file():
            step.failed()
            raise FrontdeskError(f"Training failed: {_last_line(log)} The whole log is in {log}.")
        (Path(folder) / "model.tar.gz").replace(path)
    step.done()
    remove_old_models(path.parent)
    return path


def _run(command: list[str], settings: Settings, log: Path, step: Step) -> int:
    environment = {**rasa_environment(settings), "LOG_LEVEL": "INFO"}
    # Fitting is one process's work: here all cores may help.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        environment.pop(name)
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=settings.root, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=subprocess.STDOUT)
        try:
            while True:
                try:
                    return process.wait(timeout=1)
                except subprocess.TimeoutExpired:
                    stages = _STAGE.findall(log.read_text(errors="replace"))
                    step.tick(f"({stages[-1]})" if stages else "(reading the data)")
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


def _last_line(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return re.sub(r"\x1b\[[0-9;]*m", "", lines[-1])[:300] if lines else "it said nothing."
