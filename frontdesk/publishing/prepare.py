"""Versions that can be served: their files there, a model for them and for the Frontdesk that is running."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.publishing.folders import clinics_digest, file_digest, lend_models, refresh, snapshot
from frontdesk.publishing.publishing import Publishing
from frontdesk.publishing.settings import of_folder
from frontdesk.service.backends import Wanted
from frontdesk.service.model import model_path, remove_old_models
from frontdesk.service.progress import Progress, Step
from frontdesk.service.training import ensure_models
from frontdesk.settings import Settings
from frontdesk.store.versions import START, Version, Versions

_KEPT = 50  # versions whose files are kept


class Shelf:
    """Versions on the disk and in the store.

    Args:
        settings: of this Frontdesk.
        publishing: what is known of versions.
    """

    def __init__(self, settings: Settings, publishing: Publishing) -> None:
        self._settings, self._publishing = settings, publishing
        self._versions = Versions(settings.database)

    def train(self, folder: Path, step: Callable[[str], Progress] = Step) -> Path:
        """Train what a folder needs, unless some other folder has it.

        Args:
            folder: with a copy of the clinic's files.
            step: says how it goes on, given what is being done.

        Returns:
            The model.

        Raises:
            ContentError: the content can't be used.
            FrontdeskError: training failed; the message names the log.
        """
        refresh(self._settings.root, folder)
        numbers = self._versions.live_numbers()
        for source in (self._settings.root, *(self._publishing.folder(number) for number in numbers)):
            if source.resolve() != folder.resolve():
                lend_models(source, folder)
        model = ensure_models(of_folder(self._settings, folder), step=step)
        lend_models(folder, self._settings.root)  # for the commands that use the files as they are
        remove_old_models(self._settings.root / "models")
        return model

    def add(self, folder: Path, by: str, note: str, reason: str = "") -> Version:
        """Make a trained folder the next version; it isn't live yet.

        Args:
            folder: which is moved to its place.
            by: who publishes it.
            note: what they say of it.
            reason: why in spite of a worse check.
        """
        version = self._versions.add(by, note, reason, clinics_digest(folder), file_digest(model_path(folder)))
        place = self._publishing.folder(version.number)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            shutil.rmtree(place)  # of a store that is no more
        folder.replace(place)
        self._forget_old()
        return version

    def ready(self, number: int, step: Callable[[str], Progress] = Step) -> Wanted:
        """A version as it can be started, trained anew if this Frontdesk is another one than it was made with.

        Raises:
            FrontdeskError: its files aren't those that were published, or training failed.
        """
        version, folder = self._publishing.version(number), self._publishing.folder(number)
        if version is None or not self.intact(version):
            raise FrontdeskError(f"The files of version {number} in {folder} aren't those that were published. Publish "
                                 "anew, or go back to another version.")
        refresh(self._settings.root, folder)
        known = model_path(folder)
        trained = not known.is_file()
        model = self.train(folder, step)
        digest = file_digest(model)
        if trained:
            self._versions.set_model(number, digest)
        elif digest != version.model:
            raise FrontdeskError(f"{model} isn't the model that was published with version {number}. Remove it, and it "
                                 "is trained anew.")
        return Wanted(number, folder, model)

    def as_it_is(self, number: int) -> Wanted | None:
        """A version that can be started without training; ``None`` where that isn't so."""
        version, folder = self._publishing.version(number), self._publishing.folder(number)
        if version is None or not self.intact(version):
            return None
        model = model_path(folder)
        fine = model.is_file() and file_digest(model) == version.model
        return Wanted(number, folder, model) if fine else None

    def intact(self, version: Version) -> bool:
        """Whether the clinic's files of a version are there, as they were published."""
        folder = self._publishing.folder(version.number)
        return folder.is_dir() and clinics_digest(folder) == version.files

    def publish_files(self, by: str, note: str, step: Callable[[str], Progress] = Step) -> Wanted:
        """Make the files as they are now the live version, without a check.

        Raises:
            ContentError: the content can't be used.
            FrontdeskError: training failed; the message names the log.
        """
        folder = self._settings.var / "versions" / "next"
        snapshot(self._settings.root, folder)
        self.train(folder, step)
        version = self.add(folder, by, note)
        self._versions.release(version.number, START, by, note)
        place = self._publishing.folder(version.number)
        return Wanted(version.number, place, model_path(place))

    def _forget_old(self) -> None:
        for version in self._versions.all()[_KEPT:]:
            shutil.rmtree(self._publishing.folder(version.number), ignore_errors=True)


@dataclass(frozen=True)
class AtStart:
    """What is served when Frontdesk starts.

    Attributes:
        live: the version.
        unpublished: whether the project's files differ from it.
    """

    live: Wanted
    unpublished: bool


def version_at_start(settings: Settings, publishing: Publishing, shelf: Shelf, edited_by_staff: bool) -> AtStart:
    """The version to begin with.

    Where staff edit the files, what they haven't published stays unpublished. Where nobody has an account,
    the files are a developer's, who starts Frontdesk to see them.

    Args:
        settings: of this Frontdesk.
        publishing: what is known of versions.
        shelf: of this Frontdesk.
        edited_by_staff: whether there is any account.

    Raises:
        ContentError: the content can't be used.
        FrontdeskError: training failed; the message names the log.
    """
    version = publishing.live()
    if version is None:
        return AtStart(shelf.publish_files("frontdesk run", "The first version"), False)
    files = clinics_digest(settings.root)
    differ = files != version.files
    if not shelf.intact(version):
        return AtStart(shelf.publish_files("frontdesk run", f"The files of version {version.number} were gone"), False)
    # What was published once and then gone back from isn't what somebody has just edited.
    known = any(files == other.files for other in publishing.versions())
    if differ and not known and not edited_by_staff:
        return AtStart(shelf.publish_files("frontdesk run", "The files have changed"), False)
    return AtStart(shelf.ready(version.number), differ)
