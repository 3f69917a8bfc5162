"""Reading a file in a process of its own, with limits on its time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from frontdesk.importing.imported import MAX_UPLOAD, Imported, ImportedBlock, Unreadable
from frontdesk.importing.reader_process import MAX_SECONDS, REFUSED
from frontdesk.importing.reading import ReadFile

_CODE = Path(__file__).resolve().parents[2]
_AT_ONCE = BoundedSemaphore(2)
_PATIENCE = 30.0  # seconds for our turn
_LONGEST_NAME = 200  # characters
_TOO_MUCH = ("It can't be read: it is damaged, or takes too much time or memory. Copy the text of the article, and "
             "paste that instead of the file.")


def read_upload(data: bytes, name: str, seconds: float = MAX_SECONDS) -> ReadFile:
    """Read a file, or a text that was pasted, whatever is in it.

    Args:
        data: its bytes; of a pasted text, in UTF-8.
        name: of the file; ``""`` for a pasted text.
        seconds: it may take.

    Raises:
        Unreadable: it can't be read, or takes too much time or memory; the text says what to do.
    """
    if len(data) > MAX_UPLOAD:
        raise Unreadable(f"The file is larger than {MAX_UPLOAD // 1024 // 1024} MB. Pictures make files large: save it "
                         "without them, or paste the text. A WordPress export can be made year by year.")
    if not _AT_ONCE.acquire(timeout=_PATIENCE):
        raise Unreadable("Others are reading files just now. Try again in a minute.")
    try:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-B", "-m", "frontdesk.importing.reader_process", _plain(name)],
            input=data, capture_output=True, timeout=seconds, cwd=_CODE, env=_environment(), check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable(_TOO_MUCH) from None
    finally:
        _AT_ONCE.release()
    if done.returncode not in (0, REFUSED):
        raise Unreadable(_TOO_MUCH)
    answer = json.loads(done.stdout)
    if done.returncode == REFUSED:
        raise Unreadable(str(answer["refused"]))
    return ReadFile(str(answer["kind"]), tuple(imported_from(article) for article in answer["articles"]))


def imported_from(value: dict[str, Any]) -> Imported:
    """An article from its JSON."""
    blocks = tuple(ImportedBlock(str(block["kind"]), str(block["text"])) for block in value["blocks"])
    texts = {name: str(value[name]) for name in ("title", "author", "date", "url")}
    return Imported(**texts, blocks=blocks, left_out=tuple(map(str, value["left_out"])), draft=bool(value["draft"]))


def _plain(name: str) -> str:
    """A file's name as an argument: its end tells the kind, and nothing in it may end the argument."""
    return "".join(character for character in name if character.isprintable())[-_LONGEST_NAME:]


def _environment() -> dict[str, str]:
    """What the process needs, and none of our secrets."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8", "PYTHONUTF8": "1", "HOME": "/nonexistent"}
