"""Posting callback requests to receivers that do their best and their worst."""

from __future__ import annotations

import base64
import dataclasses
import json
import ssl
from pathlib import Path

import pytest
import trustme
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from frontdesk.booking.delivery import DeliveryError
from frontdesk.booking.request import Details
from frontdesk.booking.webhook import Webhook, payload, sign, signing_key
from frontdesk.errors import FrontdeskError
from tests.booking.messages import CONSENT, ID, PRIVATE, message
from tests.booking.receivers import LOOPBACK, Posted, silent_server, webhook_receiver

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # the specification's example
PAYLOAD = {
    "type": "callback_request.created",
    "timestamp": "2027-01-15T08:00:00.000Z",
    "data": {
        "id": ID, "reference": "K7Q-F3M", "version": 1, "status": "new",
        "created": "2027-01-15T08:00:00.000Z", "updated": "2027-01-15T08:00:00.000Z",
        "name": "Jo Müller", "phone": "+447700900123", "email": "jo@example.org",
        "when": {"said": "thursday after work", "understood": "Thursday 21 January, after 17:00",
                 "windows": [{"first": "2027-01-21", "last": "2027-01-21", "weekdays": [0, 1, 2, 3, 4, 5, 6],
                              "start": "17:00", "end": None}]},
        "about": "my sciatica", "consent": {"text": CONSENT, "at": "2027-01-15T07:59:55.000Z"},
    },
}


def refusal(webhook: Webhook) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        webhook.send(message())
    for private in (*PRIVATE, SECRET):
        assert private not in str(caught.value)
    return caught.value


def verified(posted: Posted, secret: str = SECRET) -> object:
    told: object = Verifier(secret).verify(posted.body, posted.headers)
    return told


def test_the_payload() -> None:
    assert payload(message()) == PAYLOAD


@pytest.mark.parametrize("event", ["created", "updated", "alert", "test"])
def test_the_type_tells_the_event_and_the_time_is_when_it_happened(event: str) -> None:
    told = payload(message(event, 2))
    assert told["type"] == f"callback_request.{event}"
    assert told["timestamp"] == told["data"]["updated"] == "2027-01-15T09:00:00.000Z"
    assert told["data"]["version"] == 2


@pytest.mark.parametrize("event", ["withdrawn", "alert"])
def test_of_a_withdrawn_request_no_more_is_told_than_which(event: str) -> None:
    assert payload(dataclasses.replace(message("withdrawn", 2), event=event)) == {
        "type": f"callback_request.{event}", "timestamp": "2027-01-15T09:00:00.000Z",
        "data": {"id": ID, "reference": "K7Q-F3M", "version": 2, "status": "withdrawn"}}


def test_what_the_visitor_left_out_is_empty() -> None:
    data = payload(message(details=Details(name="Jo", phone="+447700900123")))["data"]
    assert (data["email"], data["about"], data["when"]) == ("", "", None)


def test_the_signature_is_the_specifications() -> None:
    assert sign(signing_key(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}') == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")


def test_it_is_posted_and_signed() -> None:
    with webhook_receiver() as receiver:
        assert Webhook(receiver.url, SECRET).send(message()) == "answered 204"
    posted, = receiver.posts
    assert verified(posted) == json.loads(posted.body) == PAYLOAD
    assert posted.headers["content-type"] == "application/json"
    assert posted.headers["idempotency-key"] == posted.headers["webhook-id"] == f"{ID}-1-created"


def test_another_secret_or_body_doesnt_verify() -> None:
    with webhook_receiver() as receiver:
        Webhook(receiver.url, SECRET).send(message())
    posted, = receiver.posts
    other = f"whsec_{base64.b64encode(b'x' * 32).decode()}"
    with pytest.raises(WebhookVerificationError):
        verified(posted, other)
    with pytest.raises(WebhookVerificationError):
        verified(Posted(posted.headers, posted.body.replace(b"new", b"old")))


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_every_success_is_one(status: int) -> None:
    with webhook_receiver() as receiver:
        receiver.answers = [status]
        assert Webhook(receiver.url, SECRET).send(message()) == f"answered {status}"


@pytest.mark.parametrize(("status", "remedy"), [
    (500, "own log"), (429, "own log"), (400, "own log"), (401, "FRONTDESK_WEBHOOK_SECRET"),
    (404, "Check the address"), (410, "Check the address"), (304, "redirects"),
])
def test_everything_else_is_a_failure(status: int, remedy: str) -> None:
    with webhook_receiver() as receiver:
        receiver.answers = [status]
        error = refusal(Webhook(receiver.url, SECRET))
    assert error.reason == f"answered {status}"
    assert remedy in error.remedy


def test_redirects_arent_followed() -> None:
    with webhook_receiver() as receiver:
        receiver.answers = ["redirect"]
        assert refusal(Webhook(receiver.url, SECRET)).reason == "answered 307"
    assert len(receiver.posts) == 1


def test_a_cut_connection_is_a_failure_and_repeated_with_the_same_id_and_a_fresh_signature() -> None:
    with webhook_receiver() as receiver:
        receiver.answers = ["cut"]
        webhook = Webhook(receiver.url, SECRET)
        assert "broke off" in refusal(webhook).reason
        webhook.send(message())
    first, second = receiver.posts
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert verified(first) == verified(second)


def test_a_receiver_that_says_nothing_isnt_waited_for_long() -> None:
    with webhook_receiver() as receiver:
        receiver.answers = ["never"]
        assert refusal(Webhook(receiver.url, SECRET, timeout=0.2)).reason == "no answer within 0.2 s"
    with silent_server() as port:
        reason = refusal(Webhook(f"http://{LOOPBACK}:{port}/", SECRET, timeout=0.2)).reason
    assert reason == "no answer within 0.2 s"


def test_a_receiver_that_is_away() -> None:
    with silent_server() as port:
        pass
    error = refusal(Webhook(f"http://{LOOPBACK}:{port}/", SECRET))
    assert "Connection refused" in error.reason
    assert "content/clinic.yml" in error.remedy


def test_proxies_of_the_environment_see_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with silent_server() as port:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://{LOOPBACK}:{port}")
        with webhook_receiver() as receiver:
            assert Webhook(receiver.url, SECRET, timeout=2).send(message()) == "answered 204"


@pytest.mark.parametrize("trusted", [True, False])
def test_certificates_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusted: bool) -> None:
    authority, other = trustme.CA(), trustme.CA()
    (authority if trusted else other).cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(LOOPBACK).configure_cert(context)
    with webhook_receiver(context) as receiver:
        webhook = Webhook(receiver.url, SECRET)
        if trusted:
            assert webhook.send(message()) == "answered 204"
        else:
            assert "CERTIFICATE_VERIFY_FAILED" in refusal(webhook).reason
    assert len(receiver.posts) == trusted


@pytest.mark.parametrize("length", [24, 32, 64])
def test_secrets_of_the_specification(length: int) -> None:
    assert signing_key(f"whsec_{base64.b64encode(b'x' * length).decode()}") == b"x" * length


@pytest.mark.parametrize("secret", [
    "", "whsec_", "whsec_geheim", "whsec_!!!!", "correct horse battery staple", base64.b64encode(b"x" * 32).decode(),
    f"whsec_{base64.b64encode(b'x' * 23).decode()}", f"whsec_{base64.b64encode(b'x' * 65).decode()}", "whsec_ü",
])
def test_other_secrets_are_refused_with_how_to_make_one(secret: str) -> None:
    with pytest.raises(FrontdeskError, match="openssl rand") as caught:
        Webhook("https://example.org/", secret)
    assert not secret.strip("whsec_") or secret not in str(caught.value)
