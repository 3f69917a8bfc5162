"""docs/embedding.md: what it tells web people to do works, and its tables are complete."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from benchmarks.widget.project import private_project
from frontdesk.embed import instructions
from frontdesk.settings import load_settings
from tests.browser import shared_website
from tests.browser.conftest import OpenPage, pages
from tests.browser.host_pages import HostPage, HostPages
from tests.browser.panel import WORDS, box, delete, field, launcher, more, open_panel, say
from tests.browser.serving import Server
from tests.browser.stand_in import ROOT, StandInClinic

pytestmark = pytest.mark.browser
website, clinic, host = shared_website.website, shared_website.clinic, shared_website.host

TEXT = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
SITE = "https://chat.example.org"
SNIPPETS: list[str] = re.findall(r"^```html\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
[POLICY] = re.findall(r"^```\n((?:script|connect)-src .*?)^```", TEXT, re.DOTALL | re.MULTILINE)


def at(text: str, clinic: StandInClinic) -> str:
    """The text with the stand-in's address in place of the example's."""
    assert SITE in text
    return text.replace(SITE, clinic.url)


def begin(page: Page) -> None:
    """Get to the chat, whether it stands in the page or behind a button, and use it."""
    expect(launcher(page).or_(field(page))).to_be_visible()
    if launcher(page).count():
        open_panel(page)
    say(page, "hello")


def test_there_are_snippets() -> None:
    assert len(SNIPPETS) >= 5
    assert all("/widget.js" in snippet for snippet in SNIPPETS)
    assert TEXT.count("```html") == len(SNIPPETS)


def test_every_snippet_shows_the_chat(open_host: OpenPage, host: HostPages, clinic: StandInClinic) -> None:
    host.pages["page"] = HostPage()
    page = open_host("/page/", chat=False)
    for snippet in SNIPPETS:
        host.pages["page"] = HostPage(body=at(snippet, clinic))
        page.reload()
        begin(page)
        delete(page)
        expect(page.get_by_text(WORDS["deleted"])).to_be_visible()  # before the page goes
        if "position" in snippet:
            assert box(launcher(page))[0] == 16
        if "data-launcher" in snippet:
            expect(launcher(page)).to_have_text("Questions?")
            starters = page.get_by_role("group", name="Questions to start with").get_by_role("button")
            expect(starters).to_have_text(["Is my walking causing my back pain?"])
        if "<frontdesk-chat>" in snippet:
            left, top, right, bottom = box(page.locator("frontdesk-chat"))
            assert (right - left, bottom - top) == (480, 640)


def test_the_snippet_of_a_button_says_what_it_says(open_host, host, clinic) -> None:
    [snippet] = (one for one in SNIPPETS if "data-frontdesk-message" in one)
    host.pages["page"] = HostPage(body=at(snippet, clinic))
    page = open_host("/page/")
    page.get_by_role("button", name="Book a free consultation").click()
    expect(page.locator(".log .reply")).to_have_count(1)
    assert clinic.posted[0]["message"] == "I would like to book"


@pytest.mark.parametrize("besides", [
    "img-src data:", "default-src 'none'; img-src data:; require-trusted-types-for 'script'"])
def test_its_policy_is_enough(open_host, host, clinic, besides: str) -> None:
    host.pages["page"] = HostPage()
    page = open_host("/page/", chat=False)
    for snippet in (one for one in SNIPPETS if "<script>" not in one and "style=" not in one):
        host.pages["page"] = HostPage(body=at(snippet, clinic), policy=f"{at(POLICY, clinic).strip()}; {besides}")
        page.reload()
        begin(page)
        page.get_by_role("button", name="Helpful", exact=True).click()
        more(page, "Print the conversation")
        delete(page)
        expect(page.get_by_text(WORDS["deleted"])).to_be_visible()
        assert page.evaluate("violations") == []


def test_its_policy_with_a_nonce_is_enough(open_host, host, clinic) -> None:
    connect = at(POLICY, clinic).strip().split("; ")[1]
    snippet = at(SNIPPETS[0], clinic).replace("<script ", '<script nonce="once" ')
    policy = f"script-src 'nonce-once' 'strict-dynamic'; {connect}; img-src data:"
    host.pages["page"] = HostPage(body=snippet, policy=policy)
    begin(open_host("/page/"))


@pytest.mark.parametrize("part", ["script-src", "connect-src"])
def test_without_its_policy_it_is_blocked(open_host, host, clinic, part: str) -> None:
    """So that the tests of the policy show something."""
    rest = "; ".join(one for one in at(POLICY, clinic).strip().split("; ") if not one.startswith(part))
    host.pages["page"] = HostPage(body=at(SNIPPETS[0], clinic), policy=f"default-src 'none'; img-src data:; {rest}")
    page = open_host("/page/", faults=True, chat=False)
    if part == "connect-src":
        open_panel(page)
        field(page).fill("hello")
        field(page).press("Enter")
        expect(page.locator(".log .failure")).to_be_visible()
    page.wait_for_function("violations.length > 0")
    assert all(one.startswith(part) for one in page.evaluate("violations.splice(0)"))
    assert clinic.posted == []


# Tables

def told_attributes() -> dict[str, str]:
    """What the table of settings says of each attribute."""
    rows = re.findall(r"^\| (`data-[^|]*) \| ([^|]*) \|$", TEXT, re.MULTILINE)
    return {name: what for names, what in rows for name in re.findall(r"`data-([\w-]+)`", names)}


def read_attributes() -> tuple[set[str], set[str]]:
    """What the code reads: of the script tag alone, and of the element too."""
    loader = (ROOT / "widget" / "loader" / "loader.js").read_text(encoding="utf-8")
    chat = (ROOT / "widget" / "panel" / "chat.js").read_text(encoding="utf-8")
    of_script = {*re.findall(r"settings\.(\w+)", loader)}
    for names in re.findall(r"const {([\w, ]+)} = script\.dataset", loader):
        of_script |= {*re.findall(r"\w+", names)}
    of_script = {re.sub(r"[A-Z]", lambda found: f"-{found[0].lower()}", name) for name in of_script}
    of_element = {*re.findall(r"(?:setting|getAttribute)\(\"([\w-]+)\"\)", chat)}
    return of_script - of_element, of_element


def test_its_table_of_attributes_is_complete() -> None:
    of_script, of_element = read_attributes()
    told = told_attributes()
    assert set(told) == of_script | of_element
    assert {name for name, what in told.items() if "script tag only" in what} == of_script


def test_it_says_what_the_headers_are(clinic, open_clinic) -> None:
    page = open_clinic("/chat")
    rows = dict(re.findall(r"^\| `(/[^|]*)` \| ([^|]*) \|$", TEXT, re.MULTILINE))
    headers = page.request.get(f"{clinic.url}/widget.js").headers
    for name, value in re.findall(r"`([A-Z][\w-]+): ([^`]+)`", rows["/widget.js"]):
        assert headers[name.lower()] == value
    assert "etag" in headers
    answer = page.request.get(f"{clinic.url}/chat").headers
    for name in ("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"):
        assert name in TEXT
        assert name.lower() in answer


# Served by the website itself

@pytest.mark.parametrize("slash", ["", "/"])
def test_the_files_that_a_website_serves_itself(
    browser: Browser, clinic: StandInClinic, tmp_path: Path, slash: str,
) -> None:
    """With the script tag and the policy that ``frontdesk embed --files`` tells."""
    folder = tmp_path / "files"
    settings = replace(load_settings(ROOT), root=private_project(tmp_path / "project"), public_url=clinic.url)

    async def page_(_request: Request) -> Response:
        page = HostPage(body=tag.replace(clinic.url, clinic.url + slash), policy=policy)
        return HTMLResponse(page.html(), headers={"Content-Security-Policy": policy})

    website = Server(Starlette(routes=[Route("/", page_), Mount("/", StaticFiles(directory=folder, check_dir=False))]))
    allow(settings.root, website.url)
    told = instructions(settings, website.url, folder)
    [tag] = re.findall(r"<script .*</script>", told)
    allowed = re.findall(r"^  ((?:script|connect)-src .*)$", told, re.MULTILINE)
    policy = "; ".join(["default-src 'none'; img-src data:", *allowed])
    clinic.set(widget={"allowed_origins": (website.url,)})
    website.start()
    try:
        with pages(browser, website.url, clinic.url) as open_:
            page = open_("/")
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            begin(page)
            assert [url.removeprefix(clinic.url) for url in asked if url.startswith(clinic.url)] == ["/api/chat"]
            assert page.evaluate("Object.keys(localStorage)") == [f"frontdesk:{clinic.url}/"]
    finally:
        website.stop()


def allow(root: Path, origin: str) -> None:
    """Let the project's clinic allow a website."""
    (root / "content").unlink()
    shutil.copytree(ROOT / "content", root / "content")
    settings = root / "content" / "clinic.yml"
    text = settings.read_text(encoding="utf-8")
    assert text.count("  allowed_origins:\n") == 1
    settings.write_text(text.replace("  allowed_origins:\n", f"  allowed_origins:\n    - {origin}\n"), encoding="utf-8")
