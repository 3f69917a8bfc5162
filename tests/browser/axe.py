"""axe-core in a page: what it finds wrong for people with disabilities."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page

_SCRIPT = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _axe() -> str:
    if not _SCRIPT.exists():
        missing = "axe-core isn't installed: run scripts/install-node.sh, which needs Node.js with npm"
        if os.environ.get("FRONTDESK_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    return _SCRIPT.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong on a page, in open shadow roots too.

    It runs in an isolated world, so the page's content security policy neither stops it nor counts it.

    Returns:
        A line for each: rule, impact, and which elements.
    """
    script = _axe()
    session = page.context.new_cdp_session(page)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    world = session.send("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
    _evaluate(session, world, f"{script};0")
    found = _evaluate(session, world, f"axe.run(document, {{ runOnly: {TAGS}, resultTypes: ['violations'] }})")
    session.detach()
    return [f"{violation['id']} ({violation['impact']}): {_where(node)}"
            for violation in found["violations"] for node in violation["nodes"]]


def _evaluate(session: CDPSession, world: int, expression: str) -> Any:
    answer = session.send("Runtime.evaluate", {"expression": expression, "contextId": world, "awaitPromise": True,
                                               "returnByValue": True})
    assert "exceptionDetails" not in answer, answer["exceptionDetails"]
    return answer["result"].get("value")


def _where(node: dict[str, Any]) -> str:
    path = " > ".join(part if isinstance(part, str) else " >>> ".join(part) for part in node["target"])
    summary = " ".join(node["failureSummary"].split())
    return f"{path}: {node['html'][:120]}: {summary}"
