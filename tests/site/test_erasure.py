"""DELETE /api/chat erases a conversation."""

import asyncio
import sqlite3

import httpx

from frontdesk.store.conversations import Conversations


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
    assert (await say("one", message_id=message_id)).json()["session"] == first
    await erase(site, first)
    assert (await say("one", message_id=message_id)).json()["session"] != first
    assert rasa.received == ["one", "one"]
