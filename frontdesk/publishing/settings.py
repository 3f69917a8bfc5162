"""Settings of processes that serve another folder than the project's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from frontdesk.service.ports import free_ports
from frontdesk.settings import LOOPBACK, Settings
from frontdesk.terminal import PrivateSettings


@dataclass(frozen=True)
class FolderSettings(Settings):
    """Settings of this Frontdesk, but that a version's folder is served."""

    folder: Path

    @property
    def served(self) -> Path:
        """The version's folder."""
        return self.folder


@dataclass(frozen=True)
class TrialSettings(PrivateSettings):
    """Settings of a whole Frontdesk that nobody else uses, with a folder of its own for all that it writes."""

    folder: Path
    private_var: Path

    @property
    def served(self) -> Path:
        """The folder that is tried."""
        return self.folder

    @property
    def var(self) -> Path:
        """Logs and database of the trial alone."""
        return self.private_var


def of_folder(settings: Settings, folder: Path) -> FolderSettings:
    """The same settings, for serving a version's folder."""
    return FolderSettings(**vars(settings), folder=folder.resolve())


def for_trial(settings: Settings, folder: Path, var: Path) -> TrialSettings:
    """Settings for trying a folder on free ports.

    Args:
        settings: of this Frontdesk.
        folder: whose content and model are tried.
        var: for logs and database; removing it removes all of the trial.
    """
    port, rasa_port, actions_port = free_ports(3)
    var = var.resolve()
    return TrialSettings(
        host=LOOPBACK, port=port, rasa_port=rasa_port, actions_port=actions_port,
        public_url=f"http://{LOOPBACK}:{port}", root=settings.root, rasa_timeout=settings.rasa_timeout,
        private_database=str(var / "conversations.db"), folder=folder.resolve(), private_var=var)
