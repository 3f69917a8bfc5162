"""Posting callback requests to a webhook, signed after the Standard Webhooks specification.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import hmac
import json
import ssl
import time
from typing import Any

import httpx

from frontdesk.booking.delivery import DeliveryError, Message
from frontdesk.errors import FrontdeskError

TIMEOUT = 10.0  # seconds
_PREFIX = "whsec_"
_KEY_BYTES = range(24, 65)
_KEPT = 120  # characters of an error's text


class Webhook:
    """One receiver.

    Args:
        url: its address.
        secret: shared with it, as :func:`signing_key` takes it.
        timeout: seconds to wait for each step of connecting and answering.

    Raises:
        FrontdeskError: the secret can't be used.
    """

    def __init__(self, url: str, secret: str, timeout: float = TIMEOUT) -> None:
        self._url, self._key, self._timeout = url, signing_key(secret), timeout
        self._tls = ssl.create_default_context()

    def send(self, message: Message) -> str:
        """Post it; nothing but an answer from 200 to 299 counts as taken.

        Raises:
            DeliveryError: the receiver is away, refused, or pointed elsewhere.
        """
        body = json.dumps(payload(message), ensure_ascii=False).encode()
        timestamp = str(int(time.time()))
        headers = {
            "content-type": "application/json", "user-agent": "Frontdesk", "idempotency-key": message.id,
            "webhook-id": message.id, "webhook-timestamp": timestamp,
            "webhook-signature": sign(self._key, message.id, timestamp, body),
        }
        try:
            # The answer's body is left unread: it says nothing that counts, and may have no end.
            with httpx.Client(timeout=self._timeout, verify=self._tls, trust_env=False) as client, \
                    client.stream("POST", self._url, content=body, headers=headers) as response:
                status = response.status_code
        except httpx.TimeoutException:
            raise DeliveryError(f"no answer within {self._timeout:g} s",
                                "Check that the receiver runs and answers before it does its work") from None
        except httpx.ConnectError as error:
            # The system's words on addresses and certificates; nothing has been sent at that point.
            raise DeliveryError(f"no connection: {str(error)[:_KEPT]}",
                                "Check the address under webhook: in content/clinic.yml, and that the receiver runs"
                                ) from None
        except httpx.HTTPError as error:
            raise DeliveryError(f"the connection broke off ({type(error).__name__})",
                                "Check the receiver's own log") from None
        if not 200 <= status <= 299:
            raise DeliveryError(f"answered {status}", _remedy(status))
        return f"answered {status}"


def signing_key(secret: str) -> bytes:
    """The key in a secret as the specification writes it: ``whsec_`` and 24 to 64 bytes in Base64.

    Raises:
        FrontdeskError: it is something else.
    """
    try:
        key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(_PREFIX) or len(key) not in _KEY_BYTES:
        raise FrontdeskError(
            "FRONTDESK_WEBHOOK_SECRET can't be used: it must be whsec_ and 24 to 64 random bytes in Base64. Make one "
            "with: echo whsec_$(openssl rand -base64 32)")
    return key


def sign(key: bytes, message_id: str, timestamp: str, body: bytes) -> str:
    """The signature's header."""
    signature = hmac.new(key, f"{message_id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signature).decode()}"


def payload(message: Message) -> dict[str, Any]:
    """What is posted, as ``docs/booking.md`` documents it. Of a withdrawn request it is no more than which."""
    request, details = message.request, message.request.details
    data: dict[str, Any] = {
        "id": request.id, "reference": request.reference, "version": message.version, "status": request.status}
    if not message.is_withdrawn:
        data |= {
            "created": _moment(request.created), "updated": _moment(request.updated),
            "name": details.name, "phone": details.phone, "email": details.email,
            "when": details.when.as_dict() if details.when else None, "about": details.about,
            "consent": {"text": request.consent, "at": _moment(request.consented)},
        }
    return {"type": f"callback_request.{message.event}", "timestamp": _moment(message.occurred), "data": data}


def _moment(seconds: float) -> str:
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _remedy(status: int) -> str:
    if status in (401, 403):
        return "Check that the receiver has the same secret as FRONTDESK_WEBHOOK_SECRET"
    if 300 <= status <= 399:
        return "Write the address that it points to under webhook: in content/clinic.yml; redirects aren't followed"
    if status in (404, 405, 410):
        return "Check the address under webhook: in content/clinic.yml"
    return "Check the receiver's own log"
