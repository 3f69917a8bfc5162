"""One Frontdesk at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.service.lock import alone, is_running


def test_a_second_one_is_refused_with_what_to_do(tmp_path: Path) -> None:
    var = tmp_path / "var"
    assert not is_running(var)
    with alone(var):
        assert is_running(var)
        with pytest.raises(FrontdeskError, match="FRONTDESK_VAR"), alone(var):
            pass
        assert is_running(var)
    assert not is_running(var)


def test_a_killed_one_keeps_nobody_out(tmp_path: Path) -> None:
    code = ("import os, sys\nfrom pathlib import Path\nfrom frontdesk.service.lock import alone\n"
            "with alone(Path(sys.argv[1])):\n    os.kill(os.getpid(), 9)\n")
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, timeout=60)
    with alone(tmp_path):
        assert is_running(tmp_path)
