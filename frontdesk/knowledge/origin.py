"""A website's origin: scheme, host and port, as browsers send it."""

from __future__ import annotations

import re

_LABEL = r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?"
_ORIGIN = re.compile(rf"(https?)://({_LABEL}(?:\.{_LABEL})*)(?::(\d{{1,5}}))?")
_DEFAULT_PORTS = {"https": 443, "http": 80}
LOOPBACK_HOSTS = ("localhost", "127.0.0.1")


class NotAnOrigin(ValueError):
    """A text that can't be used as an origin.

    Args:
        problem: what is wrong.
        remedy: what to do about it.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}. {remedy}.")
        self.problem, self.remedy = problem, remedy


def parse_origin(text: str) -> str:
    """Check an origin and spell it as browsers do: lower case, without its scheme's usual port.

    Raises:
        NotAnOrigin: it is something else, or isn't encrypted.
    """
    spelt = text.strip().lower().removesuffix("/")
    if not spelt.isascii():
        raise NotAnOrigin(f"'{text}' isn't spelt as browsers spell it",
                          "Copy it from a browser's address bar; a host with other letters starts with xn--")
    if "*" in spelt:
        raise NotAnOrigin(f"'{text}' holds a wildcard", "List each website by itself, such as https://www.example.org")
    found = _ORIGIN.match(spelt)
    if not found or not 0 < int(found[3] or 1) < 65536 or spelt[found.end():][:1] not in ("", "/", "?", "#"):
        raise NotAnOrigin(f"'{text}' isn't the address of a website",
                          "Write its scheme and host, such as https://www.example.org")
    if found.end() < len(spelt):
        raise NotAnOrigin(f"'{text}' names a page, not a website", f"Write {found[0]}, without a path")
    scheme, host, port = found.groups()
    if scheme == "http" and host not in LOOPBACK_HOSTS:
        raise NotAnOrigin(f"'{text}' isn't encrypted",
                          f"Write https://…; only {' and '.join(LOOPBACK_HOSTS)} may do without")
    return f"{scheme}://{host}" + (f":{int(port)}" if port and int(port) != _DEFAULT_PORTS[scheme] else "")
