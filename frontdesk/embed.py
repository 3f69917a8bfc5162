"""``frontdesk embed``: what to put into a website so that it shows the chat."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from frontdesk.errors import FrontdeskError
from frontdesk.knowledge.content import load_content
from frontdesk.knowledge.origin import LOOPBACK_HOSTS, NotAnOrigin, parse_origin
from frontdesk.settings import Settings
from frontdesk.site.widget_files import WidgetScripts, make_scripts


def warning(settings: Settings) -> str:
    """What keeps a website from using the site's public address; ``""`` if nothing does.

    Raises:
        FrontdeskError: it isn't an address.
    """
    url = urlsplit(settings.public_url)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise FrontdeskError(f"FRONTDESK_PUBLIC_URL={settings.public_url} isn't a web address. "
                             "Write for example FRONTDESK_PUBLIC_URL=https://chat.example.org.")
    if url.hostname in (*LOOPBACK_HOSTS, "::1"):
        return (f"{settings.public_url} can be reached from this computer alone. Set FRONTDESK_PUBLIC_URL to the "
                "address that visitors use.")
    if url.scheme == "http":
        return (f"{settings.public_url} isn't encrypted, and browsers load nothing from it into an https:// page. "
                "Serve Frontdesk over HTTPS, and set FRONTDESK_PUBLIC_URL to that address.")
    return ""


def chat_link(settings: Settings) -> str:
    """The address of the full-page chat, for e-mails and QR codes."""
    return f"{settings.public_url}/chat"


def instructions(settings: Settings, website: str | None, folder: Path | None) -> str:
    """What to put where.

    Args:
        settings: with the site's public address.
        website: the address of the website that is to show the chat, if it is told.
        folder: where a copy of the widget is written for the website to serve itself, if it is to.

    Raises:
        FrontdeskError: the website's address, the content, the widget or the folder can't be used.
    """
    origin = _origin(website) if website is not None else None
    content = load_content(settings.root / "content")
    url = urlsplit(settings.public_url)
    site = f"{url.scheme}://{url.netloc}"
    scripts_from, script = site, f'src="{escape(settings.public_url)}/widget.js"'
    parts = []
    if folder is not None:
        written = _write_files(make_scripts(settings.root, content), folder)
        scripts_from, script = "'self'", f'src="/widget.js" data-server="{escape(settings.public_url)}"'
        parts.append(f"Written:\n\n{_indented(written)}\n\nUpload both, with the panel in a folder 'widget' "
                     "beside widget.js. Do so again whenever the settings or Frontdesk have changed.")
    parts += [
        f"Put this line into every page that is to show the chat:\n\n  <script {script} defer></script>",
        "If the website sends a Content-Security-Policy, add to it:\n\n"
        f"{_indented([f'script-src {scripts_from}', f'connect-src {site}'])}\n\n"
        "Nothing is needed for styles, images or fonts.",
        _allowing(content.clinic.widget.allowed_origins, origin, site),
    ]
    return "\n\n".join(parts)


def _origin(website: str) -> str:
    try:
        return parse_origin(website)
    except NotAnOrigin as error:
        raise FrontdeskError(str(error)) from None


def _allowing(allowed: Sequence[str], origin: str | None, site: str) -> str:
    """Whether the website may show the chat, and if not, what allows it to."""
    if origin is None:
        told = f"These may show the chat: {', '.join(allowed)}" if allowed else "No other website may show the chat yet"
        return f"{told}. To allow one, name it: frontdesk embed https://www.example.org"
    if origin == site:
        return f"{origin} is Frontdesk itself, whose own pages may show the chat."
    if origin in allowed:
        return f"{origin} is allowed to show the chat already."
    return (f"{origin} isn't allowed to show the chat yet. Write this into content/clinic.yml, and start Frontdesk "
            "again:\n\n  widget:\n    allowed_origins:\n"
            + "\n".join(f"      - {other}" for other in (*allowed, origin)))


def _write_files(scripts: WidgetScripts, folder: Path) -> list[Path]:
    loader, panel = folder / "widget.js", folder / "widget" / scripts.panel_name
    try:
        panel.parent.mkdir(parents=True, exist_ok=True)
        panel.write_text(scripts.panel, encoding="utf-8")
        loader.write_text(scripts.loader, encoding="utf-8")
    except OSError as error:
        raise FrontdeskError(f"{folder} can't be written to ({error.strerror}). Name another folder.") from None
    return [loader, panel]


def _indented(lines: Sequence[object]) -> str:
    return "\n".join(f"  {line}" for line in lines)
