"""A throw-away PostgreSQL server of the tests' own, from Debian's package.

Import the fixture where it is to be found: ``from tests.postgresql import postgresql``.
"""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

REQUIRED = "FRONTDESK_REQUIRE_POSTGRESQL"
MISSING = ("PostgreSQL isn't installed. On Debian and Ubuntu: apt-get install postgresql (the tests start a server of "
           "their own; the package's may be stopped).")
_OWNERS = ("postgres", "nobody")  # PostgreSQL doesn't run as root
# Nothing of it outlives the tests, so nothing is waited for.
_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "listen_addresses": "",
             "max_connections": "200", "shared_buffers": "32MB"}


class Server:
    """A running server.

    Args:
        programs: the folder of PostgreSQL's programs, ``pg_dump`` among them.
        folder: of its socket, for nobody else on the machine.
    """

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self._folder = programs, folder
        self._numbers = itertools.count(1)
        self._engine: Engine = sa.create_engine(
            self._url("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool, future=True)

    def new_database(self) -> str:
        """Make an empty database.

        Returns:
            Its URL, for SQLAlchemy and PostgreSQL's own programs.
        """
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return self._url(name)

    def drop(self, url: str) -> None:
        """Delete a database, whoever is connected to it."""
        self._run(f"DROP DATABASE {sa.engine.make_url(url).database} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)

    def _url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server on a socket of its own, stopped and deleted at the end."""
    programs = _programs()
    if programs is None:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{MISSING} {REQUIRED}=1 demands it.")
        pytest.skip(MISSING)
    # Not pytest's own folder, which the server's user may not enter; and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="frontdesk-postgresql-"))
    try:
        with _started(programs, folder):
            yield Server(programs, folder)
    finally:
        shutil.rmtree(folder)


@contextmanager
def _started(programs: Path, folder: Path) -> Iterator[None]:
    owner = _owner()
    as_owner: dict[str, Any] = {}
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    data, log = folder / "data", folder / "log"

    def run(program: str, *arguments: str) -> None:
        with log.open("a") as output:  # not a pipe, which the server would keep open
            done = subprocess.run(
                [programs / program, "-D", data, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=output,
                stderr=subprocess.STDOUT, timeout=120, check=False, **as_owner)
        if done.returncode:
            raise RuntimeError(f"{program} failed ({done.returncode}):\n{log.read_text()}")

    run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    settings = " ".join(f"-c {name}='{value}'" for name, value in _SETTINGS.items())
    run("pg_ctl", "start", "--wait", "-o", f"{settings} -c unix_socket_directories='{folder}'")
    try:
        yield
    finally:
        run("pg_ctl", "stop", "--wait", "--mode=immediate")


def _programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest version's; ``None`` where there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda program: int(program.parts[-3]), default=None)
    return newest and newest.parent


def _owner() -> pwd.struct_passwd | None:
    """The user to run the server as; ``None`` for ourselves."""
    if os.geteuid() != 0:
        return None
    users = {user.pw_name: user for user in pwd.getpwall()}
    return next(users[name] for name in _OWNERS if name in users)
