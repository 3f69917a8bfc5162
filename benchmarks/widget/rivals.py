"""The widgets that Frontdesk's is measured beside, from their npm packages."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent
_PACKAGES = _FOLDER / "node_modules"
_TIMEOUT = 300.0  # seconds

# The README's own snippet, with the file and the server on this host.
_RASA_WEBCHAT = """<script>!(function () {
  let e = document.createElement("script"),
    t = document.head || document.getElementsByTagName("head")[0];
  (e.src = "/rivals/rasa-webchat.js"),
    (e.async = !0),
    (e.onload = () => {
      window.WebChat.default(
        { customData: { language: "en" }, socketUrl: location.origin, socketPath: "/socket.io/" }, null);
    }),
    t.insertBefore(e, t.firstChild);
})();</script>"""
# In a corner, as a widget is: within the text it would move what comes after it.
_DEEP_CHAT = """<script type="module" src="/rivals/deep-chat.js"></script>
<div style="position: fixed; right: 1rem; bottom: 1rem">
  <deep-chat connect='{"url": "/rivals/deep-chat/answer"}'></deep-chat>
</div>"""


@dataclass(frozen=True)
class Rival:
    """A widget in an npm package.

    Attributes:
        name: of the package.
        file: that a page loads, within the package.
        embed: what a page's body holds.
    """

    name: str
    file: str
    embed: str

    @property
    def path(self) -> Path:
        """The file that a page loads."""
        return _PACKAGES / self.name / self.file

    @property
    def version(self) -> str:
        """Of the installed package."""
        data: dict[str, str] = json.loads((_PACKAGES / self.name / "package.json").read_text(encoding="utf-8"))
        return data["version"]


RIVALS = (
    Rival("rasa-webchat", "lib/index.js", _RASA_WEBCHAT),
    Rival("deep-chat", "dist/deepChat.bundle.js", _DEEP_CHAT),
)


def install() -> str:
    """Install the packages at the versions of the lock file, if they aren't there.

    Returns:
        Why they can't be had; empty when they are there.
    """
    if all(rival.path.is_file() for rival in RIVALS):
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "npm isn't installed"
    try:
        done = subprocess.run([npm, "ci"], cwd=_FOLDER, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return f"npm took longer than {_TIMEOUT:.0f} s"
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("npm error")]
        return f"npm failed: {' '.join(errors[:2]) or done.stderr.strip()[-200:]}"
    return ""
