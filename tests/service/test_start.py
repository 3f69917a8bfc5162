"""How ``frontdesk run`` begins, with stand-ins for all processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from frontdesk.booking.channels import WEBHOOK_SECRET
from frontdesk.errors import FrontdeskError
from frontdesk.publishing.prepare import AtStart
from frontdesk.service import run as module
from frontdesk.service.backends import Wanted
from frontdesk.service.run import serve, undeliverable
from frontdesk.service.supervisor import Stopped
from frontdesk.settings import Settings, load_settings
from frontdesk.store.versions import Versions
from tests.service.stand_in import Process

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A clinic with a webhook, and no secret to sign with."""
    for name in ("FRONTDESK_DATABASE", "FRONTDESK_VAR", "FRONTDESK_SERVED", WEBHOOK_SECRET, f"{WEBHOOK_SECRET}_FILE"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "content"
    folder.mkdir()
    for path in (ROOT / "content").iterdir():
        if path.name != "clinic.yml":
            (folder / path.name).symlink_to(path)
    told = (ROOT / "content" / "clinic.yml").read_text(encoding="utf-8")
    before, after = told.split("  webhook:\n")
    after = after.replace("    url:\n", "    url: https://clinic.test/requests\n", 1)
    (folder / "clinic.yml").write_text(f"{before}  webhook:\n{after}", encoding="utf-8")
    return load_settings(tmp_path, {})


@pytest.fixture
def begun(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of what was started; somebody presses Ctrl-C as soon as all runs."""
    names: list[str] = []

    @contextmanager
    def started(_settings: Settings, every: Sequence[Process], _step: object) -> Iterator[list[Process]]:
        names.extend(service.name for service in every)
        yield list(every)

    def watch(*_: object) -> None:
        raise Stopped

    live = AtStart(Wanted(1, settings.root, Path("model")), False)
    processes = [Process(name, None, []) for name in ("The site", "The outbox")]
    monkeypatch.setattr(module, "version_at_start", lambda *_: live)
    monkeypatch.setattr(module, "_services", lambda *_: processes)
    monkeypatch.setattr(module, "started", started)
    monkeypatch.setattr(module, "_watch", watch)
    return names


def test_with_a_live_version_a_missing_secret_is_told_and_everything_begins(
    settings: Settings, begun: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    versions = Versions(settings.database)
    versions.release(versions.add("Robin", "", "", "f", "a").number, "publish", "Robin", "")
    serve(settings)
    assert begun == ["The site", "The outbox"]
    said = capsys.readouterr().out
    assert "callback requests do NOT reach the clinic" in said
    assert f"Set {WEBHOOK_SECRET} to it" in said
    assert "tries it" not in said


def test_where_nothing_was_ever_published_nothing_begins(settings: Settings, begun: list[str]) -> None:
    with pytest.raises(FrontdeskError, match=f"Set {WEBHOOK_SECRET} to it"):
        serve(settings)
    assert begun == []


def test_with_the_secret_requests_go_out(
    settings: Settings, begun: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert undeliverable(settings.root) != ""
    monkeypatch.setenv(WEBHOOK_SECRET, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    assert undeliverable(settings.root) == ""
    serve(settings)
    assert "callback requests go out by webhook" in capsys.readouterr().out
