"""Every word of an answer's quotes stands in an article, and its link leads there."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx
import pytest

pytestmark = pytest.mark.live

ARTICLES = Path(__file__).resolve().parents[2] / "content" / "articles"
_MORE = ["is it all in my back?", "tight calves from running on tiptoe", "sitting down all day",
         "why does stretching not help", "tell me about compensation", "when should I see someone",
         "ankle and knee", "lockdown"]


def quotes_to(visitor, message: str) -> list[dict[str, str]]:
    return [quote for reply in visitor.say(message) for quote in reply["quotes"]]


def test_every_faqs_quotes_are_verbatim_and_linked(visitor, content, live_site: str) -> None:
    for faq in content.faqs.values():
        visitor.session = None
        quotes = quotes_to(visitor, faq.question)
        assert [quote["text"] for quote in quotes] == [passage.text for passage in faq.passages], faq.slug
        for quote in quotes:
            assert quote["text"] in (ARTICLES / f"{quote['article']}.md").read_text(encoding="utf-8")
            assert quote["title"] == content.articles[quote["article"]].title
            start = content.articles[quote["article"]].url or f"{live_site}/articles/{quote['article']}"
            assert quote["url"].startswith(f"{start}#:~:text=")


def test_so_is_everything_else_that_is_quoted(visitor) -> None:
    for message in [*_MORE, "tell me more", "tell me more", "yes"]:
        for quote in quotes_to(visitor, message):
            assert quote["text"] in (ARTICLES / f"{quote['article']}.md").read_text(encoding="utf-8")


def test_the_links_lead_to_pages_that_hold_the_text(visitor, live_site: str) -> None:
    for quote in quotes_to(visitor, "Why doesn't stretching, foam rolling or a massage gun last?"):
        page = httpx.get(quote["url"], trust_env=False)
        assert page.status_code == 200
        for part in urlsplit(quote["url"]).fragment.removeprefix(":~:text=").split(","):
            assert unquote(part) in page.text
