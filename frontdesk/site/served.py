"""What the site serves: all that depends on the content of the live version, loaded together and replaced together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from frontdesk.knowledge.content import Content, load_content
from frontdesk.safety.detector import WEIGHTS, Detector, load_detector
from frontdesk.safety.wording import Wording
from frontdesk.service.model import add_files
from frontdesk.site.pages import Pages
from frontdesk.site.widget_files import WidgetFiles, make_scripts


@dataclass(frozen=True)
class Served:
    """One version's content, ready to be served.

    Attributes:
        version: its number; ``None`` for a folder that isn't a version.
        content: the clinic's.
        detector: of red flags.
        detector_files: SHA-256 of what it is made from.
        wording: of what it says.
        pages: the site's.
        widget: its scripts.
    """

    version: int | None
    content: Content
    detector: Detector
    detector_files: str
    wording: Wording
    pages: Pages
    widget: WidgetFiles


def load_served(
    root: Path, folder: Path, version: int | None = None, before: Served | None = None,
    detector: Detector | None = None,
) -> Served:
    """Load a version.

    Args:
        root: the project's folder, with the widget.
        folder: with the version's content and models.
        version: its number.
        before: what was served until now, whose detector is kept where nothing of it has changed.
        detector: for tests; the one for the content when ``None``.

    Raises:
        FrontdeskError: the content, the widget or the red-flag model can't be used.
    """
    content = load_content(folder / "content")
    widget = WidgetFiles(make_scripts(root, content))
    files = detector_files(folder)
    if detector is None:
        detector = before.detector if before is not None and before.detector_files == files else load_detector(folder)
    clinic = content.clinic
    wording = Wording(detector.flags, clinic.emergency_number, clinic.country)
    return Served(version, content, detector, files, wording, Pages(content), widget)


def detector_files(folder: Path) -> str:
    """SHA-256 over everything of a folder that the red-flag detector is made from."""
    digest = hashlib.sha256()
    safety = (path for path in (folder / "content" / "safety").rglob("*") if path.is_file())
    add_files(digest, folder, [folder / WEIGHTS, *safety])
    return digest.hexdigest()
