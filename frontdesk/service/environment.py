"""The environment in which Rasa and the action server run."""

from __future__ import annotations

import os

from frontdesk.settings import LOOPBACK, Settings

_MAX_REQUEST = 64 * 1024  # bytes
# Two cores serve all processes; numeric libraries must not each take all of them, nor wait for work in a spin.
ONE_THREAD_EACH = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def inherited(settings: Settings) -> dict[str, str]:
    """Our own environment variables, for a process that may run in another folder.

    Files that are named there, such as ``FRONTDESK_WEBHOOK_SECRET_FILE``, are named from the root of the file system.
    """
    return {name: str(settings.root / value) if name.endswith("_FILE") and value else value
            for name, value in os.environ.items()}


def rasa_environment(settings: Settings) -> dict[str, str]:
    """Environment variables for every process that imports Rasa or its SDK."""
    return {
        **inherited(settings),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore",
        # Nothing about a visitor or a clinic goes to a third party.
        "RASA_TELEMETRY_ENABLED": "false",
        "LOG_LEVEL": "WARNING",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "SANIC_HOST": LOOPBACK,
        "SANIC_REQUEST_MAX_SIZE": str(_MAX_REQUEST),
        "FRONTDESK_DATABASE": settings.database,
        "FRONTDESK_PUBLIC_URL": settings.public_url,
        "FRONTDESK_VAR": str(settings.var),
        # The working directory is the folder that is served, which has no code in it.
        "PYTHONPATH": os.pathsep.join(filter(None, (str(settings.root), os.environ.get("PYTHONPATH", "")))),
        "RASA_CACHE_DIRECTORY": os.environ.get("RASA_CACHE_DIRECTORY") or str(settings.root / ".rasa" / "cache"),
        **ONE_THREAD_EACH,
    }
