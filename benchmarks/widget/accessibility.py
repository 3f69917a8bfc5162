"""What axe finds on each host page, with the widget closed, open, and after an answer."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from benchmarks.process_cost import BenchmarkError
from benchmarks.widget.contenders import Contender
from benchmarks.widget.project import PROJECT
from benchmarks.widget.visit import ask, open_panel, opened_page

_AXE = PROJECT / "node_modules" / "axe-core" / "axe.min.js"


def violations(browser: Browser, base: str, contender: Contender) -> dict[str, list[str]]:
    """Ids of the rules that are broken, of all that axe has on by default, by state.

    Args:
        browser: that runs.
        base: address of the host pages.
        contender: which of them.

    Raises:
        BenchmarkError: axe isn't installed.
    """
    if not _AXE.is_file():
        raise BenchmarkError("axe-core isn't installed. Run 'npm ci' in the project's folder.")
    with opened_page(browser, base, contender) as page:
        page.evaluate(_AXE.read_text(encoding="utf-8"))
        found = {}
        if contender.launcher or not contender.box:
            found["closed"] = _broken(page)
        if contender.box:
            if contender.launcher:
                open_panel(page, contender)
            found["open"] = _broken(page)
            ask(page, contender)
            found["answered"] = _broken(page)
        return found


def _broken(page: Page) -> list[str]:
    page.wait_for_timeout(1000)  # what fades in has no contrast yet
    return sorted(page.evaluate("async () => (await axe.run()).violations.map(({ id }) => id)"))
