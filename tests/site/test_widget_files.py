"""The widget's two scripts, as browsers get them."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from frontdesk.errors import ContentError, FrontdeskError
from frontdesk.knowledge.content import Content, load_content
from frontdesk.settings import Settings
from frontdesk.site.app import create_app
from frontdesk.site.widget_files import WidgetFiles, WidgetScripts, make_scripts
from tests.site.conftest import own_clinic, write_widget

ROOT = Path(__file__).resolve().parents[2]
LONG = "A greeting that is long enough to be worth compressing, whichever way that is done. " * 20
DECODE: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.fixture
def scripts(settings: Settings) -> WidgetScripts:
    own_clinic(settings, lambda told: told.replace("  greeting:\n", f"  greeting: {LONG}\n"))
    return make_scripts(settings.root, load_content(settings.root / "content"))


async def raw(
    client: httpx.AsyncClient, path: str, method: str = "GET", **headers: str
) -> tuple[httpx.Response, bytes]:
    """A response and its body as it was sent."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with client.stream(method, path, headers={"Accept-Encoding": "identity", **named}) as response:
        return response, b"".join([part async for part in response.aiter_raw()])


def serving(scripts: WidgetScripts) -> httpx.AsyncClient:
    """A client of the two scripts alone."""
    files = WidgetFiles(scripts)
    app = Starlette(routes=[Route("/widget.js", files.loader), Route("/widget/{name}", files.panel)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://clinic.test")


async def test_the_loader_knows_its_settings_and_the_panel(site, content) -> None:
    response = await site.get("/widget.js")
    assert (response.status_code, response.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert "FRONTDESK_CONFIG" not in response.text
    assert '"launcher":"Ask a question"' in response.text
    assert "button{color:red}" in response.text
    panel = re.search(r'"panel":"(widget/panel-[0-9a-f]{12}\.js)"', response.text)
    assert panel
    response = await site.get(f"/{panel[1]}")
    assert (response.status_code, response.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert f'"heading":"Ask {content.clinic.name}"' in response.text
    assert "p{color:blue}" in response.text
    assert "import" not in response.text


async def test_the_loader_keeps_its_address_and_the_panel_its_text(site) -> None:
    loader = await site.get("/widget.js")
    panel = re.search(r"panel-([0-9a-f]{12})\.js", loader.text)
    assert panel
    assert loader.headers["cache-control"] == "public, max-age=300, stale-while-revalidate=86400"
    response = await site.get(f"/widget/{panel[0]}")
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert hashlib.sha256(response.content).hexdigest()[:12] == panel[1]
    other = await site.get("/widget/panel-000000000000.js")
    assert (other.status_code, other.text, other.headers["cache-control"]) == (200, response.text, "no-cache")


async def test_any_website_may_load_the_scripts_and_their_answers_are_alike(site) -> None:
    for path in ("/widget.js", "/widget/panel-000000000000.js"):
        for headers in ({}, {"Origin": "https://anybody.example"}):
            response = await site.get(path, headers=headers)
            assert response.headers["access-control-allow-origin"] == "*"
            assert response.headers["cross-origin-resource-policy"] == "cross-origin"
            assert response.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(("accept", "encoding"), [
    ("gzip, deflate, br, zstd", "br"), ("br", "br"), ("BR;q=0.5, gzip", "br"), ("gzip, deflate", "gzip"),
    ("br;q=0, gzip;q=1.0", "gzip"), ("br; q=0.000 , gzip", "gzip"), ("identity", ""), ("", ""), ("zstd", ""),
    ("br;q=0, gzip;q=0", ""),
])
async def test_the_best_encoding_is_chosen(scripts, accept: str, encoding: str) -> None:
    async with serving(scripts) as client:
        for path, script in (("/widget.js", scripts.loader), (f"/widget/{scripts.panel_name}", scripts.panel)):
            response, body = await raw(client, path, Accept_Encoding=accept)
            assert response.headers.get("content-encoding", "") == encoding
            assert DECODE[encoding](body) == script.encode()
            assert response.headers["content-length"] == str(len(body))
            assert response.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("encoding", ["br", "gzip", "", "identity", "zstd"])
async def test_the_sites_own_compression_leaves_them_alone(scripts, start, encoding: str) -> None:
    site = await start()
    async with serving(scripts) as client:
        for path in ("/widget.js", f"/widget/{scripts.panel_name}"):
            alone, body = await raw(client, path, Accept_Encoding=encoding)
            served, same = await raw(site, path, Accept_Encoding=encoding)
            assert same == body
            for name in ("content-encoding", "content-length", "vary", "etag"):
                assert served.headers.get(name) == alone.headers.get(name)


async def test_what_a_browser_has_already_isnt_sent_again(scripts) -> None:
    async with serving(scripts) as client:
        for path in ("/widget.js", f"/widget/{scripts.panel_name}"):
            tags = {}
            for encoding in ("br", "gzip", "identity"):
                response, _ = await raw(client, path, Accept_Encoding=encoding)
                tags[encoding] = response.headers["etag"]
                for known in (tags[encoding], f"W/{tags[encoding]}", f'"other", {tags[encoding]}', "*"):
                    again, body = await raw(client, path, Accept_Encoding=encoding, If_None_Match=known)
                    assert (again.status_code, body) == (304, b"")
                    for name in ("etag", "cache-control", "vary", "access-control-allow-origin"):
                        assert again.headers[name] == response.headers[name]
                other, _ = await raw(client, path, Accept_Encoding=encoding, If_None_Match='"other"')
                assert other.status_code == 200
            assert len(set(tags.values())) == 3


async def test_head_tells_the_length_without_the_text(scripts) -> None:
    async with serving(scripts) as client:
        got, body = await raw(client, "/widget.js", Accept_Encoding="br")
        head, nothing = await raw(client, "/widget.js", "HEAD", Accept_Encoding="br")
        assert nothing == b""
        assert head.headers == got.headers
        assert head.headers["content-length"] == str(len(body))


@pytest.mark.parametrize("name", [
    "panel.js", "chat.js", "panel/chat.js", "words.json", "panel-.js", "panel-00000000000.js", "panel-0000000000000.js",
    "panel-00000000000g.js", "panel-00000000000A.js", "xpanel-000000000000.js", "panel-000000000000.js.map",
    "", "%2e%2e/config.yml", "..%2fwords.json",
])
async def test_nothing_else_is_served(site, name: str) -> None:
    assert (await site.get(f"/widget/{name}")).status_code == 404


@pytest.mark.parametrize("path", ["/widget.js", "/widget/panel-000000000000.js"])
async def test_the_scripts_are_read_only(site, path: str) -> None:
    assert (await site.post(path)).status_code == 405


def test_the_same_settings_make_the_same_scripts(settings: Settings, content: Content) -> None:
    first = make_scripts(settings.root, content)
    assert make_scripts(settings.root, content) == first
    own_clinic(settings, lambda told: told.replace("  greeting:\n", "  greeting: Hi!\n"))
    other = make_scripts(settings.root, load_content(settings.root / "content"))
    assert other.panel_name != first.panel_name
    assert other.loader == first.loader.replace(first.panel_name, other.panel_name)


def test_whatever_the_clinic_writes_stays_text(settings: Settings, content: Content) -> None:
    nasty = "</script><!-- \u2028\u2029 `${alert(1)}` \"'\\ FRONTDESK_CONFIG"
    widget = dataclasses.replace(content.clinic.widget, greeting=nasty)
    panel = make_scripts(settings.root, dataclasses.replace(
        content, clinic=dataclasses.replace(content.clinic, widget=widget))).panel
    assert not {"<", "\u2028", "\u2029"} & set(panel)
    told = re.search(r'"greeting":("(?:\\.|[^"\\])*")', panel)
    assert told
    assert json.loads(told[1]) == nasty


@pytest.mark.parametrize(("name", "text", "problem"), [
    ("panel/chat.js", None, r"panel/chat\.js: .* can't be read"),
    ("panel/chat.js", "const a = ;", r"panel/chat\.js:1: this isn't valid JavaScript"),
    ("panel/chat.js", "out();", r"panel/chat\.js: the script doesn't import its settings"),
    ("loader/loader.js", "import x from './x.js';", r"loader/loader\.js:1: this form of import"),
    ("loader/loader.css", None, r"loader/loader\.css: .* can't be read"),
    ("words.json", None, r"widget/words\.json: the file is missing"),
    ("words.json", "{}", r"widget/words\.json: the word 'hours' is missing"),
])
def test_a_broken_widget_stops_the_start(settings: Settings, name: str, text: str | None, problem: str) -> None:
    path = settings.root / "widget" / name
    path.unlink()
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(FrontdeskError, match=problem):
        create_app(settings)


def test_a_word_that_the_widget_doesnt_have_stops_the_start(settings: Settings) -> None:
    own_clinic(settings, lambda told: told.replace("  words:\n", "  words:\n    sned: Ask\n"))
    with pytest.raises(ContentError, match=r"clinic\.yml:\d+: the widget has no word 'sned'"):
        create_app(settings)


@pytest.fixture
async def as_served(content: Content) -> AsyncIterator[tuple[httpx.AsyncClient, WidgetScripts]]:
    """The real widget with the clinic's settings."""
    scripts = make_scripts(ROOT, content)
    async with serving(scripts) as client:
        yield client, scripts


async def test_the_loader_is_at_most_two_kilobytes(as_served) -> None:
    client, _ = as_served
    _, body = await raw(client, "/widget.js", Accept_Encoding="gzip")
    assert len(body) <= 2_000


async def test_the_panel_is_at_most_ten_kilobytes(as_served) -> None:
    client, scripts = as_served
    _, body = await raw(client, f"/widget/{scripts.panel_name}", Accept_Encoding="gzip")
    assert len(body) <= 10_000


def test_a_widget_folder_may_be_elsewhere(tmp_path: Path, content: Content) -> None:
    elsewhere = write_widget(tmp_path / "elsewhere")
    (tmp_path / "widget").symlink_to(elsewhere)
    assert make_scripts(tmp_path, content) == make_scripts(tmp_path / "elsewhere", content)
