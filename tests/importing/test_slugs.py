"""Names of articles: never outside their folder, never over another."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.importing.slugs import MAX_SLUG, free_slug

FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@given(st.text())
def test_a_slug_of_any_title_is_a_plain_name(title: str) -> None:
    slug = free_slug(title, ())
    assert FORM.fullmatch(slug)
    assert len(slug) <= MAX_SLUG


@pytest.mark.parametrize(("title", "slug"), [
    ("../../etc/passwd", "etc-passwd"), ("/etc/.ssh/authorized_keys", "etc-ssh-authorized-keys"), ("..", "article"),
    ("", "article"), ("…", "article"), ("C:\\Windows", "c-windows"), ("Is My Calf Related?", "is-my-calf-related"),
    ("Rückenschmerzen & Füße", "ruckenschmerzen-fusse"), ("con\x00trol", "con-trol"), ("New", "new-2"),
    ("Export", "export-2"), ("&amp;#x2f;", "amp-x2f")])
def test_titles_that_would_lead_elsewhere(title: str, slug: str) -> None:
    assert free_slug(title, ()) == slug


def test_another_article_is_never_written_over() -> None:
    assert free_slug("Heel pain", {"heel-pain", "Heel-Pain-2"}) == "heel-pain-3"
    long = "word " * 40
    first = free_slug(long, ())
    second = free_slug(long, {first})
    assert first != second
    assert len(second) <= MAX_SLUG
