"""Rasa channel: the REST channel, over which the site also hands the vectors of what it has read."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.rest import RestInput
from sanic.request import Request

from frontdesk.language.handed_vectors import handed_vectors

VECTORS = "vectors"  # beside sender, message and metadata in the request


class SiteChannel(RestInput):  # type: ignore[misc]
    """Rasa's REST channel under its own name; it also takes requests without vectors."""

    def get_metadata(self, request: Request) -> dict[str, Any] | None:
        """The message's metadata; what comes beside it is kept apart, as Rasa stores metadata."""
        handed_vectors().receive(request.json.get(VECTORS))
        metadata: dict[str, Any] | None = request.json.get("metadata")
        return metadata
