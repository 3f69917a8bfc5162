"""One Frontdesk at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.service import lock
from frontdesk.service.lock import alone, is_running, only_publisher

ROOT = Path(__file__).resolve().parents[2]


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


def test_a_second_publisher_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.3)
    refused = pytest.raises(FrontdeskError, match="try again in a minute")
    with alone(tmp_path), only_publisher(tmp_path), refused, only_publisher(tmp_path):  # who runs may publish as well
        pass
    with only_publisher(tmp_path):
        assert not is_running(tmp_path)


def test_one_that_is_about_to_stop_is_waited_for(tmp_path: Path) -> None:
    code = ("import sys, time\nfrom pathlib import Path\nfrom frontdesk.service.lock import only_publisher\n"
            "with only_publisher(Path(sys.argv[1])):\n    print('mine', flush=True)\n    time.sleep(0.5)\n")
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "mine\n"
        with only_publisher(tmp_path):
            pass
        assert other.wait(10) == 0


def test_the_publisher_s_process_is_one_of_them(tmp_path: Path) -> None:
    code = ("import sys\nfrom frontdesk.service import lock\nlock._PATIENCE = 0.0\n"
            "from frontdesk.publishing.worker import main\nsys.exit(main())\n")
    environment = {**os.environ, "FRONTDESK_VAR": "var", "FRONTDESK_DATABASE": "", "PYTHONPATH": str(ROOT)}
    with only_publisher(tmp_path / "var"):
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True,
                              text=True, timeout=120)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("frontdesk: Another publisher is still at work")
