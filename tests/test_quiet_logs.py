"""Logs hold nothing a visitor wrote, and still say what went wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.quiet_logs import describe

ROOT = Path(__file__).resolve().parents[1]
START = """
import asyncio, gc, logging, sys, threading, warnings
from frontdesk import quiet_logs
quiet_logs.install()
logging.basicConfig(format="%(levelname)s %(message)s", level=logging.DEBUG)
foreign, ours = logging.getLogger("rasa.core"), logging.getLogger("frontdesk.store")
"""
FAIL = """
def fail():
    secret = "SECRET"
    raise ValueError(secret)
"""


def logged(code: str) -> str:
    """What a process prints that runs this; installing changes a process for good."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", START + FAIL + code], cwd=ROOT, text=True, timeout=60,
                          capture_output=True)
    return done.stdout + done.stderr


@pytest.mark.parametrize("code", [
    "foreign.error('SECRET')",
    "foreign.error(ValueError('SECRET'))",
    "foreign.error('%(a)s', {'a': 'SECRET'})",
    "foreign.error('x', extra={'text': 'SECRET'})",
    "foreign.error('SECRET', stack_info=True)",
    "foreign.warning('%s said %s', 'SECRET', 'SECRET')",
    "logging.error('SECRET')",
    "try: fail()\nexcept ValueError: foreign.exception('SECRET')",
    "try: fail()\nexcept ValueError as error: foreign.error('SECRET', exc_info=error)",
    "try: fail()\nexcept ValueError: ours.exception('our own words')",
    "try: fail()\nexcept ValueError as error:\n    try: raise KeyError('SECRET') from error\n"
    "    except KeyError: foreign.exception('SECRET')",
    "warnings.simplefilter('always'); warnings.warn('SECRET')",
    "threading.Thread(target=fail).start()",
    "class Broken:\n    def __del__(self): fail()\nBroken(); gc.collect()",
    "async def main():\n    task = asyncio.ensure_future(asyncio.to_thread(fail)); await asyncio.sleep(0.1); del task\n"
    "asyncio.run(main()); gc.collect()",
    "import structlog\nstructlog.configure(processors=[structlog.processors.dict_tracebacks,"
    " structlog.processors.JSONRenderer()], logger_factory=structlog.stdlib.LoggerFactory())\n"
    "try: fail()\nexcept ValueError: structlog.get_logger('rasa.rest').exception('failure', text='SECRET')",
])
def test_nothing_foreign_is_told(code: str) -> None:
    said = logged(code)
    assert said.strip()
    assert "SECRET" not in said


@pytest.mark.parametrize("code", ["foreign.info('SECRET')", "foreign.debug('SECRET')", "ours.debug('SECRET')"])
def test_what_isnt_a_warning_isnt_logged(code: str) -> None:
    assert logged(code) == ""


def test_kind_and_place_are_told() -> None:
    said = logged("try: fail()\nexcept ValueError: foreign.exception('SECRET')")
    assert said.startswith("ERROR rasa.core, <string>:")
    assert "text withheld" in said
    assert "builtins.ValueError" in said
    assert "<string>:10 fail" in said


def test_they_are_told_where_the_logger_hides_them_in_its_text() -> None:
    said = logged("try: fail()\nexcept ValueError: foreign.error('structlog puts all into one text: SECRET')")
    assert "builtins.ValueError" in said


def test_our_own_words_are_kept() -> None:
    assert logged("ours.error('It failed (%s).', 'OSError')").strip() == "ERROR It failed (OSError)."
    assert logged("from frontdesk.errors import FrontdeskError\ntry: raise FrontdeskError('Mend this.')\n"
                  "except FrontdeskError: foreign.exception('SECRET')").count("FrontdeskError: Mend this.") == 1


def test_an_end_while_starting_is_told_in_full() -> None:
    assert logged("raise SystemExit('no such model')").strip() == "no such model"
    assert "ValueError: why" in logged("raise ValueError('why')")


def test_causes_are_told_once_each() -> None:
    first, second = ValueError("a"), KeyError("b")
    first.__cause__, second.__cause__ = second, first
    assert describe(first) == "builtins.ValueError\ncaused by builtins.KeyError"
    hidden = FrontdeskError("This.")
    hidden.__context__, hidden.__suppress_context__ = first, True
    assert describe(hidden) == "frontdesk.errors.FrontdeskError: This."


def test_a_module_runs_as_it_would_alone(tmp_path: Path) -> None:
    (tmp_path / "clerk.py").write_text(
        "import logging, sys\nif __name__ == '__main__':\n    print(sys.argv[1:], sys.path[0] == '' or sys.path[0])\n"
        "    logging.error('SECRET')\n    raise SystemExit(3)\n")
    done = subprocess.run([sys.executable, "-m", "frontdesk.service.quietly", "clerk", "--port", "1"], cwd=tmp_path,
                          text=True, timeout=60, capture_output=True)
    assert done.returncode == 3
    assert done.stdout.startswith("['--port', '1'] ")
    assert "text withheld" in done.stderr
    assert "SECRET" not in done.stderr
