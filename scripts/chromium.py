"""Where Chromium is."""

from __future__ import annotations

import os
import shutil
import sys


def find_chromium() -> str | None:
    """Its path; ``None``, and a line on what to do, where there is none."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("There is no chromium: apt-get install chromium, or set CHROMIUM to its path.", file=sys.stderr)
    return chromium or None
