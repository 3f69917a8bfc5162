"""What each role means, in words."""

from __future__ import annotations

from frontdesk.accounts.roles import ADMIN, EDITOR, PUBLISHER, VIEWER

MEANING = {
    VIEWER: "sees everything but callback requests, and changes nothing",
    EDITOR: "also teaches answers, edits articles, and looks after the inbox and callback requests",
    PUBLISHER: "also puts changes live, and takes them back",
    ADMIN: "also looks after accounts, and sees who changed what",
}
