"""What the processes get to know of where things are."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.service.environment import inherited, rasa_environment
from frontdesk.service.supervisor import outbox_service
from frontdesk.settings import load_settings


def test_files_are_named_so_that_another_folder_s_process_finds_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FRONTDESK_WEBHOOK_SECRET_FILE", "secrets/webhook")
    monkeypatch.setenv("FRONTDESK_SMTP_PASSWORD_FILE", "/etc/frontdesk/smtp-password")
    monkeypatch.setenv("SSL_CERT_FILE", "")
    monkeypatch.setenv("FRONTDESK_SECRET", "relative/to/nothing")
    settings = load_settings(tmp_path, {})
    for environment in (inherited(settings), rasa_environment(settings), outbox_service(settings, Path())._environment):
        assert environment["FRONTDESK_WEBHOOK_SECRET_FILE"] == str(tmp_path / "secrets" / "webhook")
        assert environment["FRONTDESK_SMTP_PASSWORD_FILE"] == "/etc/frontdesk/smtp-password"
        assert environment["SSL_CERT_FILE"] == ""
        assert environment["FRONTDESK_SECRET"] == "relative/to/nothing"
