"""The same message id is answered once."""

import asyncio
import sqlite3

import httpx

from frontdesk.store.flag_events import FlagEvents


async def test_a_repeated_message_gets_the_same_replies(say, rasa) -> None:
    session = (await say("hello")).json()["session"]
    first = await say("is it related?", session, "id-1")
    again = await say("is it related?", session, "id-1")
    assert first.json() == again.json()
    assert rasa.received == ["hello", "is it related?"]


async def test_also_while_the_first_is_being_answered(say, rasa) -> None:
    session = (await say("hello")).json()["session"]
    go_on = asyncio.Event()

    async def slow(request: httpx.Request, text: str) -> httpx.Response:
        await go_on.wait()
        return rasa.repeat(request, text)

    rasa.answer = slow
    posts = [asyncio.create_task(say("once", session, "id-1")) for _ in range(4)]
    await asyncio.sleep(0.05)
    go_on.set()
    answers = [post.json() for post in await asyncio.gather(*posts)]
    assert answers == [answers[0]] * 4
    assert rasa.received == ["hello", "once"]


async def test_another_conversation_may_use_the_same_id(say, rasa) -> None:
    await say("one", None, "id-1")
    await say("two", None, "id-1")
    assert rasa.received == ["one", "two"]


async def test_a_failed_message_can_be_sent_again(say, rasa) -> None:
    session = (await say("hello")).json()["session"]
    rasa.answer = lambda _request, _text: httpx.Response(500)
    assert (await say("again", session, "id-1")).status_code == 503
    rasa.answer = rasa.repeat
    assert (await say("again", session, "id-1")).json()["replies"][0]["text"] == "again"


async def test_without_an_id_every_message_counts(say, rasa) -> None:
    session = (await say("hello")).json()["session"]
    await say("hello", session)
    assert rasa.received == ["hello", "hello"]


# ---- after a restart

UUID, OTHER = "3f0c1d9e-6a0b-4f57-9d8e-0a1b2c3d4e5f", "0b7c2a51-93cf-4d0e-8f5b-6a1d2e3f4a5b"


def sender(response: httpx.Response) -> str:
    """The conversation's id."""
    assert response.status_code == 200, response.text
    return str(response.json()["session"].split(".")[0])


async def test_a_message_sent_again_after_a_restart_gets_the_same_replies(start, say, rasa) -> None:
    session = (await say("hello")).json()["session"]
    first = await say("is it related?", session, "id-1")
    body = {"message": "is it related?", "session": session, "message_id": "id-1"}
    assert (await (await start()).post("/api/chat", json=body)).json() == first.json()
    assert rasa.received == ["hello", "is it related?"]


async def test_a_first_message_sent_again_after_a_restart_leads_to_the_same_conversation(start, say, rasa) -> None:
    first = await say("hello", message_id=UUID)
    again = await (await start()).post("/api/chat", json={"message": "hello", "message_id": UUID})
    assert sender(again) == sender(first)
    assert again.json()["replies"] == first.json()["replies"]
    assert rasa.received == ["hello"]


async def test_so_does_one_that_got_no_answer(start, say, rasa) -> None:
    rasa.answer = lambda _request, _text: httpx.Response(500)
    assert (await say("hello", message_id=UUID)).status_code == 503
    rasa.answer = rasa.repeat
    await (await start()).post("/api/chat", json={"message": "hello", "message_id": UUID})
    assert rasa.senders[0] == rasa.senders[1]


async def test_its_session_goes_on(say, rasa) -> None:
    await say("hello", message_id=UUID)
    session = (await say("hello", message_id=UUID)).json()["session"]
    assert (await say("and?", session)).json()["session"] == session
    assert len(set(rasa.senders)) == 1


async def test_another_first_message_begins_another_conversation(say) -> None:
    given = [("hello", UUID), ("hello!", UUID), ("hello", OTHER), ("hello", "id-1"), ("hello", "id-1"), ("hello", None)]
    assert len({sender(await say(text, message_id=message_id)) for text, message_id in given}) == len(given)


async def test_a_conversations_id_cant_be_made_without_the_secret(start, say, settings) -> None:
    first = sender(await say("hello", message_id=UUID))
    (settings.var / "session-secret").write_bytes(b"x" * 64)
    assert sender(await (await start()).post("/api/chat", json={"message": "hello", "message_id": UUID})) != first


# ---- what is handed on and stored


async def test_rasa_is_told_the_same_id_each_time_and_not_the_clients_own(say, rasa) -> None:
    rasa.answer = lambda _request, _text: httpx.Response(500)
    session = None
    for _ in range(2):
        await say("hello", session, UUID)
    rasa.answer = rasa.repeat
    session = (await say("hello", session, UUID)).json()["session"]
    await say("and?", session, OTHER)
    await say("more", session)
    told = [body["metadata"].get("message_id") for body in rasa.bodies]
    assert told[0] == told[1] == told[2]
    assert told[0] != told[3]
    assert told[4] is None
    assert UUID not in str(rasa.bodies)


async def test_neither_the_clients_id_nor_the_text_is_stored(say, settings) -> None:
    await say("my sciatica", message_id=UUID)
    files = b"".join(path.read_bytes() for path in settings.var.glob("conversations.db*"))
    assert b"/articles/a" in files  # the answer
    assert UUID.encode() not in files


async def test_a_store_that_fails_doesnt_cost_the_visitor_the_answer(say, rasa, settings, caplog) -> None:
    session = (await say("hello")).json()["session"]
    connection = sqlite3.connect(settings.database)
    connection.execute("DROP TABLE answers")
    connection.close()
    for _ in range(2):
        assert (await say("my sciatica", session, "id-1")).status_code == 200
    assert "The store of answers can't be read: OperationalError" in caplog.text
    assert "An answer couldn't be kept: OperationalError" in caplog.text
    assert "sciatica" not in caplog.text
    assert session.split(".")[0] not in caplog.text


async def test_a_flag_is_told_again_and_recorded_once(start, say, settings) -> None:
    first = await say("My calf is swollen, hot and red since yesterday", message_id=UUID)
    again = await (await start()).post(
        "/api/chat", json={"message": "My calf is swollen, hot and red since yesterday", "message_id": UUID})
    assert first.json()["replies"] == again.json()["replies"]
    assert first.json()["replies"][0]["kind"] == "urgent"
    assert sum(FlagEvents(settings.database).counts().values()) == 1
