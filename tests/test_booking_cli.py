"""``frontdesk booking``: trying the channels, seeing the requests, withdrawing one, trying deliveries again."""

from __future__ import annotations

import dataclasses
import json
import shutil
import time
from functools import partial
from pathlib import Path

import pytest

from frontdesk.booking_cli import run_list, run_mark, run_retry, run_test, run_withdraw
from frontdesk.cli import main
from frontdesk.errors import FrontdeskError
from frontdesk.publishing.publishing import Publishing
from frontdesk.settings import Settings, load_settings
from frontdesk.store.audit import Audit
from frontdesk.store.handling import Handling
from frontdesk.store.outbox import Delivery, Outbox
from frontdesk.store.requests import Requests
from frontdesk.store.versions import Versions
from tests.booking.messages import CONSENT, DETAILS, PRIVATE
from tests.booking.receivers import mail_server, silent_server, webhook_receiver

MAIL = ("  mail:\n    to: desk@example.org\n    from: chat@example.org\n    host: 127.0.0.1\n    security: none\n"
        "    port: ")
WEBHOOK = "  webhook:\n    url: "
NOTHING = "Nothing is configured to tell the clinic: callback requests wait in the store"


def publish(settings: Settings) -> None:
    """Make the files as they are the live version."""
    versions, publishing = Versions(settings.database), Publishing(settings.var, settings.database)
    versions.release(versions.add("Robin", "", "", "f" * 64, "a" * 64).number, "publish", "Robin", "")
    shutil.copytree(settings.root / "content", publishing.folder(1) / "content")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project's folder in which nothing has run yet."""
    (tmp_path / "content").mkdir()
    monkeypatch.delenv("FRONTDESK_DATABASE", raising=False)
    monkeypatch.delenv("FRONTDESK_SMTP_PASSWORD", raising=False)
    monkeypatch.setenv("FRONTDESK_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = load_settings(tmp_path)
    configure(made, "")
    return made


def configure(settings: Settings, booking: str) -> None:
    (settings.root / "content" / "clinic.yml").write_text(f"name: A Clinic\nbooking:\n{booking}")


def ask(settings: Settings, conversation: str = "a") -> str:
    return Requests(settings.database).save(conversation, DETAILS, CONSENT).reference


def claim(settings: Settings, channel: str = "mail") -> Delivery:
    outbox = Outbox(settings.database)
    outbox.route(("mail", "webhook"))
    claimed = outbox.claim_due(channel, time.time(), 60.0)
    assert claimed is not None
    return claimed


def listed(settings: Settings, capsys: pytest.CaptureFixture[str]) -> str:
    run_list(settings, as_json=False)
    return capsys.readouterr().out


def test_a_test_goes_through_every_channel(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server() as server, webhook_receiver() as receiver:
        configure(settings, f"{MAIL}{server.port}\n{WEBHOOK}{receiver.url}\n")
        assert run_test(settings) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"mail: sent, 127.0.0.1:{server.port} took it for 1 of 1 recipient(s). Look there for reference TEST.",
        "webhook: sent, answered 204. Look there for reference TEST."]
    assert server.mails[0]["Subject"] == "TEST: Callback request TEST"
    assert "Nobody has asked for anything" in str(server.mails[0])
    told = json.loads(receiver.posts[0].body)
    assert (told["type"], told["data"]["reference"]) == ("callback_request.test", "TEST")
    assert not (settings.var / "conversations.db").exists()


def test_a_test_says_what_failed_and_what_to_do_and_tries_the_others(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with silent_server() as port:
        pass
    with webhook_receiver() as receiver:
        configure(settings, f"{MAIL}{port}\n{WEBHOOK}{receiver.url}\n")
        assert run_test(settings) == 1
    mail, webhook = capsys.readouterr().out.splitlines()
    assert mail == (f"mail: NOT sent, no connection to 127.0.0.1:{port} (Connection refused). Check that the mail "
                    "server runs, and 'host' and 'port' under mail: in content/clinic.yml.")
    assert webhook.startswith("webhook: sent")


def test_a_test_with_nothing_configured_says_how(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_test(settings) == 1
    said = capsys.readouterr().out
    assert said.startswith(NOTHING)
    assert "fill in mail: or webhook: under booking: in content/clinic.yml" in said


def test_a_test_without_its_secret_says_so(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FRONTDESK_WEBHOOK_SECRET")
    configure(settings, f"{WEBHOOK}https://example.org/\n")
    with pytest.raises(FrontdeskError, match="Set FRONTDESK_WEBHOOK_SECRET"):
        run_test(settings)


@pytest.mark.parametrize("as_json", [False, True])
def test_before_anything_has_run(settings: Settings, capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    run_list(settings, as_json)
    said = capsys.readouterr().out
    if as_json:
        assert json.loads(said) == []
    else:
        assert said.startswith("There are no callback requests.\n")
    run_retry(settings, None)
    assert capsys.readouterr().out.startswith("Nothing has been given up")
    assert not settings.var.exists()


def test_the_list_shows_what_was_asked_and_how_far_it_is(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = ask(settings)
    said = listed(settings, capsys)
    assert said.splitlines()[0].startswith(f"{reference}  new  20")
    assert said.splitlines()[1:6] == [
        "  Jo Müller, +447700900123, jo@example.org", "  when: thursday after work",
        "  understood: Thursday 21 January, after 17:00", "  about: my sciatica", "  created: not sent yet"]
    assert NOTHING in said

    configure(settings, f"{WEBHOOK}https://example.org/\n")
    Outbox(settings.database).delivered(claim(settings, "webhook"), time.time())
    said = listed(settings, capsys)
    assert "  created: webhook took it 20" in said
    assert "  created: waits for mail, which isn't configured any more" in said
    assert NOTHING not in said

    configure(settings, f"{MAIL}25\n")
    claimed = claim(settings)
    Outbox(settings.database).failed(claimed, time.time(), "refused")
    assert "  created: not sent by mail yet after 1 attempt(s) (refused), next 20" in listed(settings, capsys)
    Outbox(settings.database).dead(claim(settings), time.time(), "refused", ("mail",))
    assert "  created: GIVEN UP by mail after 2 attempt(s) (refused); 'frontdesk booking retry'" in listed(
        settings, capsys)


def test_the_list_for_a_program(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    reference = ask(settings)
    Outbox(settings.database).delivered(claim(settings), 1_800_000_000.0)
    run_list(settings, as_json=True)
    request, = json.loads(capsys.readouterr().out)
    assert (request["reference"], request["status"], request["name"]) == (reference, "new", "Jo Müller")
    assert request["when"]["said"] == "thursday after work"
    assert request["consent"]["text"] == CONSENT
    mail, webhook = request["deliveries"]
    assert {**mail, "delivered": mail["delivered"][:5]} == {
        "event": "created", "version": 1, "channel": "mail", "state": "delivered", "attempts": 1, "due": None,
        "delivered": "2027-", "error": None}
    assert (webhook["state"], webhook["attempts"], webhook["delivered"]) == ("pending", 0, None)
    assert webhook["due"].startswith("20")


@pytest.mark.parametrize("as_json", [False, True])
def test_withdrawing_shows_no_more_than_that(
    settings: Settings, capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    reference = ask(settings)
    run_withdraw(settings, reference.lower().replace("-", " "))
    assert capsys.readouterr().out == f"{reference} is withdrawn.\n"
    run_list(settings, as_json)
    said = capsys.readouterr().out
    assert reference in said
    assert "withdrawn" in said
    assert [private for private in PRIVATE if private != "17:00" and private in said] == []
    assert Outbox(settings.database).counts()["waiting"] == 2


@pytest.mark.parametrize("status", ["contacted", "done"])
def test_a_request_is_marked(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    reference = ask(settings)
    monkeypatch.chdir(settings.root)
    for said in (f"{reference} is marked as {status}.\n", f"{reference} is marked as {status} already.\n"):
        assert main(["booking", status, reference.lower().replace("-", " ")]) == 0
        assert capsys.readouterr().out == said
    assert listed(settings, capsys).splitlines()[0].startswith(f"{reference}  {status}  20")
    entry, = Audit(settings.database).newest()
    assert (entry.who, entry.subject, entry.before, entry.after) == (
        "the command line", f"booking {reference}", "new", status)
    assert [private for private in PRIVATE if private in str(entry)] == []


def test_one_that_is_withdrawn_is_not(settings: Settings) -> None:
    reference = ask(settings)
    for _ in range(2):
        run_withdraw(settings, reference)
    with pytest.raises(FrontdeskError, match=f"{reference} is withdrawn: there is nobody to contact"):
        run_mark(settings, reference, "done")
    entry, = Audit(settings.database).newest()
    assert (entry.action, entry.after) == ("withdrew a request for its visitor", "withdrawn")


def test_somebody_who_is_faster_is_told_of(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    reference, real = ask(settings), Handling.set_status

    def slower(self: Handling, request_id: str, version: int, seen: str, status: str, who: str) -> int:
        real(self, request_id, version, seen, "contacted", "Robin")
        return real(self, request_id, version, seen, status, who)

    monkeypatch.setattr(Handling, "set_status", slower)
    with pytest.raises(FrontdeskError, match="was changed at this moment by somebody else"):
        run_mark(settings, reference, "done")
    assert Requests(settings.database).counts()["contacted"] == 1


def test_the_list_says_whose_it_is(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    ask(settings)
    Handling(settings.database).assign(Requests(settings.database).newest()[0].id, "", "Robin", "Robin")
    assert listed(settings, capsys).splitlines()[0].endswith("  assigned to Robin")
    run_list(settings, as_json=True)
    assert json.loads(capsys.readouterr().out)[0]["assigned"] == "Robin"


def test_what_was_given_up_is_tried_again(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    references = [ask(settings, conversation) for conversation in "ab"]
    for _ in references:
        Outbox(settings.database).dead(claim(settings), time.time(), "refused", ("mail",))
    run_retry(settings, references[0])
    assert capsys.readouterr().out == "1 message(s) will be tried again, while Frontdesk runs.\n"
    run_retry(settings, None)
    run_retry(settings, None)
    assert capsys.readouterr().out.splitlines() == [
        "1 message(s) will be tried again, while Frontdesk runs.",
        "Nothing has been given up: there is nothing to try again."]
    assert Outbox(settings.database).counts()["dead"] == 0


@pytest.mark.parametrize("has_run", [False, True])
@pytest.mark.parametrize("command", [run_withdraw, run_retry, partial(run_mark, status="done")])
def test_an_unknown_reference_is_explained(settings: Settings, has_run: bool, command: object) -> None:
    if has_run:
        ask(settings)
    assert callable(command)
    with pytest.raises(FrontdeskError, match="There is no callback request 'ZZZ-ZZZ'"):
        command(settings, "ZZZ-ZZZ")


def test_a_broken_database_is_explained_and_never_to_be_deleted(settings: Settings) -> None:
    settings.var.mkdir()
    (settings.var / "conversations.db").write_text("no database, sciatica " * 500)
    with pytest.raises(FrontdeskError, match="Don't delete it") as caught:
        run_list(settings, as_json=False)
    assert "sciatica" not in str(caught.value)


def test_a_terminal_isnt_moved_by_what_a_visitor_writes(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    Requests(settings.database).save("a", dataclasses.replace(DETAILS, name="Jo\x1b[2J\nK7Q-F3M  done"), CONSENT)
    said = listed(settings, capsys)
    assert "\x1b" not in said
    assert "  Jo [2J K7Q-F3M done, +44" in said


def test_the_channels_are_those_of_the_live_version(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server() as server:
        configure(settings, f"{MAIL}{server.port}\n")
        publish(settings)
        configure(settings, "")
        assert run_test(settings) == 0
    assert len(server.mails) == 1
    assert NOTHING not in listed(settings, capsys)
