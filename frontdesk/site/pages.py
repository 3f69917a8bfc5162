"""The pages that Frontdesk serves itself: the demo page, the articles, and the chat alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.content import Content
from frontdesk.knowledge.languages import direction_of
from frontdesk.site.problems import Problem
from frontdesk.site.widget_config import heading

_TEMPLATES = Path(__file__).parent / "templates"
_DESCRIPTION = 155  # characters, about what search engines show


@dataclass(frozen=True)
class _Link:
    title: str
    path: str


class Pages:
    """Renders pages from the content.

    Args:
        content: the clinic's content.
    """

    def __init__(self, content: Content) -> None:
        self._content, self._clinic = content, content.clinic
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(default=True), undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )

    async def home(self, _request: Request) -> Response:
        """The demo page with the first article."""
        description = f"Ask {self._clinic.name} a question and get the answer in the words of its own articles."
        return self._article_page("demo.html", next(iter(self._content.articles.values())), description)

    async def article(self, request: Request) -> Response:
        """One article.

        Raises:
            Problem: there is none with this slug.
        """
        article = self._content.articles.get(request.path_params["slug"])
        if article is None:
            raise Problem("not-found", "The clinic has no article at this address.")
        return self._article_page("article.html", article, _beginning(article))

    async def chat(self, _request: Request) -> Response:
        """The chat alone, for a link in an e-mail or a QR code."""
        widget = self._clinic.widget
        return self._render(
            "chat.html", language=widget.language, direction=widget.direction, heading=heading(self._clinic),
            description=f"Ask {self._clinic.name} a question, in a chat with its automated assistant.",
            contact_url=self._clinic.contact_url, phone=self._clinic.facts["phone"],
            email=self._clinic.facts["email"],
        )

    def _article_page(self, template: str, article: Article, description: str) -> Response:
        language = self._clinic.language
        return self._render(
            template, language=language, direction=direction_of(language), description=description, article=article,
            articles=[_Link(other.title, f"/articles/{other.slug}") for other in self._content.articles.values()],
        )

    def _render(self, template: str, **values: object) -> Response:
        return HTMLResponse(self._environment.get_template(template).render(clinic_name=self._clinic.name, **values))


def _beginning(article: Article) -> str:
    """The article's first sentences, or as much of the first one as a search engine shows."""
    beginning = ""
    for sentence in article.sentences.values():
        longer = f"{beginning} {sentence.text}".strip()
        if len(longer) > _DESCRIPTION:
            return beginning or longer[:_DESCRIPTION].rpartition(" ")[0] + " …"
        beginning = longer
    return beginning
