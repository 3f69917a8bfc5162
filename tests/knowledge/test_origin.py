"""Origins, as browsers spell them."""

from __future__ import annotations

import pytest

from frontdesk.knowledge.origin import NotAnOrigin, parse_origin


@pytest.mark.parametrize(("text", "origin"), [
    ("https://www.example.org", "https://www.example.org"),
    (" HTTPS://WWW.Example.ORG ", "https://www.example.org"),
    ("https://www.example.org/", "https://www.example.org"),
    ("https://example.org:443", "https://example.org"),
    ("https://example.org:08443", "https://example.org:8443"),
    ("https://xn--mller-kva.example", "https://xn--mller-kva.example"),
    ("https://a-b.c_d.example", "https://a-b.c_d.example"),
    ("https://192.0.2.7:8443", "https://192.0.2.7:8443"),
    ("https://intranet", "https://intranet"),
    ("http://localhost", "http://localhost"),
    ("http://localhost:80", "http://localhost"),
    ("http://127.0.0.1:443", "http://127.0.0.1:443"),
])
def test_an_origin_has_one_spelling(text: str, origin: str) -> None:
    assert parse_origin(text) == origin
    assert parse_origin(origin) == origin


@pytest.mark.parametrize(("text", "problem", "remedy"), [
    ("www.example.org", "isn't the address of a website", "such as https://www.example.org"),
    ("", "isn't the address of a website", "such as https://www.example.org"),
    ("null", "isn't the address of a website", "such as https://www.example.org"),
    ("https://", "isn't the address of a website", "such as https://www.example.org"),
    ("ftp://example.org", "isn't the address of a website", "such as https://www.example.org"),
    ("https://-a.example", "isn't the address of a website", "such as https://www.example.org"),
    ("https://a..example", "isn't the address of a website", "such as https://www.example.org"),
    ("https://user@example.org", "isn't the address of a website", "such as https://www.example.org"),
    ("https://example.org:0", "isn't the address of a website", "such as https://www.example.org"),
    ("https://example.org:65536", "isn't the address of a website", "such as https://www.example.org"),
    ("https://example.org evil", "isn't the address of a website", "such as https://www.example.org"),
    ("https://example.org\nhttps://b.example", "isn't the address of a website", "such as https://www.example.org"),
    ("https://example.org/book?a=b", "names a page, not a website", "Write https://example.org, without a path"),
    ("https://example.org//", "names a page, not a website", "Write https://example.org, without a path"),
    ("https://example.org?a", "names a page, not a website", "Write https://example.org, without a path"),
    ("https://*.example.org", "holds a wildcard", "List each website by itself"),
    ("*", "holds a wildcard", "List each website by itself"),
    ("https://müller.example", "isn't spelt as browsers spell it", "starts with xn--"),
    ("http://example.org", "isn't encrypted", "Write https://"),
    ("http://localhost.example.org", "isn't encrypted", "Write https://"),
])
def test_what_is_no_origin_is_refused(text: str, problem: str, remedy: str) -> None:
    with pytest.raises(NotAnOrigin) as caught:
        parse_origin(text)
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy
    assert str(caught.value) == f"{caught.value.problem}. {caught.value.remedy}."
