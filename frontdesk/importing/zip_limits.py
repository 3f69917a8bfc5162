"""What a Word file's archive may hold; checked by its directory, before anything is unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO

from frontdesk.importing.imported import Unreadable

MAX_MEMBERS = 2000
MAX_UNPACKED = 50 * 1024 * 1024  # bytes of all members together
MAX_RATIO = 200  # unpacked to packed
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that Word writes


def check_archive(data: bytes) -> None:
    """Make sure that an archive can be unpacked safely.

    Sizes are what the directory says; Python's reader unpacks no more of a member than that.

    Raises:
        Unreadable: it can't.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise damaged() from None
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise Unreadable("The file has a password. Save it without one, and upload that.")
    unpacked, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        raise Unreadable("The file holds too much. Copy its text into a new file, or paste the text.")
    if unpacked > MAX_RATIO * max(packed, 1) or any(member.compress_type not in _METHODS for member in members):
        raise strange()
    if any(not _is_safe(member.filename) for member in members):
        raise strange()


def damaged() -> Unreadable:
    """What to say of an archive that can't be unpacked, for the caller to raise."""
    return Unreadable("The file is damaged. Save it again, and upload that.")


def strange() -> Unreadable:
    """What to say of an archive that is none of Word's, for the caller to raise."""
    return Unreadable("It doesn't look like a file that Word made. Open it in Word, save it again, and upload that.")


def _is_safe(name: str) -> bool:
    """Whether a member's name stays within the archive."""
    parts = name.replace("\\", "/").split("/")
    return not (name.startswith(("/", "\\")) or ":" in parts[0] or ".." in parts or "\0" in name)
