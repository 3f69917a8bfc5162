"""DELETE /api/chat erases a conversation."""

import asyncio
import logging
import sqlite3
from functools import partial

import httpx
import pytest

from frontdesk.site.rasa_client import RasaClient
from frontdesk.store.all_tables import all_tables, tables_of_senders
from frontdesk.store.conversations import Conversations
from frontdesk.store.inbox import InboxQuestions
from frontdesk.store.inbox_marks import RIGHT, InboxMarks, Mark
from frontdesk.store.last_turns import add_turn
from frontdesk.store.tables import SENDER

# Each with a word that stands nowhere else.
ASKED = "Is my calf related to my back pain? I play the xylophone."
FLAGGED = "My calf is swollen, hot and red since the marzipan festival"
LATER = "What do my glutes do when I ride a unicycle?"
WORDS = ("xylophone", "marzipan", "unicycle")


def rows(settings) -> list[str]:
    connection = sqlite3.connect(settings.database)
    try:
        return [row[0] for row in connection.execute("select sender_id from conversations")]
    finally:
        connection.close()


async def erase(site: httpx.AsyncClient, session: str | None) -> httpx.Response:
    return await site.request("DELETE", "/api/chat", json={"session": session})


async def test_the_row_is_gone_and_others_stay(site, say, rasa, settings) -> None:
    mine, other = (await say("one")).json()["session"], (await say("two")).json()["session"]
    store = Conversations(settings.database)
    for sender in rasa.senders:
        store.save(sender, {"slots": {}})
    assert (await erase(site, mine)).status_code == 204
    assert rows(settings) == [rasa.senders[1]]
    assert (await erase(site, other)).status_code == 204
    assert rows(settings) == []


async def test_nothing_of_it_is_left_in_the_file(site, say, rasa, settings) -> None:
    session = (await say("one")).json()["session"]
    Conversations(settings.database).save(rasa.senders[0], {"slots": {"memory": "sciatica" * 50}})
    await erase(site, session)
    connection = sqlite3.connect(settings.database)
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    left = b"".join(path.read_bytes() for path in settings.var.glob("conversations.db*"))
    assert b"sciatica" not in left
    assert rasa.senders[0].encode() not in left


async def test_remembered_replies_are_gone_too(site, say, rasa) -> None:
    session = (await say("hello")).json()["session"]
    await say("one", session, "id-1")
    await erase(site, session)
    await say("one", session, "id-1")
    assert rasa.received == ["hello", "one", "one"]


async def test_a_conversation_that_is_not_there_is_fine(site, settings) -> None:
    for session in (None, "", "forged", "a.b.c"):
        assert (await erase(site, session)).status_code == 204


async def test_a_forged_token_erases_nothing(site, say, rasa, settings) -> None:
    await say("one")
    Conversations(settings.database).save(rasa.senders[0], {"slots": {}})
    assert (await erase(site, rasa.senders[0])).status_code == 204
    assert rows(settings) == rasa.senders


async def test_it_waits_for_the_message_that_is_being_answered(site, say, rasa, settings) -> None:
    session = (await say("hello")).json()["session"]
    store = Conversations(settings.database)

    async def slow(request: httpx.Request, text: str) -> httpx.Response:
        await asyncio.sleep(0.05)
        store.save(rasa.senders[0], {"slots": {}})  # as Rasa does at the end of a turn
        return rasa.repeat(request, text)

    rasa.answer = slow
    answered, erased = await asyncio.gather(say("one", session), erase(site, session))
    assert (answered.status_code, erased.status_code) == (200, 204)
    assert rows(settings) == []


async def test_a_body_that_is_no_json_is_refused(site) -> None:
    response = await site.request("DELETE", "/api/chat", content=b"nonsense")
    assert (response.status_code, response.json()["type"]) == (400, "urn:frontdesk:problem:not-json")


async def test_a_first_message_sent_again_after_erasure_starts_anew(site, say, rasa) -> None:
    message_id = "3f0c1d9e-6a0b-4f57-9d8e-0a1b2c3d4e5f"
    first = (await say("one", message_id=message_id)).json()["session"]
    again = (await say("one", message_id=message_id)).json()["session"]
    assert again.split(".")[0] == first.split(".")[0]
    await erase(site, first)
    assert (await say("one", message_id=message_id)).status_code == 200
    assert rasa.received == ["one", "one"]


# ---- everything that a conversation leaves


def everything(settings) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, read past SQLAlchemy."""
    connection = sqlite3.connect(settings.database)
    connection.row_factory = sqlite3.Row
    try:
        return {table.name: [dict(row) for row in connection.execute(f"SELECT * FROM {table.name}")]
                for table in all_tables()}
    finally:
        connection.close()


def on_disk(settings) -> bytes:
    """Every byte of every file that the site writes, names included."""
    files = [path for path in settings.var.rglob("*") if path.is_file()]
    assert settings.database in map(str, files)
    return b"".join(str(path.name).encode() + path.read_bytes() for path in files).lower()


@pytest.fixture
async def talk(keeping, site, say, rasa):
    """Have a conversation that leaves a row in every table; gives its session and its id."""

    async def have() -> tuple[str, str]:
        session = (await say(ASKED, message_id="id-1", may_keep=True)).json()["session"]
        sender = rasa.senders[-1]
        assert (await say(FLAGGED, session, "id-2", may_keep=True)).json()["replies"][0]["kind"] == "urgent"
        await say(LATER, session, "id-3", may_keep=True)
        vote = {"session": session, "message_id": "id-1", "vote": "up"}
        assert (await site.post("/api/feedback", json=vote)).status_code == 204
        # As Rasa does, which isn't here.
        turn = partial(add_turn, sender_id=sender, message_id="id-1", messages=[{"text": "…"}])
        Conversations(keeping.database).save(sender, {"slots": {"memory": "topic"}}, turn)
        # As staff do in the console.
        kept = next(question for question in InboxQuestions(keeping.database).fresh() if question.visitor == sender)
        InboxMarks(keeping.database).add([Mark(kept.key, RIGHT)], "Robin", 1)
        return session, sender

    return have


async def test_every_row_of_it_is_gone_and_every_other_row_stays(keeping, site, talk) -> None:
    (mine, sender), (_, other) = await talk(), await talk()
    before = everything(keeping)
    assert {table.name for table in tables_of_senders()} == {
        "answers", "conversations", "inbox_marks", "last_turns", "questions", "raised_flags", "votes"}
    for table in tables_of_senders():
        assert {row[SENDER] for row in before[table.name]} == {sender, other}, table.name
    assert (await erase(site, mine)).status_code == 204
    after = everything(keeping)
    for table in tables_of_senders():
        assert after[table.name] == [row for row in before[table.name] if row[SENDER] == other], table.name
    assert after["flag_events"] == before["flag_events"]
    assert len(after["flag_events"]) == 2


async def test_no_byte_of_it_is_left_in_any_file_or_log(keeping, site, talk, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        session, sender = await talk()
        held = on_disk(keeping)
        assert sender.lower().encode() in held
        assert b"xylophone" in held  # the question that may be kept
        for word in ("marzipan", "unicycle"):  # beside and after a warning nothing may
            assert word.encode() not in held
        await erase(site, session)
    left = on_disk(keeping)
    for secret in (sender, session, *WORDS):
        assert secret.lower().encode() not in left
        assert secret not in caplog.text


async def test_what_was_raised_is_known_and_of_whom_is_not(keeping, talk) -> None:
    _, sender = await talk()
    (event,) = everything(keeping)["flag_events"]
    assert set(event) == {"id", "hour", "level", "rule", "version"}
    assert (event["level"], event["rule"], event["hour"] % 3600) == ("same_day", "dvt", 0)
    assert sender not in str(event)


async def test_it_may_go_on_afterwards_as_if_new(keeping, site, say, talk) -> None:
    session, _ = await talk()
    await erase(site, session)
    replies = (await say(LATER, session)).json()["replies"]
    assert [reply["kind"] for reply in replies] == ["answer"]
    rows_now = everything(keeping)
    assert [table.name for table in tables_of_senders() if rows_now[table.name]] == []


async def test_the_router_forgets_it_too(site, say, rasa, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten: list[str] = []
    monkeypatch.setattr(RasaClient, "forget", lambda _self, sender_id: forgotten.append(sender_id))
    session = (await say("one")).json()["session"]
    await erase(site, session)
    assert forgotten == rasa.senders
