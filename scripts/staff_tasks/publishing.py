"""Publishing and going back, as somebody at a browser does."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import expect

from scripts.staff_tasks.trial import Trial

_PATIENCE = 900.0  # seconds that a publication may take
_REASON = "The clinic wants the new answer online today."


def publish(trial: Trial) -> None:
    """Publish, look at the comparison, and see a visitor answered by the new FAQ."""
    page, before = trial.page, trial.clinic.running.live()
    assert trial.answer not in _answers(trial)
    trial.open("Publish")
    trial.hands.write(page.get_by_label("Note (not required)"), f"Trial, round {trial.number + 1}")
    trial.go(trial.button("Publish"))
    expect(page.locator("#progress")).to_be_visible()
    _wait_for_the_end(trial)
    if page.get_by_role("heading", name="Publish all the same?").is_visible():
        trial.hands.write(page.get_by_label("Why", exact=True), _REASON)
        trial.go(trial.button("Publish all the same"))
        trial.told("It goes on.")
        _wait_for_the_end(trial)
    if page.get_by_role("link", name="See what came of it").is_visible():
        trial.go(page.get_by_role("link", name="See what came of it"))
    expect(page.locator("main .tag").first).to_have_text("live")
    expect(page.get_by_role("table", name="This one beside the live version").locator("tbody tr").first).to_be_visible()
    expect(page.get_by_role("heading", name="What got better")).to_be_visible()
    version = trial.clinic.running.publishing.live()
    assert version is not None
    assert trial.clinic.running.live() == version.number > before
    assert trial.answer in _answers(trial)


def roll_back(trial: Trial) -> None:
    """Make the first version live again."""
    page = trial.page
    trial.open("Publish")
    trial.go(page.get_by_role("link", name="All versions"))
    trial.arrived("Versions")
    trial.go(page.get_by_role("button", name=re.compile("^Make live .*version 1$")))
    ended = page.get_by_role("link", name="See what came of it").or_(page.locator("main .tag", has_text="live"))
    expect(ended.first).to_be_visible(timeout=_PATIENCE * 1000)
    assert trial.clinic.running.live() == 1
    assert trial.answer not in _answers(trial)


def _wait_for_the_end(trial: Trial) -> None:
    """Wait until the page itself shows that there is something to decide, or that it has ended."""
    page = trial.page
    ended = page.get_by_role("heading", name="Publish all the same?")
    for each in (page.get_by_role("link", name="See what came of it"), page.get_by_role("heading", name="Figures"),
                 page.locator(".box.bad")):
        ended = ended.or_(each)
    expect(ended.first).to_be_visible(timeout=_PATIENCE * 1000)


def _answers(trial: Trial) -> str:
    """What a visitor who asks the new FAQ's question is quoted now."""
    said = httpx.post(f"{trial.clinic.running.url}/api/chat", json={"message": trial.question}, timeout=60,
                      trust_env=False)
    said.raise_for_status()
    return " ".join(quote["text"] for reply in said.json()["replies"] for quote in reply["quotes"])
