"""The articles in a browser: by keyboard, while typing, on a phone, in the dark, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.applications import Starlette

from frontdesk.editing.draft import Draft
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage, pages
from tests.browser.conftest import browser as chromium  # noqa: F401
from tests.browser.serving import Server
from tests.console.articles.conftest import FOLDER, PAGES, SLUG, Open
from tests.importing.files import post, wordpress_export

pytestmark = pytest.mark.browser

HERE = "/staff/articles"
PHONE = (320, 640)
CHANGED = "So tightness of the calf is one of them."


@pytest.fixture
def show(chromium: Any, open_articles: Open) -> Iterator[OpenPage]:  # noqa: F811
    """Open a page of the console, as an editor."""
    app = open_articles().app
    assert isinstance(app, Starlette)
    server = Server(app)
    server.start()
    with pages(chromium, server.url) as open_:
        # Forms answer by leading on, which the record of faults would take for one.
        yield lambda path=HERE, **options: open_(path, chat=False, faults=True, **options)
    server.stop()


def look(page: Page, path: str, tmp_path: Path) -> None:
    """Go where a path leads, through forms where it is no address."""
    if path == "preview":
        page.goto(page.url.partition(HERE)[0] + f"{HERE}/new")
        page.set_input_files("#file", PAGES / "elementor.html")
        page.get_by_role("button", name="Read it").click()
    elif path == "export":
        page.goto(page.url.partition(HERE)[0] + f"{HERE}/new")
        export = wordpress_export(post("Heels", "They hurt."), post("Toes", "They itch.", status="draft"))
        (tmp_path / "site.xml").write_bytes(export)
        page.set_input_files("#file", tmp_path / "site.xml")
        page.get_by_role("button", name="Read it").click()
    elif path == "breaks":
        page.goto(page.url.partition(HERE)[0] + f"{HERE}/{SLUG}/edit")
        text = page.get_by_label("The text").input_value()
        page.get_by_label("The text").fill(text.replace("So calf tightness is one of them.", CHANGED))
        page.get_by_role("button", name="Save in the draft").first.click()
    else:
        page.goto(page.url.partition(HERE)[0] + HERE + path)
    expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("path", ["", "/new", f"/{SLUG}", f"/{SLUG}/edit", f"/{SLUG}/questions", f"/{SLUG}/remove",
                                  "preview", "export", "breaks"])
def test_every_page_is_accessible_and_fits_a_phone_in_light_and_dark(
    show: OpenPage, project: Path, tmp_path: Path, path: str,
) -> None:
    if not path:  # with its box of broken quotes
        file = project / FOLDER / f"{SLUG}.md"
        file.write_text(file.read_text(encoding="utf-8").replace("So calf tightness is one of them.", CHANGED),
                        encoding="utf-8")
    for scheme in ("light", "dark"):
        page = show(size=PHONE, color_scheme=scheme)
        look(page, path, tmp_path)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]


def test_an_article_is_added_by_keyboard_alone(show: OpenPage, draft: Draft) -> None:
    page = show(f"{HERE}/new")
    page.get_by_label("Paste the text").focus()
    page.keyboard.insert_text("Heel pain\n\nHeels hurt in the morning. Rest helps.\n\nGo for a walk with us")
    for _ in range(5):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Read it"
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Is this the article?").wait_for()
    box = page.get_by_label("Never quote this").nth(1)
    box.focus()
    with page.expect_response("**/preview-part"):
        page.keyboard.press("Space")
    expect(page.locator("#cut-summary")).to_have_text(
        "2 sentences that can be quoted, 0 headings, 1 invitation.")
    expect(page.get_by_label("Never quote this").nth(1)).to_be_focused()  # though the lines were built anew
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Questions it could answer").wait_for()
    assert [block.kind for block in draft.state().articles["heel-pain"].blocks] == ["paragraph", "call_to_action"]


def test_the_cut_text_follows_the_typing(show: OpenPage) -> None:
    page = show(f"{HERE}/{SLUG}/edit")
    page.get_by_label("The text").fill("## <b>Why?</b>\n\nIt hurts. It heals.")
    expect(page.locator("#cut-summary")).to_have_text("2 sentences that can be quoted, 0 headings, 1 invitation.")
    page.get_by_label("The text").fill("## Why <b>does</b> it?\n\nIt hurts. It heals.")
    expect(page.locator("#cut-summary")).to_have_text("2 sentences that can be quoted, 1 heading, 0 invitations.")
    assert page.locator("#cuts mark").all_inner_texts() == ["It hurts.", "It heals."]
    assert page.locator("#cuts strong").inner_text() == "Why <b>does</b> it?"


def test_leaving_with_changes_asks_first(show: OpenPage) -> None:
    page = show(f"{HERE}/{SLUG}/edit")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Leave it as it was").click()
    page.wait_for_url(f"**/{SLUG}")
    assert asked == []
    page.goto(page.url + "/edit")
    page.get_by_label("Author").press_sequentially("Jane")
    page.get_by_role("link", name="Leave it as it was").click()
    page.wait_for_url(f"**/{SLUG}")
    assert asked == ["beforeunload"]


def test_a_file_can_be_dropped(show: OpenPage) -> None:
    page = show(f"{HERE}/new")
    dropped = page.evaluate_handle("""() => {
      const data = new DataTransfer();
      data.items.add(new File(["Heel pain\\n\\nHeels hurt in the morning."], "heels.txt", { type: "text/plain" }));
      return data;
    }""")
    page.dispatch_event("[data-drop]", "dragover", {"dataTransfer": dropped})
    assert page.locator("[data-drop][data-over]").count() == 1
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": dropped})
    expect(page.locator("[data-drop-said]")).to_have_text("heels.txt is chosen.")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_label("Title")).to_have_value("Heel pain")


def test_without_javascript(show: OpenPage, draft: Draft) -> None:
    page = show(f"{HERE}/new", java_script_enabled=False)
    page.get_by_label("Paste the text").fill("Heels hurt in the morning. Rest helps.")
    page.get_by_role("button", name="Read it").click()
    page.get_by_label("Title").fill("Heel pain")
    page.get_by_label("The text").fill("Heels hurt in the morning. So do toes.\n\nGo for a walk")
    page.get_by_role("button", name="Cut it anew").click()
    assert page.locator("#cuts mark").count() == 3
    page.get_by_label("Never quote this").nth(1).check()
    page.get_by_role("button", name="Add to the draft").first.click()
    page.get_by_role("heading", name="Questions it could answer").wait_for()
    assert len(draft.state().articles["heel-pain"].sentences) == 2
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("heading", name="Articles").wait_for()
    assert "heel-pain" not in draft.state().articles


def test_broken_quotes_are_mended_in_one_go(show: OpenPage, draft: Draft, tmp_path: Path) -> None:
    page = show()
    look(page, "breaks", tmp_path)
    page.get_by_role("button", name="Save in the draft").click()
    page.wait_for_url(f"**/{SLUG}")
    state = draft.state()
    assert state.broken == ()
    assert CHANGED in state.articles[SLUG].body
