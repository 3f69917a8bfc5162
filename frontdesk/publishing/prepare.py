"""Versions that can be served: their files there, a model for them and for the Frontdesk that is running."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from frontdesk.errors import FrontdeskError
from frontdesk.publishing.folders import MODELS, clinics_digest, file_digest, lend_models, refresh, snapshot
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

    def train(
        self, folder: Path, step: Callable[[str], Progress] = Step, new: bool = True, force: bool = False
    ) -> Path:
        """Train what a folder needs, unless some other folder has it.

        Args:
            folder: with a copy of the clinic's files.
            step: says how it goes on, given what is being done.
            new: whether no model was recorded for it yet, so that one of 'frontdesk train' is as good as another.
            force: train even if there is a model already.

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
                lend_models(source, folder, lambda model: self._is_ours(model, new))
        model = ensure_models(of_folder(self._settings, folder), force=force, step=step)
        self._give_back(folder, model)
        return model

    def digests(self, folder: Path) -> tuple[str, str]:
        """What is recorded of a trained folder: digests of its files and of its model.

        Raises:
            FrontdeskError: Frontdesk was updated since it was trained.
        """
        model = model_path(folder)
        if not model.is_file():
            raise FrontdeskError("Frontdesk was updated after this was checked. Publish again, so that it is checked "
                                 "anew.")
        return clinics_digest(folder), file_digest(model)

    def place(self, folder: Path, number: int) -> None:
        """Move a trained folder to where its version's files are."""
        place = self._publishing.folder(number)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            shutil.rmtree(place)  # of a store that is no more
        folder.replace(place)

    def ready(self, number: int, step: Callable[[str], Progress] = Step) -> Wanted:
        """A version as it can be started, trained anew if this Frontdesk is another one than it was made with.

        A model that isn't the one that was recorded is never used: it is of a Frontdesk before or after this one, or
        somebody has changed it.

        Raises:
            FrontdeskError: its files aren't those that were published, or training failed.
        """
        version, folder = self._publishing.version(number), self._publishing.folder(number)
        if version is None or not self.intact(version):
            raise FrontdeskError(f"The files of version {number} in {folder} aren't those that were published. Publish "
                                 "anew, or go back to another version.")
        refresh(self._settings.root, folder)
        known = model_path(folder)
        other = known.is_file() and file_digest(known) != version.model
        model = self.train(folder, step, new=False, force=other)
        digest = file_digest(model)
        if digest != version.model:
            self._versions.set_model(number, digest)
        return Wanted(number, folder, model)

    def as_it_is(self, number: int) -> Wanted | None:
        """A version that can be started without training; ``None`` where that isn't so."""
        version, folder = self._publishing.version(number), self._publishing.folder(number)
        if version is None or not self.intact(version):
            return None
        refresh(self._settings.root, folder)
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
        snapshot(self._settings.root, folder, var=self._settings.var)
        self.train(folder, step)
        version = self._versions.add(by, note, "", *self.digests(folder))
        self.place(folder, version.number)
        self._versions.release(version.number, START, by, note)
        self.forget_old()
        place = self._publishing.folder(version.number)
        return Wanted(version.number, place, model_path(place))

    def fall_back(self) -> Wanted:
        """Make the version live that was so last, of those whose files are whole, as the live one's aren't.

        Raises:
            FrontdeskError: there is none, or training failed.
        """
        live, *others = self._versions.once_live()
        versions = [version for version in map(self._publishing.version, others) if version is not None]
        found = next((version.number for version in versions if self.intact(version)), None)
        damaged = (f"The files of version {live}, which is live, aren't those that were published: look at "
                   f"{self._publishing.folder(live)}.")
        if found is None:
            raise FrontdeskError(
                f"{damaged} No earlier version is whole either. Bring var/versions/ back from a backup (see "
                "docs/booking.md). Without one, 'frontdesk publish --reason \"files lost\"' checks and publishes the "
                "files as they are now.")
        wanted = self.ready(found)
        print(f"{damaged} Version {found} is live instead. Once the files of version {live} are brought back, "
              f"'frontdesk rollback {live}' makes it live again.", file=sys.stderr, flush=True)
        self._versions.release(found, START, "frontdesk run", f"The files of version {live} were damaged")
        return wanted

    def forget_old(self) -> None:
        """Remove the files of all but the newest versions; those of the live one and the one before it always stay."""
        needed = self._versions.live_numbers()
        for version in self._versions.all()[_KEPT:]:
            if version.number not in needed:
                shutil.rmtree(self._publishing.folder(version.number), ignore_errors=True)

    def _is_ours(self, model: Path, new: bool) -> bool:
        versions = self._versions.all()
        if file_digest(model) in {version.model for version in versions}:
            return True
        # Else it is to be trusted only if no version has one of this name, which it would have to be.
        folders = (self._publishing.folder(version.number) for version in versions)
        return new and not any((folder / MODELS / model.name).exists() for folder in folders)

    def _give_back(self, folder: Path, model: Path) -> None:
        """Let the project have the models too, for the commands that use the files as they are."""
        own = self._settings.root / MODELS / model.name
        if own.is_file() and file_digest(own) != file_digest(model):
            own.unlink()
        lend_models(folder, self._settings.root, lambda _model: True)
        remove_old_models(self._settings.root / MODELS)


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

    Where staff edit the files, what they haven't published stays unpublished, also if the live version's files are
    damaged: then the one before it is live. Where nobody has an account, the files are a developer's, who starts
    Frontdesk to see them.

    Args:
        settings: of this Frontdesk.
        publishing: what is known of versions.
        shelf: of this Frontdesk.
        edited_by_staff: whether there is any account.

    Raises:
        ContentError: the content can't be used.
        FrontdeskError: training failed; the message names the log. Or no version's files are whole.
    """
    version = publishing.live()
    if version is None:
        return AtStart(shelf.publish_files("frontdesk run", "The first version"), False)
    files = clinics_digest(settings.root)
    differ = files != version.files
    if not shelf.intact(version) and edited_by_staff:
        live = shelf.fall_back()
        found = publishing.version(live.number)
        return AtStart(live, found is None or files != found.files)
    if not shelf.intact(version):
        return AtStart(shelf.publish_files("frontdesk run", f"The files of version {version.number} were gone"), False)
    # What was published once and then gone back from isn't what somebody has just edited.
    known = any(files == other.files for other in publishing.versions())
    if differ and not known and not edited_by_staff:
        return AtStart(shelf.publish_files("frontdesk run", "The files have changed"), False)
    return AtStart(shelf.ready(version.number), differ)
