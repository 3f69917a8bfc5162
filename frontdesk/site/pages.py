"""The demo page and the articles that Frontdesk serves itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from frontdesk.knowledge.articles import Article
from frontdesk.knowledge.clinic import Clinic
from frontdesk.knowledge.content import Content
from frontdesk.site.problems import Problem

_TEMPLATES = Path(__file__).parent / "templates"
# In the widget's own words (widget/words.js), with the clinic's number where it has one.
_SAFETY = ("Automated assistant: information from the clinic's articles, not medical advice. "
           "Not for emergencies: in an emergency call {number}.")
_NO_NUMBER = "your local emergency number (e.g. 999, 112, 911)"


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
        self._content = content
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(default=True), undefined=StrictUndefined
        )

    async def home(self, _request: Request) -> Response:
        """The demo page with the first article."""
        return self._render("demo.html", next(iter(self._content.articles.values())))

    async def article(self, request: Request) -> Response:
        """One article.

        Raises:
            Problem: there is none with this slug.
        """
        article = self._content.articles.get(request.path_params["slug"])
        if article is None:
            raise Problem("not-found", "The clinic has no article at this address.")
        return self._render("article.html", article)

    def _render(self, template: str, article: Article) -> Response:
        content = self._content
        return HTMLResponse(self._environment.get_template(template).render(
            clinic_name=content.clinic.name,
            article=article,
            greeting=f"Hello! I answer questions from {content.clinic.name}'s own articles.",
            safety=_safety_line(content.clinic),
            privacy_url=content.clinic.privacy_url,
            keep_days=content.clinic.privacy.questions_days if content.clinic.privacy.keep_questions else None,
            starters=[content.faqs[slug].question for slug in content.starters],
            articles=[_Link(other.title, f"/articles/{other.slug}") for other in content.articles.values()],
        ))


def _safety_line(clinic: Clinic) -> str:
    return _SAFETY.format(number=clinic.emergency_number or _NO_NUMBER)
