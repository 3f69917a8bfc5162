"""Stand-ins that tests of the console share."""

from __future__ import annotations

from types import SimpleNamespace

# A draft of which every page may know that no change is lost, for tests of pages that want nothing else of it.
INTACT = SimpleNamespace(overwritten=list)
