"""The pages show the articles, every word of them, as text."""

from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from frontdesk.knowledge.articles import load_article
from frontdesk.settings import Settings, load_settings
from frontdesk.site.app import create_app
from tests.site.conftest import own_clinic, write_widget

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
    write_widget(tmp_path)
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
    assert 'Is <i>my' not in response.text


async def test_nothing_on_the_pages_breaks_the_policy(site) -> None:
    for path in ("/", "/chat", f"/articles/{SLUG}"):
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


@pytest.mark.parametrize("path", ["/", f"/articles/{SLUG}", "/chat", "/healthz"])
async def test_pages_are_read_only(site, path: str) -> None:
    assert (await site.post(path)).status_code == 405


async def test_nothing_outside_its_folder_is_served(site) -> None:
    for path in ("/static/%2e%2e/app.py", "/widget/%2e%2e/config.yml", "/widget/..%2f..%2fvar/session-secret"):
        assert (await site.get(path)).status_code == 404


@pytest.mark.parametrize("path", ["/", f"/articles/{SLUG}", "/chat"])
async def test_the_widget_is_put_in_as_on_any_website(site, path: str) -> None:
    page = Text((await site.get(path)).text)
    assert [attributes for tag, attributes in page.tags if tag == "script"] == [{"src": "/widget.js", "defer": None}]
    assert [tag for tag, _ in page.tags if tag == "frontdesk-chat"] == (["frontdesk-chat"] if path == "/chat" else [])


async def test_calls_to_action_speak_into_the_chat(site, content) -> None:
    page = Text((await site.get("/")).text)
    calls = [attributes for tag, attributes in page.tags if tag == "button"]
    assert len(calls) == len([block for block in content.articles[SLUG].blocks if block.kind == "call_to_action"])
    assert {call["data-frontdesk-message"] for call in calls} == {
        "I would like to book", "I would like to talk to a person"}


async def test_every_page_says_what_it_is(site, content) -> None:
    described = {}
    for path in ("/", f"/articles/{SLUG}", "/chat"):
        page = Text((await site.get(path)).text)
        described[path] = next(attributes["content"] for tag, attributes in page.tags
                               if tag == "meta" and attributes.get("name") == "description")
        assert 20 < len(described[path]) < 160
    assert len(set(described.values())) == 3
    assert described[f"/articles/{SLUG}"].removesuffix(" …") in content.articles[SLUG].body


def attributes_of(page: Text, wanted: str) -> dict[str, str | None]:
    return next(attributes for tag, attributes in page.tags if tag == wanted)


async def test_pages_are_in_their_own_language(settings: Settings, start) -> None:
    own_clinic(settings, lambda told: told.replace("\nlanguage:\n", "\nlanguage: he\n").replace(
        "  language:\n", "  language: fr\n"))
    site = await start()
    assert attributes_of(Text((await site.get("/")).text), "html") == {"lang": "he", "dir": "rtl"}
    assert attributes_of(Text((await site.get("/chat")).text), "html") == {"lang": "fr", "dir": "ltr"}


async def test_the_chat_alone_is_called_what_the_clinic_says(settings: Settings, start, content) -> None:
    own_clinic(settings, lambda told: told.replace("  heading:\n", "  heading: 'Ask <us>'\n"))
    response = await (await start()).get("/chat")
    assert f"Ask <us> – {content.clinic.name}" in Text(response.text).texts
    assert "<us>" not in response.text


async def test_without_javascript_the_chat_leads_to_the_clinic(settings: Settings, start) -> None:
    assert "the contact details on the clinic's website" in (await (await start()).get("/chat")).text
    own_clinic(settings, lambda told: told.replace("contact_url:", "contact_url: https://a.example/contact").replace(
        "  phone:", "  phone: '01234 567'").replace("  email:", "  email: desk@a.example"))
    page = Text((await (await start()).get("/chat")).text)
    assert {attributes["href"] for tag, attributes in page.tags if tag == "a"} == {
        "tel:01234567", "mailto:desk@a.example", "https://a.example/contact"}
