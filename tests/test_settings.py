"""Settings from the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.errors import FrontdeskError
from frontdesk.settings import Settings, load_settings


def load(**environment: str) -> Settings:
    return load_settings(Path("/somewhere"), environment)


def test_without_settings_it_listens_on_this_machine_alone() -> None:
    settings = load()
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 8080, "http://127.0.0.1:8080")
    assert (settings.rasa_port, settings.actions_port, settings.rasa_timeout) == (8081, 8082, 10.0)


def test_host_and_port_are_the_environments() -> None:
    settings = load(HOST="192.0.2.7", PORT="9000")
    assert (settings.host, settings.port, settings.public_url) == ("192.0.2.7", 9000, "http://192.0.2.7:9000")


def test_the_inner_ports_follow_the_outer_one() -> None:
    settings = load(PORT="9000")
    assert (settings.rasa_url, settings.actions_url) == ("http://127.0.0.1:9001", "http://127.0.0.1:9002")


def test_the_inner_ports_can_be_chosen_and_stay_on_this_machine() -> None:
    settings = load(HOST="0.0.0.0", FRONTDESK_RASA_PORT="5005", FRONTDESK_ACTIONS_PORT="5055")
    assert (settings.rasa_url, settings.actions_url) == ("http://127.0.0.1:5005", "http://127.0.0.1:5055")


def test_listening_everywhere_is_visited_as_localhost() -> None:
    assert load(HOST="0.0.0.0", PORT="80").public_url == "http://localhost:80"


@pytest.mark.parametrize("url", ["https://chat.clinic.example", "https://chat.clinic.example/", "https://clinic.example/chat//"])
def test_the_public_address_has_no_slash_at_its_end(url: str) -> None:
    assert load(FRONTDESK_PUBLIC_URL=url).public_url == url.rstrip("/")


@pytest.mark.parametrize(
    "name", ["HOST", "PORT", "FRONTDESK_RASA_PORT", "FRONTDESK_PUBLIC_URL", "FRONTDESK_RASA_TIMEOUT"])
def test_an_empty_setting_is_no_setting(name: str) -> None:
    assert load(**{name: ""}) == load()


@pytest.mark.parametrize("name", ["PORT", "FRONTDESK_RASA_PORT", "FRONTDESK_ACTIONS_PORT"])
@pytest.mark.parametrize("text", ["0", "65536", "-1", "80.5", "http", "80a", " "])
def test_what_isnt_a_port_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(FrontdeskError, match=rf"{name}=.* isn't a port. Use a number from 1 to 65535"):
        load(**{name: text})


@pytest.mark.parametrize("port", ["1", "8080", "65533"])
def test_every_real_port_is_accepted(port: str) -> None:
    assert load(PORT=port).port == int(port)


@pytest.mark.parametrize(("text", "seconds"), [("5", 5.0), ("0.5", 0.5), ("3599", 3599.0)])
def test_the_time_out_is_in_seconds(text: str, seconds: float) -> None:
    assert load(FRONTDESK_RASA_TIMEOUT=text).rasa_timeout == seconds


@pytest.mark.parametrize("text", ["0", "-1", "3600", "soon", "nan", "inf", "10s"])
def test_what_isnt_a_time_is_refused(text: str) -> None:
    with pytest.raises(FrontdeskError, match=r"FRONTDESK_RASA_TIMEOUT=.* isn't a time. Use seconds"):
        load(FRONTDESK_RASA_TIMEOUT=text)


def test_what_it_writes_goes_under_var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FRONTDESK_DATABASE", raising=False)
    settings = load_settings(tmp_path, {})
    assert settings.var == tmp_path.resolve() / "var"
    assert settings.database == str(settings.var / "conversations.db")


def test_the_database_can_be_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_DATABASE", "postgresql://db/frontdesk")
    assert load().database == "postgresql://db/frontdesk"


def test_relative_paths_are_the_same_file_to_processes_in_other_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "project"
    monkeypatch.setenv("FRONTDESK_VAR", "data/var")
    monkeypatch.delenv("FRONTDESK_DATABASE", raising=False)
    monkeypatch.chdir(tmp_path)
    settings = load_settings(root, {})
    assert settings.var == root / "data" / "var"
    assert settings.database == str(root / "data" / "var" / "conversations.db")
    monkeypatch.setenv("FRONTDESK_VAR", "/elsewhere")
    assert settings.var == Path("/elsewhere")


@pytest.mark.parametrize(("named", "meant"), [
    ("data/my.db", "/somewhere/data/my.db"),
    ("/data/my.db", "/data/my.db"),
    ("sqlite:///data/my.db", "sqlite:////somewhere/data/my.db"),
    ("sqlite+pysqlite:///my.db?timeout=5", "sqlite+pysqlite:////somewhere/my.db?timeout=5"),
    ("sqlite:////data/my.db", "sqlite:////data/my.db"),
    ("sqlite:///:memory:", "sqlite:///:memory:"),
    ("sqlite://", "sqlite://"),
    (":memory:", ":memory:"),
    ("postgresql://db/frontdesk", "postgresql://db/frontdesk"),
])
def test_a_database_is_named_from_the_project_s_folder(
    monkeypatch: pytest.MonkeyPatch, named: str, meant: str
) -> None:
    monkeypatch.setenv("FRONTDESK_DATABASE", named)
    assert load().database == meant


def test_the_root_is_the_working_directory_unless_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(environment={}).root == tmp_path.resolve()
    assert load_settings(Path("sub"), {}).root == tmp_path.resolve() / "sub"


def test_the_process_environment_is_read_when_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9123")
    assert load_settings().port == 9123
