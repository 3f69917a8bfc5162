"""Training the model, with progress of our own instead of Rasa's."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.content import load_content
from frontdesk.safety.model_folder import model_folder
from frontdesk.safety.red_flags import load_red_flags
from frontdesk.service.environment import rasa_environment
from frontdesk.service.model import model_path, remove_old, remove_old_models
from frontdesk.service.progress import Progress, Step
from frontdesk.settings import Settings

_STAGE = re.compile(r"Starting to train component '(\w+)'")
_KEPT_RED_FLAG_MODELS = 3


def ensure_models(settings: Settings, force: bool = False, step: Callable[[str], Progress] = Step) -> Path:
    """Train what isn't there for the files as they are now: the red-flag detector, and Rasa's model.

    Arguments, result and errors are those of :func:`ensure_model`.
    """
    ensure_red_flag_model(settings, force, step)
    return ensure_model(settings, force, step)


def ensure_red_flag_model(
    settings: Settings, force: bool = False, step: Callable[[str], Progress] = Step,
) -> Path:
    """Fit the red-flag detector's classifier, unless the one for the content as it is now is there already.

    Args:
        settings: where things are; the files are those of the folder that is served.
        force: fit even so.
        step: says how it goes on, given what is being done.

    Returns:
        The model's folder.

    Raises:
        ContentError: the content can't be used.
        FrontdeskError: it failed; the message names the log.
    """
    load_red_flags(settings.served / "content" / "safety")
    folder = model_folder(settings.served)
    if folder.is_dir() and not force:
        return folder
    command = [sys.executable, "-m", "frontdesk.safety.training"]
    _train(command, settings, "train-red-flags.log", step("Fitting the red-flag detector"), "(comparing the examples)")
    if not folder.is_dir():
        raise FrontdeskError(f"The red-flag detector was fitted, but {folder} isn't there. Run 'frontdesk train'.")
    remove_old(folder.parent, "red-flags-*", _KEPT_RED_FLAG_MODELS)
    return folder


def ensure_model(settings: Settings, force: bool = False, step: Callable[[str], Progress] = Step) -> Path:
    """Train, unless the model for the files as they are now is there already.

    Args:
        settings: where things are; the files are those of the folder that is served.
        force: train even so.
        step: says how it goes on, given what is being done.

    Returns:
        The model's path.

    Raises:
        ContentError: the content can't be used.
        FrontdeskError: training failed; the message names the log.
    """
    load_content(settings.served / "content")
    path = model_path(settings.served)
    if path.is_file() and not force:
        return path
    path.parent.mkdir(exist_ok=True)
    # Trained aside and moved into place: stopping half-way leaves no half model.
    with tempfile.TemporaryDirectory(prefix=".training-", dir=path.parent) as folder:
        command = [sys.executable, "-m", "frontdesk.nlu.training", "--fixed-model-name", "model", "--out", folder,
                   "--skip-validation",  # a test and `make validate` run `rasa data validate`
                   *(["--force"] if force else [])]
        model = Path(folder) / "model.tar.gz"
        _train(command, settings, "train.log", step("Training the model"), "(reading the data)", made=model)
        model.replace(path)
    remove_old_models(path.parent)
    return path


def _train(
    command: list[str], settings: Settings, log_name: str, step: Progress, doing: str, made: Path | None = None
) -> None:
    log = settings.var / "logs" / log_name
    log.parent.mkdir(parents=True, exist_ok=True)
    if _run(command, settings, log, step, doing) != 0 or (made is not None and not made.is_file()):
        step.failed()
        raise FrontdeskError(f"Training failed: {_last_line(log)} The whole log is in {log}.")
    step.done()


def _run(command: list[str], settings: Settings, log: Path, step: Progress, doing: str) -> int:
    environment = {**rasa_environment(settings), "LOG_LEVEL": "INFO"}
    # Fitting is one process's work: here all cores may help.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        environment.pop(name)
    log.unlink(missing_ok=True)
    with log.open("ab") as output:  # appending, as retention may empty a log at any time
        process = subprocess.Popen(command, cwd=settings.served, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=subprocess.STDOUT)
        try:
            while True:
                try:
                    return process.wait(timeout=1)
                except subprocess.TimeoutExpired:
                    stages = _STAGE.findall(log.read_text(errors="replace"))
                    step.tick(f"({stages[-1]})" if stages else doing)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


def _last_line(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return re.sub(r"\x1b\[[0-9;]*m", "", lines[-1])[:300] if lines else "it said nothing."
