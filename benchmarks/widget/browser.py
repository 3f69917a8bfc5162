"""Debian's Chromium, kept from every host but this one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from benchmarks.process_cost import BenchmarkError
from frontdesk.settings import LOOPBACK

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run", "--no-proxy-server",
             f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {LOOPBACK}")


def chromium_path() -> str:
    """Where Chromium is.

    Raises:
        BenchmarkError: there is none.
    """
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        raise BenchmarkError("There is no chromium. Install it with apt-get install chromium, or set CHROMIUM to it.")
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser inside a ``with`` block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        yield browser
        browser.close()
