"""Reading HTML that holds an article and nothing else: a pasted fragment, or what another reader made."""

from __future__ import annotations

from frontdesk.importing.html_blocks import blocks_of
from frontdesk.importing.html_tree import tree_of
from frontdesk.importing.imported import Imported, titled


def read_html(html: str, title: str = "") -> Imported:
    """Read a fragment.

    Args:
        html: from anybody.
        title: where it stands elsewhere; else the first heading is taken.

    Raises:
        Unreadable: it is nested more deeply than any text is.
    """
    return titled(blocks_of(tree_of(html)), title)
