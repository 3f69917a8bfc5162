"""An article's name, from its title."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from slugify import slugify

MAX_SLUG = 80  # characters
# Addresses of the console below /staff/articles.
_RESERVED = frozenset(("new", "read", "preview", "preview-part", "add", "mend", "export"))


def free_slug(title: str, taken: Collection[str]) -> str:
    """A slug that nobody has: lower-case letters, digits and single hyphens, at most 80 characters.

    Args:
        title: of the article, in any script.
        taken: slugs that are in use.
    """
    base = slugify(title, max_length=MAX_SLUG - 4, word_boundary=True, entities=False) or "article"
    used = {slug.casefold() for slug in taken} | _RESERVED
    slug, count = base, 1
    while slug in used:
        count += 1
        slug = f"{base}-{count}"
    return slug


def slugs_in(folder: Path) -> set[str]:
    """The slugs of all articles in ``content/articles``, also of those that can't be read."""
    return {path.stem for path in folder.glob("*.md")}
