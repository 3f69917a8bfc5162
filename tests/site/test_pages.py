"""The pages show the articles, every word of them, as text."""

import json
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from frontdesk.knowledge.articles import load_article
from frontdesk.settings import load_settings
from frontdesk.site.app import create_app

SLUG = "is-my-calf-related-to-my-back-pain"
NASTY = """---
title: 'Calf <b>& "back"</b> ''pain'''
---

A sentence with <script>alert(1)</script> & "quotes" in it. It's {{ 7 * 7 }} and {% raw %} too.

<img src=x onerror=alert(2)> is what the second one says.
"""
FAQS = """
starters: [nasty]
faqs:
  nasty:
    question: 'Is <i>my</i> "calf" & ''back'' related?'
    article: nasty
    passages: [{id}]
"""


class Text(HTMLParser):
    """The page's texts and tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", ["/", f"/articles/{SLUG}"])
async def test_every_word_of_the_article_is_there(site, content, path: str) -> None:
    response = await site.get(path)
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    texts = [text.strip() for text in Text(response.text).texts]
    article = content.articles[SLUG]
    assert article.title in texts
    for block in article.blocks:
        assert block.text in texts


@pytest.mark.parametrize("path", ["/", "/articles/nasty"])
async def test_markup_in_the_content_stays_text(tmp_path: Path, rasa, detector, path: str) -> None:
    content = tmp_path / "content"
    (content / "articles").mkdir(parents=True)
    (content / "articles" / "nasty.md").write_text(NASTY)
    (content / "clinic.yml").write_text("name: 'Back & <u>Calf</u> \"Clinic\"'\nfacts:\n  about:\n")
    sentence = next(iter(load_article(content / "articles" / "nasty.md").sentences))
    (content / "faqs.yml").write_text(FAQS.replace("{id}", sentence))
    (tmp_path / "widget").mkdir()
    app = create_app(load_settings(tmp_path, {}), detector=detector)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://clinic.test") as client:
        response = await client.get(path)
    page = Text(response.text)
    texts = "\n".join(page.texts)
    assert 'A sentence with <script>alert(1)</script> & "quotes" in it. It\'s {{ 7 * 7 }} and {% raw %} too.' in texts
    assert "<img src=x onerror=alert(2)> is what the second one says." in texts
    assert 'Calf <b>& "back"</b> \'pain\'' in texts
    assert 'Back & <u>Calf</u> "Clinic"' in texts
    assert not {"b", "i", "u", "img"} & {tag for tag, _ in page.tags}
    chat = next(attributes for tag, attributes in page.tags if tag == "frontdesk-chat")
    assert json.loads(chat["starters"]) == ['Is <i>my</i> "calf" & \'back\' related?']


async def test_nothing_on_the_pages_breaks_the_policy(site) -> None:
    for path in ("/", f"/articles/{SLUG}"):
        page = Text((await site.get(path)).text)
        for tag, attributes in page.tags:
            assert tag != "style"
            assert not any(name == "style" or name.startswith("on") for name in attributes)
            assert tag != "script" or attributes.get("src", "").startswith("/")


async def test_the_public_address_goes_into_relative_links(say) -> None:
    quote = (await say("hello")).json()["replies"][0]["quotes"][0]
    assert quote["url"] == "https://clinic.test/articles/a#:~:text=b"


async def test_an_unknown_article(site) -> None:
    for path in ("/articles/none", "/articles/..%2f..%2fclinic", "/articles/"):
        assert (await site.get(path)).status_code == 404


@pytest.mark.parametrize("path", ["/", f"/articles/{SLUG}", "/healthz"])
async def test_pages_are_read_only(site, path: str) -> None:
    assert (await site.post(path)).status_code == 405


async def test_nothing_outside_its_folder_is_served(site) -> None:
    for path in ("/static/%2e%2e/app.py", "/widget/%2e%2e/config.yml", "/widget/..%2f..%2fvar/session-secret"):
        assert (await site.get(path)).status_code == 404
