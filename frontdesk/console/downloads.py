"""Files of the console, to be kept by whoever asks for them."""

from __future__ import annotations

from starlette.responses import Response


def download(file: bytes, kind: str, name: str) -> Response:
    """A file that the browser saves.

    Args:
        file: its bytes; text is in UTF-8.
        kind: its media type, such as ``text/csv``.
        name: that it is saved by.
    """
    return Response(file, media_type=f"{kind}; charset=utf-8", headers={
        "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"})
