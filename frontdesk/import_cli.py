"""``frontdesk import``: add articles to the draft from files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from frontdesk.settings import load_settings


def add_import_command(commands: Any) -> None:
    """Declare the command.

    Args:
        commands: of :mod:`argparse`, as ``add_subparsers`` returns it.
    """
    about = "add articles to the draft: Word (.docx), saved web pages, Markdown, text, WordPress exports"
    parser = commands.add_parser("import", help=about)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--title", default="", help="instead of the one in the file")
    parser.add_argument("--url", default="", help="where the article is published")
    parser.add_argument("--dry-run", action="store_true", help="show what would be added, and add nothing")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--list", action="store_true", help="list the posts of a WordPress export")
    which.add_argument("--post", type=int, action="append", default=[], metavar="N",
                       help="take this post of a WordPress export; may be given several times")
    parser.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> None:
    from frontdesk.importing.shell import import_files, list_posts

    if options.list:
        list_posts(options.files)
    else:
        import_files(load_settings(), options.files, options.post, options.title, options.url, options.dry_run)
