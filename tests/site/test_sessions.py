"""A conversation belongs to whoever was given its token."""

import time

import httpx

from frontdesk.site.sessions import Sessions


async def test_a_first_message_gets_a_session(say) -> None:
    answer = (await say("hello")).json()
    assert answer["session"]
    assert answer["replies"][0]["text"] == "hello"


async def test_the_session_is_kept(say, rasa) -> None:
    session = (await say("one")).json()["session"]
    assert (await say("two", session)).json()["session"] == session
    assert rasa.senders[0] == rasa.senders[1]


async def test_every_conversation_has_its_own(say, rasa) -> None:
    first, second = (await say("one")).json(), (await say("two")).json()
    assert first["session"] != second["session"]
    assert rasa.senders[0] != rasa.senders[1]


async def test_a_token_that_is_not_ours_gets_a_new_session(say, rasa) -> None:
    ours = (await say("one")).json()["session"]
    signed, _, signature = ours.rpartition(".")
    other = f"{'B' if signature[0] == 'A' else 'A'}{signature[1:]}"
    forged = [f"{signed}.{other}", "x" + ours, ours.partition(".")[0], "../../etc/passwd", "",
              "a.b.c", "é", Sessions(b"another secret of thirty-two bytes").mint()]
    for token in forged:
        answer = await say("two", token)
        assert answer.status_code == 200, token
        assert answer.json()["session"] not in (ours, token)
    assert len(set(rasa.senders)) == 1 + len(forged)


async def test_a_client_cannot_choose_the_conversation(say, rasa) -> None:
    await say("one", "somebody-else")
    assert rasa.senders == [sender for sender in rasa.senders if sender != "somebody-else"]


async def test_a_token_is_good_for_a_day(say, monkeypatch) -> None:
    session = (await say("one")).json()["session"]
    now = time.time()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + 25 * 60 * 60)
    assert (await say("two", session)).json()["session"] != session


async def test_answers_are_not_cached(site: httpx.AsyncClient) -> None:
    answer = await site.post("/api/chat", json={"message": "hello"})
    assert answer.headers["cache-control"] == "no-store"
