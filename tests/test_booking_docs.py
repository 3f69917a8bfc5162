"""docs/booking.md says what the code does, and its snippets work."""

from __future__ import annotations

import base64
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from frontdesk.booking.channels import SMTP_PASSWORD, WEBHOOK_SECRET
from frontdesk.booking.delivery import Message, Pace
from frontdesk.booking.form import Act, Meaning, Place, take
from frontdesk.booking.mail import TIMEOUT as MAIL_TIMEOUT
from frontdesk.booking.request import CallbackRequest, Details, When
from frontdesk.booking.topics import MAX_ABOUT
from frontdesk.booking.webhook import TIMEOUT as WEBHOOK_TIMEOUT
from frontdesk.booking.webhook import payload, sign, signing_key
from frontdesk.cli import main
from frontdesk.knowledge.clinic import load_clinic
from frontdesk.replies import booking
from frontdesk.replies.handoff import offer_booking
from frontdesk.replies.memory import Memory
from frontdesk.store.booking_tables import EVENTS

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "booking.md").read_text(encoding="utf-8")
SECRET = f"whsec_{base64.b64encode(b'the secret that both sides have!').decode()}"
OTHER_SECRET = f"whsec_{base64.b64encode(b'a secret that only one side has!').decode()}"
BODY = json.dumps({"type": "callback_request.created", "data": {"name": "Jo Müller"}}, ensure_ascii=False).encode()
ID = "5f0c1f6e-3f0b-4e52-9d2a-0f4a4b7a1c55-1-created"

# For each language its program, the end of its files' names, and what calls the snippet: it prints what was posted.
LANGUAGES = {
    "python": (sys.executable, "py", """
import sys
told = json.load(sys.stdin)
try:
    print(json.dumps(verify(told["secret"], told["headers"], base64.b64decode(told["body"]))))
except ValueError as error:
    print("refused:", error)
"""),
    "javascript": ("node", "mjs", """
import { readFileSync } from "node:fs";
const told = JSON.parse(readFileSync(0, "utf8"));
try {
  console.log(JSON.stringify(verify(told.secret, told.headers, Buffer.from(told.body, "base64"))));
} catch (error) {
  console.log(`refused: ${error.message}`);
}
"""),
    "php": ("php", "php", """
$told = json_decode(file_get_contents('php://stdin'), true);
try {
    echo json_encode(verify($told['secret'], $told['headers'], base64_decode($told['body'])));
} catch (RuntimeException $error) {
    echo 'refused: ', $error->getMessage();
}
"""),
}
MISSING = {"node": ("FRONTDESK_REQUIRE_BROWSER", "Node.js isn't installed: apt-get install nodejs"),
           "php": ("FRONTDESK_REQUIRE_PHP", "PHP isn't installed: apt-get install php-cli")}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def examples() -> dict[str, dict[str, Any]]:
    """The JSON examples by their event."""
    return {example["type"].partition(".")[2]: example for example in map(json.loads, blocks("json"))}


@pytest.fixture(params=LANGUAGES)
def verify(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """The document's function in each language, run as a program."""
    name, suffix, driver = LANGUAGES[request.param]
    program = shutil.which(name)
    if program is None:
        variable, why = MISSING[name]
        if os.environ.get(variable) == "1":
            pytest.fail(why)
        pytest.skip(why)
    snippet, = blocks(request.param)
    file = tmp_path / f"verify.{suffix}"
    file.write_text(snippet + driver, encoding="utf-8")

    def run(headers: dict[str, str], body: bytes = BODY, secret: str = SECRET) -> str:
        told = json.dumps({"secret": secret, "headers": headers, "body": base64.b64encode(body).decode()})
        done = subprocess.run([program, file], input=told, capture_output=True, text=True, timeout=60, check=True)
        assert done.stderr == ""
        return done.stdout.strip()

    return run


def signed(at: float | None = None, body: bytes = BODY) -> dict[str, str]:
    """The headers that Frontdesk sends."""
    timestamp = str(int(time.time() if at is None else at))
    return {"content-type": "application/json", "webhook-id": ID, "webhook-timestamp": timestamp,
            "webhook-signature": sign(signing_key(SECRET), ID, timestamp, body)}


def test_the_right_signature_is_accepted_also_beside_another(verify: Any) -> None:
    headers = signed()
    assert json.loads(verify(headers)) == json.loads(BODY)
    headers["webhook-signature"] = f"v1,AAAA v2,AAAA {headers['webhook-signature']}"
    assert json.loads(verify(headers)) == json.loads(BODY)


def test_everything_else_is_refused(verify: Any) -> None:
    wrong = "refused: the signature is wrong"
    assert verify(signed(), BODY.replace(b"Jo", b"Mo")) == wrong
    assert verify(signed(), secret=OTHER_SECRET) == wrong
    assert verify({**signed(), "webhook-id": "another"}) == wrong
    assert verify({**signed(), "webhook-timestamp": str(int(time.time()) - 60)}) == wrong
    for signature in ("", "v1", "v1,", "v1,AAAA", f"v2{signed()['webhook-signature'][2:]}"):
        assert verify({**signed(), "webhook-signature": signature}) == wrong


def test_an_old_or_a_future_or_no_time_is_refused(verify: Any) -> None:
    late = "refused: too old, or without a time"
    assert verify(signed(time.time() - 600)) == late
    assert verify(signed(time.time() + 600)) == late
    assert verify({"webhook-id": ID, "webhook-signature": signed()["webhook-signature"]}) == late
    assert verify({**signed(), "webhook-timestamp": "9" * 400}) == late


def test_a_receiver_without_a_secret_refuses_everything(verify: Any) -> None:
    timestamp = str(int(time.time()))
    for secret in ("", "whsec_"):
        forged = {"webhook-id": ID, "webhook-timestamp": timestamp,
                  "webhook-signature": sign(b"", ID, timestamp, BODY)}
        assert verify(forged, secret=secret) == "refused: the secret isn't set"


@pytest.mark.parametrize(("language", "comparison"), [
    ("python", "hmac.compare_digest("), ("javascript", "timingSafeEqual("), ("php", "hash_equals(")])
def test_signatures_are_compared_in_constant_time(language: str, comparison: str) -> None:
    snippet, = blocks(language)
    assert comparison in snippet


def test_the_dialogue_is_what_the_bot_says(tmp_path: Path) -> None:
    dialogue = blocks("")[0]
    first, second, third = re.findall("^> (.+)$", dialogue, re.MULTILINE)
    file = tmp_path / "clinic.yml"
    file.write_text("name: West Chiropractic\nconsultation_price: free\ncountry: GB\ntime_zone: Europe/London\n")
    clinic = load_clinic(file)
    now = datetime.datetime(2027, 1, 19, 10, 2, tzinfo=ZoneInfo("Europe/London"))
    place = Place(now, clinic.region)
    told = take(first, "", Details(), Meaning("book"), place)
    assert take(second, "agreed", told.details, Meaning("affirm"), place).act is Act.AGREED
    data = examples()["created"]["data"]
    request = CallbackRequest(data["id"], data["reference"], 1, "new", 0, 0, told.details, "", 0)
    changed = take(third, "", told.details, Meaning("book"), place).details
    assert changed.phone == examples()["updated"]["data"]["phone"]
    replies = [offer_booking(clinic, Memory(), now)[0], booking.summary(clinic, told.details, ""),
               booking.saved(clinic, request, "https://chat.example.org", now)]
    said = [line for reply in replies for line in reply.text.splitlines()]
    assert [line for line in dialogue.splitlines() if line in said] == said
    for buttons in (reply.buttons for reply in replies[1:]):
        assert "  " + " ".join(f"[{button.title}]" for button in buttons) in dialogue.splitlines()
    assert booking.summary(clinic, changed, data["reference"]).text.splitlines()[0] in dialogue.splitlines()
    assert told.details == Details(data["name"], data["phone"], data["email"], When.from_dict(data["when"]))


@pytest.mark.parametrize("event", ["created", "updated", "alert"])
def test_the_examples_times_are_what_is_understood(event: str) -> None:
    when = examples()[event]["data"]["when"]
    now = datetime.datetime(2027, 1, 19, 10, 2, tzinfo=ZoneInfo("Europe/London"))
    told = Details("Jo", "+447700900123")
    assert take(when["said"], "when", told, Meaning(), Place(now, "GB")).details.when == When.from_dict(when)


def seconds(moment: str) -> float:
    parsed = datetime.datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S.%fZ")
    return parsed.replace(tzinfo=datetime.timezone.utc).timestamp()


@pytest.mark.parametrize("event", EVENTS)
def test_the_json_examples_are_what_is_sent(event: str) -> None:
    example = examples()[event]
    data = example["data"]
    details, created, updated, consent, consented = Details(), 0.0, 0.0, "", 0.0
    if event != "withdrawn":
        details = Details(data["name"], data["phone"], data["email"], When.from_dict(data["when"]), data["about"])
        created, updated = seconds(data["created"]), seconds(data["updated"])
        consent, consented = data["consent"]["text"], seconds(data["consent"]["at"])
    request = CallbackRequest(data["id"], data["reference"], data["version"], data["status"], created, updated, details,
                              consent, consented)
    assert payload(Message(request, event, data["version"], seconds(example["timestamp"]))) == example


def leaves(value: Any, at: str = "") -> Iterator[str]:
    """The fields of a payload; those that hold others count only where the document tells more of them."""
    for key, inner in value.items():
        path = f"{at}{key}"
        yield path
        if isinstance(inner, dict):
            yield from leaves(inner, f"{path}.")
        elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
            yield from leaves(inner[0], f"{path}[].")


def test_every_field_of_the_payload_is_told_and_no_other() -> None:
    table = TEXT.split("### Payload\n")[1].split("\n```json")[0]
    told = {field for line in table.splitlines() if line.startswith("| `")
            for field in re.findall(r"`([^`]+)`", line.split(" | ")[0])}
    assert told == set(leaves(examples()["updated"])) - {"data", "data.consent"}


def test_the_settings_examples_can_be_used(tmp_path: Path) -> None:
    read = []
    for number, block in enumerate(blocks("yaml")):
        file = tmp_path / f"clinic-{number}.yml"
        file.write_text(f"name: A clinic\n{block}", encoding="utf-8")
        read.append(load_clinic(file).booking)
    mail, webhook = read
    assert mail.mail is not None
    assert (mail.mail.port, mail.mail.security, len(mail.mail.to)) == (587, "starttls", 2)
    assert webhook.webhook.startswith("https://")


def test_every_setting_is_told() -> None:
    block = YAML(typ="safe").load(ROOT / "content" / "clinic.yml")["booking"]
    settings = set(block) | {key for inner in block.values() if isinstance(inner, dict) for key in inner}
    code = " ".join((*blocks("yaml"), *re.findall(r"`([^`\n]+)`", TEXT)))
    assert {"mail", "webhook", "campaign", "security", "url"} <= settings
    assert {key for key in settings if not re.search(rf"\b{key}\b", code)} == set()


def test_the_names_in_the_environment_are_the_codes() -> None:
    told = set(re.findall(r"FRONTDESK_[A-Z_]+", TEXT))
    assert told == {SMTP_PASSWORD, f"{SMTP_PASSWORD}_FILE", WEBHOOK_SECRET, f"{WEBHOOK_SECRET}_FILE",
                    "FRONTDESK_DATABASE", "FRONTDESK_PUBLIC_URL"}


def test_every_command_exists(capsys: pytest.CaptureFixture[str]) -> None:
    commands = set(re.findall(r"(?:`|^\$ )(frontdesk [a-z][^`\n]*)", TEXT, re.MULTILINE))
    assert {f"frontdesk booking {verb}" for verb in ("list", "test", "retry", "withdraw K7Q-F3M")} <= commands
    for command in sorted(commands):
        words = command.split()[1:]
        with pytest.raises(SystemExit) as left:
            main([*words, "--help"])
        assert left.value.code == 0, command
        shown = capsys.readouterr().out
        assert all(word in shown for word in words if word.startswith("--")), command


def test_the_times_are_the_codes() -> None:
    pace = Pace()
    waits = [f"{wait:g}" for wait in (pace.wait(1), pace.wait(2), pace.wait(3))]
    assert f"after {waits[0]} seconds, then {waits[1]}, {waits[2]} and so on up to an hour" in TEXT
    assert (pace.longest, pace.patience, pace.lease) == (60 * 60, 72 * 60 * 60, 5 * 60)
    assert "72 hours of waiting" in TEXT
    assert "five minutes" in TEXT.split("## When it doesn't arrive")[1]
    assert f"within {WEBHOOK_TIMEOUT:g} seconds for each step" in TEXT
    assert f"didn't answer within {MAIL_TIMEOUT:g} s" in TEXT
    assert f"at most {MAX_ABOUT} characters" in TEXT


def test_the_picture_can_be_read_by_a_screen_reader() -> None:
    picture = ElementTree.parse(ROOT / "docs" / "images" / "booking-flow.svg").getroot()
    svg = "{http://www.w3.org/2000/svg}"
    ids = {part.get("id"): " ".join(part.itertext()).strip() for part in picture.iter() if part.get("id")}
    assert picture.get("role") == "img"
    assert all(ids[name] for name in str(picture.get("aria-labelledby")).split())
    shown = " ".join(" ".join(text.itertext()) for text in picture.iter(f"{svg}text"))
    for word in ("Visitor", "one transaction", "saved", "Outbox worker", "mail", "webhook", "withdraw", "Back-off",
                 "Dead", "alert"):
        assert word in shown
