"""The signing key is made here, kept private, and never a default."""

import os
import stat
from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.site.sessions import Sessions, load_secret


@pytest.fixture(autouse=True)
def _no_secret_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FRONTDESK_SECRET", raising=False)


def test_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        load_secret(tmp_path / "var" / "secret")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600


def test_it_is_made_once(tmp_path: Path) -> None:
    assert load_secret(tmp_path / "secret") == load_secret(tmp_path / "secret")


def test_it_is_never_a_default(tmp_path: Path) -> None:
    secrets = {load_secret(tmp_path / str(number)) for number in range(5)}
    assert len(secrets) == 5
    assert all(len(secret) >= 32 for secret in secrets)


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_SECRET", "s" * 32)
    assert load_secret(tmp_path / "secret") == b"s" * 32
    assert not (tmp_path / "secret").exists()


@pytest.mark.parametrize("written", [b"", b"short"])
def test_a_file_that_was_not_written_to_its_end_is_not_used(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "secret").write_bytes(written)
    try:
        assert len(load_secret(tmp_path / "secret")) >= 32
    except FrontdeskError as error:
        assert "secret" in str(error)  # noqa: PT017 - either mending or refusing will do


def test_a_short_secret_in_the_environment_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_SECRET", "changeme")
    with pytest.raises(FrontdeskError, match="FRONTDESK_SECRET"):
        load_secret(tmp_path / "secret")


def test_a_token_of_another_secret_is_not_ours(tmp_path: Path) -> None:
    ours, other = Sessions(load_secret(tmp_path / "a")), Sessions(load_secret(tmp_path / "b"))
    assert ours.sender_id(ours.mint())
    assert ours.sender_id(other.mint()) is None
